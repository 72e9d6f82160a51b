"""What is said of documents that are compared with hashes: levels, joined rows, places, and the best of several works."""

import random
from pathlib import Path

import numpy as np
import pytest

from audit.model import Level
from audit.references.works import Library, Work
from audit.references.works_building import build
from audit.references.works_stretches import (
    LETTERS_OF_CLUE,
    LETTERS_OF_FINDING,
    Stretch,
    best,
    bits_needed,
    hits_needed,
    least_letters,
    stretches,
)
from audit.text import cache
from audit.text.blur import blur
from audit.text.fold import fold_text

LETTERS = "adegiklmnoprsuvw"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)


def prose(seed: int, letters: int) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(LETTERS) for _ in range(letters))


def library(tmp_path: Path, profile: str, count: int = 3) -> Library:
    return build([Work(f"w{number}", prose(number, 4000), {}) for number in range(count)], tmp_path / profile, profile)


def found(one: Library, *documents: str) -> list[Stretch]:
    parts = [blur(fold_text(text.encode()).stream) for text in documents]
    ends = np.cumsum([len(part) for part in parts]).astype(np.int64)
    return stretches(one, np.concatenate(parts), ends - [len(part) for part in parts], ends)


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_runs_of_the_promised_lengths_are_clues_and_findings(tmp_path: Path, profile: str) -> None:
    one = library(tmp_path, profile)
    clue, finding = least_letters(one)

    for place in range(100, 160):
        for letters, levels in ((clue, {Level.CLUE, Level.FINDING}), (finding, {Level.FINDING})):
            text = prose(90, 70) + prose(1, 4000)[place : place + letters] + prose(91, 70)
            (match,) = [match for match in found(one, text) if match.level in levels]
            assert match.work == 1
            assert 68 <= match.start <= match.end <= 72 + letters


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_unrelated_text_has_no_match(tmp_path: Path, profile: str) -> None:
    assert found(library(tmp_path, profile), *(prose(seed, 4000) for seed in range(50, 80))) == []


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_what_repeats_itself_is_no_finding(tmp_path: Path, profile: str) -> None:
    one = build([Work("line", "-ab" * 3000, {}), Work("w", prose(3, 2000), {})], tmp_path / profile, profile)

    assert {match.level for match in found(one, "ab" * 900)} <= {Level.CLUE}


def test_places_in_the_work_are_known_with_positions(tmp_path: Path) -> None:
    (match,) = found(library(tmp_path, "positions"), "x", prose(2, 4000)[160:480])

    assert (match.document, match.start, match.work_start, match.work_end - match.work_start) == (1, 0, 160, 308)
    assert (match.equal, match.longest, match.hits) == (308, 308, 19)


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_rows_with_changes_between_them_are_one_stretch(tmp_path: Path, profile: str) -> None:
    text = prose(1, 4000)[320:620]
    changed = text[:100] + "xyzzy" + text[100:200] + text[205:]

    (match,) = found(library(tmp_path, profile), changed)

    assert match.level == Level.FINDING
    assert match.end - match.start > 250
    assert match.hits >= 6


def test_many_short_rows_are_a_finding_together(tmp_path: Path) -> None:
    text = prose(1, 4000)[:160]
    changed = "".join(text[place : place + 35] + "xyz" for place in range(0, 160, 40))

    assert [match.level for match in found(library(tmp_path, "positions"), changed)] == [Level.FINDING]


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_passages_that_lie_apart_are_two(tmp_path: Path, profile: str) -> None:
    text = prose(1, 4000)

    assert len(found(library(tmp_path, profile), text[:200] + prose(70, 400) + text[2000:2200])) == 2


def test_more_works_ask_for_more_hits() -> None:
    needed = [hits_needed(works) for works in (1, 100, 10_000, 1_000_000)]

    assert needed == sorted(needed)
    assert needed[1:3] == [(2, 3), (3, 3)]
    assert all(clue <= finding for clue, finding in needed)


@pytest.mark.parametrize("works", [1, 20, 340, 5000, 10**6])
def test_so_many_hits_are_what_the_chance_that_is_told_asks_for(works: int) -> None:
    """A row of hits of 18 bits each, all but the first at the cost of one bit, at each letter and for each work."""
    for hits, needed, letters in zip(hits_needed(works), bits_needed(works), (LETTERS_OF_CLUE, LETTERS_OF_FINDING), strict=True):
        assert letters * works * 2.0 ** -(18 + 17 * (hits - 1)) <= 1
        assert letters * works * 2.0**-needed == pytest.approx(1)


def test_chance_gives_no_clue_in_much_unrelated_text(tmp_path: Path) -> None:
    """Two hits of 14 bits, which were a clue once, come about a dozen times in so much."""
    rng = np.random.default_rng(21)
    one = build([Work(f"w{number}", prose(number, 3000), {}) for number in range(300)], tmp_path / "sealed", "sealed")
    stream = blur(rng.integers(97, 123, 12_000_000).astype(np.uint8))
    starts = np.arange(0, len(stream), 4000)

    assert stretches(one, stream, starts, starts + 4000) == []


def test_two_hits_that_stand_oddly_beside_one_another_are_no_clue(tmp_path: Path) -> None:
    text = prose(1, 4000)
    odd = text[280:300] + "xyzzyzyxxy" + text[308:328]

    assert found(library(tmp_path, "sealed"), odd) == []
    assert [match.level for match in found(library(tmp_path, "sealed"), text[280:300] + "xyzzyzyx" + text[308:328])] == [
        Level.CLUE
    ]


def test_text_with_a_wrong_letter_in_each_line_is_a_finding_of_a_sealed_work(tmp_path: Path) -> None:
    text = prose(1, 4000)[200:900]
    spoilt = "".join(letter if place % 45 else "x" for place, letter in enumerate(text))

    (match,) = found(library(tmp_path, "sealed"), spoilt)

    assert match.level == Level.FINDING
    assert match.longest < 75
    assert match.end - match.start > 500


def test_the_best_work_is_told_and_the_others_beside_it(tmp_path: Path) -> None:
    one = library(tmp_path, "positions")
    rows = [
        Stretch(0, 0, 0, 100, 90, 90, 6, Level.FINDING),
        Stretch(0, 1, 0, 100, 100, 100, 6, Level.FINDING),
        Stretch(0, 1, 10, 90, 40, 40, 2, Level.CLUE),
        Stretch(0, 2, 300, 340, 40, 40, 2, Level.CLUE),
    ]

    assert [(row.work, others) for _, row, others in best((one, row) for row in rows)] == [(1, ["w0", "w1"]), (2, [])]
