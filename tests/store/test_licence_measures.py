"""How licences meet: share-alike licences that no outbound licence can meet, and licences that are named before there was any."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.store import Store

PLAIN = {"path": "a", "detector": "d", "kind": "licence", "level": "finding", "scope": "file"}
PLAIN |= {"start": 0, "end": 1, "score": 1.0, "attributes": "{}", "evidence": []}
COMMON = "share_alike_without_common_outbound"


def store_of(
    store: Store,
    named: Mapping[str, list[str]],
    accepted: Mapping[tuple[str, str], str | None] | None = None,
    documents: Mapping[str, dict[str, Any]] | None = None,
    **licences: dict[str, Any],
) -> Store:
    """
    Fill a store: licences by document, pairs that are accepted with who reviewed them, and more on documents and licences.

    Licences that begin with sa are share-alike.
    """
    known = sorted({licence for several in named.values() for licence in several} | set(licences))
    store.fill("document", [_document(name, (documents or {}).get(name, {})) for name in named])
    found = [(name, licence) for name, several in named.items() for licence in several]
    store.fill(
        "found",
        [
            {**PLAIN, "document": name, "record": 0, "fingerprint": str(place), "spdx": licence}
            for place, (name, licence) in enumerate(found)
        ],
    )
    store.fill("licence_part", [{"spdx": one, "licence": one, "share_alike": one.startswith("sa")} for one in known])
    about = {"family": "f", "kind": "other", "category": "unknown", "source": "us", "recorded": date(2026, 1, 1)}
    store.fill("licence", [{"licence": one, **about, **licences.get(one, {})} for one in known])
    pairs = {pair: ("yes", by) for pair, by in (accepted or {}).items()}
    store.fill("compat", [_pair(pair, *said) for pair, said in pairs.items()])
    store.fill("source", [])
    return store


def _document(name: str, more: dict[str, Any]) -> dict[str, Any]:
    return {"document": name, "path": "a", "record": 0, "bytes": 9, "words": 3, **more}


def _pair(pair: tuple[str, str], verdict: str, reviewed_by: str | None) -> dict[str, Any]:
    said = {"verdict": verdict, "note": "", "source": "us", "recorded": date(2026, 1, 1), "reviewed_by": reviewed_by}
    return {"inbound": pair[0], "outbound": pair[1], **said}


def measures(store: Store, name: str) -> list[tuple[Any, ...]]:
    rows = [row for row in store.query("every_measure") if row["measure"] == name]
    return [(row["dimension"], row["document"], row["value"], row["documents"]) for row in rows]


@pytest.fixture(scope="module")
def store() -> Any:
    """A store that each case fills anew."""
    with Store.memory() as made:
        yield made


MEET = [
    ("one alone", {"a": ["sa1"], "b": ["sa1"]}, {}, []),
    ("others ask for nothing", {"a": ["sa1"], "b": ["mit"]}, {}, []),
    ("two that do not know each other", {"a": ["sa1"], "b": ["sa2"]}, {}, [2.0]),
    ("one accepts the other", {"a": ["sa1"], "b": ["sa2"]}, {("sa1", "sa2"): None}, []),
    ("both go into a third", {"a": ["sa1"], "b": ["sa2"]}, {("sa1", "gpl"): None, ("sa2", "gpl"): None}, []),
    ("each goes into another", {"a": ["sa1"], "b": ["sa2"]}, {("sa1", "x"): None, ("sa2", "y"): None}, [2.0]),
    ("a chain is not followed", {"a": ["sa1"], "b": ["sa3"]}, {("sa1", "sa2"): None, ("sa2", "sa3"): None}, [2.0]),
    ("two of three meet", {"a": ["sa1", "sa2"], "b": ["sa3"]}, {("sa1", "sa2"): None}, [3.0]),
]


@pytest.mark.parametrize(("named", "accepted", "values"), [case[1:] for case in MEET], ids=[case[0] for case in MEET])
def test_share_alike_licences_need_one_outbound_licence_that_all_accept(store: Store, named, accepted, values) -> None:
    store_of(store, named, accepted)

    assert [row[2] for row in measures(store, COMMON)] == values


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["sa1", "sa2", "sa3", "mit"]), max_size=4),
    st.sampled_from(["sa1", "sa2", "sa3", "mit"]),
    st.sets(st.tuples(st.sampled_from(["sa1", "sa2", "sa3"]), st.sampled_from(["sa1", "sa2", "sa3", "gpl"])), max_size=6),
)
def test_a_further_licence_never_makes_a_conflict_go_away(
    store: Store, licences: list[str], further: str, accepted: set[tuple[str, str]]
) -> None:
    pairs = dict.fromkeys(accepted)
    before = measures(store_of(store, {"a": licences}, pairs), COMMON)
    after = measures(store_of(store, {"a": licences, "b": [further]}, pairs), COMMON)

    assert sum(row[2] for row in after) >= sum(row[2] for row in before)


def test_each_source_is_looked_at_by_itself(store: Store) -> None:
    named = {"a": ["sa1"], "b": ["sa2"], "c": ["sa1"]}
    store_of(store, named, documents={"a": {"source_id": "s"}, "b": {"source_id": "s"}, "c": {"source_id": "t"}})

    assert [row[1] for row in measures(store, COMMON)] == ["corpus", "source:s"]


def test_what_a_source_declares_counts_as_well(store: Store) -> None:
    store_of(store, {"a": ["sa1"], "b": []}, documents={"b": {"source_id": "s"}}, sa2={})
    stated = {"name": "S", "kind": "web", "declared": "NOASSERTION", "curated": "sa2", "origin": "corpus.toml", "listed": True}
    store.fill("source", [{"source_id": "s", **stated}])

    assert measures(store, COMMON) == [("licences_unreviewed", "corpus", 2.0, 2)]


@pytest.mark.parametrize(
    ("reviewed", "dimension"),
    [
        ({}, "licences_unreviewed"),
        ({("sa1", "sa2"): "Ada"}, "licences_unreviewed"),
        ({("sa1", "sa2"): "Ada", ("sa2", "sa1"): "Ada"}, "licences"),
    ],
)
def test_it_is_told_whether_somebody_reviewed_how_they_meet(store: Store, reviewed, dimension: str) -> None:
    store_of(store, {"a": ["sa1", "sa2"]})
    store.fill("compat", [_pair(pair, "no", by) for pair, by in reviewed.items()])

    assert measures(store, COMMON) == [(dimension, "corpus", 2.0, 1)]


EARLY = [
    (date(2013, 11, 24), [("documents", "licence:new", 1.0, 1)]),
    (date(2013, 11, 25), []),
    (None, []),
]


@pytest.mark.parametrize(("captured", "rows"), EARLY)
def test_a_licence_named_before_there_was_any_is_counted(store: Store, captured: date | None, rows) -> None:
    documents = {"a": {"captured": captured}, "b": {"captured": date(2000, 1, 1)}}
    store_of(store, {"a": ["new"], "b": ["old"]}, documents=documents, new={"valid_from": date(2013, 11, 25)}, old={})

    assert measures(store, "licence_before_its_date") == rows
