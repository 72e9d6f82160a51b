from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.bundled import folder
from audit.errors import PackError
from audit.model import Level
from audit.references import host_patterns

PATTERNS = host_patterns.load(Path(folder("rules")) / "scraped_site" / "host_patterns.csv")
HEADER = "place,word,platform,source_kind,level,right,of,note,source,date\n"
LABEL = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=8)

NAMED = [
    ("forums.example.org", "forum"),
    ("forum.eu.example.org", "forum"),
    ("www.forum.example.org", "forum"),
    ("blog.example.co.uk", "blog"),
    ("shop.example.de", "ecommerce"),
    ("www.example-herald.com", "news"),
    ("example-zeitung.de", "news"),
    ("exampleforums.com", "forum"),
    ("www.bread.leics.sch.uk", "edu"),
    ("bread.k12.or.us", "edu"),
    ("bread.edu.lv", "edu"),
    ("www.bread.gov.lk", "gov"),
    ("www.bread.museum", "organisation"),
    ("blog.bread-tribune.com", "blog"),
]
UNNAMED = [
    "example.org",
    "forum.com",
    "www.forum.com",
    "bread-forum.org",
    "www.ac.nl",
    "www.heralding.com",
    "myblog.example.org",
    "gov.example.org",
    "herald.unknownsuffix",
    "192.168.0.1",
    "co.uk",
]

BAD = [
    ("place,word\nlabel,forum\n", "columns must be"),
    (HEADER + "label,forum\n", "line 2: a row needs a value"),
    (HEADER + "label,forum,forum,forum,clue,1,1,,us,2026-01-01,more\n", "line 2: a row needs a value"),
    (HEADER + "label,,forum,forum,clue,1,1,,us,2026-01-01\n", "line 2: a row needs a value"),
    (HEADER + "path,forum,forum,forum,clue,1,1,,us,2026-01-01\n", "a place of label, ending, suffix"),
    (HEADER + "label,forum,forum,forum,verdict,1,1,,us,2026-01-01\n", "a level, finding or clue"),
    (HEADER + "label,forum,forum,forum,clue,one,1,,us,2026-01-01\n", "must be counts"),
    (HEADER + "label,forum,forum,forum,clue,1,-1,,us,2026-01-01\n", "must be counts"),
    (HEADER + "label,forum,forum,forum,clue,2,1,,us,2026-01-01\n", "must be counts"),
    (HEADER + "label,forum,forum,forum,finding,96,100,,us,2026-01-01\n", "too seldom for a finding"),
    (HEADER + "label,forum,forum,forum,finding,0,0,,us,2026-01-01\n", "too seldom for a finding"),
    (HEADER + 2 * "label,forum,forum,forum,clue,1,1,,us,2026-01-01\n", "line 3: the label forum is listed twice"),
]


@pytest.mark.parametrize(("host", "kind"), NAMED)
def test_a_host_says_its_kind_by_its_name(host: str, kind: str) -> None:
    found = PATTERNS.find(host)

    assert found is not None
    assert found.source_kind == kind


@pytest.mark.parametrize("host", UNNAMED)
def test_a_host_whose_name_says_nothing_is_not_found(host: str) -> None:
    assert PATTERNS.find(host) is None


@given(st.lists(LABEL, max_size=3), LABEL)
def test_what_a_label_says_does_not_depend_on_what_stands_around_it(before: list[str], domain: str) -> None:
    below = [label for label in before if PATTERNS.find(f"{label}.example.org") is None]
    found = PATTERNS.find(".".join([*below, "forums", f"x{domain}x", "org"]))

    assert found is not None
    assert found.word == "forums"


@pytest.mark.parametrize(("text", "says"), BAD)
def test_a_list_that_does_not_hold_together_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "host_patterns.csv"
    path.write_text(text)

    with pytest.raises(PackError, match=says):
        host_patterns.load(path)


def test_a_word_is_a_finding_from_97_of_100_on(tmp_path: Path) -> None:
    path = tmp_path / "host_patterns.csv"
    path.write_text(HEADER + "label,forum,forum,forum,finding,97,100,,us,2026-01-01\n")
    (pattern,) = host_patterns.load(path)

    assert pattern.level is Level.FINDING
    assert 0.95 < pattern.likely < 0.97


def test_a_word_nobody_looked_at_is_as_likely_right_as_wrong() -> None:
    assert {pattern.likely for pattern in PATTERNS if not pattern.of} == {0.5}


def test_each_word_has_a_source_and_a_date() -> None:
    assert all(pattern.source and len(pattern.date) == 10 for pattern in PATTERNS)
