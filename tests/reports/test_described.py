"""What formats that describe datasets are told: declared or measured, and nothing where neither is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.report_model import Coverage, FormatCount, Report
from audit.report_model.dataset import Dataset, SourceFacts
from audit.report_model.lineage import Lineage, SourceRow
from audit.reports import described

Made = Callable[..., Report]


def _row(report: Report, **changes: object) -> SourceRow:
    return replace(report.lineage.sources[0], **changes)  # type: ignore[arg-type]


def _with(report: Report, *rows: SourceRow) -> Report:
    return replace(report, lineage=Lineage(sources=rows, sources_total=len(rows)))


def test_what_a_manifest_lists_as_a_whole_is_the_corpus(make_report: Made) -> None:
    report = make_report()
    whole = _row(report, source_id="all", name="All of it", kind=described.CORPUS, documents=0)
    given = _with(report, whole, _row(report))

    assert described.itself(given) == whole
    assert described.name(given) == "All of it"
    assert [row.source_id for row in described.parts(given)] == ["larch"]


@pytest.mark.parametrize(
    ("documents", "listed", "found"), [(0, True, False), (-1, True, False), (1, True, True), (1, False, False)]
)
def test_a_listed_source_of_all_documents_is_the_corpus(make_report: Made, documents: int, listed: bool, found: bool) -> None:
    report = make_report()
    held = {1: report.coverage.documents, 0: 0, -1: report.coverage.documents - 1}[documents]

    assert (described.itself(_with(report, _row(report, documents=held, listed=listed))) is not None) is found


def test_an_empty_corpus_is_no_source(kinds_of_report: dict[str, Report]) -> None:
    report = kinds_of_report["empty"]
    listed = _with(report, _row(kinds_of_report["failed"], documents=0))

    assert described.itself(report) is None
    assert described.itself(listed) is None
    assert described.name(report) == described.line(report.title)


def test_its_version_is_that_of_its_own_row(make_report: Made) -> None:
    report = make_report()
    facts = Dataset(sources=(SourceFacts("larch", "2.1", None, None), SourceFacts("all", "7", None, None)))
    whole = _with(replace(report, dataset=facts), _row(report, source_id="all", kind=described.CORPUS), _row(report))

    assert described.version(whole) == "7"
    assert described.version(replace(whole, dataset=Dataset())) is None
    assert described.version(report) is None


@pytest.mark.parametrize(
    ("declared", "expected"), [("MIT", "MIT"), (None, None), ("", None), ("NOASSERTION", None), ("NONE", None)]
)
def test_a_licence_that_stands_for_none_is_not_declared(make_report: Made, declared: str | None, expected: str | None) -> None:
    assert described.declared(_row(make_report(), declared=declared)) == expected


@pytest.mark.parametrize(
    ("licence", "listed"),
    [("MIT", True), ("CC-BY-4.0", True), ("MIT OR Apache-2.0", False), ("LicenseRef-own", False), ("(MIT)", False), ("", False)],
)
def test_ids_of_the_list_are_told_from_expressions(licence: str, listed: bool) -> None:
    assert described.is_listed(licence) is listed


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://a.example/b", True), ("javascript:alert(1)", False), ("https://a.example/\n", False), ("", False), (None, False)],
)
def test_only_addresses_of_the_web_are_linked(url: str | None, expected: bool) -> None:
    assert (described.address(url) == url and url is not None) is expected


def test_languages_are_codes(make_report: Made) -> None:
    assert described.languages(make_report()) == ["en", "pt-BR"]


def test_the_days_are_known_where_records_tell_them(make_report: Made) -> None:
    report = make_report()
    totals = report.dataset.totals
    assert totals is not None
    undated = replace(report, dataset=replace(report.dataset, totals=replace(totals, first_captured=None, last_captured=None)))

    assert described.timeframe(report) == ("2023-05-01", "2024-02-29")
    assert described.timeframe(undated) is None
    assert described.timeframe(replace(report, dataset=Dataset())) is None


def test_how_it_was_collected_is_told_as_far_as_it_is_measured(make_report: Made) -> None:
    report = make_report()
    plain = replace(report, dataset=Dataset(), coverage=_formats(report.coverage, "jsonl"))

    assert list(described.collection(report))[2:] == [
        "984 are from archives of crawls.",
        "The records of 5 name a model that wrote them.",
    ]
    assert len(list(described.collection(plain))) == 2


def _formats(coverage: Coverage, name: str) -> Coverage:
    return replace(coverage, formats=(FormatCount(name, 1, 1, 1, 1, 1),))


def test_what_is_not_known_is_told(make_report: Made) -> None:
    report = make_report()
    whole = _with(report, _row(report, kind=described.CORPUS), _row(report))

    assert described.unknown(whole) == ["the day of its publication"]
    assert described.unknown(report)[:3] == ["its licence", "its address", "who made it"]
    assert described.said(report).endswith("Not established by this audit: " + ", ".join(described.unknown(report)) + ".")
