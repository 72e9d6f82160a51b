"""A baseline is sorted lines without places or days, so that it changes only where verdicts do and merges line by line."""

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import baseline
from audit.errors import ConfigurationError
from audit.model import BaselineEntry, Severity

ENTRIES = st.builds(
    BaselineEntry,
    fingerprint=st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    rule=st.sampled_from(["core/a", "core/b"]),
    purpose=st.sampled_from(["commercial-training", "weights-release"]),
    jurisdiction=st.sampled_from(["EU", "US"]),
    value=st.none() | st.floats(0, 1e9),
)
UNIQUE = st.lists(ENTRIES, unique_by=lambda one: (one.fingerprint, one.rule, one.purpose, one.jurisdiction))


def write(folder: Path, text: str) -> Path:
    path = folder / "baseline.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


@given(entries=UNIQUE)
def test_what_is_written_is_read_again_in_order(tmp_path_factory: pytest.TempPathFactory, entries: list[BaselineEntry]) -> None:
    path = write(tmp_path_factory.mktemp("written"), baseline.written(entries))

    assert set(baseline.read(path, {})) == set(entries)
    assert baseline.written(baseline.read(path, {})) == path.read_text() == baseline.written(reversed(entries))


@given(entries=UNIQUE, new=ENTRIES)
def test_a_new_verdict_is_one_line_more(entries: list[BaselineEntry], new: BaselineEntry) -> None:
    before, after = (baseline.written(lines).splitlines() for lines in (set(entries) - {new}, {*entries, new}))

    changed = [line for line in difflib.ndiff(before, after) if not line.startswith(" ")]
    assert [line[:2] for line in changed if line[:2] in ("+ ", "- ")] == ["+ "]


@given(base=UNIQUE, ours=UNIQUE, theirs=UNIQUE)
def test_lines_of_two_branches_merge_as_they_are(tmp_path_factory: pytest.TempPathFactory, base, ours, theirs) -> None:
    one, other = (baseline.written({*base, *added}).splitlines() for added in (ours, theirs))
    merged = "\n".join(dict.fromkeys([*one, *other]))  # as a merge that keeps the lines of both leaves them

    path = write(tmp_path_factory.mktemp("merged"), merged)

    both = {(e.fingerprint, e.rule, e.purpose, e.jurisdiction) for e in (*base, *ours, *theirs)}
    assert {(e.fingerprint, e.rule, e.purpose, e.jurisdiction) for e in baseline.read(path, {})} == both


def test_lines_are_sorted_by_fingerprint() -> None:
    first, last = BaselineEntry("a", "core/z", "weights-release", "EU"), BaselineEntry("b", "core/a", "weights-release", "EU")

    assert [line[17] for line in baseline.written([last, first]).splitlines()] == ["a", "b"]


def test_of_two_values_the_lower_counts(tmp_path: Path) -> None:
    entry = BaselineEntry("f", "core/a", "weights-release", "EU", 5.0)
    lines = baseline.written([entry]) + baseline.written([BaselineEntry("f", "core/a", "weights-release", "EU", 3.0)])

    assert [one.value for one in baseline.read(write(tmp_path, lines), {})] == [3.0]


WRONG = [
    ("no JSON", "{", "line 1: is no JSON object"),
    ("a key that is missing", '\n{"fingerprint": "f"}', "line 2: 'rule' is missing"),
    (
        "an unknown key",
        '{"fingerprint": "f", "rule": "r", "purpose": "p", "jurisdiction": "EU", "line": 3}',
        "unknown key 'line'",
    ),
    (
        "a critical rule",
        '{"fingerprint": "f", "rule": "core/grave", "purpose": "p", "jurisdiction": "EU"}',
        "line 1: the rule core/grave is critical, and its verdicts cannot be in a baseline; write the baseline anew",
    ),
]


@pytest.mark.parametrize(("text", "said"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_line_that_is_wrong_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as problem:
        baseline.read(write(tmp_path, text), {"core/grave": Severity.CRITICAL})

    assert said in str(problem.value)


def test_a_line_names_no_place_and_no_day() -> None:
    line = baseline.written([BaselineEntry("f", "core/a", "weights-release", "EU")])

    assert line == '{"fingerprint": "f", "rule": "core/a", "purpose": "weights-release", "jurisdiction": "EU"}\n'
