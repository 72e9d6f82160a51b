"""What signals say of a document: by its site's files as last seen before its capture, by its own path, by its own page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from audit.store import Store

EARLY, MIDDLE, CAPTURED, LATE = date(2024, 1, 1), date(2024, 2, 1), date(2024, 6, 1), date(2024, 9, 1)
SITE_FILE = {"tdmrep": "tdmrep.json", "ai_txt": "ai.txt", "noai_header": "", "noai_meta": ""}
Said = tuple[int, str, str, dict[str, str]]


def said(record: int, signal: str, value: str, **more: str) -> Said:
    return record, signal, value, more


def robots(day: date | None, host: str = "a.example") -> dict[str, Any]:
    return {"url": f"http://{host}/robots.txt", "host": host, "captured": day}


def page(path: str = "/page", day: date | None = CAPTURED, host: str = "www.a.example") -> dict[str, Any]:
    return {"url": f"http://{host}{path}", "host": host, "captured": day}


@pytest.fixture
def stored(shard, taken) -> Callable[[list[dict[str, Any]], list[Said]], Store]:
    """A store of documents and of what signals in them say."""

    def make(documents: list[dict[str, Any]], told: list[Said]) -> Store:
        rows = [{"record": number, **document} for number, document in enumerate(documents)]
        findings = [
            {
                "kind": "optout",
                "record": record,
                "level": "clue",
                "attributes": {"signal": signal, "value": value, **_file(signal, documents[record]), **more},
            }
            for record, signal, value, more in told
        ]
        shard("s", [{"records": len(rows)}], rows, findings)
        return taken()

    return make


def _file(signal: str, document: dict[str, Any]) -> dict[str, str]:
    file = SITE_FILE.get(signal, "robots.txt")
    return {"file": file, "host": document["host"]} if file else {}


def states(store: Store, record: int) -> dict[str, str]:
    (row,) = (row for row in store.query("every_document_state") if row["document"] == f"a.jsonl#{record}")
    return {name: row[name] for name in ("signal_of_site", "signal_of_page", "signal_at_capture", "signal_latest")}


CLOSED, OPEN, UNKNOWN = "disallowed", "allowed", "unknown"
TO_BOT = {"agent": "Bot", "agent_purpose": "train"}
BY_DAY = [
    ("reserved before", [EARLY], [said(0, "robots_ai", "reserved")], CLOSED, CLOSED),
    ("reserved only afterwards", [LATE], [said(0, "robots_ai", "reserved")], UNKNOWN, CLOSED),
    ("lifted before", [EARLY, MIDDLE], [said(0, "robots_ai", "reserved"), said(1, "robots_ai", "allowed")], OPEN, OPEN),
    ("reserved since", [EARLY, LATE], [said(0, "robots_ai", "allowed"), said(1, "robots_ai", "reserved")], OPEN, CLOSED),
    ("on the day itself", [CAPTURED], [said(0, "robots_ai", "reserved")], CLOSED, CLOSED),
    ("no day", [None], [said(0, "robots_ai", "reserved")], UNKNOWN, CLOSED),
    (
        "a later file that no longer names an agent",
        [EARLY, MIDDLE],
        [said(0, "robots_ai", "reserved", **TO_BOT), said(1, "robots_ai", "absent", agent="*")],
        UNKNOWN,
        UNKNOWN,
    ),
    (
        "a later error hides nothing",
        [EARLY, MIDDLE],
        [said(0, "robots_ai", "reserved"), said(1, "robots_ai", "unknown", agent="*")],
        CLOSED,
        CLOSED,
    ),
    (
        "a later robots.txt does not hide TDMRep",
        [EARLY, MIDDLE],
        [said(0, "tdmrep", "reserved"), said(1, "robots_ai", "allowed", **TO_BOT)],
        CLOSED,
        CLOSED,
    ),
    (
        "one line allows, another reserves",
        [EARLY],
        [said(0, "robots_ai", "allowed"), said(0, "content_signal", "reserved")],
        CLOSED,
        CLOSED,
    ),
    (
        "one agent is let in, one is not",
        [EARLY],
        [said(0, "robots_ai", "allowed", agent="A"), said(0, "robots_ai", "reserved", agent="B")],
        CLOSED,
        CLOSED,
    ),
    (
        "two captures of one day that disagree",
        [EARLY, EARLY],
        [said(0, "robots_ai", "allowed"), said(1, "robots_ai", "reserved")],
        CLOSED,
        CLOSED,
    ),
    ("an agent that searches", [EARLY], [said(0, "robots_ai", "reserved", agent_purpose="search")], UNKNOWN, UNKNOWN),
    ("images", [EARLY], [said(0, "robots_ai", "reserved", media="images")], UNKNOWN, UNKNOWN),
    ("no such file", [EARLY], [said(0, "robots_ai", "absent", agent="*")], UNKNOWN, UNKNOWN),
    ("a page in its place", [EARLY], [said(0, "robots_ai", "unknown", agent="*")], UNKNOWN, UNKNOWN),
    ("nothing", [EARLY], [], UNKNOWN, UNKNOWN),
]


@pytest.mark.parametrize(("days", "told", "then", "now"), [case[1:] for case in BY_DAY], ids=[case[0] for case in BY_DAY])
def test_what_a_site_last_said_before_the_capture_counts(stored, days, told, then, now) -> None:
    store = stored([*(robots(day) for day in days), page()], told)

    assert states(store, len(days)) == {
        "signal_of_site": then,
        "signal_of_page": UNKNOWN,
        "signal_at_capture": then,
        "signal_latest": now,
    }


def test_a_page_without_a_date_is_unknown_at_capture(stored) -> None:
    store = stored([robots(EARLY), page(day=None)], [said(0, "robots_ai", "reserved")])

    assert (states(store, 1)["signal_at_capture"], states(store, 1)["signal_latest"]) == (UNKNOWN, CLOSED)


def test_a_file_speaks_for_its_own_host_only(stored) -> None:
    store = stored([robots(EARLY, "shop.a.example"), page()], [said(0, "robots_ai", "reserved")])

    assert states(store, 1)["signal_latest"] == UNKNOWN


ROBOTS_PATHS = "-/private\n+/private/open\n-/*.pdf$\n+"
BY_PATH = [
    ("/private/x", "robots_ai", "partial", ROBOTS_PATHS, CLOSED),
    ("/private/open/x", "robots_ai", "partial", ROBOTS_PATHS, OPEN),
    ("/a.pdf", "robots_ai", "partial", ROBOTS_PATHS, CLOSED),
    ("/a.pdf?x", "robots_ai", "partial", ROBOTS_PATHS, OPEN),
    ("", "robots_ai", "partial", ROBOTS_PATHS, OPEN),
    ("?q=1", "robots_ai", "partial", "-/?q\n+", CLOSED),
    ("/%70rivate/x#part", "robots_ai", "partial", ROBOTS_PATHS, CLOSED),
    ("/bad%ff/x", "robots_ai", "partial", ROBOTS_PATHS, OPEN),
    ("/free/x", "robots_ai", "reserved", "-/\n+/free/", OPEN),
    ("/x", "robots_ai", "reserved", "-/\n+/free/", CLOSED),
    ("/same", "robots_ai", "partial", "-/same\n+/same", OPEN),
    ("/same", "tdmrep", "reserved", "-/same\n+/same", CLOSED),
    ("/x", "tdmrep", "reserved", "-/private/", UNKNOWN),
    ("/x", "robots_ai", "partial", "-/private\n?", UNKNOWN),
]


@pytest.mark.parametrize(("path", "signal", "value", "rules", "state"), BY_PATH)
def test_a_page_is_judged_by_its_own_path(stored, path, signal, value, rules, state) -> None:
    store = stored([robots(EARLY), page(path)], [said(0, signal, value, path_rules=rules)])

    assert (states(store, 1)["signal_at_capture"], states(store, 1)["signal_latest"]) == (state, state)


def test_a_location_of_tdmrep_goes_before_the_whole_site(stored) -> None:
    told = [said(0, "tdmrep", "reserved"), said(0, "tdmrep", "allowed", site_path="/blog/", path_rules="+/blog/")]
    store = stored([robots(EARLY), page("/blog/1"), page("/shop/1")], told)

    assert [states(store, record)["signal_at_capture"] for record in (1, 2)] == [OPEN, CLOSED]


def test_the_path_of_an_archived_page_is_unknown(stored) -> None:
    archived = {"url": "https://web.archive.org/web/2024/http://a.example/private/x", "host": "a.example", "captured": CAPTURED}
    store = stored([robots(EARLY), archived], [said(0, "robots_ai", "partial", path_rules=ROBOTS_PATHS)])

    assert states(store, 1)["signal_at_capture"] == UNKNOWN


BY_PAGE = [
    ("its own header", [said(1, "noai_header", "reserved")], CLOSED, CLOSED),
    (
        "its own header, though the site allows",
        [said(0, "robots_ai", "allowed"), said(1, "noai_meta", "reserved")],
        CLOSED,
        CLOSED,
    ),
    ("an element that allows", [said(1, "noai_meta", "allowed")], OPEN, OPEN),
    ("an element for images", [said(1, "noai_meta", "reserved", media="images")], UNKNOWN, UNKNOWN),
    ("an element for search", [said(1, "noai_meta", "reserved", agent_purpose="search")], UNKNOWN, UNKNOWN),
    ("a sentence", [said(1, "tos_text", "reserved")], UNKNOWN, UNKNOWN),
]


@pytest.mark.parametrize(("told", "of_page", "latest"), [case[1:] for case in BY_PAGE], ids=[case[0] for case in BY_PAGE])
def test_a_page_speaks_for_itself(stored, told, of_page, latest) -> None:
    store = stored([robots(EARLY), page()], told)

    assert (states(store, 1)["signal_of_page"], states(store, 1)["signal_latest"]) == (of_page, latest)


@pytest.mark.parametrize(("spdx", "state"), [("CC-BY-4.0", OPEN), ("CC0-1.0", OPEN), ("CC-BY-NC-4.0", UNKNOWN), ("MIT", UNKNOWN)])
def test_an_open_licence_of_the_page_allows_and_lifts_no_reservation(shard, taken, spdx, state) -> None:
    licence = {"kind": "licence", "attributes": {"spdx": spdx, "scope": "page"}}
    closed = {"kind": "optout", "record": 1, "start": 2, "attributes": {"signal": "noai_meta", "value": "reserved"}}
    shard("s", [{"records": 2}], [page(), {**page(), "record": 1}], [licence, {**licence, "record": 1}, closed])
    store = taken()

    assert [states(store, record)["signal_at_capture"] for record in (0, 1)] == [state, CLOSED]


def test_given_signals_are_replaced_by_those_of_the_next_judgement(stored) -> None:
    given = {
        "host": "www.a.example",
        "signal": "robots_ai",
        "agent": "Bot",
        "agent_purpose": "train",
        "value": "reserved",
        "seen": EARLY,
        "origin": "given",
        "file": "robots.txt",
        "about": "site",
        "document": "a.example.robots.txt",
        "site_path": "",
        "path_rules": "",
    }
    store = stored([page()], [])
    store.take_sites([given, {**given, "host": "other.example"}], [])
    first = states(store, 0)
    store.take_sites([{**given, "host": "other.example"}, given], [])
    again = states(store, 0)
    store.take_sites([{**given, "seen": None}], [])

    assert first["signal_at_capture"] == CLOSED
    assert again == first
    assert (states(store, 0)["signal_at_capture"], states(store, 0)["signal_latest"]) == (UNKNOWN, CLOSED)
    assert [row["document"] for row in store.query("every_site_signal")] == ["a.example.robots.txt"]


def test_what_the_corpus_shows_is_kept_by_host_signal_agent_and_day(stored) -> None:
    store = stored(
        [robots(EARLY), page(), page("/other"), {"url": None, "host": None}],
        [
            said(0, "robots_ai", "reserved", **TO_BOT),
            said(1, "noai_header", "reserved"),
            said(2, "noai_header", "reserved"),
            said(3, "noai_meta", "reserved"),
        ],
    )

    assert [
        (row["host"], row["signal"], row["agent_purpose"], row["about"], row["seen"], row["document"])
        for row in store.query("every_site_signal")
    ] == [
        ("a.example", "robots_ai", "train", "site", EARLY, "a.jsonl#0"),
        ("www.a.example", "noai_header", "", "page", CAPTURED, "a.jsonl#1"),
    ]


def measured(store: Store) -> dict[str, float]:
    return {row["measure"]: row["value"] for row in store.query("every_measure")}


def test_what_contradicts_and_what_is_unknown_is_measured(stored) -> None:
    documents = [
        robots(EARLY, "allows.example"),
        page(host="allows.example"),
        robots(LATE, "later.example"),
        page(host="later.example"),
        page(host="later.example", day=None),
        {**page(host="allows.example"), "domain": "allows.example"},
    ]
    store = stored(
        documents,
        [
            said(0, "robots_ai", "allowed"),
            said(1, "noai_header", "reserved"),
            said(2, "robots_ai", "reserved"),
        ],
    )
    own = {"domain": "allows.example", "valid_from": EARLY, "class": "no_ai", "clause": "none", "document_name": "Terms"}
    store.take_sites([], [{**own, "source": "us", "source_date": LATE}])

    counted = measured(store)
    assert {name: value for name, value in counted.items() if "licence" not in name and "evidence" not in name} == {
        "documents_page_reserves_site_allows": 1,
        "documents_reserved_at_capture": 2,
        "documents_reserved_since_capture": 2,
        "documents_signals_undated": 1,
        "documents_signals_unknown": 2,
        "documents_terms_forbid_ai": 1,
        "documents_terms_forbid_signals_allow": 1,
        "documents_without_date": 1,
    }


@pytest.mark.parametrize(
    ("told", "hosts"),
    [
        ([said(0, "robots_ai", "allowed"), said(1, "robots_ai", "reserved")], 1),
        ([said(0, "robots_ai", "partial", path_rules="-/a\n+"), said(1, "robots_ai", "partial", path_rules="-/b\n+")], 1),
        ([said(0, "robots_ai", "allowed", agent="A"), said(1, "robots_ai", "reserved", agent="B")], None),
        ([said(0, "robots_ai", "reserved"), said(1, "robots_ai", "reserved")], None),
        ([said(0, "robots_ai", "reserved"), said(1, "robots_ai", "unknown")], None),
        ([said(0, "robots_ai", "reserved"), said(2, "robots_ai", "allowed")], None),
    ],
)
def test_hosts_that_say_two_things_on_one_day_are_counted(stored, told, hosts) -> None:
    store = stored([robots(EARLY), robots(EARLY, "www.a.example"), robots(LATE)], told)

    assert measured(store).get("hosts_with_contradicting_signals") == hosts


def test_documents_of_a_platform_are_counted(shard, taken) -> None:
    seen = {"tier": "url", "platform": "reddit", "source_kind": "forum"}
    shard("s", [{"records": 2}], [{}, {"record": 1}], [{"attributes": seen}, {"record": 1, "level": "clue", "attributes": seen}])

    assert measured(taken())["documents_of_platform"] == 1


TO_SEARCH = {"agent": "Finder", "agent_purpose": "search"}
USES = [
    (
        "each agent by its use",
        [said(0, "robots_ai", "reserved", **TO_BOT), said(0, "robots_ai", "allowed", **TO_SEARCH)],
        CLOSED,
        OPEN,
        UNKNOWN,
    ),
    ("all agents", [said(0, "robots_ai", "reserved", agent="*")], CLOSED, CLOSED, CLOSED),
    ("some paths", [said(0, "robots_ai", "partial", agent="*")], "partial", "partial", "partial"),
    ("a signal on training", [said(0, "content_signal", "reserved")], CLOSED, UNKNOWN, UNKNOWN),
    ("a later file", [said(0, "robots_ai", "reserved", agent="*"), said(1, "robots_ai", "allowed", agent="*")], OPEN, OPEN, OPEN),
    (
        "a later error",
        [said(0, "robots_ai", "reserved", agent="*"), said(1, "robots_ai", "unknown", agent="*")],
        CLOSED,
        CLOSED,
        CLOSED,
    ),
    (
        "a file without a day too",
        [said(1, "robots_ai", "allowed", agent="*"), said(2, "robots_ai", "reserved", agent="*")],
        CLOSED,
        CLOSED,
        CLOSED,
    ),
]


@pytest.mark.parametrize(("told", "train", "search", "user"), [case[1:] for case in USES], ids=[case[0] for case in USES])
def test_a_host_is_told_by_use(stored, told, train, search, user) -> None:
    store = stored([robots(EARLY), robots(LATE, "www.a.example"), robots(None)], told)
    states_by_use = {row["use"]: row["state"] for row in store.query("every_site_use")}

    assert [states_by_use.get(use, UNKNOWN) for use in ("train", "search", "user")] == [train, search, user]


def test_who_is_shut_out_is_named(stored) -> None:
    store = stored([robots(EARLY)], [said(0, "robots_ai", "reserved", **TO_BOT), said(0, "robots_ai", "allowed", agent="*")])
    row = next(row for row in store.query("every_site_use") if row["use"] == "train")

    assert (row["host"], row["agents"], row["seen"]) == ("a.example", ["Bot"], EARLY)
