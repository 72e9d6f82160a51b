"""Fingerprints on grids: no common run of the promised length is missed, and what is found is really equal."""

import random
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.errors import ConfigurationError
from audit.text import fingerprints
from audit.text.fingerprints import Grid, Runs, runs, slots, table
from audit.text.fold import fold_text

GRIDS = [
    *(Grid(library_stride=own, batch_stride=batch) for own, batch in ((1, 8), (1, 16), (2, 7), (3, 5), (5, 3), (16, 1))),
    Grid(16, 1, 12),
    Grid(20, 1, 8),
    Grid(20, 1, 16),
    Grid(20, 3, 5),
    Grid(20, 16, 1),
    Grid(12, 2, 3),
    Grid(24, 5, 4),
]
SCRIPTS = {
    "Latin": "abcdeéếﬁŉ ",
    "Cyrillic": "абвгйёЙ ",
    "Arabic": "ابلأإﻻﷲﺼبَّ ",
    "Devanagari": "कक़खि़ुा ",
    "Thai": "กำขาที่ ",
    "Korean": "가각힣한글ㄱㅏᄀ ",
    "Chinese": "中文字書本人大小豈，",
    "Japanese": "かがカガパｶﾞ。日本",
    "many": "a中б𝐀c한",
}
"Letters of which some are written otherwise in another normal form."


def _library(works: list[str]) -> tuple[np.ndarray, np.ndarray]:
    raws = [work.encode() + b"\x00" for work in works]
    bounds = np.cumsum([0, *(len(raw) for raw in raws)]).astype(np.int64)
    return np.frombuffer(b"".join(raws), np.uint8), bounds


def _batch(documents: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    raws = [document.encode() for document in documents]
    ends = np.cumsum([len(raw) for raw in raws]).astype(np.int64)
    starts = ends - np.array([len(raw) for raw in raws], np.int64)
    return np.frombuffer(b"".join(raws), np.uint8), starts, ends


def _runs(documents: list[str], works: list[str], grid: Grid) -> Runs:
    library, bounds = _library(works)
    return runs(*_batch(documents), library, bounds[:-1], table(library, bounds[:-1], grid), grid)


def _common_runs(document: bytes, work: bytes, least: int) -> set[tuple[int, int, int]]:
    """All longest equal stretches of whole characters and at least so many bytes, by trying each pair of places."""
    found = set()
    places: dict[bytes, list[int]] = {}
    for b in range(len(work) - 7):
        places.setdefault(work[b : b + 8], []).append(b)
    for a in range(len(document)):
        for b in places.get(document[a : a + 8], []):
            if a and b and document[a - 1] == work[b - 1]:
                continue
            length = 0
            while a + length < len(document) and b + length < len(work) and document[a + length] == work[b + length]:
                length += 1
            whole = document[a : a + length].decode(errors="ignore").encode()
            if len(whole) >= least:
                skipped = document[a : a + length].index(whole)
                found.add((a + skipped, b + skipped, len(whole)))
    return found


def _text(rng: random.Random, alphabet: str, size: int) -> str:
    return "".join(rng.choice(alphabet) for _ in range(size))


def _folded(rng: random.Random, text: str) -> str:
    """The stream of a text in one of the normal forms."""
    text = unicodedata.normalize(rng.choice(["NFC", "NFD", "NFKC", "NFKD"]), text)
    return fold_text(text.encode()).stream.tobytes().decode()


@settings(max_examples=20)
@pytest.mark.parametrize("script", SCRIPTS)
@given(st.integers(0, 10**6), st.sampled_from(GRIDS))
def test_each_run_of_the_promised_length_is_found_in_each_script_and_normal_form(script: str, seed: int, grid: Grid) -> None:
    rng, alphabet = random.Random(seed), SCRIPTS[script]
    texts = [_text(rng, alphabet, rng.randint(0, 90)) for _ in range(3)]
    works, documents = [_folded(rng, text) for text in texts], []
    for text in rng.choices(texts, k=3):
        at = rng.randint(0, len(text))
        copied = text[at : at + rng.randint(10, 60)]
        documents.append(_folded(rng, f"{_text(rng, alphabet, rng.randint(0, 20))} {copied} {_text(rng, alphabet, 9)}"))

    found = _runs(documents, works, grid)
    starts, bounds = _batch(documents)[1], _library(works)[1]

    rows = zip(*(column.tolist() for column in found), strict=True)
    ranges = {(d, w, start - int(starts[d]), place - int(bounds[w]), size) for d, w, start, place, size in rows}
    for d, w, start, place, size in ranges:
        assert documents[d].encode()[start : start + size] == works[w].encode()[place : place + size]
        documents[d].encode()[start : start + size].decode()
    for d, document in enumerate(documents):
        for w, work in enumerate(works):
            for run in _common_runs(document.encode(), work.encode(), grid.guarantee):
                assert (d, w, *run) in ranges


@given(st.integers(0, 10**6), st.sampled_from(GRIDS))
def test_what_is_found_in_a_document_does_not_depend_on_its_batch(seed: int, grid: Grid) -> None:
    rng = random.Random(seed)
    work = _text(rng, "abcdef", 300)
    documents = [_text(rng, "abcdef", rng.randint(0, 99)) + work[rng.randint(0, 200) :][: rng.randint(0, 90)] for _ in range(4)]

    together = _runs(documents, [work], grid)
    starts = _batch(documents)[1]

    for number, document in enumerate(documents):
        alone = _runs([document], [work], grid)
        mine = together.documents == number
        assert (together.starts[mine] - starts[number]).tolist() == alone.starts.tolist()
        assert together.library_starts[mine].tolist() == alone.library_starts.tolist()
        assert together.lengths[mine].tolist() == alone.lengths.tolist()


def test_a_run_stops_at_the_ends_of_works_and_documents() -> None:
    rng = random.Random(1)
    one, two = _text(rng, "abcdefgh", 80), _text(rng, "abcdefgh", 80)

    found = _runs([one[:40], one[40:] + two], [one, two], Grid(20, 1, 8))

    assert found.lengths.tolist() == [40, 40, 80]
    assert found.documents.tolist() == [0, 1, 1]
    assert found.works.tolist() == [0, 0, 1]


def test_a_short_run_is_dropped_where_nothing_beside_it_is_alike() -> None:
    rng = random.Random(2)
    work, other = _text(rng, "abcdefghijklmnopqrst", 300), _text(rng, "uvwxyz", 300)
    middle = work[100:124]

    assert not len(_runs([other[:100] + middle + other[100:200]], [work], Grid(20, 1, 1)).lengths)
    assert len(_runs([work[60:100] + middle + other[100:200]], [work], Grid(20, 1, 1)).lengths)
    noisy = "".join("_" if place % 6 == 0 else letter for place, letter in enumerate(work[124:200]))
    assert _runs([other[:100] + middle + noisy], [work], Grid(20, 1, 1)).lengths.tolist() == [24]
    noisy = "".join("_" if place % 6 == 0 else letter for place, letter in enumerate(work[20:100], 2))
    assert _runs([noisy + middle + other[:100]], [work], Grid(20, 1, 1)).lengths.tolist() == [27]


def test_of_a_fingerprint_at_most_so_many_places_are_kept() -> None:
    phrase = _text(random.Random(3), "abcdefgh", 40)
    works = [phrase] * 50

    assert len(_runs([phrase], works, Grid(20, 1, 8)).works) == fingerprints.MOST_PLACES


def test_text_that_repeats_itself_is_found_as_a_whole() -> None:
    found = _runs(["ab" * 40_000], ["ab" * 40_000], Grid(20, 1, 8))

    assert int(found.lengths.max()) == 80_000


def test_more_runs_than_expected_are_all_returned() -> None:
    rng = random.Random(4)
    lines = [_text(rng, "abcdefghijklmnop", 40) for _ in range(1500)]

    found = _runs(["".join(rng.sample(lines, len(lines)))], ["".join(lines)], Grid(20, 1, 8))

    assert len(found.lengths) >= 1490


def test_empty_works_and_documents_have_no_runs() -> None:
    assert not len(_runs(["", "short"], ["", "x"], Grid()).lengths)


@pytest.mark.parametrize(("size", "library_stride", "batch_stride"), [(11, 1, 1), (25, 1, 1), (20, 0, 1), (20, 2, 4)])
def test_refuses_grids_without_a_guarantee(size: int, library_stride: int, batch_stride: int) -> None:
    with pytest.raises(ConfigurationError, match="no grid"):
        Grid(size, library_stride, batch_stride)


def test_a_table_is_at_most_seven_tenths_full() -> None:
    assert all(slots(count) * 0.7 >= count for count in range(1, 100_000, 97))
