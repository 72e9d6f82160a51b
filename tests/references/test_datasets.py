from pathlib import Path

import pytest

from audit.bundled import folder
from audit.errors import PackError
from audit.references.datasets import COLUMNS, Datasets, Known, load

LISTED = (
    Known("quay/lantern-talk-40k", "gpt-4", "OpenAI", "MIT", "a list", "2025-03-25"),
    Known("quay/math", "gpt-4", "OpenAI", "", "a list", "2025-03-25"),
)


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("quay/lantern-talk-40k", "quay/lantern-talk-40k"),
        ("Quay/Lantern_Talk_40K", "quay/lantern-talk-40k"),
        ("lantern-talk-40k", "quay/lantern-talk-40k"),
        ("https://hub.example/datasets/quay/lantern-talk-40k", "quay/lantern-talk-40k"),
        ("quay/math", "quay/math"),
        ("math", None),
        ("other/math", None),
        ("lantern-talk", None),
        ("", None),
    ],
)
def test_a_dataset_is_found_by_its_id_or_by_a_telling_name(name: str, dataset: str | None) -> None:
    found = Datasets(LISTED).find(name)

    assert (found.dataset if found else None) == dataset


@pytest.mark.parametrize(
    ("path", "dataset"),
    [
        ("corpus/quay/math/train-0.parquet", "quay/math"),
        ("cache/quay___math/default/0.arrow", "quay/math"),
        ("hub/datasets--quay--lantern-talk-40k/snapshots/0.jsonl", "quay/lantern-talk-40k"),
        ("corpus/lantern-talk-40k/0.jsonl", None),
        ("corpus/math.jsonl", None),
    ],
)
def test_a_file_is_of_the_dataset_in_whose_folder_it_lies(path: str, dataset: str | None) -> None:
    found = Datasets(LISTED).in_path(path)

    assert (found.dataset if found else None) == dataset


def test_other_columns_are_told(tmp_path: Path) -> None:
    (tmp_path / "datasets.csv").write_text("name,model\na,b\n")

    with pytest.raises(PackError, match=r"datasets\.csv: the columns are to be dataset"):
        load(tmp_path / "datasets.csv")


def test_the_list_that_ships_is_whole() -> None:
    rows = (folder("rules") / "generated_text" / "datasets.csv").read_text("utf-8").splitlines()
    known = load(folder("rules") / "generated_text" / "datasets.csv")

    assert rows[0] == ",".join(COLUMNS)
    assert len(rows) > 50
    for row in rows[1:]:
        found = known.find(row.partition(",")[0])
        assert found is not None
        assert found.model
        assert found.source
        assert found.date == "2025-03-25"
