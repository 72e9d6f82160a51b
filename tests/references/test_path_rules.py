"""Path rules against the examples of RFC 9309, section 2.2, as the database compares them."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.references import path_rules, robots


def decided(text: str, path: str) -> bool | None:
    """Whether the longest rule that fits closes a path; of two of one length, the one that opens; none: unknown."""
    rules = [(rule.pattern, rule.length, rule.closed) for rule in path_rules.read(text)]
    connection = duckdb.connect()
    found = [
        (length, not closed, closed)
        for pattern, length, closed in rules
        if connection.execute("SELECT url_decode(?) LIKE ? ESCAPE '\\'", [path, pattern]).fetchone() == (True,)
    ]
    return max(found)[2] if found else None


FITS = [
    ("/fish", "/fish", True),
    ("/fish", "/fish.html", True),
    ("/fish", "/fish/salmon.html", True),
    ("/fish", "/fishheads/yummy.html", True),
    ("/fish", "/Fish.asp", False),
    ("/fish", "/catfish", False),
    ("/fish*", "/fish.html", True),
    ("/fish/", "/fish", False),
    ("/*.php", "/folder/any.php.file.html", True),
    ("/*.php", "/windows.PHP", False),
    ("/*.php$", "/folder/filename.php", True),
    ("/*.php$", "/filename.php?parameters", False),
    ("/fish*.php", "/fishheads/catfish.php?parameters", True),
    ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", True),
    ("/path/file-with-a-%2A.html", "/path/file-with-a-b.html", False),
    ("/path/foo-%24", "/path/foo-$", True),
    ("/foo/bar/%E3%83%84", "/foo/bar/\u30c4", True),
    ("/foo/bar/\u30c4", "/foo/bar/%E3%83%84", True),
    ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
    ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True),
    ("/a_b", "/axb", False),
    ("/100%", "/100 francs", False),
    ("/a\\b", "/a\\b/c", True),
    ("*.txt", "/a.txt", True),
    ("shop/", "/shop/1", True),
]


@pytest.mark.parametrize(("rule", "path", "fits"), FITS)
def test_a_rule_fits_the_paths_that_the_rfc_says(rule: str, path: str, fits: bool) -> None:
    assert (decided(f"-{rule}", path) is True) is fits


LONGEST = [
    ("Disallow: /p\nAllow: /page", "/page", False),
    ("Disallow: /page\nAllow: /p", "/page", True),
    ("Allow: /folder\nDisallow: /folder", "/folder/page", False),
    ("Allow: /page\nDisallow: /*.htm", "/page.htm", True),
    ("Allow: /page\nDisallow: /*.ph", "/page.php5", False),
    ("Disallow: /\nAllow: /$", "/", False),
    ("Disallow: /\nAllow: /$", "/page.htm", True),
    ("Disallow: /example/page.html\nAllow: /example/", "/example/page.html", True),
    ("Disallow: /shop", "/", False),
    ("Disallow:\nDisallow: /shop", "/blog", False),
]


@pytest.mark.parametrize(("lines", "path", "closed"), LONGEST)
def test_the_longest_rule_decides_and_allow_wins_a_tie(lines: str, path: str, closed: bool) -> None:
    text = robots.parse(f"User-agent: Bot\n{lines}\n").paths("bot")

    assert decided(text, path) is closed


def test_what_rules_too_many_would_say_is_unknown() -> None:
    text = path_rules.written([(True, f"/{number:08}") for number in range(path_rules.LONGEST)])

    assert len(text) <= path_rules.LONGEST + 2
    assert decided(text, "/00000001/x") is True
    assert decided(text, "/other") is None


@given(
    st.lists(st.tuples(st.booleans(), st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=30)), max_size=5)
)
def test_any_path_is_compared(rules: list[tuple[bool, str]]) -> None:
    assert decided(path_rules.written(rules), "/a%20b") in (True, False, None)
