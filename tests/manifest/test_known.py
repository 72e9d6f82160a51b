"""Known datasets are found by what people, records and folders call them."""

from pathlib import Path

import pytest

from audit import bundled
from audit.errors import PackError
from audit.manifest import known, known_datasets
from audit.manifest.known import KnownDatasets
from audit.manifest.values import Generator

LIST = (
    "dataset,names,declared,curated,parents,generators,source\n"
    "harbour/tide-tables,Tidetable,MIT,CC-BY-NC-4.0,harbour/logs;Old maps,Closed/c-1;/x;/,us (2026-01-01)\n"
    "harbour/logs,,,,,,us (2026-01-01)\n"
    "math,,MIT,,,,us (2026-01-01)\n"
)


@pytest.fixture
def datasets(tmp_path: Path) -> KnownDatasets:
    (tmp_path / known.LIST).write_text(LIST)
    return known_datasets([tmp_path, tmp_path / "nowhere"])


def test_what_a_list_says_is_read(datasets: KnownDatasets) -> None:
    tides, logs, _ = datasets.known

    assert (tides.declared, tides.curated, logs.declared) == ("MIT", "CC-BY-NC-4.0", None)
    assert [parent.id for parent in tides.parents] == ["harbour/logs", "Old maps"]
    assert tides.generators == (Generator("Closed", "c-1"), Generator(None, "x"), Generator(None, None))


FIND = [
    ("harbour/tide-tables", "harbour/tide-tables"),
    ("Harbour/Tide_Tables", "harbour/tide-tables"),
    ("https://huggingface.co/datasets/harbour/tide-tables", "harbour/tide-tables"),
    ("tide tables", "harbour/tide-tables"),
    ("tidetable", "harbour/tide-tables"),
    ("logs", "harbour/logs"),
    ("math", "math"),
    ("ferries", None),
]


@pytest.mark.parametrize(("name", "found"), FIND)
def test_a_name_or_an_address_finds_a_dataset(datasets: KnownDatasets, name: str, found: str | None) -> None:
    dataset = datasets.find(name)

    assert (dataset.dataset if dataset else None) == found


@pytest.mark.parametrize(
    ("name", "found"), [("tidetable", True), ("harbour/logs", True), ("logs", False), ("math", False), ("ferries", False)]
)
def test_a_short_name_in_a_record_may_be_anything(datasets: KnownDatasets, name: str, found: bool) -> None:
    assert bool(datasets.telling(name)) is found


PATHS = [
    ("harbour/tide-tables/train.jsonl", "harbour/tide-tables"),
    ("cache/harbour___tide_tables/default/train.arrow", "harbour/tide-tables"),
    ("datasets--harbour--logs/x.parquet", "harbour/logs"),
    ("math/x.jsonl", None),
    ("ma/th/x.jsonl", None),
]


@pytest.mark.parametrize(("path", "found"), PATHS)
def test_a_folder_names_a_dataset_by_owner_and_name(datasets: KnownDatasets, path: str, found: str | None) -> None:
    dataset = datasets.in_path(path)

    assert (dataset.dataset if dataset else None) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("dataset,licence\n", "its columns must be"),
        (LIST + "a,b\n", "must have 7 values"),
        (LIST + 'a,"b', "is not CSV in UTF-8"),
    ],
)
def test_a_list_that_does_not_fit_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / known.LIST).write_text(text)

    with pytest.raises(PackError, match=told):
        known_datasets([tmp_path])


def test_the_list_that_ships_knows_what_was_made_with_models() -> None:
    shipped = known_datasets([bundled.folder("rules") / "core"])
    alpaca, oasst = shipped.find("tatsu-lab/alpaca"), shipped.find("OpenAssistant/oasst1")

    assert alpaca is not None
    assert (alpaca.declared, [one.provider for one in alpaca.generators]) == ("CC-BY-NC-4.0", ["OpenAI"])
    assert oasst is not None
    assert len({one.dataset for one in shipped.known}) == len(shipped.known)
