"""An SPDX document is read by the bindings of SPDX's own model, and states as concluded what a person concluded."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from spdx_python_model import v3_0_1 as spdx

from audit.report_model import Report
from audit.report_model.lineage import Lineage
from audit.reports import described, render
from audit.reports.counts import counts

Made = Callable[..., Report]
NAMES = ("failed", "passed", "incomplete", "empty", "hostile", "scripts")


def _parsed(content: bytes) -> Any:
    found = spdx.SHACLObjectSet()
    spdx.JSONLDDeserializer().read(io.BytesIO(content), found)
    return found


def _graph(report: Report) -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = json.loads(render(report, "spdx").decode("ascii"))["@graph"]
    return graph


def _licences(report: Report, kind: str) -> dict[str, str]:
    """By the name of a package, the licence that a relationship of one kind leads to."""
    elements = {one["spdxId"]: one for one in _graph(report) if "spdxId" in one}
    return {
        elements[one["from"]]["name"]: elements.get(one["to"][0], {}).get("simplelicensing_licenseExpression", "no assertion")
        for one in elements.values()
        if one.get("relationshipType") == kind
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_model_of_spdx_reads_it(kinds_of_report: dict[str, Report], name: str) -> None:
    report = kinds_of_report[name]
    found = _parsed(render(report, "spdx"))
    written = io.BytesIO()
    spdx.JSONLDSerializer().write(found, written)

    assert sum(1 for _ in found.foreach_type(spdx.dataset_DatasetPackage)) >= 1 + len(described.parts(report))
    assert found.link() == set()
    assert len(json.loads(written.getvalue())["@graph"]) == len(_graph(report))


@pytest.mark.parametrize(
    "wrong", [{"dataset_datasetType": ["words"]}, {"dataset_hasSensitivePersonalInformation": "perhaps"}, {"larch": 1}]
)
def test_what_is_wrong_is_seen_by_that_test(make_report: Made, wrong: dict[str, Any]) -> None:
    graph = _graph(make_report())
    next(one for one in graph if one["type"] == "dataset_DatasetPackage").update(wrong)

    with pytest.raises((ValueError, KeyError, TypeError)):
        _parsed(json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}).encode())


def test_ids_are_unique_and_all_elements_are_listed(make_report: Made) -> None:
    graph = _graph(make_report())
    ids = [one["spdxId"] for one in graph if "spdxId" in one]
    document = graph[-1]

    assert len(set(ids)) == len(ids)
    assert document["type"] == "SpdxDocument"
    assert set(document["element"]) == set(ids) - {document["spdxId"]}


def test_declared_licences_are_told_and_where_there_is_none_that_too(make_report: Made) -> None:
    report = make_report()

    assert _licences(report, "hasDeclaredLicense") == {
        "Harbour corpus, release 4": "no assertion",
        "Larch mix": "MIT",
        "Nothing stated": "no assertion",
    }


def test_a_licence_is_concluded_only_where_a_person_did(make_report: Made) -> None:
    report = make_report()
    first, bare = report.lineage.sources
    silent = replace(report, lineage=Lineage(sources=(replace(first, concluded="NOASSERTION"), bare)))

    assert _licences(report, "hasConcludedLicense") == {"Larch mix": "CC-BY-4.0"}
    assert _licences(silent, "hasConcludedLicense") == {}
    assert any(one.get("comment") == "Concluded by A. Counsel on 2026-01-02: the pages say so" for one in _graph(report))


def test_sources_descend_from_what_is_stated(make_report: Made) -> None:
    report = make_report()
    first, bare = report.lineage.sources
    onward = replace(bare, parents=(replace(first.parents[0], id="larch"), first.parents[0]))
    graph = _graph(replace(report, lineage=Lineage(sources=(first, onward))))
    names = {one["spdxId"]: one.get("name") for one in graph if "spdxId" in one}

    assert [(names[one["from"]], names[one["to"][0]]) for one in graph if one.get("relationshipType") == "descendantOf"] == [
        ("Larch mix", "Tide notes"),
        ("Nothing stated", "Larch mix"),
        ("Nothing stated", "Tide notes"),
    ]


def test_a_corpus_without_sources_contains_none(make_report: Made) -> None:
    assert not [one for one in _graph(make_report(lineage=Lineage())) if one.get("relationshipType") == "contains"]


def test_it_tells_the_counts_of_the_report(make_report: Made) -> None:
    report = make_report()
    told = [one["statement"] for one in _graph(report) if one["type"] == "Annotation"]

    assert "; ".join(f"{name}: {count}" for name, count in counts(report).items()) in told


def test_the_profile_of_datasets_is_not_claimed(make_report: Made) -> None:
    document = _graph(make_report())[-1]

    assert document["profileConformance"] == ["core", "software", "simpleLicensing"]
    assert "not established are its licence" in document["comment"]
