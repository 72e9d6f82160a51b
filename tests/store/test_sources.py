"""Where documents come from and what sites said, as the report's and the terminal's statements tell it."""

from datetime import date

import pytest

from audit.store import Store

SAID = {
    "tier": "url",
    "platform": "one",
    "source_kind": "news",
    "publisher": "One Press",
    "group": "One Group",
    "domain": "one.example",
}


def _documents(*rows: dict) -> list[dict]:
    return [{"record": place, **row} for place, row in enumerate(rows)]


TIERS = [
    ("the address before the text", [{"tier": "text", "platform": "b"}, {"tier": "url", "platform": "a"}], ("url", "a")),
    ("the page before the dataset", [{"tier": "source", "platform": "b"}, {"tier": "page", "platform": "a"}], ("page", "a")),
    ("the text before the model", [{"tier": "model", "source_kind": "news"}, {"tier": "text", "platform": "a"}], ("text", "a")),
    ("a statement without a tier is one of the text", [{"platform": "a"}], ("text", "a")),
    ("a kind alone", [{"tier": "model", "source_kind": "news"}], ("model", None)),
]


@pytest.mark.parametrize(("said", "expected"), [case[1:] for case in TIERS], ids=[case[0] for case in TIERS])
def test_the_strongest_tier_attributes(shard, taken, said, expected) -> None:
    shard("s", [{}], [{}], [{"start": place, "attributes": attributes} for place, attributes in enumerate(said)])
    store = taken()

    ((tier, platform),) = store._connection.execute("SELECT tier, platform FROM attributed").fetchall()
    assert (tier, platform) == expected


def test_of_one_tier_the_surer_finding_attributes(shard, taken) -> None:
    sure = [
        {"start": place, "score": score, "attributes": {"tier": "text", "platform": name}}
        for place, (name, score) in enumerate([("a", 0.7), ("b", 0.9)])
    ]
    shard("s", [{}], [{}], sure)

    assert taken()._connection.execute("SELECT platform FROM attributed").fetchall() == [("b",)]


NOTHING = [
    ("a clue", {"level": "clue", "attributes": {"tier": "text", "platform": "a"}}),
    ("a mark of rights", {"attributes": {"tier": "text", "mark": "paywall"}}),
    ("another kind of finding", {"kind": "licence", "attributes": {"platform": "a"}}),
]


@pytest.mark.parametrize("finding", [case[1] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_what_attributes_nothing_leaves_the_source_unknown(shard, taken, finding) -> None:
    shard("s", [{}], [{}], [finding])

    assert [row["tier"] for row in taken().query("report_tiers")] == ["none"]


@pytest.fixture
def store(shard, taken) -> Store:
    """Five documents: two of a listed site, one of an unlisted one, one known by its text, one not at all."""
    documents = _documents(
        {
            "url": "https://www.one.example/a",
            "host": "www.one.example",
            "domain": "one.example",
            "captured": date(2024, 1, 5),
            "bytes": 100,
        },
        {
            "url": "https://one.example/b",
            "host": "one.example",
            "domain": "one.example",
            "captured": date(2024, 1, 9),
            "bytes": 200,
        },
        {
            "url": "https://two.example/",
            "host": "two.example",
            "domain": "two.example",
            "captured": date(2023, 7, 1),
            "words": 50,
        },
        {"words": 20},
        {},
    )
    findings = [
        {"record": 0, "attributes": SAID},
        {"record": 1, "attributes": SAID},
        {"record": 3, "attributes": {"tier": "text", "platform": "forum", "source_kind": "forum"}},
    ]
    shard("s", [{"records": 5, "documents": 5}], documents, findings)
    store = taken()
    store._connection.execute(
        "UPDATE document SET signal_at_capture = 'disallowed', signal_latest = 'allowed', terms_class = 'open' WHERE record = 0"
    )
    store._connection.execute(
        "UPDATE document SET signal_at_capture = 'allowed', signal_latest = 'disallowed', terms_class = 'no_ai' WHERE record = 1"
    )
    store._connection.execute("UPDATE document SET signal_at_capture = NULL, signal_latest = NULL WHERE record > 1")
    return store


def test_the_tiers_add_up_to_the_corpus(store: Store) -> None:
    assert [(row["tier"], row["documents"], row["words"], row["word_share"]) for row in store.query("report_tiers")] == [
        ("url", 2, 20, 0.2),
        ("text", 1, 20, 0.2),
        ("unlisted", 1, 50, 0.5),
        ("none", 1, 10, 0.1),
    ]


def test_kinds_are_counted_with_their_signals_terms_and_tiers(store: Store) -> None:
    news, forum = store.query("report_origins", what="kind", most=9)

    assert (forum["name"], forum["domains"], forum["tiers"], forum["cumulative_share"]) == ("forum", 0, {"text": 1}, 0.4)
    assert (news["name"], news["domains"], news["documents"], news["cumulative_share"]) == ("news", 1, 2, 0.2)
    assert (news["disallowed_words"], news["allowed_words"]) == (10, 10)
    assert (news["disallowed_words_latest"], news["allowed_words_latest"]) == (10, 10)
    assert (news["restricted_words"], news["unrestricted_words"]) == (10, 10)


BY = [("platform", ["one"]), ("publisher", ["One Press"]), ("group", ["One Group"]), ("kind", ["news", "forum"])]


@pytest.mark.parametrize(("what", "names"), BY)
def test_a_platform_that_is_called_like_its_kind_is_none(store: Store, what: str, names: list[str]) -> None:
    assert [row["name"] for row in store.query("report_origins", what=what, most=9)] == names


def test_what_is_cut_off_is_counted(store: Store) -> None:
    assert [(row["name"], row["of_all"]) for row in store.query("report_origins", what="kind", most=1)] == [("news", 2)]


def test_consent_is_counted_by_state_and_contradictions_are_told(store: Store) -> None:
    _signal(store, "www.one.example", "tdmrep", "", "", "reserved", date(2024, 1, 1))
    _signal(store, "two.example", "robots_ai", "Searcher", "search", "reserved", date(2024, 1, 1))
    _signal(store, "two.example", "aipref", "", "", "allowed", date(2024, 1, 1))
    rows = [(row["about"], row["state"], row["hosts"], row["documents"]) for row in store.query("report_consent")]

    assert rows == [
        ("capture", "disallowed", 1, 1),
        ("capture", "allowed", 1, 1),
        ("capture", "unknown", 1, 3),
        ("latest", "disallowed", 1, 1),
        ("latest", "allowed", 1, 1),
        ("latest", "unknown", 1, 3),
        ("terms", "no_ai", 1, 1),
        ("terms", "open", 1, 1),
        ("terms", "unknown", 1, 3),
        ("conflict", "signals_allow_terms_refuse", 1, 1),
        ("conflict", "signals_refuse_terms_open", 1, 1),
        ("mechanism", "tdmrep", 2, 2),
    ]


def test_agents_are_told_by_what_was_seen_last_and_strictest(store: Store) -> None:
    for host, agent, value, day in (
        ("one.example", "Bot", "allowed", date(2023, 1, 1)),
        ("www.one.example", "Bot", "reserved", date(2024, 1, 1)),
        ("two.example", "Bot", "allowed", None),
        ("two.example", "Bot", "partial", None),
        ("two.example", "Late", "unknown", date(2024, 1, 1)),
        ("elsewhere.example", "Bot", "reserved", date(2024, 1, 1)),
    ):
        _signal(store, host, "robots_ai", agent, "train", value, day)
    (bot,) = store.query("report_agents", most=5)

    assert (bot["agent"], bot["hosts"], bot["all"], bot["some"], bot["none"], bot["words"]) == ("Bot", 2, 1, 1, 0, 20)


def test_months_hold_dated_documents_only(store: Store) -> None:
    rows = store.query("report_months")

    assert [(row["month"], row["documents"], row["disallowed"], row["allowed"]) for row in rows] == [
        (date(2023, 7, 1), 1, 0, 0),
        (date(2024, 1, 1), 2, 1, 1),
    ]


def test_domains_are_ranked_by_bytes_and_the_largest_part_is_rounded_up(store: Store) -> None:
    (row,) = store.query("report_domains", part=10)

    assert (row["rank"], row["domain"], row["bytes"], row["share"]) == (1, "one.example", 300, 300 / 340)
    assert len(store.query("report_domains", part=1)) == 2


def test_sites_tell_who_publishes_them_and_their_share_so_far(store: Store) -> None:
    two, one = store.query("report_sites", most=9)

    assert (two["domain"], two["publisher"], two["cumulative_share"]) == ("two.example", None, 0.5)
    assert (one["domain"], one["publisher"], one["group_name"], one["cumulative_share"]) == (
        "one.example",
        "One Press",
        "One Group",
        0.7,
    )
    assert store.query("report_sites_total") == [{"sites": 2, "documents": 3, "words": 70, "bytes": 340}]


def _signal(store: Store, host: str, signal: str, agent: str, purpose: str, value: str, seen: date | None) -> None:
    row = {"host": host, "signal": signal, "agent": agent, "agent_purpose": purpose, "value": value, "seen": seen}
    filled = {
        "origin": "corpus",
        "file": "robots.txt",
        "about": "site",
        "document": "a.jsonl#0",
        "site_path": "",
        "path_rules": "",
    }
    columns = {**row, **filled}
    store._connection.execute(
        f"INSERT INTO site_signal ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", list(columns.values())
    )
