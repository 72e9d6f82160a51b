"""
Folding: text to a stream of letters and digits in which case, accents, width, spaces and punctuation are gone.

A code point is a separator (dropped, ends a word), ignorable (dropped, ends none) or folded (kept, as other letters
or itself), by `fold_table`. Tags such as `<b>` or `<a href=…>` count as separators, and entities such as `&quot;` or
`&#233;` as what they stand for, so that markup inside a passage leaves no letters behind. The stream is UTF-8, hence
prefix-free, and never longer than the text.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.text import fold_table
from audit.text.kernels import inlined, kernel, read_only

LONGEST_TAG = 512
"Bytes: what looks like a tag and is longer is text."

SIGNPOST = 8192
"Bytes of a stream between two places from which the way back can be found without reading what lies before."

_TAG, _ENTITY, _BEYOND_ASCII = 2, 3, 4
_FIRST_LETTER = 0x30


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded stream of a batch: UTF-8 of the folded characters, documents one after the other."""

    stream: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64]
    "Words of each document: runs of folded characters without a separator between them; an ideograph or kana is a word."


@dataclass(frozen=True, slots=True)
class Offsets:
    """The way back from bytes of a text's folded stream: each comes from the code points [begins, finishes) of the text."""

    begins: npt.NDArray[np.int64]
    finishes: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64]
    "Number of the word that holds it, from 1."
    first: int
    "The byte of the stream that these begin with."

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of bytes [start, end) of the stream."""
        return int(self.begins[start - self.first]), int(self.finishes[end - 1 - self.first])


def fold(buffer: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Folded:
    """Fold the documents of a UTF-8 buffer: bytes [starts, ends) each, in order and apart."""
    stream = np.empty(int((ends - starts).sum()) + 4, np.uint8)  # each character is written as four bytes, then cut
    bounds = np.zeros(len(starts) + 1, np.int64)
    words = np.zeros(len(starts), np.int64)
    _fold(read_only(buffer), starts, ends, fold_table.load(), _bytes(), stream, bounds, words)
    return Folded(stream[: bounds[-1]], bounds[:-1], bounds[1:], words)


def fold_text(raw: bytes) -> Folded:
    """Fold one text in UTF-8."""
    return fold(np.frombuffer(raw, np.uint8), np.zeros(1, np.int64), np.array([len(raw)], np.int64))


def offsets(raw: bytes, first: int, last: int, signs: npt.NDArray[np.int64] | None = None) -> Offsets:
    """The way back from bytes [first, last) of the stream of a text in UTF-8; faster with its signposts."""
    begins, finishes, words = np.empty((3, last - first), np.int64)
    sign = np.zeros(5, np.int64) if signs is None else signs[np.searchsorted(signs[:, 1], first, side="right") - 1]
    _offsets(np.frombuffer(raw, np.uint8), fold_table.load(), _bytes(), first, last, sign, begins, finishes, words)
    return Offsets(begins, finishes, words, first)


def signposts(raw: bytes, size: int) -> npt.NDArray[np.int64]:
    """
    Places of a text of so many folded bytes from which `offsets` can begin, one for each SIGNPOST bytes or so of its stream.

    Each: byte of the text, byte of its stream, code point, words so far, whether it is inside a word.
    """
    signs = np.zeros((1 + size // SIGNPOST, 5), np.int64)
    count = _signposts(np.frombuffer(raw, np.uint8), fold_table.load(), _bytes(), signs)
    return signs[: int(count)]


def fold_with_offsets(text: str) -> tuple[npt.NDArray[np.uint8], Offsets]:
    """The stream of one text, as `fold` makes it, with the way back for all of it."""
    raw = text.encode(errors="replace")
    stream = fold_text(raw).stream
    return stream, offsets(raw, 0, len(stream))


@cache
def _bytes() -> npt.NDArray[np.uint8]:
    """What a byte is: a class below _FIRST_LETTER, or the letter that it folds to."""
    classes = np.full(256, _BEYOND_ASCII, np.uint8)
    classes[:128] = fold_table.load()[:128]
    classes[ord("<")], classes[ord("&")] = _TAG, _ENTITY
    return classes


@kernel
def _fold(buffer: Any, starts: Any, ends: Any, table: Any, classes: Any, stream: Any, bounds: Any, words: Any) -> None:
    out = np.uint64(0)
    for document in range(len(starts)):
        i, end = np.uint64(starts[document]), np.uint64(ends[document])
        inside, count = np.uint64(0), np.uint64(0)
        while i < end:
            letter = np.uint64(classes[buffer[i]])
            if letter < np.uint64(2) or letter >= np.uint64(_FIRST_LETTER):
                kept = np.uint64(letter > np.uint64(1))
                stream[out] = letter
                out += kept
                count += kept & (np.uint64(1) - inside)
                inside = kept | (inside & letter)
                i += np.uint64(1)
                continue
            packed, i, alone = _special(buffer, i, end, table, letter)
            if packed == 0:
                inside = np.uint64(0)
            elif packed > 1:
                if alone or inside == 0:
                    count += np.uint64(1)
                inside = np.uint64(1)
                while packed:
                    stream[out] = packed & np.uint64(0xFF)
                    out += np.uint64(1)
                    packed >>= np.uint64(8)
        bounds[document + 1] = out
        words[document] = count


@kernel
def _offsets(
    buffer: Any, table: Any, classes: Any, first: Any, last: Any, sign: Any, begins: Any, finishes: Any, words: Any
) -> None:
    i, end, out, point = np.uint64(sign[0]), np.uint64(len(buffer)), sign[1], sign[2]
    word: Any = sign[3]
    inside: Any = sign[4] != 0
    while i < end and out < last:
        before, begin, alone = i, point, False
        packed = np.uint64(classes[buffer[i]])
        if packed < np.uint64(2) or packed >= np.uint64(_FIRST_LETTER):
            i += np.uint64(1)
            point += 1
            if out + 1 < first:  # far from what is asked for: only count
                kept = packed > np.uint64(1)
                word += kept and not inside
                inside = kept or (inside and packed == np.uint64(1))
                out += np.int64(kept)
                continue
        else:
            packed, i, alone = _special(buffer, i, end, table, packed)
            for j in range(before, i):
                point += (buffer[j] & 0xC0) != 0x80
        word += packed > np.uint64(1) and (alone or not inside)
        inside = packed > np.uint64(1) or (inside and packed == np.uint64(1))
        while packed > np.uint64(1):
            if first <= out < last:
                begins[out - first], finishes[out - first], words[out - first] = begin, point, word
            out += 1
            packed >>= np.uint64(8)


@kernel
def _signposts(buffer: Any, table: Any, classes: Any, signs: Any) -> Any:
    i, end, out, point = np.uint64(0), np.uint64(len(buffer)), np.int64(0), np.int64(0)
    word: Any = np.int64(0)
    inside: Any = False
    count: Any = 0
    due: Any = 0
    while i < end:
        if out >= due and count < len(signs):
            signs[count, 0], signs[count, 1], signs[count, 2], signs[count, 3], signs[count, 4] = i, out, point, word, inside
            count += 1
            due = out + SIGNPOST
        before, alone = i, False
        packed = np.uint64(classes[buffer[i]])
        if packed < np.uint64(2) or packed >= np.uint64(_FIRST_LETTER):
            i += np.uint64(1)
            point += 1
        else:
            packed, i, alone = _special(buffer, i, end, table, packed)
            for j in range(before, i):
                point += (buffer[j] & 0xC0) != 0x80
        word += packed > np.uint64(1) and (alone or not inside)
        inside = packed > np.uint64(1) or (inside and packed == np.uint64(1))
        while packed > np.uint64(1):
            out += 1
            packed >>= np.uint64(8)
    return max(count, 1)


@inlined
def _special(buffer: Any, i: Any, end: Any, table: Any, kind: Any) -> Any:
    """What begins at byte i: packed letters, the byte after it, and whether it is a word of its own."""
    if kind == np.uint64(_TAG):
        return np.uint64(0), _after_tag(buffer, i, end), False
    if kind == np.uint64(_ENTITY):
        code, after = _entity(buffer, i, end)
        if after == i:
            return np.uint64(0), i + np.uint64(1), False
    else:
        code, after = _code_point(buffer, i, end)
    alone = (code >= 0x2E80 and code < 0xA000) or (code >= 0xF900 and code < 0xFB00) or (code >= 0x20000 and code < 0x32000)
    return np.uint64(table[code]), after, alone


@inlined
def _code_point(buffer: Any, i: Any, end: Any) -> Any:
    """The code point at byte i and the byte after it; a byte that is no UTF-8 stands for a space."""
    lead = np.uint64(buffer[i])
    size = np.uint64(2 + (lead >= np.uint64(0xE0)) + (lead >= np.uint64(0xF0)))
    if lead < np.uint64(0xC2) or lead > np.uint64(0xF4) or i + size > end:
        return np.uint64(32), i + np.uint64(1)
    code = lead & (np.uint64(0x7F) >> size)
    for j in range(np.uint64(1), size):
        byte = np.uint64(buffer[i + j])
        if byte & np.uint64(0xC0) != np.uint64(0x80):
            return np.uint64(32), i + np.uint64(1)
        code = code << np.uint64(6) | (byte & np.uint64(0x3F))
    if code > np.uint64(0x10FFFF):
        return np.uint64(32), i + np.uint64(1)
    return code, i + size


@inlined
def _after_tag(buffer: Any, i: Any, end: Any) -> Any:
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
def _entity(buffer: Any, i: Any, end: Any) -> Any:
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
    """The code point of a numeric entity whose digits begin at byte j, as `_entity` gives it."""
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
