"""
The attack that reads works out of their hashes, on libraries that keep none of the text.

Someone who has a library and knows one passage of a work guesses what comes next and tests each guess. Here the guesses are made
by a model that is far better than any real one: the true continuation is always among `GUESSES` candidates, and the others
are likely too. With exact hashes, one candidate is left at each step, and the work is read out; with lossy filters whose hashes
do not overlap, many wrong ones pass, and each goes on by itself, so that nothing tells the true text from the others.
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
from audit.text.hashes import SIZE, hashes, packed
from audit.text.kernels import kernel
from audit.text.membership import FALSE_OF_FUSE, in_fuse

GUESSES = 1000
STEPS = 6
LETTERS = "adegiklmnopruvw"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)


@kernel
def _pass(members, table, seed, segment, segments, out):  # type: ignore[no-untyped-def]
    for i in range(len(members)):
        out[i] = in_fuse(members[i], table, seed, segment, segments)


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
    out, shape = np.zeros(len(found), np.bool_), library.filter
    assert shape is not None
    _pass(found, library.file("members"), np.uint64(shape.seed), np.uint64(shape.segment), np.uint64(shape.segments), out)
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


def test_a_sealed_library_leaves_many_wrong_continuations_at_each_step(tmp_path: Path) -> None:
    left = survivors(made(tmp_path, "sealed"), known=4)

    assert left[0] > GUESSES * FALSE_OF_FUSE / 3
    assert left[2] > 20 * GUESSES * FALSE_OF_FUSE / 3
    assert sum(left) > 50 * STEPS


def test_a_sealed_library_answers_whether_a_known_text_is_in_it(tmp_path: Path) -> None:
    """What no such library can prevent, and what its description says."""
    work = secret()
    stride = STRIDES["sealed"]
    library = made(tmp_path, "sealed")

    assert all(passes(library, [work[place : place + SIZE] for place in range(0, 40 * stride, stride)]))


def test_hashes_of_a_sealed_library_do_not_overlap() -> None:
    assert STRIDES["sealed"] >= SIZE > STRIDES["positions"]
