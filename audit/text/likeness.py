"""How alike two short stretches of text are, inside kernels."""

from typing import Any

import numpy as np

from audit.text.kernels import inlined

FIRST_LOOK = 64
"Bytes beside a run that are compared first."
PROMISING = 0.36
"Likeness of these from which on more is compared; unrelated English prose is at about 0.25."

NEAR = 48
"Bytes beside a run whose grams of four are counted before anything is compared."
LEAST_SHARED = 3
"Every second gram of these that both sides must share; unrelated English prose shares fewer in 95 of 100 cases."


@inlined
def shared_grams(left: Any, a: Any, right: Any, b: Any, size: Any, marks: Any, mark: Any) -> Any:
    """
    Every second gram of four bytes of one side that stands anywhere in the other, each of so many bytes.

    `marks` is a table of grams that were seen, each with the number of the look that saw it; `mark` is this look's.
    """
    a, b, last = np.uint64(a), np.uint64(b), np.uint64(max(size - 3, 0))
    for i in range(np.uint64(0), last, np.uint64(1)):
        marks[_gram(right, b + i)] = mark
    count = 0
    for i in range(np.uint64(0), last, np.uint64(2)):
        count += marks[_gram(left, a + i)] == mark
    return count


@inlined
def _gram(text: Any, at: Any) -> Any:
    word = np.uint64(0)
    for i in range(4):
        word |= np.uint64(text[at + np.uint64(i)]) << np.uint64(8 * i)
    return (word * np.uint64(0x9E3779B1) & np.uint64(0xFFFFFFFF)) >> np.uint64(20)


@inlined
def first_likeness(left: Any, a: Any, right: Any, b: Any, size: Any, known: Any) -> Any:
    """1 - Levenshtein distance / size of at most 64 bytes each, by Myers' bit vectors (1999)."""
    one = np.uint64(1)
    row = known[0]
    bit = one
    for i in range(size):
        row[left[a + i]] |= bit
        bit <<= one
    positive, negative, last, distance = ~np.uint64(0), np.uint64(0), one << np.uint64(size - 1), size
    for j in range(size):
        equal = row[right[b + j]]
        vertical = equal | negative
        horizontal = (((equal & positive) + positive) ^ positive) | equal
        up = negative | ~(horizontal | positive)
        down = positive & horizontal
        distance += np.int64((up & last) != 0) - np.int64((down & last) != 0)
        up = up << one | one
        down = down << one
        positive, negative = down | ~(vertical | up), up & vertical
    for i in range(size):
        row[left[a + i]] = np.uint64(0)
    return 1.0 - distance / size


@inlined
def likeness_of(left: Any, a: Any, right: Any, b: Any, size: Any, known: Any) -> Any:
    """1 - Levenshtein distance / size of at most 128 bytes each, by Myers' bit vectors in two blocks (Hyyrö 2003)."""
    one = np.uint64(1)
    for i in range(size):
        known[i >> 6, left[a + i]] |= one << np.uint64(i & 63)
    positive_0, negative_0, positive_1, negative_1 = ~np.uint64(0), np.uint64(0), ~np.uint64(0), np.uint64(0)
    blocks, last, distance = (size + 63) >> 6, one << np.uint64((size - 1) & 63), size
    for j in range(size):
        letter = right[b + j]
        high = last if blocks == 1 else one << np.uint64(63)
        positive_0, negative_0, carry = _advance(positive_0, negative_0, known[0, letter], 1, high)
        if blocks == 2:
            positive_1, negative_1, carry = _advance(positive_1, negative_1, known[1, letter], carry, last)
        distance += carry
    for i in range(size):
        known[i >> 6, left[a + i]] = np.uint64(0)
    return 1.0 - distance / size


@inlined
def _advance(positive: Any, negative: Any, equal: Any, carry: Any, high: Any) -> Any:
    """One column of a block: its new vertical differences, and the horizontal difference at its last row."""
    vertical = equal | negative
    equal |= np.uint64(carry < 0)
    horizontal = (((equal & positive) + positive) ^ positive) | equal
    up = negative | ~(horizontal | positive)
    down = positive & horizontal
    out = np.int64(up & high != 0) - np.int64(down & high != 0)
    up = up << np.uint64(1) | np.uint64(carry > 0)
    down = down << np.uint64(1) | np.uint64(carry < 0)
    return down | ~(vertical | up), up & vertical, out
