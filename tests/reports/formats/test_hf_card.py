"""A card of a hub: its YAML has the keys that the hub knows, with known values, and the section tells what differs."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.manifest import card as reader
from audit.report_model import LicenceRow, Report
from audit.report_model.dataset import Dataset
from audit.report_model.lineage import LaunderingRow, Lineage, SourceRow
from audit.reports import described, render
from audit.reports.counts import counts
from audit.reports.formats import hf_card

Made = Callable[..., Report]
NAMES = ("failed", "passed", "incomplete", "empty", "huge", "hostile", "scripts")
KEYS = {"pretty_name", "license", "license_name", "license_link", "language", "size_categories", "source_datasets",
        "language_creators"}  # fmt: skip


def _parts(report: Report) -> tuple[dict[str, Any], str]:
    found = re.fullmatch(r"---\n(.*?\n)---\n\n(.*)", render(report, "hf-card").decode(), re.DOTALL)
    assert found
    return yaml.safe_load(found[1]), found[2]


def _whole(report: Report, **changes: Any) -> Report:
    row: SourceRow = replace(report.lineage.sources[0], source_id="all", kind=described.CORPUS, **changes)
    return replace(report, lineage=replace(report.lineage, sources=(row, *report.lineage.sources)))


@pytest.mark.parametrize("name", NAMES)
def test_its_block_has_known_keys_and_values(kinds_of_report: dict[str, Report], name: str) -> None:
    block, section = _parts(kinds_of_report[name])

    assert set(block) <= KEYS
    assert block["size_categories"][0] in hf_card.SIZES
    assert block["license"] in {*hf_card.IDS, *hf_card.OTHER_IDS.values(), "other", "unknown"}
    assert "<" not in section


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (None, {"license": "unknown"}),
        ("NOASSERTION", {"license": "unknown"}),
        ("MIT", {"license": "mit"}),
        ("GPL-3.0-or-later", {"license": "gpl-3.0"}),
        ("ODC-By-1.0", {"license": "odc-by"}),
        ("MIT OR Apache-2.0", {"license": "other", "license_name": "MIT OR Apache-2.0"}),
        ("Beerware", {"license": "other", "license_name": "Beerware",
                      "license_link": "https://spdx.org/licenses/Beerware.html"}),
    ],
)  # fmt: skip
def test_a_licence_is_told_as_the_hub_does(make_report: Made, licence: str | None, expected: dict[str, str]) -> None:
    block, _ = _parts(_whole(make_report(), declared=licence))

    assert {key: value for key, value in block.items() if key.startswith("license")} == expected


@pytest.mark.parametrize(
    ("documents", "size"),
    [(0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (9999, "1K<n<10K"), (10_000, "10K<n<100K"), (999_999_999_999, "100B<n<1T"),
     (10**12, "n>1T"), (10**15, "n>1T")],
)  # fmt: skip
def test_sizes_are_those_of_the_hub(make_report: Made, documents: int, size: str) -> None:
    report = make_report()

    assert _parts(replace(report, coverage=replace(report.coverage, documents=documents)))[0]["size_categories"] == [size]


def test_what_is_measured_or_declared_stands_in_the_block(make_report: Made) -> None:
    block, _ = _parts(make_report())

    assert block["language"] == ["en", "pt-BR"]
    assert block["source_datasets"] == ["extended|bare"]
    assert block["language_creators"] == ["machine-generated"]


def test_what_is_not_known_is_left_out(make_report: Made) -> None:
    block, section = _parts(make_report(lineage=Lineage(), dataset=Dataset(), licences=()))

    assert set(block) == {"pretty_name", "license", "size_categories"}
    assert "No licence is declared for the corpus as a whole." in section
    assert "Nothing was found that differs from it." in section
    assert "### Sources" not in section


def test_records_that_name_a_model_make_it_generated(make_report: Made) -> None:
    block, _ = _parts(make_report(lineage=Lineage()))

    assert block["language_creators"] == ["machine-generated"]


def test_a_mismatch_is_told(make_report: Made) -> None:
    _, section = _parts(_whole(make_report()))

    assert "The corpus is declared to be under MIT." in section
    assert "* Larch mix is labelled MIT, which says less than CC-BY-NC-4.0, stated of Tide notes; 45 documents" in section
    assert "says less than the terms of Example Labs larch-1, stated of Larch mix; 1 document\n" in section
    assert "* Larch mix, labelled MIT: others who read it found a stricter licence than declared (CC-BY-SA-4.0)" in section
    assert "* documents that declare CC-BY-4.0: 4100; holding it: 312" in section
    assert "that declare MIT:" not in section


def test_a_licence_that_no_document_bears_does_not_differ(make_report: Made) -> None:
    rows = (LicenceRow("CC-BY-SA-4.0", 0, 0, 4, 0.1), LicenceRow("MIT", 1, 0, 0, 0.1))
    _, section = _parts(_whole(make_report(lineage=replace(make_report().lineage, laundering=(), conflicts=()), licences=rows)))

    assert "Nothing was found that differs from it." in section


def test_many_differences_are_counted(make_report: Made) -> None:
    report = make_report()
    row: LaunderingRow = report.lineage.laundering[0]
    lineage = replace(report.lineage, laundering=(row,) * (hf_card.DIFFERENCES + 3), conflicts=())
    _, section = _parts(replace(report, lineage=lineage))

    assert section.count("* Larch mix is labelled") == hf_card.DIFFERENCES
    assert "* and 3 more differences, which the report has" in section


def test_it_tells_the_counts_of_the_report(make_report: Made) -> None:
    report = make_report()
    _, section = _parts(report)

    assert {name: int(section.split(f"\n| {name} | ")[1].split(" ")[0]) for name in counts(report)} == counts(report)


def test_it_is_read_back_as_a_manifest(make_report: Made, tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(render(_whole(make_report(), name="Larch"), "hf-card"))
    (source,) = reader.read(path).sources

    assert source.name == "Larch"
    assert source.licence is not None
    assert source.licence.spdx == "MIT"
