from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import PackError
from audit.references import robots


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("User-agent: Bot\nDisallow: /\n", "reserved"),
        ("user-agent : BOT # ours\n disallow:/ # all\n", "reserved"),
        ("User-agent: Bot/2.0\nDisallow: /*\n", "reserved"),
        ("User-agent: Bot\nDisallow: /\nAllow: /free/\n", "reserved"),
        ("User-agent: Bot\nDisallow: /\nAllow: /\n", "allowed"),
        ("User-agent: Bot\nDisallow: /shop/\n", "partial"),
        ("User-agent: Bot\nDisallow:\n", "allowed"),
        ("User-agent: Other\nUser-agent: Bot\nCrawl-delay: 3\nDisallow: /\n", "reserved"),
        ("User-agent: Bot\nDisallow: /a\n\nUser-agent: x\nDisallow:\n\nUser-agent: Bot\nDisallow: /\n", "reserved"),
        ("User-agent: Botany\nDisallow: /\n", "allowed"),
    ],
)
def test_groups_say_whether_a_site_is_closed_to_an_agent(text: str, value: str) -> None:
    assert robots.parse(text).access("bot")[0] == value


def test_ai_txt_closes_text_even_where_it_opens_the_rest() -> None:
    read = robots.parse("User-Agent: *\nDisallow: *.txt\nAllow: /\n")

    assert read.access(robots.ANY, robots.TEXT_FILES)[0] == "reserved"
    assert read.access(robots.ANY)[0] == "partial"
    assert robots.parse("User-agent: *\nDisallow: /\nDisallow: /a\nAllow: /\n").access(robots.ANY)[0] == "partial"


def test_lines_that_others_drop_are_kept_with_their_place() -> None:
    text = "\ufeffLicense: https://example.org/l.xml\nContent-Signal: ai-train=no\n"
    read = robots.parse(text)
    (line,) = read.groups[0].lines

    assert [licence.value for licence in read.licences] == ["https://example.org/l.xml"]
    assert [agent.value for agent in read.groups[0].agents] == [robots.ANY]
    assert (line.field, line.value) == ("content-signal", "ai-train=no")


def test_a_line_knows_where_it_stands() -> None:
    text = "# é\r\nUser-agent: Bot\r\nDisallow: /x\r\n"
    (line,) = robots.parse(text).groups[0].lines

    assert text[line.start : line.end] == "Disallow: /x"


def test_a_place_counts_from_the_byte_order_mark() -> None:
    text = "\ufeffUser-agent: Bot\nDisallow: /x\n"
    (line,) = robots.parse(text).groups[0].lines

    assert text[line.start : line.end] == "Disallow: /x"


def test_what_is_too_long_is_counted() -> None:
    assert robots.parse("#" * (robots.LONGEST + 7)).unread == 7
    assert robots.parse("User-agent: *\n").unread == 0


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<!DOCTYPE html><p>Not found", True),
        ("\ufeff \n<html>", True),
        ("# hi\n<html>", True),
        ("User-agent: *\nDisallow: /", False),
        ("", False),
    ],
)
def test_a_page_in_place_of_robots_txt_is_seen(text: str, markup: bool) -> None:
    assert robots.is_markup(text) is markup


def test_preferences_have_a_path_a_label_and_a_value() -> None:
    assert list(robots.preferences("/a/ train-ai=n; Search='y'")) == [("/a/", "train-ai", "n"), ("/a/", "search", "y")]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read = robots.parse(text)

    assert all(0 <= line.start < line.end <= len(text) for group in read.groups for line in group.lines)


def test_a_wrong_list_of_agents_says_where(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text("agent,purpose,operator,source,date\nBot,training,,us,2026-01-01\n")

    with pytest.raises(PackError, match=r"agents.csv, line 2: .* purpose is one of train, search, user"):
        robots.agents(tmp_path / "agents.csv")


def test_agents_are_known_by_their_token_in_lower_case(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text("agent,purpose,operator,source,date\nBot/1.0,train,Example,us,2026-01-01\n")

    assert robots.agents(tmp_path / "agents.csv")["bot"].agent == "Bot/1.0"
