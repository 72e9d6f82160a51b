"""Restrictions flow through ancestry: what reaches a source, because of whom, and where labels say less than that."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.manifest.circles import in_circles
from audit.manifest.values import FLOWING, RELATIONS
from audit.store import Store
from tests.manifest.conftest import TERMS, fill_terms

DIMENSIONS = ("commercial", "derive", "redistribute", "share_alike", "train_competing")
Edge = tuple[str, str, str]


def sources(store: Store, labels: Mapping[str, str | None], edges: Sequence[Edge] = (), **more: Any) -> None:
    """Fill the store with sources by id and declared licence, and with edges of child, parent and relation."""
    rows = [
        {
            "source_id": id_,
            "name": id_,
            "kind": "web",
            "origin": "corpus.toml",
            "listed": True,
            "declared": spdx,
            **more.get(id_, {}),
        }
        for id_, spdx in labels.items()
    ]
    circling = in_circles([(child, parent) for child, parent, relation in edges if relation != "facts_only"])
    lineage = [
        {"child": child, "parent": parent, "relation": relation, "basis": "t", "in_circle": (child, parent) in circling}
        for child, parent, relation in edges
    ]
    store.take_sources({"source": rows, "lineage": lineage, "source_generator": more.get("generators", []), "source_match": []})


def terms(store: Store, source: str) -> dict[str, int]:
    found = store._connection.execute("SELECT dimension, value FROM effective WHERE source_id = $1", [source]).fetchall()
    return dict(found)


def because(store: Store, source: str, dimension: str) -> tuple[Any, ...]:
    row: Any = store._connection.execute(
        "SELECT because, because_role, because_statement, because_depth FROM effective WHERE source_id = $1 AND dimension = $2",
        [source, dimension],
    ).fetchone()
    return tuple(row)


def measures(store: Store, name: str) -> dict[tuple[str, str], float]:
    rows = store._connection.execute("SELECT subject, dimension, value FROM measure WHERE measure = $1", [name]).fetchall()
    return {(subject, dimension): value for subject, dimension, value in rows}


@pytest.mark.parametrize("relation", FLOWING)
def test_the_strictest_ancestor_counts_and_is_named(store: Store, relation: str) -> None:
    sources(store, {"a": "CC0-1.0", "b": "MIT", "c": "CC-BY-NC-4.0"}, [("a", "b", "copied"), ("b", "c", relation)])

    assert terms(store, "a")["commercial"] == 3
    assert because(store, "a", "commercial") == ("c", "declared", "CC-BY-NC-4.0", 2)
    assert because(store, "a", "redistribute") == ("b", "declared", "MIT", 1)


def test_what_was_generated_carries_terms_on_training_only(store: Store) -> None:
    generators = [{"source_id": "b", "provider": "Closed", "model": "c-1", "basis": "t"}]
    sources(store, {"a": "CC0-1.0", "b": "CC-BY-NC-4.0"}, [("a", "b", "generated_by")], generators=generators)

    assert terms(store, "a") == {"commercial": 0, "derive": 0, "redistribute": 0, "share_alike": 0, "train_competing": 3}
    assert because(store, "a", "train_competing") == ("b", "generator", "Closed c-1", 1)


def test_facts_carry_nothing(store: Store) -> None:
    sources(store, {"a": "CC0-1.0", "b": "CC-BY-NC-4.0", "c": None}, [("a", "b", "facts_only"), ("b", "c", "copied")])

    assert set(terms(store, "a").values()) == {0}


def test_what_is_both_copied_and_generated_carries_everything(store: Store) -> None:
    sources(store, {"a": "CC0-1.0", "b": "CC-BY-NC-4.0"}, [("a", "b", "generated_by"), ("a", "b", "copied")])

    assert terms(store, "a")["commercial"] == 3


def test_a_circle_is_met_once_and_told(store: Store) -> None:
    circle = [("a", "b", "copied"), ("b", "c", "copied"), ("c", "a", "copied"), ("c", "d", "copied")]
    sources(store, {"a": "MIT", "b": "MIT", "c": "MIT", "d": "CC-BY-NC-4.0"}, circle)

    assert terms(store, "a")["commercial"] == 3
    assert measures(store, "lineage_cycle") == {("a", "parents"): 1, ("b", "parents"): 1, ("c", "parents"): 1}


def test_lineage_is_followed_for_32_steps(store: Store) -> None:
    chain = [(f"s{step}", f"s{step + 1}", "copied") for step in range(40)]
    sources(store, {f"s{step}": "MIT" for step in range(41)}, chain)

    deepest: Any = store._connection.execute("SELECT max(depth) FROM ancestry WHERE source_id = 's0'").fetchone()
    assert deepest == (32,)


def test_a_parent_without_a_licence_is_unclear_and_no_laundering(store: Store) -> None:
    sources(store, {"a": "MIT", "b": None}, [("a", "b", "copied")], b={"origin": "not described", "listed": False})

    assert set(terms(store, "a").values()) == {2}
    assert because(store, "a", "commercial") == ("b", "none", "NOASSERTION", 1)
    assert measures(store, "label_laundering") == {}
    assert measures(store, "source_without_licence") == {("b", "documents"): 0}
    assert measures(store, "parent_not_described") == {("b", "sources"): 1}


def test_a_label_milder_than_its_parents_is_laundering_by_dimension(store: Store) -> None:
    sources(store, {"a": "MIT", "b": "CC-BY-NC-4.0", "c": "CC-BY-SA-4.0"}, [("a", "b", "filtered"), ("b", "c", "translated")])

    assert measures(store, "label_laundering") == {
        ("a", "commercial"): 3,
        ("a", "derive"): 1,
        ("a", "share_alike"): 1,
        ("b", "derive"): 1,
        ("b", "share_alike"): 1,
    }


def test_a_label_as_strict_as_its_parents_is_none(store: Store) -> None:
    sources(store, {"a": "CC-BY-NC-4.0", "b": "CC-BY-NC-4.0"}, [("a", "b", "filtered")])

    assert measures(store, "label_laundering") == {}


GENERATORS = [
    ("Closed", {("a", "train_competing"): 3}, {"commercial": 0, "train_competing": 3}),
    ("weights", {("a", "commercial"): 3}, {"commercial": 3, "train_competing": 2}),
    ("open", {}, {"commercial": 0, "train_competing": 0}),
    ("nobody listed", {}, {"commercial": 0, "train_competing": 2}),
    (None, {}, {"commercial": 0, "train_competing": 2}),
]


@pytest.mark.parametrize(("provider", "laundered", "bound"), GENERATORS)
def test_terms_of_generators_bind_a_source(store: Store, provider: str | None, laundered: dict, bound: dict) -> None:
    generators = [{"source_id": "a", "provider": provider, "model": None, "written": date(2024, 1, 1), "basis": "t"}]
    sources(store, {"a": "CC0-1.0"}, generators=generators)

    assert measures(store, "label_laundering") == laundered
    assert {name: value for name, value in terms(store, "a").items() if name in bound} == bound


def test_what_a_person_concluded_counts_in_place_of_labels_and_differences_are_told(store: Store) -> None:
    sources(store, {"a": "CC-BY-NC-4.0"}, a={"concluded": "MIT", "curated": "CC-BY-ND-4.0"})

    assert because(store, "a", "commercial") == ("a", "concluded", "MIT", 0)
    assert terms(store, "a")["derive"] == 0
    assert measures(store, "declared_concluded_conflict") == {("a", "commercial"): 3}


def test_a_curated_licence_stricter_than_the_card_counts_and_is_told(store: Store) -> None:
    sources(store, {"a": "MIT"}, a={"curated": "CC-BY-NC-4.0"})

    assert because(store, "a", "commercial") == ("a", "curated", "CC-BY-NC-4.0", 0)
    assert measures(store, "declared_curated_conflict") == {("a", "commercial"): 3}


def test_a_source_without_anything_is_told(store: Store) -> None:
    sources(store, {"a": "NOASSERTION", "b": "MIT"}, [("b", "a", "copied")])

    assert measures(store, "source_without_documents") == {("b", "documents"): 0}
    assert measures(store, "source_without_licence") == {("a", "documents"): 0}


def test_the_whole_corpus_is_weighed_and_asked_for_no_documents_of_its_own(store: Store) -> None:
    sources(store, {"all": "MIT", "b": "CC-BY-NC-4.0"}, [("all", "b", "aggregated")], all={"kind": "corpus"})

    assert measures(store, "label_laundering") == {("all", "commercial"): 3}
    assert measures(store, "source_without_documents") == {("b", "documents"): 0}
    store.fill("document", [{"document": "b#0", "path": "b", "record": 0, "bytes": 9, "words": 3, "source_id": "b"}])
    assert store._connection.execute("FROM source_held ORDER BY source_id").fetchall() == [("all", 1, 9, 3), ("b", 1, 9, 3)]


def test_of_ancestors_that_are_not_in_the_corpus_no_label_is_weighed(store: Store) -> None:
    sources(
        store,
        {"a": "CC-BY-NC-4.0", "b": "MIT", "c": "CC-BY-NC-4.0"},
        [("a", "b", "copied"), ("b", "c", "copied")],
        b={"listed": False},
    )

    assert measures(store, "label_laundering") == {}
    assert {source for source, _ in measures(store, "inherited_term")} == {"a", "c"}


# ------------------------------------------------------------------------------------------------------------------ laws

IDS = ("a", "b", "c", "d", "e")
labels = st.fixed_dictionaries({id_: st.sampled_from([*TERMS, None]) for id_ in IDS})
edges = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(RELATIONS)), max_size=10)
LAW = settings(max_examples=40, deadline=None)


@pytest.fixture(scope="module")
def shared():
    with Store.memory() as made:
        fill_terms(made)
        yield made


def everything(store: Store) -> dict[tuple[str, str], int]:
    return {(id_, name): value for id_ in IDS for name, value in terms(store, id_).items()}


@given(labels=labels, edges=edges, more=edges)
@LAW
def test_adding_a_parent_never_makes_anything_milder(shared: Store, labels, edges, more) -> None:
    sources(shared, labels, edges)
    before = everything(shared)
    sources(shared, labels, edges + more)
    after = everything(shared)

    assert set(before) == set(after) == {(id_, name) for id_ in IDS for name in DIMENSIONS}
    assert all(after[key] >= value for key, value in before.items())


@given(labels=labels, edges=edges, seed=st.randoms())
@LAW
def test_the_order_of_parents_does_not_matter(shared: Store, labels, edges, seed) -> None:
    def whole() -> list[tuple[Any, ...]]:
        return shared._connection.execute("FROM effective ORDER BY ALL").fetchall()

    sources(shared, labels, edges)
    before = whole()
    sources(shared, labels, seed.sample(edges, len(edges)))

    assert whole() == before


@given(labels=labels, edges=edges)
@LAW
def test_what_reaches_a_source_is_what_following_each_way_by_hand_gives(shared: Store, labels, edges) -> None:
    sources(shared, labels, edges)

    assert everything(shared) == {(id_, name): _by_hand(id_, name, labels, edges) for id_ in IDS for name in DIMENSIONS}


def _by_hand(source: str, dimension: str, labels: Mapping[str, str | None], edges: Sequence[Edge]) -> int:
    met, todo = {source}, [source]
    while todo:
        child = todo.pop()
        for one, parent, relation in edges:
            flows = relation in FLOWING or (relation == "generated_by" and dimension == "train_competing")
            if one == child and flows and parent not in met:
                met.add(parent)
                todo.append(parent)
    return max(TERMS[labels[id_] or "NOASSERTION"][DIMENSIONS.index(dimension)] for id_ in met)
