"""
The attack that reads works out of their hashes, on libraries that keep none of the text.

Someone who has a library and knows one passage of a work guesses what comes next and tests each guess. Here the guesses are made
by a model that is far better than any real one: the true continuation is always among `GUESSES` candidates, and the others
are likely too. Against such a model neither profile helps. A sealed library lets wrong guesses pass, one in 2 ** 18:
whoever needs more guesses than that for each 28 letters cannot tell the true text from the others, and each wrong one goes on by
itself. Of exact hashes none passes that is wrong, and the next hash has only 16 letters that are new.
"""

import random
from pathlib import Path

import numpy as np
import pytest

from audit.references.works import STRIDES, Library, Work
from audit.references.works_building import build
from audit.text import cache
from audit.text.blur import blur
from audit.text.fold import fold_text
from audit.text.hashes import SIZE, Hashes, hashes, packed
from audit.text.kernels import kernel
from audit.text.membership import code, in_filter, key_of, stored_code

GUESSES = 1000
STEPS = 6
LETTERS = "adegiklmnopruvw"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)


@kernel
def _pass(members, checks, codes, seed, segment, segments, out):  # type: ignore[no-untyped-def]
    first = np.uint64(0)
    for i in range(len(members)):
        if in_filter(members[i], checks, first, seed, segment, segments):
            out[i] = stored_code(members[i], codes, first, seed, segment, segments) == code(members[i], key_of(0))


def secret(seed: int = 5) -> bytes:
    """The folded stream of a work that the attacker wants to read."""
    rng = random.Random(seed)
    text = " ".join("".join(rng.choice(LETTERS) for _ in range(rng.randint(2, 9))) for _ in range(3000))
    return blur(fold_text(text.encode()).stream).tobytes()


def made(tmp_path: Path, profile: str) -> Library:
    return build([Work("secret", secret().decode(), {})], tmp_path / profile, profile)


def passes(library: Library, grams: list[bytes]) -> list[bool]:
    """Which strings of SIZE letters the library seems to hold."""
    found = hashes(np.frombuffer(b"".join(grams), np.uint8), SIZE)
    if library.profile == "positions":
        held = {row.tobytes() for row in library.file("hashes").reshape(-1, 5)}
        return [packed(one.reshape(1)) in held for one in found]
    return passes_sealed(library, found)


def passes_sealed(library: Library, found: Hashes) -> list[bool]:
    """Which hashes a sealed library seems to hold for its first work."""
    out, (shape,) = np.zeros(len(found), np.bool_), library.shapes
    numbers = np.uint64(shape.seed), np.uint64(shape.segment), np.uint64(shape.segments)
    _pass(found, library.file("members"), library.file("owners"), *numbers, out)
    return [bool(one) for one in out]


def survivors(library: Library, known: int) -> list[int]:
    """How many continuations of a known passage are left at each step, the true one included."""
    work, stride, rng = secret(), STRIDES[library.profile], random.Random(1)
    paths, left = [work[: known * stride + SIZE - stride]], []
    for step in range(known, known + STEPS):
        candidates = []
        for path in paths[:20]:  # more would only make the attacker's work grow faster
            true = work[len(path) : len(path) + stride]
            likely = ["".join(rng.choice(LETTERS) for _ in range(stride)).encode() for _ in range(GUESSES)]
            candidates += [path + guess for guess in (true, *likely)]
        last = step * stride
        held = passes(library, [path[last : last + SIZE] for path in candidates])
        paths = [path for path, is_held in zip(candidates, held, strict=True) if is_held]
        rng.shuffle(paths)
        left.append(len(paths))
    return left


def test_exact_hashes_give_the_work_away(tmp_path: Path) -> None:
    assert survivors(made(tmp_path, "positions"), known=4) == [1] * STEPS


def test_a_sealed_library_gives_the_work_away_to_whoever_needs_few_guesses(tmp_path: Path) -> None:
    """Nothing else is claimed, and `index info` says so."""
    assert sum(survivors(made(tmp_path, "sealed"), known=4)) <= STEPS + 1


def test_of_many_guesses_wrong_ones_pass_a_sealed_library(tmp_path: Path) -> None:
    guesses = np.random.default_rng(4).integers(0, 2**64, 1 << 22, dtype=np.uint64)

    assert 8 <= sum(passes_sealed(made(tmp_path, "sealed"), guesses)) <= 32  # 16 are expected


def test_a_sealed_library_answers_whether_a_known_text_is_in_it(tmp_path: Path) -> None:
    """What no such library can prevent, and what its description says."""
    work = secret()
    stride = STRIDES["sealed"]
    library = made(tmp_path, "sealed")

    assert all(passes(library, [work[place : place + SIZE] for place in range(0, 40 * stride, stride)]))


def test_hashes_of_a_sealed_library_do_not_overlap() -> None:
    """So of each 28 letters 8 are in no hash, and cannot be tested at all."""
    assert STRIDES["sealed"] - SIZE == 8
    assert STRIDES["positions"] < SIZE
