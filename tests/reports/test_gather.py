"""A judged run becomes a report: a run made by hand, in a real store, judged by real rules."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from audit.judge import gate, judge
from audit.model import Evidence, Finding, Kind, Level, Outcome, PieceCount, Policy, Quote, Receipt, Rule, Skip, SkipReason, Span
from audit.report_model import Report
from audit.reports import formats, gather, render, summary
from audit.reports.mask import MASK
from audit.results import DOCUMENT_SCHEMA, findings_table
from audit.rulepacks import Pack
from audit.store import Store

PASSAGE = "The ferry left the grey harbour before the bakers had lit their ovens. Nobody waved. "
RUN: dict[str, Any] = {
    "path": "runs/first run",
    "tool_version": "0.1.0",
    "command": "corpus-audit run corpus",
    "corpus": ["data/one", "data/two", "three.jsonl", "four.jsonl"],
    "libraries": [{"name": "works", "digest": "ab", "works": 2, "bytes": 10}],
    "detectors_off": ["licence"],
    "detectors": [
        {
            "name": "known-work",
            "version": 4,
            "summary": "Passages.",
            "misses": "Misses much.",
            "measured": [{"precision": 1.0}],
            "digest": "x",
        }
    ],
}


def _copied(record: int, start: int, words: int, work: str = "ferry", level: Level = Level.FINDING) -> Finding:
    places = Span(start, start + 100)
    return Finding(
        path="a.jsonl", record=record, record_id=f"r{record}", url="https://site.example/mira@example.org", detector="known-work",
        kind=Kind.COPYRIGHT, level=level, span=Span(0, 170), score=0.9, reference=f"works/{work}@aa11",
        attributes={"work": work, "title": "The Ferry", "metadata_source": "works.toml", "contact": "mira@example.org"},
        evidence=(
            Evidence("matched-words", words, "words"), Evidence("longest-run-words", words, "words"),
            Evidence("work-length", 1000, "characters"), Evidence("share-of-work", 0.1, "share"),
        ),
        fingerprint=f"{work}-{record}-{start}", quote=Quote("", PASSAGE * 2, "", 0),
        reference_span=places, reference_quote=Quote("", PASSAGE * 2, "", 0),
    )  # fmt: skip


FINDINGS = [
    _copied(0, 100, 60),
    _copied(1, 150, 80),
    _copied(2, 150, 80),
    _copied(2, 600, 20),
    _copied(1, 0, 20, "fog", Level.CLUE),
]


def _rule(id: str, outcome: Outcome, when: str) -> Rule:
    return Rule(id, "house", f"Rule {id}", "Plain words.", "Because.", outcome, "finding", when, (), (), (), ())


RULES = (
    _rule("house/note", Outcome.NOTE, "kind = 'copyright'"),
    _rule("house/long", Outcome.BLOCK, "longest_run >= 50"),
    _rule("house/never", Outcome.REVIEW, "kind = 'optout'"),
)
PACK = Pack("house", "House rules", "7", "", Path(), None, (), RULES, (), "d1", "")
POLICY = Policy("house policy", ("commercial-training",), ("EU", "US"), ("house",), Outcome.BLOCK, 0.9, digest="p1")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    run = tmp_path_factory.mktemp("run")
    folder = run / "shards" / "one"
    folder.mkdir(parents=True)
    pq.write_table(findings_table(FINDINGS, 0), folder / "findings.parquet")
    rows = [{"path": "a.jsonl", "piece": 0, "record": n, "url": "https://site.example/", "domain": "site.example", "bytes": 200,
             "words": 30, "captured": date(2024, 1, 1 + n)} for n in range(3)]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows, DOCUMENT_SCHEMA), folder / "documents.parquet")
    piece = PieceCount("a.jsonl", 0, "jsonl", 900, 900, 4, 3, 90, 30, 0, True)
    skip = Skip("a.jsonl", 3, SkipReason.MALFORMED, "bad: nils@example.org", 30)
    receipt = Receipt("one", (piece,), (skip,), {"malformed-record": (1, 30, 0)}, len(FINDINGS), 0.1)
    (folder / "receipt.json").write_bytes(orjson.dumps(asdict(receipt)))
    whole = {
        "library": "aa11",
        "library_name": "ours",
        "library_kind": "works",
        "profile": "open",
        "characters": 1000,
        "author": "",
    }
    names = {"ferry": "The Ferry", "fog": "", "rain": "The Rain"}
    works = [{**whole, "work": work, "title": title} for work, title in names.items()]
    pq.write_table(pa.Table.from_pylist(works), run / "works.parquet")
    with Store.memory() as opened:
        opened.ingest(run)
        judge(opened, POLICY, (PACK,), date(2026, 1, 1))
        yield opened


@pytest.fixture(scope="module")
def collect(store: Store) -> Callable[..., Report]:
    def collected(**options: Any) -> Report:
        result = gate(store, POLICY, RUN)
        return gather(store, POLICY, (PACK,), RUN, gate=result, created="2026-01-01T00:00:00Z", **options)

    return collected


@pytest.fixture(scope="module")
def report(collect: Callable[..., Report]) -> Report:
    return collect()


def test_the_title_names_the_corpus(report: Report) -> None:
    assert report.title == "Audit of one, two, three.jsonl and 1 more"


def test_coverage_tells_what_was_read_and_what_was_not(report: Report) -> None:
    coverage = report.coverage

    assert (coverage.files, coverage.records, coverage.documents, coverage.documents_without_licence) == (1, 4, 3, 3)
    assert [(s.reason, s.plain, s.loses, s.skips) for s in coverage.skips] == [
        ("malformed-record", "The record does not follow its format.", True, 1)
    ]
    assert "The detector licence was switched off." in coverage.not_checked


def test_the_first_skip_is_shown_with_its_address_masked(report: Report) -> None:
    assert report.coverage.skips[0].example == f"a.jsonl#3: bad: {MASK}"


def test_places_in_a_work_that_overlap_are_one(report: Report) -> None:
    ferry = next(row for row in report.works if row.work == "ferry")

    assert ferry.intervals == ((0.1, 0.25), (0.6, 0.7))
    assert ferry.share_of_work == pytest.approx(0.25)
    assert (ferry.findings, ferry.clues, ferry.documents, ferry.longest_run) == (4, 0, 3, 80)


def test_a_work_with_clues_only_claims_no_share(report: Report) -> None:
    fog = next(row for row in report.works if row.work == "fog")

    assert (fog.findings, fog.clues, fog.share_of_work, fog.intervals) == (0, 1, 0.0, ())


def test_rules_are_counted_once_a_finding_whatever_the_jurisdictions(report: Report) -> None:
    assert {row.rule.id: (row.open, row.waived) for row in report.rules} == {
        "house/long": (3, 0),
        "house/never": (0, 0),
        "house/note": (5, 0),
    }


def test_exhibits_are_the_strictest_first_and_numbered(report: Report) -> None:
    assert [exhibit.number for exhibit in report.exhibits] == [1, 2, 3, 4, 5]
    assert [exhibit.outcome for exhibit in report.exhibits] == [Outcome.BLOCK] * 3 + [Outcome.NOTE] * 2
    assert report.exhibits[0].rules == ("house/long", "house/note")


def test_only_as_many_exhibits_are_shown_as_asked_for_and_all_are_counted(collect: Callable[..., Report]) -> None:
    report = collect(exhibits=2)

    assert (len(report.exhibits), report.exhibits_total) == (2, 5)


def test_an_exhibit_says_who_saw_it_and_how_to_see_it_again(report: Report) -> None:
    exhibit = report.exhibits[0]

    assert exhibit.detector_version == 4
    assert exhibit.reproduce == f"corpus-audit reproduce {exhibit.fingerprint} --run 'runs/first run'"
    assert exhibit.captured == date(2024, 1, 2)


def test_addresses_in_an_exhibit_are_masked(report: Report) -> None:
    assert "mira@" not in render(report, "json").decode()
    assert report.exhibits[0].attributes["contact"] == MASK


def test_both_sides_of_a_copied_passage_are_compared(report: Report) -> None:
    exhibit = report.exhibits[0]

    assert {segment.change for segment in exhibit.left} == {"identical"}
    assert "".join(s.text for s in exhibit.left) == "".join(s.text for s in exhibit.right)


def test_detectors_and_digests_are_told(report: Report) -> None:
    assert [(row.name, row.version, row.measured) for row in report.detectors] == [("known-work", 4, ({"precision": 1.0},))]
    assert report.digests == {"rule pack house 7": "d1"}


def test_the_gate_is_the_one_given(report: Report) -> None:
    assert report.gate.status == 1


@pytest.mark.parametrize("format", formats())
def test_a_gathered_report_renders(report: Report, format: str) -> None:
    assert render(report, format)


def test_a_gathered_report_has_a_summary(report: Report) -> None:
    assert summary(report).startswith("NOT PASSED  Audit of one")


def test_words_are_counted_by_kind_of_change(report: Report) -> None:
    assert report.exhibits[0].changes == {"identical": 30}


def test_copies_of_a_passage_are_counted(report: Report) -> None:
    ferry = next(row for row in report.works if row.work == "ferry")
    copies = {(e.document, e.reference_span.start): e.passage_documents for e in report.exhibits if e.reference_span}

    assert copies == {
        ("a.jsonl#0", 100): 3,
        ("a.jsonl#1", 150): 2,
        ("a.jsonl#2", 150): 2,
        ("a.jsonl#2", 600): 1,
        ("a.jsonl#1", 0): 1,
    }
    assert (ferry.most_copies, ferry.passages) == (3, 2)
    assert ferry.share_with_repeats == pytest.approx(0.4)


def test_works_that_were_looked_for_are_told_by_library(report: Report) -> None:
    (row,) = report.searched

    assert (row.name, row.kind, row.works, row.works_found, row.works_with_clues, row.works_not_found) == (
        "ours",
        "works",
        3,
        1,
        1,
        1,
    )
    assert row.not_found == ("The Rain",)


def test_what_makes_common_text_is_stated(report: Report) -> None:
    assert (report.common_documents, report.common_works) == (3, 3)
