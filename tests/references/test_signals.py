import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.references import signals
from audit.references.robots import LONGEST, Agent
from audit.references.signals import Signal

AGENTS = {
    "bot": Agent("Bot", "train", "Example", "us", "2026-01-01"),
    "finder": Agent("Finder", "search", "Example", "us", "2026-01-01"),
}
FOR_BOT = {"agent": "Bot", "agent_purpose": "train"}

MARKS = [
    ("x-robots-tag noai", [("header", "X-Robots-Tag", "noindex, noai")], [Signal("noai_header", "reserved")]),
    (
        "x-robots-tag for an agent",
        [("header", "x-robots-tag", "bot: noindex, noai")],
        [Signal("noai_header", "reserved", **FOR_BOT)],
    ),
    (
        "a date is no agent",
        [("header", "x-robots-tag", "unavailable_after: 1 Jan 2030, noai")],
        [Signal("noai_header", "reserved")],
    ),
    ("an agent that nobody knows", [("header", "x-robots-tag", "other: noai")], [Signal("noai_header", "reserved", "other")]),
    (
        "meta robots for text and images",
        [("meta", "robots", "NOAI,noimageai")],
        [Signal("noai_meta", "reserved"), Signal("noai_meta", "reserved", media="images")],
    ),
    ("meta of an agent", [("meta", "Bot", "noml")], [Signal("noai_meta", "reserved", **FOR_BOT)]),
    ("meta noindex", [("meta", "robots", "noindex, nofollow")], []),
    (
        "TDMRep with its policy",
        [("meta", "tdm-reservation", "1"), ("meta", "tdm-policy", "https://example.org/p")],
        [Signal("tdmrep", "reserved", policy="https://example.org/p")],
    ),
    ("TDMRep that allows", [("header", "tdm-reservation", " '0' ")], [Signal("tdmrep", "allowed")]),
    ("TDMRep misspelt", [("header", "tdm-reservation", "yes")], [Signal("tdmrep", "unknown")]),
    ("said twice", [("header", "tdm-reservation", "1"), ("meta", "tdm-reservation", "1")], [Signal("tdmrep", "reserved")]),
    (
        "AIPREF",
        [("header", "content-usage", "train-ai=n, search=y, train-ai=maybe")],
        [Signal("aipref", "reserved"), Signal("aipref", "unknown")],
    ),
    (
        "a link to RSL",
        [("header", "link", '<https://example.org/l>; rel="license"; type="application/rsl+xml"')],
        [Signal("rsl", "unknown", policy='<https://example.org/l>; rel="license"; type="application/rsl+xml"')],
    ),
    ("a licence that is RSL", [("link", "license", "/rsl.xml")], [Signal("rsl", "unknown", policy="/rsl.xml")]),
    ("a licence of another kind", [("link", "license", "https://creativecommons.org/licenses/by/4.0/")], []),
    ("a link of another kind", [("header", "link", "<https://example.org/>; rel=next")], []),
    ("an empty value", [("header", "tdm-reservation", "")], []),
    ("another place", [("json-ld", "tdm-reservation", "1")], []),
]


@pytest.mark.parametrize(("marks", "expected"), [case[1:] for case in MARKS], ids=[case[0] for case in MARKS])
def test_headers_and_elements_are_read(marks: list[tuple[str, str, str]], expected: list[Signal]) -> None:
    assert signals.of_marks(marks, AGENTS) == expected


def placeless(found: list[Signal]) -> list[tuple[str, str, str, str]]:
    return [(one.signal, one.agent, one.value, one.site_path) for one in found]


TO_ALL = ("robots_ai", "*", "allowed", "")
TO_NOBODY_ELSE = ("robots_ai", "*", "absent", "")
ROBOTS = [
    ("an agent that is known", "User-agent: bot\nDisallow: /", [TO_NOBODY_ELSE, ("robots_ai", "Bot", "reserved", "")]),
    ("an agent that is let in", "User-agent: bot\nDisallow:", [TO_NOBODY_ELSE, ("robots_ai", "Bot", "allowed", "")]),
    ("an agent that is not known", "User-agent: other\nDisallow: /", [TO_NOBODY_ELSE]),
    ("all agents", "User-agent: *\nDisallow: /", [("robots_ai", "*", "reserved", "")]),
    ("all agents, some paths", "User-agent: *\nDisallow: /x", [("robots_ai", "*", "partial", "")]),
    (
        "a content signal",
        "User-agent: *\nContent-Signal: search=yes, ai-train=no",
        [TO_ALL, ("content_signal", "", "reserved", "")],
    ),
    (
        "a content signal to one",
        "User-agent: Bot\nContent-Signal: ai-train=yes\n",
        [TO_NOBODY_ELSE, ("robots_ai", "Bot", "allowed", ""), ("content_signal", "Bot", "allowed", "")],
    ),
    ("a preference for a path", "User-agent: *\nContent-Usage: /a/ train-ai=n", [TO_ALL, ("aipref", "", "reserved", "/a/")]),
    ("a licence", "License: https://example.org/l.xml\n", [TO_NOBODY_ELSE, ("rsl", "", "unknown", "")]),
    ("a page", "<html>404", [("robots_ai", "*", "unknown", "")]),
    ("nothing", "", [TO_NOBODY_ELSE]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in ROBOTS], ids=[case[0] for case in ROBOTS])
def test_robots_txt_is_read_for_agents_and_preferences(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert placeless(signals.of_robots(text, AGENTS)[0]) == expected


def test_ai_txt_speaks_for_all_agents_even_where_it_allows() -> None:
    text = "User-Agent: *\nAllow: /\n"

    assert placeless(signals.of_robots(text, AGENTS, "ai_txt")[0]) == [("ai_txt", "*", "allowed", "")]


def test_a_signal_stands_in_the_text_where_it_is_said() -> None:
    text = "User-agent: Bot\nDisallow: /\n"
    found = signals.of_robots(text, AGENTS)[0][-1]

    assert text[found.start : found.end] == "Disallow: /"


def test_the_end_of_a_huge_file_is_counted_as_unread() -> None:
    assert signals.of_robots("#" * (LONGEST + 3), AGENTS)[1] == 3


PATHS = [
    ("some paths closed", "User-agent: Bot\nDisallow: /a\nAllow: /a/b\n", ["-/a\n+/a/b\n+"]),
    ("closed, some paths open", "User-agent: Bot\nDisallow: /\nAllow: /free/\n", ["-/\n+/free/\n+"]),
    ("closed as a whole", "User-agent: Bot\nDisallow: /\nDisallow: /a\n", [""]),
    ("all groups of an agent count", "User-agent: Bot\nDisallow: /a\n\nUser-agent: bot/2\nDisallow: /b\n", ["-/a\n-/b\n+"]),
    ("a preference for a path", "User-agent: *\nContent-Usage: /a/ train-ai=n, train-genai=y", ["-/a/", "+/a/"]),
    ("a preference left open", "User-agent: *\nContent-Usage: /a/ train-ai=perhaps", [""]),
    ("a preference for all", "User-agent: *\nContent-Usage: / train-ai=n", [""]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in PATHS], ids=[case[0] for case in PATHS])
def test_a_signal_tells_which_paths_are_closed(text: str, expected: list[str]) -> None:
    found = [one for one in signals.of_robots(text, AGENTS)[0] if one.agent != "*"]

    assert [one.path_rules for one in found] == expected


def test_a_preference_said_many_times_is_stated_once_and_too_many_are_unknown() -> None:
    text = "User-agent: b1\nUser-agent: b2\nUser-agent: Bot\n" + "Content-Usage: train-ai=n\n" * 101
    found = [one for one in signals.of_robots(text, AGENTS)[0] if one.signal == "aipref"]

    assert [(one.agent, one.value) for one in found] == [("Bot", "reserved"), ("", "unknown")]


def test_a_preference_to_agents_that_nobody_knows_names_the_first() -> None:
    found = signals.of_robots("User-agent: b1\nUser-agent: b2\nContent-Usage: train-ai=n\n", AGENTS)[0]

    assert [(one.agent, one.value) for one in found if one.signal == "aipref"] == [("b1", "reserved")]


def test_agents_of_one_group_are_told_alike() -> None:
    found = signals.of_robots("User-agent: Bot\nUser-agent: Finder\nDisallow: /a\n", AGENTS)[0]

    assert [(one.agent, one.path_rules) for one in found if one.agent != "*"] == [("Bot", "-/a\n+"), ("Finder", "-/a\n+")]


def test_patterns_of_ai_txt_that_open_media_open_no_text() -> None:
    found = signals.of_robots("User-Agent: *\nDisallow: *.txt\nAllow: /\n", AGENTS, "ai_txt")[0]

    assert [(one.value, one.path_rules) for one in found] == [("reserved", "")]


TDMREP = [
    (
        '[{"location":"/a/*","tdm-reservation":1,"tdm-policy":"https://example.org/p"},{"tdm-reservation":0}]',
        [("reserved", "/a/*", "https://example.org/p"), ("allowed", "/", "")],
    ),
    ('{"location":"/","tdm-reservation":"1"}', [("reserved", "/", "")]),
    ('[{"location":"/"},7]', [("unknown", "/", "")]),
    ("<html>", [("unknown", "", "")]),
    ("[]", [("absent", "", "")]),
]


@pytest.mark.parametrize(("text", "expected"), TDMREP)
def test_tdmrep_json_is_read_by_location(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.value, one.site_path, one.policy) for one in signals.of_tdmrep(text)] == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('<license><prohibits type="usage">train-ai</prohibits></license>', ["reserved"]),
        ("<permits type='usage'>search, ai-train</permits>", ["allowed"]),
        ('<prohibits type="usage">search</prohibits>', []),
        ('<prohibits type="user">all</prohibits>', []),
    ],
)
def test_rsl_is_read_as_far_as_it_is_about_training(text: str, values: list[str]) -> None:
    assert [one.value for one in signals.of_rsl(text)] == values


@pytest.mark.parametrize(
    ("url", "site_path", "rules"),
    [
        ("/", "/", ""),
        ("/blog/*", "/blog/*", "-/blog/*"),
        ("https://example.org/a", "/a", "-/a"),
        ("https://example.org", "/", ""),
    ],
)
def test_rsl_is_about_the_content_that_it_names(url: str, site_path: str, rules: str) -> None:
    text = f'<rsl><content url="{url}"><license><prohibits type="usage">all</prohibits></license></content></rsl>'

    assert [(one.site_path, one.path_rules) for one in signals.of_rsl(text)] == [(site_path, rules)]


@pytest.mark.parametrize(
    ("signal", "stands"),
    [
        (Signal("tdmrep", "reserved"), True),
        (Signal("robots_ai", "allowed", "Bot", "train"), True),
        (Signal("robots_ai", "reserved", "Finder", "search"), False),
        (Signal("noai_meta", "reserved", media="images"), False),
        (Signal("rsl", "unknown"), False),
        (Signal("robots_ai", "absent", "*"), False),
        (Signal("robots_ai", "allowed", "*"), False),
        (Signal("robots_ai", "reserved", "*"), True),
    ],
)
def test_only_an_answer_about_training_on_text_stands(signal: Signal, stands: bool) -> None:
    assert signal.stands is stands


@given(st.text(), st.sampled_from(["x-robots-tag", "tdm-reservation", "content-usage", "link"]))
def test_any_text_is_read(text: str, name: str) -> None:
    signals.of_marks([("header", name, text)], AGENTS)
    signals.of_robots(text, AGENTS)
    signals.of_tdmrep(text)
    signals.of_rsl(text)
