"""A Croissant file is valid by MLCommons' own reader, and tells what is declared or measured and nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import mlcroissant
import pytest

from audit.manifest import croissant as reader
from audit.report_model import Coverage, Report
from audit.report_model.dataset import Dataset
from audit.report_model.lineage import Lineage, SourceRow
from audit.reports import described, render
from audit.reports.counts import counts

Made = Callable[..., Report]
NAMES = ("failed", "passed", "incomplete", "empty", "hostile", "scripts")


def _whole(report: Report, **changes: Any) -> Report:
    """The same with a row that is the corpus itself."""
    row: SourceRow = replace(
        report.lineage.sources[0], source_id="all", kind=described.CORPUS, parents=(), generators=(), **changes
    )
    return replace(report, lineage=replace(report.lineage, sources=(row, *report.lineage.sources)))


def _read(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(report, "croissant").decode("ascii"))
    return found


@pytest.mark.parametrize("described_as_whole", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_valid(kinds_of_report: dict[str, Report], name: str, described_as_whole: bool) -> None:
    report = kinds_of_report[name]
    if described_as_whole and report.lineage.sources:
        report = _whole(report)

    read = mlcroissant.Dataset(_read(report))

    assert sorted(read.metadata.ctx.issues.errors) == []
    assert {one.id for one in read.metadata.distribution} == {
        f"files-{row.format}".replace(" ", "%20") for row in report.dataset.files
    }


def test_what_is_wrong_is_seen_by_that_test(make_report: Made) -> None:
    document = _read(make_report())
    del document["distribution"][0]["encodingFormat"]

    with pytest.raises(mlcroissant.ValidationError):
        mlcroissant.Dataset(document)


def test_its_files_are_patterns_of_names(make_report: Made) -> None:
    found = {one["name"]: one["includes"] for one in _read(make_report())["distribution"]}

    assert found == {
        "diary of tides": ["README"],
        "jsonl": ["harbour [[]old]/*.jsonl.gz", "notes/*.jsonl"],
        "warc": ["*.warc.gz"],
    }


def test_it_tells_the_counts_of_the_report(make_report: Made) -> None:
    report = make_report()
    audit = _read(report)["subjectOf"]

    assert {name: audit[f"audit:{name}"] for name in counts(report)} == counts(report)


def test_nothing_is_told_that_nobody_stated(make_report: Made) -> None:
    report = make_report(lineage=Lineage(), dataset=Dataset())
    document = _read(report)
    left_out = {"license", "url", "creator", "version", "datePublished", "prov:wasDerivedFrom", "usageInfo", "inLanguage"}

    assert not left_out & set(document)
    assert "Not established by this audit: its licence, its address, who made it, the day" in document["description"]


def test_declared_facts_are_told(make_report: Made) -> None:
    document = _read(_whole(make_report()))

    assert document["license"] == "https://spdx.org/licenses/MIT.html"
    assert document["creator"]["name"] == "The larch project"
    assert document["url"] == "https://larch.example/"
    assert document["rai:dataCollectionTimeframe"] == ["2023-05-01", "2024-02-29"]
    assert document["rai:dataCollectionType"] == ["Web Scraping"]


def test_terms_of_responsible_use_are_understood_by_its_reader(make_report: Made) -> None:
    report = make_report()
    read = mlcroissant.Dataset(_read(report)).metadata

    assert read.data_collection == " ".join(described.collection(report))
    assert read.data_collection_type == ["Web Scraping"]
    assert read.data_collection_missing_data.startswith("2 × The record is not valid JSON.")
    assert read.data_collection_raw_data == "Larch mix; Nothing stated"
    assert sorted(read.data_limitations) == sorted(report.coverage.not_checked)


@pytest.mark.parametrize("licence", ["MIT OR Apache-2.0", "LicenseRef-own"])
def test_an_expression_is_a_licence_by_name(make_report: Made, licence: str) -> None:
    assert _read(_whole(make_report(), declared=licence))["license"] == {"@type": "sc:CreativeWork", "name": licence}


def test_a_concluded_licence_is_not_told_as_the_declared_one(make_report: Made) -> None:
    content = render(_whole(make_report(), declared=None), "croissant").decode()

    assert "licenses/CC-BY-4.0.html" not in content


def test_sources_say_what_they_were_made_from_and_by_whom(make_report: Made) -> None:
    first, bare = _read(make_report())["prov:wasDerivedFrom"]

    assert first["prov:label"] == "Larch mix"
    assert [one["prov:label"] for one in first["prov:wasDerivedFrom"]] == ["Tide notes"]
    assert [one["prov:label"] for one in first["prov:wasGeneratedBy"]] == ["written by Example Labs larch-1"]
    assert not {"license", "prov:wasAttributedTo", "usageInfo"} & set(bare)


def test_terms_of_use_are_those_that_are_stated(make_report: Made) -> None:
    granted, conditional = _usage(make_report(), 0)["odrl:permission"]

    assert granted["odrl:action"] == {"@id": "cc:CommercialUse"}
    assert granted["description"] == "Tide notes, as declared: CC-BY-NC-4.0"
    assert "odrl:constraint" not in granted
    assert conditional["odrl:action"] == {"@id": "odrl:derive"}
    assert conditional["odrl:constraint"]["name"] == "on the conditions of CC-BY-NC-4.0"


@pytest.mark.parametrize(("value", "key"), [(0, "odrl:permission"), (1, "odrl:permission"), (3, "odrl:prohibition"), (2, None)])
def test_what_is_unclear_is_neither_permitted_nor_prohibited(make_report: Made, value: int, key: str | None) -> None:
    report = make_report()
    first = report.lineage.sources[0]
    bound = tuple(replace(one, value=value) for one in first.bound)
    given = replace(report, lineage=replace(report.lineage, sources=(replace(first, bound=bound),)))

    assert {name for name in _usage(given, 0) if name.startswith("odrl:")} == ({key} if key else set())


def _usage(report: Report, source: int) -> dict[str, Any]:
    usage: dict[str, Any] = _read(report)["prov:wasDerivedFrom"][source].get("usageInfo", {})
    return usage


def test_a_model_that_nobody_names_wrote_nothing(make_report: Made) -> None:
    report = make_report()
    first = report.lineage.sources[0]
    nameless = tuple(replace(one, provider=None, model=None) for one in first.generators)
    given = replace(report, lineage=replace(report.lineage, sources=(replace(first, generators=nameless),)))

    assert "prov:wasGeneratedBy" not in _read(given)["prov:wasDerivedFrom"][0]


def test_a_corpus_without_crawls_does_not_say_that_it_was_scraped(make_report: Made) -> None:
    report = make_report()
    coverage: Coverage = replace(report.coverage, formats=report.coverage.formats[:1], skips=())

    assert "rai:dataCollectionType" not in _read(replace(report, coverage=coverage))


def test_it_is_read_back_as_a_manifest(make_report: Made, tmp_path: Path) -> None:
    path = tmp_path / "croissant.json"
    path.write_bytes(render(_whole(make_report(), name="Larch"), "croissant"))
    (source,) = reader.read(path).sources

    assert (source.name, source.url, source.author) == ("Larch", "https://larch.example/", "The larch project")
    assert source.licence is not None
    assert source.licence.spdx == "MIT"
