"""Which source a document is of: by file, by what its record names, by domain, by a known dataset, by the card of its folder."""

from typing import Any

import pytest

from audit.store import Store
from tests import plain_rows

PLACE = {"document": "web/a.txt#0", "path": "web/a.txt"}
DOCUMENT = {**plain_rows.DOCUMENT, **PLACE}
FOUND = {**plain_rows.FOUND, **PLACE, "kind": "copyright"}


def match(source: str, what: str, value: str, folder: str | None = None) -> dict[str, Any]:
    return {"source_id": source, "what": what, "value": value, "folder": folder}


def placed(store: Store, document: dict[str, Any], found: list[dict[str, Any]], *matches: dict[str, Any]) -> str | None:
    """The source of a document."""
    store.fill("document", [{**DOCUMENT, **document}])
    store.fill("found", [{**FOUND, **one} for one in found])
    rows = [
        {"source_id": id_, "name": id_, "kind": "web", "origin": "card", "listed": True}
        for id_ in dict.fromkeys(one["source_id"] for one in matches)
    ]
    store.take_sources({"source": rows, "source_match": [{**one, "place": place} for place, one in enumerate(matches)]})
    row: Any = store._connection.execute("SELECT source_id FROM document").fetchone()
    return row[0]  # type: ignore[no-any-return]


PATH, FIELD, DOMAIN = match("path", "path", "web/*"), match("field", "field", "logs"), match("domain", "domain", "a.example")
DATASET, WHOLE = match("dataset", "dataset", "tides"), match("whole", "whole", "*")
FULL = {"source": "Logs", "host": "www.a.example", "domain": "a.example"}
TIDES = [{"dataset": "Tides"}]
ORDER = [
    ("a path before all else", FULL, TIDES, [WHOLE, DATASET, DOMAIN, FIELD, PATH], "path"),
    ("a record's field before a domain", FULL, TIDES, [WHOLE, DATASET, DOMAIN, FIELD], "field"),
    ("a domain before a known dataset", FULL, TIDES, [WHOLE, DATASET, DOMAIN], "domain"),
    ("a known dataset before a card", FULL, TIDES, [WHOLE, DATASET], "dataset"),
    ("a card for the rest", FULL, TIDES, [WHOLE], "whole"),
    ("nothing that fits", {}, [], [FIELD, DOMAIN, DATASET, match("path", "path", "code/*")], None),
]


@pytest.mark.parametrize(
    ("document", "found", "matches", "source"), [case[1:] for case in ORDER], ids=[case[0] for case in ORDER]
)
def test_what_counts_before_what(store: Store, document: dict, found: list, matches: list, source: str | None) -> None:
    assert placed(store, document, found, *matches) == source
    assert placed(store, document, found, *reversed(matches)) == source


PATTERNS = [
    ("the longest pattern", [match("a", "path", "web/*"), match("b", "path", "web/a.*")], "b"),
    ("of equals the first", [match("a", "path", "web/*"), match("b", "path", "web/*")], "a"),
    ("one that is compared in its folder only", [match("a", "path", "web/*", "web")], "a"),
    ("not one of another folder", [match("a", "path", "*", "code")], None),
    ("a name that means itself", [match("a", "path", "web/a[.]txt")], "a"),
    ("a name that is longer", [match("a", "path", "web/a")], None),
]


@pytest.mark.parametrize(("matches", "source"), [case[1:] for case in PATTERNS], ids=[case[0] for case in PATTERNS])
def test_patterns_of_files(store: Store, matches: list, source: str | None) -> None:
    assert placed(store, {}, [], *matches) == source


HOSTS = [
    ({"host": "www.a.example", "domain": "a.example"}, "a.example", "s"),
    ({"host": "sub.a.example", "domain": "a.example"}, "a.example", "s"),
    ({"host": "sub.a.example", "domain": "a.example"}, "sub.a.example", "s"),
    ({"host": "other.a.example", "domain": "a.example"}, "sub.a.example", None),
    ({}, "a.example", None),
]


@pytest.mark.parametrize(("document", "domain", "source"), HOSTS)
def test_a_domain_is_that_of_hosts_below_it(store: Store, document: dict, domain: str, source: str | None) -> None:
    assert placed(store, document, [], match("s", "domain", domain)) == source


FOUND_DATASETS = [
    ([{"dataset": "tides"}], "dataset"),
    ([{"library_kind": "datasets", "work": "Tides"}], "dataset"),
    ([{"library_kind": "works", "work": "tides"}], None),
    ([{"dataset": "tides", "level": "clue"}], None),
]


@pytest.mark.parametrize(("found", "source"), FOUND_DATASETS)
def test_a_dataset_is_known_by_name_or_by_passages_of_a_library_of_datasets(
    store: Store, found: list, source: str | None
) -> None:
    assert placed(store, {}, found, DATASET) == source


def test_a_dataset_is_known_by_the_name_of_its_library(store: Store) -> None:
    library = {"library": "ab", "library_name": "Tides", "library_kind": "datasets", "profile": "open", "work": "part-1"}
    store.fill("work", [{**library, "characters": 9}])

    assert placed(store, {}, [{"library": "ab", "library_kind": "datasets", "work": "part-1"}], DATASET) == "dataset"
    assert {"what": "dataset", "name": "Tides"} in store.query("named_in_corpus", most=9)


def test_a_later_manifest_takes_the_place_of_an_earlier_one(store: Store) -> None:
    assert placed(store, {}, [], PATH) == "path"
    store.take_sources({"source": [], "source_match": []})

    assert store._connection.execute("SELECT source_id FROM document").fetchall() == [(None,)]


def test_what_the_corpus_names_is_told_once_each(store: Store) -> None:
    store.fill(
        "document", [{**DOCUMENT, "record": number, "document": f"web/a.txt#{number}", "source": "Logs"} for number in range(3)]
    )
    store.fill(
        "found", [{**FOUND, "dataset": "tides"}, {**FOUND, "library_kind": "datasets", "work": "maps"}, {**FOUND, "work": "tale"}]
    )

    assert sorted((row["what"], row["name"]) for row in store.query("named_in_corpus", most=9)) == [
        ("dataset", "maps"),
        ("dataset", "tides"),
        ("field", "Logs"),
        ("path", "web/a.txt"),
    ]


def test_documents_of_no_source_are_counted_where_a_manifest_lists_any(store: Store) -> None:
    placed(store, {}, [], match("s", "path", "code/*"))
    measures = store._connection.execute("SELECT value, share FROM measure WHERE measure = 'documents_without_source'").fetchall()

    assert measures == [(1.0, 1.0)]
    store.take_sources({"source": []})
    assert store._connection.execute("FROM measure WHERE measure = 'documents_without_source'").fetchall() == []
