"""Markup inside text: where a tag ends, and what an entity stands for; compiled into the loops of `fold`."""

from typing import Any

import numpy as np

from audit.text.kernels import inlined

LONGEST_TAG = 512
"Bytes: what looks like a tag and is longer is text."


@inlined
def after_tag(buffer: Any, i: Any, end: Any) -> Any:
    """The byte after the tag that begins at byte i; where none does, the byte after it."""
    last = min(end, i + np.uint64(LONGEST_TAG))
    j = i + np.uint64(1)
    if j < last and buffer[j] == 47:  # /
        j += np.uint64(1)
    first = j
    while j < last and _is_ascii_letter_or_digit(buffer[j]):
        j += np.uint64(1)
    if j == first or buffer[first] < 65:  # no name
        return i + np.uint64(1)
    attributes = j < last and (buffer[j] == 32 or buffer[j] == 10 or buffer[j] == 9)
    equals = False
    while attributes and j < last and buffer[j] != 62 and buffer[j] != 60:
        equals |= buffer[j] == 61
        j += np.uint64(1)
    closed = j + np.uint64(1) < last and buffer[j] == 47 and buffer[j + np.uint64(1)] == 62
    j += np.uint64(closed)
    if j < last and buffer[j] == 62 and (equals or not attributes or buffer[j - np.uint64(1)] == 47):
        return j + np.uint64(1)
    return i + np.uint64(1)


@inlined
def entity(buffer: Any, i: Any, end: Any) -> Any:
    """The code point of the entity at byte i and the byte after it; i itself where none begins there."""
    last = min(end, i + np.uint64(12))
    j = i + np.uint64(1)
    if j < last and buffer[j] == 35:  # #
        return _number(buffer, i, j + np.uint64(1), last)
    while j < last and _is_ascii_letter_or_digit(buffer[j]):
        j += np.uint64(1)
    size = j - i - np.uint64(1)
    if j >= last or buffer[j] != 59 or size < np.uint64(2):
        return np.uint64(0), i
    return _named(buffer, i + np.uint64(1), size), j + np.uint64(1)


@inlined
def _named(buffer: Any, first: Any, size: Any) -> Any:
    """
    The code point that stands for a named entity.

    An accented letter's name begins with the letter (eacute); apostrophes and the soft hyphen are ignorable; all else
    is a separator.
    """
    a, b, c = buffer[first], buffer[first + np.uint64(1)], buffer[first + size - np.uint64(1)]
    if size == 4 and a == 97 and b == 112 and c == 115:  # apos
        return np.uint64(39)
    if size == 5 and (a == 114 or a == 108) and b == 115 and c == 111:  # rsquo, lsquo
        return np.uint64(39)
    if size == 3 and a == 115 and b == 104 and c == 121:  # shy
        return np.uint64(173)
    d = buffer[first + size - np.uint64(2)]
    accents = (
        (size == 6 and b == 97 and c == 101 and d == 116)  # acute
        or (size == 6 and b == 103 and c == 101)  # grave
        or (size == 5 and b == 99 and c == 99 and d == 114)  # circ
        or (size == 4 and b == 117 and c == 108)  # uml
        or (size == 6 and b == 116 and c == 101)  # tilde
        or (size == 6 and b == 99 and c == 108)  # cedil
        or (size == 5 and b == 114 and c == 103)  # ring
        or (size == 6 and b == 115 and c == 104)  # slash
    )
    return np.uint64(a) if accents else np.uint64(32)


@inlined
def _number(buffer: Any, i: Any, j: Any, last: Any) -> Any:
    """The code point of a numeric entity whose digits begin at byte j, as `entity` gives it."""
    base = np.uint64(10)
    if j < last and buffer[j] | 32 == 120:  # x
        base = np.uint64(16)
        j += np.uint64(1)
    first, code = j, np.uint64(0)
    while j < last and _is_ascii_letter_or_digit(buffer[j]):
        digit = np.uint64(buffer[j]) - np.uint64(48)
        if buffer[j] > 57:
            digit = np.uint64(buffer[j] | 32) - np.uint64(87)
        if digit >= base:
            return np.uint64(0), i
        code = code * base + digit
        j += np.uint64(1)
    if j == first or j >= last or buffer[j] != 59 or code > np.uint64(0x10FFFF):
        return np.uint64(0), i
    return code, j + np.uint64(1)


@inlined
def _is_ascii_letter_or_digit(byte: Any) -> Any:
    return (byte >= 48 and byte <= 57) or (byte >= 65 and byte <= 90) or (byte >= 97 and byte <= 122)
