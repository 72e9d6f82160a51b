"""A baseline marks what was there before; it lasts when the corpus is cut into other files, and tells what it has too much of."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.judge import baselining
from audit.model import BaselineEntry, Outcome, Policy
from audit.store import Store
from tests.judge import made_verdicts as made
from tests.judge.made_verdicts import GRAVE, KEEP

POLICY = Policy("p", ("commercial-training",), ("EU", "US"), (), Outcome.BLOCK, 0.9)
FOUND = [{"name": "one", "work": "alice"}, {"name": "two", "work": "bob"}]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store that each case fills anew."""
    with Store.memory() as opened:
        yield opened


def baselined(store: Store) -> list[bool]:
    return [verdict["baselined"] for verdict in store.verdicts()]


def stale(store: Store) -> int:
    count: int = store.query("report_decisions", weight=0)[0]["stale"]
    return count


def test_all_that_was_open_is_known_the_next_time(store: Store) -> None:
    made.fill(store, FOUND)
    entries, _ = baselining.of_open(store)

    baselining.apply(store, entries, POLICY)

    assert len(entries) == 4
    assert baselined(store) == [True] * 4
    assert stale(store) == 0


def test_what_came_since_is_new(store: Store) -> None:
    made.fill(store, FOUND[:1])
    entries, _ = baselining.of_open(store)
    made.fill(store, FOUND)

    baselining.apply(store, entries, POLICY)

    assert baselined(store) == [True, True, False, False]


def test_what_is_not_there_any_more_is_stale(store: Store) -> None:
    made.fill(store, FOUND)
    entries, _ = baselining.of_open(store)
    made.fill(store, FOUND[:1])

    baselining.apply(store, entries, POLICY)

    assert stale(store) == 2


ASKED = [
    ({}, 1),
    ({"jurisdictions": ("UK",)}, 0),
    ({"jurisdictions": ("any",)}, 1),
    ({"purposes": ("weights-release",)}, 0),
]


@pytest.mark.parametrize(("changes", "count"), ASKED)
def test_only_what_was_asked_for_can_be_stale(store: Store, changes: dict[str, Any], count: int) -> None:
    made.fill(store, FOUND)

    baselining.apply(store, [BaselineEntry("0" * 32, "p/keep", "commercial-training", "EU")], replace(POLICY, **changes))

    assert stale(store) == count


def test_what_is_waived_and_what_is_critical_is_not_written(store: Store) -> None:
    made.fill(store, [{"name": "one", "rules": ("p/keep", "p/grave")}])
    verdicts = [{**row, "waiver": "w" if row["jurisdiction"] == "US" else None} for row in store.verdicts()]
    made.fill(store, [{"name": "one"}], verdicts)

    entries, refused = baselining.of_open(store)

    assert [(entry.rule, entry.jurisdiction) for entry in entries] == [(KEEP.id, "EU")]
    assert refused == 1
    assert GRAVE.id not in {entry.rule for entry in entries}


@pytest.mark.parametrize(("value", "known"), [(2.0, True), (3.0, True), (1.0, False), (None, False)])
def test_a_measure_is_known_up_to_the_value_it_had(store: Store, value: float | None, known: bool) -> None:
    made.fill(store, FOUND)
    made.fill(store, FOUND, made.on_measure(store, "documents_without_url"))
    entries, _ = baselining.of_open(store)
    assert {entry.value for entry in entries} == {2.0}

    baselining.apply(store, [replace(entry, value=value) for entry in entries], POLICY)

    assert baselined(store) == [known, known]


def test_what_is_known_for_one_purpose_is_new_for_another(store: Store) -> None:
    made.fill(store, FOUND[:1])
    entries, _ = baselining.of_open(store)
    more = [{**row, "purpose": "weights-release"} for row in store.verdicts()]
    made.fill(store, FOUND[:1], [*store.verdicts(), *more])

    baselining.apply(store, entries, POLICY)

    known = {(row["purpose"], row["baselined"]) for row in store.verdicts()}
    assert known == {("commercial-training", True), ("weights-release", False)}


def test_another_baseline_takes_the_place_of_the_one_before(store: Store) -> None:
    made.fill(store, FOUND)
    baselining.apply(store, baselining.of_open(store)[0], POLICY)

    baselining.apply(store, [], POLICY)

    assert baselined(store) == [False] * 4


SHARDS = st.lists(
    st.fixed_dictionaries(
        {
            "record_id": st.sampled_from(["r1", "r2", "r3", None]),
            "work": st.sampled_from(["alice", "bob"]),
            "start": st.integers(0, 3),
        }
    ),
    max_size=6,
)


@settings(max_examples=30)
@given(rows=SHARDS, data=st.data())
def test_a_corpus_that_is_cut_into_other_files_is_known(store: Store, rows: list[dict[str, Any]], data: st.DataObject) -> None:
    quote = {"quote": {"before": "Before. ", "text": "The same words", "after": " After.", "omitted": 0}}
    made.fill(store, [{**row, **quote, "name": f"n{place}"} for place, row in enumerate(rows)])
    entries, _ = baselining.of_open(store)
    paths = [data.draw(st.sampled_from(["x.jsonl", "y.jsonl", "z.jsonl"])) for _ in rows]
    order = data.draw(st.permutations(list(enumerate(rows))))
    moved = [
        {**row, **quote, "name": f"m{place}", "path": path}
        for place, ((_, row), path) in enumerate(zip(order, paths, strict=True))
    ]
    made.fill(store, moved)

    baselining.apply(store, entries, POLICY)

    assert all(baselined(store))
    assert stale(store) == 0


DIFFERS = [
    {"work": "bob"},
    {"record_id": "r2"},
    {"detector": "other"},
    {"kind": "scraped"},
    {"spdx": "MIT"},
    {"quote": {"before": "", "text": "Other words", "after": "", "omitted": 0}},
    {"quote": {"before": "", "text": "Same words", "after": "", "omitted": 5}},
]


@pytest.mark.parametrize("changes", DIFFERS)
def test_another_statement_or_record_is_new(store: Store, changes: dict[str, Any]) -> None:
    same = {"name": "one", "work": "alice", "record_id": "r1"} | {
        "quote": {"before": "", "text": "Same words", "after": "", "omitted": 0}
    }
    made.fill(store, [same])
    entries, _ = baselining.of_open(store)
    made.fill(store, [{**same, **changes}])

    baselining.apply(store, entries, POLICY)

    assert not any(baselined(store))


def test_a_record_without_an_id_is_known_by_its_length_and_what_stands_around(store: Store) -> None:
    plain = {"name": "one", "record_id": None, "quote": {"before": "Here ", "text": "same  WORDS", "after": ".", "omitted": 0}}
    made.fill(store, [plain])
    entries, _ = baselining.of_open(store)
    other = {**plain, "quote": {**plain["quote"], "before": "There "}}
    again = {**plain, "name": "two", "path": "b.jsonl", "quote": {**plain["quote"], "text": "Same words"}}
    made.fill(store, [again, {**other, "name": "three"}])

    baselining.apply(store, entries, POLICY)

    assert {v["document"]: v["baselined"] for v in store.verdicts()} == {"a.jsonl#three": False, "b.jsonl#two": True}


def test_one_more_of_the_same_is_new(store: Store) -> None:
    same = {"record_id": "r1", "quote": {"before": "", "text": "Same words", "after": "", "omitted": 0}}
    made.fill(store, [{**same, "name": "one"}])
    entries, _ = baselining.of_open(store)
    made.fill(store, [{**same, "name": "one"}, {**same, "name": "two"}])

    baselining.apply(store, entries, POLICY)

    assert sorted(baselined(store)) == [False, False, True, True]
