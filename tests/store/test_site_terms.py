"""The terms of a site in force on a document's date, and what is told of a site by its documents."""

from datetime import date
from typing import Any

import pytest

EARLY, MIDDLE, CAPTURED, LATE = date(2024, 1, 1), date(2024, 2, 1), date(2024, 6, 1), date(2024, 9, 1)
CLOSED = "disallowed"


def terms(domain: str, class_: str, start: date, end: date | None = None, name: str = "Terms") -> dict[str, Any]:
    return {
        "domain": domain,
        "valid_from": start,
        "valid_to": end,
        "class": class_,
        "clause": "may not",
        "document_name": name,
        "source": "us",
        "source_date": LATE,
    }


TERMS = [
    ("in force", [terms("a.example", "no_ai", EARLY)], "no_ai"),
    ("from that day on", [terms("a.example", "no_ai", CAPTURED)], "no_ai"),
    ("later", [terms("a.example", "no_ai", LATE)], None),
    ("ended that day", [terms("a.example", "open", EARLY, CAPTURED)], None),
    ("another site", [terms("b.example", "no_ai", EARLY)], None),
    (
        "what any of several bars",
        [
            terms("a.example", "no_scraping", EARLY),
            terms("a.example", "no_ai", EARLY, name="Other"),
            terms("a.example", "open", EARLY),
        ],
        "no_scraping_no_ai",
    ),
    (
        "one that bars beside one that does not",
        [terms("a.example", "no_scraping", EARLY), terms("a.example", "open", EARLY)],
        "no_scraping",
    ),
    ("a condition beside none", [terms("a.example", "conditional", EARLY), terms("a.example", "open", EARLY)], "conditional"),
    ("no restriction", [terms("a.example", "open", EARLY)], "open"),
]


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in TERMS], ids=[case[0] for case in TERMS])
def test_the_terms_in_force_on_a_documents_date_are_known_or_unknown(shard, taken, rows, expected) -> None:
    own = {"domain": "a.example", "url": "http://a.example/"}
    shard("s", [{"records": 2}], [{**own, "captured": CAPTURED}, {**own, "record": 1}])
    store = taken()
    store.take_sites([], rows)
    dated, undated = store.query("every_document_state")

    assert (dated["terms_class"], dated["terms_known"]) == (expected, expected is not None)
    assert (dated["terms_source"] is None) is (expected is None)
    assert (undated["terms_class"], undated["terms_known"]) == (None, False)


def test_a_site_is_told_by_its_documents(shard, taken) -> None:
    own = {"domain": "a.example", "url": "http://a.example/", "host": "a.example", "captured": CAPTURED}
    seen = {"tier": "url", "platform": "news", "source_kind": "news", "publisher": "A", "group": "G", "domain": "a.example"}
    reserved = {"kind": "optout", "start": 2, "attributes": {"signal": "noai_meta", "value": "reserved"}}
    shard(
        "s",
        [{"records": 4}],
        [
            own,
            {**own, "record": 1, "host": "b.a.example", "captured": LATE},
            {**own, "record": 2, "captured": None},
            {"record": 3},
        ],
        [{"attributes": seen}, reserved],
    )
    store = taken()
    store.take_sites([], [terms("a.example", "no_ai", MIDDLE)])
    (row,) = store.query("every_site")

    assert row == {
        "domain": "a.example",
        "hosts": 2,
        "documents": 3,
        "bytes": 120,
        "words": 30,
        "word_share": 0.75,
        "platform": "news",
        "publisher": "A",
        "group_name": "G",
        "source_kind": "news",
        "first_captured": CAPTURED,
        "last_captured": LATE,
        "undated": 1,
        "signal_at_capture": CLOSED,
        "reserved_words": 10,
        "signal_latest": CLOSED,
        "terms_class": "no_ai",
        "terms_documents": {"no_scraping_no_ai": 0, "no_ai": 2, "no_scraping": 0, "conditional": 0, "open": 0, "unknown": 1},
    }


def test_terms_of_several_documents_are_all_named(shard, taken) -> None:
    shard("s", [{}], [{"domain": "a.example", "url": "http://a.example/", "captured": CAPTURED}])
    store = taken()
    store.take_sites([], [terms("a.example", "no_ai", EARLY, name="B"), terms("a.example", "open", EARLY, name="A")])

    assert store.query("every_document_state")[0]["terms_source"] == "A (us, 2024-09-01); B (us, 2024-09-01)"
