"""Open verdicts by source: each document once, under its strictest outcome, and small sources together."""

from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.store import Store

RULES = (("note", 0), ("review", 1), ("block", 2))


def _store(documents: Iterable[dict[str, Any]], verdicts: Iterable[tuple[str, str, str | None]], view: str = "finding") -> Store:
    store = Store.memory()
    plain = {"path": "a.jsonl", "record": 0, "bytes": 9, "words": 2}
    store.fill("document", [{**plain, **row} for row in documents])
    store.fill("rule", [{"rule": name, "pack": "p", "title": "", "outcome": name, "weight": weight, "view": view, "predicate": ""}
                        for name, weight in RULES])  # fmt: skip
    store.fill("verdict", [{"document": document, "fingerprint": f"{place}", "rule": rule, "outcome": rule, "purpose": "x",
                            "jurisdiction": "EU", "waiver": waiver}
                           for place, (document, rule, waiver) in enumerate(verdicts)])  # fmt: skip
    return store


def _rows(store: Store, most: int = 12) -> list[tuple[Any, ...]]:
    with store:
        return [tuple(row.values()) for row in store.query("report_risk", most=most)]


def test_a_document_counts_once_under_the_strictest_open_outcome() -> None:
    documents = [{"document": f"d{place}", "domain": "a.example"} for place in range(4)]
    verdicts = [("d0", "note", None), ("d0", "block", None), ("d1", "block", "w-1"), ("d1", "review", None), ("d2", "note", None)]

    assert _rows(_store(documents, verdicts)) == [("a.example", "site", 1, 4, 1, 1, 1)]


def test_a_manifest_or_a_record_names_a_source_before_its_site_does() -> None:
    documents = [
        {"document": "d0", "source_id": "books", "source": "subset", "domain": "a.example"},
        {"document": "d1", "source": "subset", "domain": "a.example"},
        {"document": "d2", "domain": "a.example"},
        {"document": "d3"},
    ]

    assert [(row[0], row[1]) for row in _rows(_store(documents, [("d3", "note", None)]))] == [
        ("", "none"),
        ("a.example", "site"),
        ("books", "dataset"),
        ("subset", "dataset"),
    ]


def test_those_with_most_that_are_blocked_come_first_and_the_others_share_a_row() -> None:
    documents = [{"document": f"{name}{place}", "domain": f"{name}.example"} for name in "abcd" for place in range(3)]
    verdicts = [("b0", "block", None), ("c0", "review", None), ("c1", "review", None), ("d0", "note", None)]

    assert _rows(_store(documents, verdicts), most=2) == [
        ("b.example", "site", 1, 3, 1, 0, 0),
        ("c.example", "site", 1, 3, 0, 2, 0),
        ("", "others", 2, 6, 0, 0, 1),
    ]


def test_verdicts_on_the_whole_are_of_no_source() -> None:
    store = _store([{"document": "d0", "domain": "a.example"}], [("d0", "block", None)], view="measure")

    assert _rows(store) == [("a.example", "site", 1, 1, 0, 0, 0)]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["note", "review", "block"]))), st.integers(1, 12))
def test_no_document_is_lost_or_counted_twice(verdicts: list[tuple[int, str]], most: int) -> None:
    documents = [{"document": f"d{place}", "domain": f"{place % 5}.example"} for place in range(10)]
    rows = _rows(_store(documents, [(f"d{place}", rule, None) for place, rule in verdicts]), most)

    assert sum(row[3] for row in rows) == 10
    assert sum(row[2] for row in rows) == 5
    assert sum(sum(row[4:]) for row in rows) == len({place for place, _ in verdicts})
