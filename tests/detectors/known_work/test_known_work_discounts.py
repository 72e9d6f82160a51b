"""What speaks for it that a passage is not a work's own, and whether a record names the work."""

import string
from pathlib import Path

import pyarrow as pa
import pytest

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detectors._known_work_discounts import cited, credit, quoted, simplified
from audit.detectors._known_work_levels import Levels
from audit.detectors.known_work import KnownWork
from audit.model import Finding, Level
from audit.references.works import Work
from audit.references.works_building import build
from audit.text.matcher import Matcher
from audit.text.passages import Passage

PASSAGE = "the ferryman counted the bells of the drowned church and rowed a little slower at each of them"
STORY = f"Nobody in the village asked why, when the fog came in, {PASSAGE}, until the last one was behind his back."
METADATA = {"title": "The Drowned Bells", "author": "Odell, Mira", "holder": "Lantern House"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"He writes: “{PASSAGE}”, and stops.", True),
        (f'He writes: "{PASSAGE}", and stops.', True),
        (f"Il écrit : « {PASSAGE} ».", True),
        (f"Er schreibt: „{PASSAGE}“.", True),
        (f"As she says:\n> {PASSAGE}", True),
        (f"“Yes.” He knew that {PASSAGE}. “No.”", False),
        (f'"Yes." He knew that {PASSAGE}. "No."', False),
        (f"“An open mark\n\nin another paragraph, {PASSAGE}.”", False),
        (f"{PASSAGE} without any mark", False),
    ],
)
def test_quotation_marks_around_a_passage_are_seen(text: str, expected: bool) -> None:
    start = text.index(PASSAGE)

    assert quoted(text, start, start + len(PASSAGE)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"In The Drowned Bells, {PASSAGE}.", True),
        (f"{PASSAGE} (Odell, p. 12)", True),
        (f"{PASSAGE} (an unknown hand)", False),
        (f"The Drowned Bells {'. ' * 400} {PASSAGE}", False),
    ],
)
def test_a_work_named_beside_a_passage_is_cited(text: str, expected: bool) -> None:
    start = text.index(PASSAGE)

    assert cited(text, start, start + len(PASSAGE), METADATA) is expected


@pytest.mark.parametrize(
    ("text", "record", "metadata", "expected"),
    [
        ("Copyright 2020 Mira Odell. All rights reserved.", "", METADATA, "notice-present"),
        ("© Lantern House", "", METADATA, "notice-present"),
        ("Copyright 2020 Somebody Else", "", METADATA, "absent"),
        ("a tale by Míra Odéll", "", METADATA, "author-present"),
        ("text", "Untitled\nOdell", METADATA, "author-present"),
        ("Odell alone is a common name", "", METADATA, "absent"),
        ("from The Drowned Bells", "", METADATA, "title-present"),
        ("text", "Bells\n", {"title": "Bells"}, "title-present"),
        ("some bells rang", "", {"title": "Bells"}, "absent"),
        ("text", "", {"title": "***"}, "absent"),
        ("text", "", {"year": "1900"}, "unknown"),
    ],
)
def test_credit_says_what_of_a_work_stands_in_the_record(text: str, record: str, metadata: dict[str, str], expected: str) -> None:
    assert credit(simplified(text), simplified(record), metadata) == expected


def _found(text: str, folder: Path, *works: Work, allow: tuple[Work, ...] = ()) -> list[Finding]:
    libraries = [build(works, folder / "works")]
    if allow:
        libraries.append(build(allow, folder / "allowed", kind="allow-list"))
    row = pa.RecordBatch.from_pylist([{"record": 0, "text": text}], schema=RECORD_SCHEMA)
    return list(KnownWork(libraries).detect(Batch(Records("corpus", row, 1), Matcher(()))))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (string.ascii_letters, "sequence"),
        ("".join(str(place * 7919) for place in range(1, 30)), "numbers"),
        ("so it goes and " * 12, "repeats"),
        ("https://example.org/a/rather/long/address/of/some/page/that/nobody/reads?query=none-at-all", "address"),
    ],
)
def test_what_says_little_is_a_clue_that_says_why(tmp_path: Path, text: str, why: str) -> None:
    (one,) = _found(f"First. {text} .", tmp_path, Work("a", f"Other words before. {text} . And after.", {}))

    assert (one.level, one.attributes["low_information"]) == (Level.CLUE, why)


def test_a_passage_on_an_allow_list_is_told_as_a_clue(tmp_path: Path) -> None:
    (one,) = _found(STORY, tmp_path, Work("bells", STORY, METADATA), allow=(Work("saying", STORY[:-5], {}),))

    assert (one.level, one.attributes["work"], one.attributes["allowed"]) == (Level.CLUE, "bells", "saying")


def test_an_allow_list_that_holds_a_small_part_lets_nothing_pass(tmp_path: Path) -> None:
    (one,) = _found(STORY, tmp_path, Work("bells", STORY, METADATA), allow=(Work("saying", PASSAGE[:50], {}),))

    assert one.level is Level.FINDING
    assert "allowed" not in one.attributes


def test_an_allow_list_alone_states_nothing(tmp_path: Path) -> None:
    assert (
        _found(STORY, tmp_path, Work("other", "A text about something else. " * 5, {}), allow=(Work("saying", STORY, {}),)) == []
    )


def _passage(run: int, equal: int, wide: int) -> Passage:
    return Passage(0, wide, 0, wide, ((0, 0, run), (wide - equal + run, wide - equal + run, equal - run)), run)


@pytest.mark.parametrize(
    ("passage", "words", "run_words", "shared", "level"),
    [
        (_passage(40, 200, 900), 40, 8, False, Level.FINDING),  # much is equal, whatever stands between
        (_passage(40, 150, 900), 40, 8, False, Level.CLUE),
        (_passage(20, 90, 120), 6, 3, False, Level.FINDING),  # alike
        (_passage(20, 70, 90), 18, 3, False, Level.FINDING),
        (_passage(20, 70, 90), 17, 3, False, Level.CLUE),
        (_passage(20, 90, 120), 5, 3, False, Level.CLUE),  # alike in shape, not in words
        (_passage(20, 119, 130), 30, 3, True, Level.CLUE),
        (_passage(20, 120, 130), 30, 3, True, Level.FINDING),
        (_passage(20, 120, 250), 30, 3, True, Level.CLUE),
        (_passage(76, 76, 76), 12, 12, True, Level.FINDING),  # a long run
        (_passage(55, 55, 55), 18, 18, True, Level.FINDING),
        (_passage(55, 55, 55), 17, 17, True, Level.CLUE),
        (_passage(40, 40, 40), 14, 14, False, Level.FINDING),
        (_passage(40, 40, 40), 13, 13, False, Level.CLUE),
        (_passage(39, 39, 39), 18, 18, False, Level.CLUE),
        (_passage(70, 75, 200), 12, 12, False, Level.FINDING),  # a run that stands by itself
        (_passage(70, 75, 200), 12, 12, True, Level.CLUE),
    ],
)
def test_letters_and_words_decide_what_is_a_finding(
    passage: Passage, words: int, run_words: int, shared: bool, level: Level
) -> None:
    assert Levels().first(passage) is not None or level is Level.CLUE
    assert Levels().last(passage, words, run_words, shared=shared) is level
