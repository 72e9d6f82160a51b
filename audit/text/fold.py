"""
Folding: text to a stream of letters and digits in which case, accents, width, spaces and punctuation are gone.

A code point is a separator (dropped, ends a word), ignorable (dropped, ends none) or folded (kept, as other letters
or itself), by `fold_table`. Tags such as `<b>` or `<a href=…>` count as separators, and entities such as `&quot;` or
`&#233;` as what they stand for, so that markup inside a passage leaves no letters behind. The stream is UTF-8, hence
prefix-free, and the same for a text in NFC, NFD, NFKC or NFKD.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.text import fold_table
from audit.text.kernels import inlined, kernel, read_only
from audit.text.markup import after_tag, entity

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
    bounds = np.zeros(len(starts) + 1, np.int64)
    words = np.zeros(len(starts), np.int64)
    room = int(ends[-1] - starts[0]) + fold_table.LONGEST if len(starts) else 0
    while True:
        stream = np.empty(room, np.uint8)
        if _fold(read_only(buffer), starts, ends, *fold_table.load(), _bytes(), stream, bounds, words):
            return Folded(stream[: bounds[-1]], bounds[:-1], bounds[1:], words)
        room *= 2


def fold_text(raw: bytes) -> Folded:
    """Fold one text in UTF-8."""
    return fold(np.frombuffer(raw, np.uint8), np.zeros(1, np.int64), np.array([len(raw)], np.int64))


def offsets(raw: bytes, first: int, last: int, signs: npt.NDArray[np.int64] | None = None) -> Offsets:
    """The way back from bytes [first, last) of the stream of a text in UTF-8; faster with its signposts."""
    begins, finishes, words = np.empty((3, last - first), np.int64)
    sign = np.zeros(5, np.int64) if signs is None else signs[np.searchsorted(signs[:, 1], first, side="right") - 1]
    _offsets(np.frombuffer(raw, np.uint8), *fold_table.load(), _bytes(), first, last, sign, begins, finishes, words)
    return Offsets(begins, finishes, words, first)


def signposts(raw: bytes, size: int) -> npt.NDArray[np.int64]:
    """
    Places of a text of so many folded bytes from which `offsets` can begin, one for each SIGNPOST bytes or so of its stream.

    Each: byte of the text, byte of its stream, code point, words so far, whether it is inside a word.
    """
    signs = np.zeros((1 + size // SIGNPOST, 5), np.int64)
    count = _signposts(np.frombuffer(raw, np.uint8), *fold_table.load(), _bytes(), signs)
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
    classes[:128] = fold_table.load().entries[:128]
    classes[ord("<")], classes[ord("&")] = _TAG, _ENTITY
    return classes


@kernel
def _fold(
    buffer: Any, starts: Any, ends: Any, table: Any, long: Any, jamo: Any, classes: Any, stream: Any, bounds: Any, words: Any
) -> bool:
    """Whether the stream had room: for all bytes to come, and once more for the longest that a code point folds to."""
    out = np.uint64(0)
    for document in range(len(starts)):
        i, end = np.uint64(starts[document]), np.uint64(ends[document])
        inside, count = np.uint64(0), np.uint64(0)
        while i < end:
            letter = np.uint64(classes[buffer[i]])
            while letter < np.uint64(2) or letter >= np.uint64(_FIRST_LETTER):
                kept = np.uint64(letter > np.uint64(1))
                stream[out] = letter
                out += kept
                count += kept & (np.uint64(1) - inside)
                inside = kept | (inside & letter)
                i += np.uint64(1)
                if i == end:
                    break
                letter = np.uint64(classes[buffer[i]])
            if i == end:
                break
            packed, size, alone = _plain(buffer, i, end, table)
            if size:
                i += size
            else:
                packed, i, alone = _special(buffer, i, end, table, jamo, letter)
            if packed == 0:
                inside = np.uint64(0)
            elif packed > 1:
                if alone or inside == 0:
                    count += np.uint64(1)
                inside = np.uint64(1)
                if packed & np.uint64(0xFF) != np.uint64(fold_table.LONG):
                    for j in range(np.uint64(4)):  # as if there were four bytes, so that nothing branches
                        stream[out + j] = packed >> (j << np.uint64(3)) & np.uint64(0xFF)
                    out += np.uint64(1 + (packed > 0xFF) + (packed > 0xFFFF) + (packed > 0xFFFFFF))
                    continue
                if out + np.uint64(ends[-1]) - i + np.uint64(fold_table.LONGEST) > np.uint64(len(stream)):
                    return False
                while packed:
                    stream[out], packed = _first(packed, long)
                    out += np.uint64(1)
        bounds[document + 1] = out
        words[document] = count
    return True


@kernel
def _offsets(
    buffer: Any, table: Any, long: Any, jamo: Any, classes: Any, first: Any, last: Any, sign: Any, begins: Any, finishes: Any,
    words: Any,
) -> None:  # fmt: skip
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
            packed, i, alone = _special(buffer, i, end, table, jamo, packed)
            for j in range(before, i):
                point += (buffer[j] & 0xC0) != 0x80
        word += packed > np.uint64(1) and (alone or not inside)
        inside = packed > np.uint64(1) or (inside and packed == np.uint64(1))
        while packed > np.uint64(1):
            if first <= out < last:
                begins[out - first], finishes[out - first], words[out - first] = begin, point, word
            out += 1
            _, packed = _first(packed, long)


@kernel
def _signposts(buffer: Any, table: Any, long: Any, jamo: Any, classes: Any, signs: Any) -> Any:
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
            packed, i, alone = _special(buffer, i, end, table, jamo, packed)
            for j in range(before, i):
                point += (buffer[j] & 0xC0) != 0x80
        word += packed > np.uint64(1) and (alone or not inside)
        inside = packed > np.uint64(1) or (inside and packed == np.uint64(1))
        while packed > np.uint64(1):
            out += 1
            _, packed = _first(packed, long)
    return max(count, 1)


@inlined
def _first(packed: Any, long: Any) -> Any:
    """The first byte of packed letters, and the others."""
    if packed & np.uint64(0xFF) != np.uint64(fold_table.LONG):
        return packed & np.uint64(0xFF), packed >> np.uint64(8)
    place = packed >> np.uint64(8)
    more = long[place + np.uint64(1)] != 0
    return np.uint64(long[place]), (packed + np.uint64(0x100)) * np.uint64(more)


@inlined
def _plain(buffer: Any, i: Any, end: Any, table: Any) -> Any:
    """
    What `_special` says of a character of two or three bytes, and their number, much faster; a number of 0 where it may be
    one that is joined with the next, or is rare.
    """
    packed, size, alone = np.uint64(0), np.uint64(0), False
    lead = np.uint64(buffer[i])
    if lead < np.uint64(0xC2) or lead >= np.uint64(0xF0) or i + np.uint64(4) > end:
        return packed, size, alone
    second, third, fourth = (
        np.uint64(buffer[i + np.uint64(1)]),
        np.uint64(buffer[i + np.uint64(2)]),
        np.uint64(buffer[i + np.uint64(3)]),
    )
    if second & np.uint64(0xC0) != np.uint64(0x80):
        return packed, size, alone
    if lead < np.uint64(0xE0):
        code = (lead & np.uint64(0x1F)) << np.uint64(6) | (second & np.uint64(0x3F))
        size = np.uint64(2)
    else:
        code = (lead & np.uint64(15)) << np.uint64(12) | (second & np.uint64(0x3F)) << np.uint64(6) | (third & np.uint64(0x3F))
        joined = code >= np.uint64(0xAC00) and code < np.uint64(0xD7A4) and (fourth == 0xE1 or fourth == 0xE3 or fourth == 0xEF)
        size = np.uint64(3) * np.uint64(third & np.uint64(0xC0) == np.uint64(0x80)) * np.uint64(not joined)
        alone = _is_word(code)
    packed = np.uint64(table[code])
    return packed, size * np.uint64(packed & np.uint64(0xFF) != np.uint64(fold_table.LONG)), alone


@inlined
def _is_word(code: Any) -> Any:
    """Whether a code point is a word of its own."""
    return (
        (code >= 0x2E80 and code < 0xA000)
        or (code >= 0xF900 and code < 0xFB00)
        or (code >= 0xFF66 and code < 0xFF9E)
        or (code >= 0x20000 and code < 0x32000)
    )


@inlined
def _special(buffer: Any, i: Any, end: Any, table: Any, jamo: Any, kind: Any) -> Any:
    """What begins at byte i: packed letters, the byte after it, and whether it is a word of its own."""
    if kind == np.uint64(_TAG):
        return np.uint64(0), after_tag(buffer, i, end), False
    if kind == np.uint64(_ENTITY):
        code, after = entity(buffer, i, end)
        if after == i:
            return np.uint64(0), i + np.uint64(1), False
    else:
        code, after = _code_point(buffer, i, end)
        if after < end and (buffer[after] == 0xE1 or buffer[after] == 0xE3 or buffer[after] == 0xEF):
            code, after = _syllable(buffer, code, after, end, jamo)
    return np.uint64(table[code]), after, _is_word(code)


@inlined
def _syllable(buffer: Any, code: Any, after: Any, end: Any, jamo: Any) -> Any:
    """The syllable that a jamo or syllable makes with the jamo that follow it, and the byte after it; else the code as it is."""
    syllable = np.int64(code) - fold_table.SYLLABLES
    if syllable < 0 or syllable >= 28 * 21 * 19:
        lead, vowel = np.int64(jamo[code & np.uint64(0xFFFF)]) - 1, _jamo_at(buffer, after, end, jamo) - fold_table.VOWELS
        if code > 0xFFFF or lead < 0 or lead >= 19 or vowel < 0 or vowel >= 21:
            return code, after
        syllable = 28 * (21 * lead + vowel)
        after += np.uint64(3)
    if syllable % 28 == 0:
        final = _jamo_at(buffer, after, end, jamo) - fold_table.FINALS
        if final > 0:
            syllable += final
            after += np.uint64(3)
    return np.uint64(fold_table.SYLLABLES + syllable), after


@inlined
def _jamo_at(buffer: Any, i: Any, end: Any, jamo: Any) -> Any:
    """What `Table.jamo` says of the three bytes at byte i; 0 where they are no jamo."""
    if i + np.uint64(3) > end or buffer[i] & 0xF0 != 0xE0:
        return np.int64(0)
    code, _ = _code_point(buffer, i, end)
    return np.int64(jamo[code])


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
