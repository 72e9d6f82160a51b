"""
Words and pairs of words as numbers, and the shape of a text as counts: what a learned model reads, in compiled loops.

Of a long document only HEAD and TAIL are read, as the texts that models are trained on are cut to these too. A word is a run of
letters or of digits in lower case; digits are all alike, apostrophes left out. A line's end counts as a word of its own, so that
what opens and closes lines is seen; a line of a few words is one feature more.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.text.kernels import inlined, kernel, read_only

HEAD, TAIL = 5000, 2000
"Bytes of a document that are read, at its beginning and at its end."
SHORT_LINE = 6
"Words; a line of so many or fewer is a feature as a whole."

SHAPE = (
    "bytes", "letters", "capitals", "digits", "blanks", "lines", "empty-lines", "full-stops", "commas", "question-marks",
    "exclamation-marks", "colons", "semicolons", "quotation-marks", "apostrophes", "code-signs", "bars", "wiki-brackets",
    "non-ascii", "short-lines", "ended-lines", "lower-case-lines", "list-lines", "timestamps", "speaker-turns",
    "indented-lines", "words", "first-person", "second-person", "long-lines", "copyright-signs", "quoted-lines", "headings",
)  # fmt: skip
"What is counted, in the order of the columns."

_SPACE, _LETTER, _DIGIT, _BREAK, _SIGN = range(5)
_FULL = 2 * (HEAD + TAIL) + 4
"Features that a document can have at most: less than two a byte."


def _table() -> npt.NDArray[np.uint8]:
    """The class of each byte."""
    table = np.full(256, _SIGN, np.uint8)
    table[[9, 13, 32]] = _SPACE
    table[10] = _BREAK
    table[48:58] = _DIGIT
    table[65:91] = table[97:123] = table[128:] = _LETTER
    return table


_CLASSES = _table()
_IS_CODE = np.isin(np.arange(256), np.frombuffer(b"{}()[];=<>_\\$&", np.uint8))
_IS_LOOKED_AT = np.isin(np.arange(256), np.frombuffer(b"[]{}:ImMyY\xc2\xe2", np.uint8))
_COLUMNS = np.zeros(256, np.int64)
_COLUMNS[np.frombuffer(b" .,?!:;\"'|", np.uint8)] = [4, 7, 8, 9, 10, 11, 12, 13, 14, 16]


def hashes(raw: bytes) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]:
    """All features of one text, in the order of their ends, and bytes [begin, end) of each in what is read of the text."""
    read = np.frombuffer(window(raw), np.uint8)
    found, places = np.empty(_FULL, np.uint64), np.empty((_FULL, 2), np.int32)
    count = _of_one(read_only(read), _CLASSES, found, places)
    return found[:count].copy(), places[:count].copy()


def loudest(
    raw: bytes, known: npt.NDArray[np.uint64], loudness: Callable[[npt.NDArray[np.intp]], npt.NDArray[np.float32]], most: int
) -> tuple[str, ...]:
    """
    The words and pairs of words of a text that speak loudest, loudest first, each once.

    `known`: hashes of features, sorted; `loudness`: of features by their numbers in it.
    """
    found, places = hashes(raw)
    where = np.minimum(np.searchsorted(known, found), len(known) - 1)
    there = np.flatnonzero(known[where] == found)
    read, told = window(raw), dict[str, None]()
    for place in there[np.argsort(-loudness(where[there]), kind="stable")][: most * 8]:
        begin, end = places[place]
        told.setdefault(" ".join(read[begin:end].decode(errors="replace").lower().split()))
    return tuple(told)[:most]


def window(raw: bytes) -> bytes:
    """What is read of a text: all of it, or its head and its tail."""
    return raw if len(raw) <= HEAD + TAIL else raw[:HEAD] + b"\n" + raw[len(raw) - TAIL + 1 :]


def rows(
    buffer: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    keys: npt.NDArray[np.uint64],
    numbers: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """
    The distinct features of each document that a table knows, by their numbers in it, and where each document's begin.

    `keys`: an open table of hashes, a power of two long, 0 where nothing is; `numbers`: what each is called, from 0 on.
    """
    sizes = np.minimum(ends - starts, HEAD + TAIL)
    out = np.empty(int(2 * sizes.sum()) + 2 * len(starts), np.int32)
    bounds = np.zeros(len(starts) + 1, np.int64)
    stamps = np.full(int(numbers.max(initial=0)) + 1, -1, np.int64)
    _known(read_only(buffer), starts, ends, _CLASSES, read_only(keys), read_only(numbers), stamps, out, bounds)
    return out[: bounds[-1]], bounds


def shapes(buffer: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """Counts of each document, a row each, a column for each of SHAPE."""
    counts = np.zeros((len(starts), len(SHAPE)), np.int32)
    _counts(read_only(buffer), starts, ends, _CLASSES, _IS_LOOKED_AT, counts)
    return counts


@inlined
def _windowed(buffer: Any, start: Any, end: Any, read: Any) -> Any:
    """Copy what is read of a document; gives its length."""
    size = end - start
    if size <= HEAD + TAIL:
        read[:size] = buffer[start:end]
        return size
    read[:HEAD] = buffer[start : start + HEAD]
    read[HEAD] = 10
    read[HEAD + 1 : HEAD + TAIL] = buffer[end - TAIL + 1 : end]
    return np.int64(HEAD + TAIL)


@inlined
def _mixed(value: Any) -> Any:
    value = (value ^ value >> np.uint64(32)) * np.uint64(0xD6E8FEB86659FD93)
    value = (value ^ value >> np.uint64(32)) * np.uint64(0xD6E8FEB86659FD93)
    return value ^ value >> np.uint64(32)


@inlined
def _feature(value: Any) -> Any:
    """Forty bits, never 0: enough that none of a few ten thousand features is taken for another."""
    return _mixed(value) >> np.uint64(24) | np.uint64(1)


@inlined
def _split(read: Any, size: Any, classes: Any, found: Any, places: Any) -> Any:
    """Write the features of a text and their places, all in one loop, which is what makes it fast; gives their number."""
    count, i = 0, 0
    before, begun = np.uint64(1), 0  # the word before; a text begins like a line
    line, line_words, line_begun = np.uint64(0), 0, 0
    while i <= size:
        sort = classes[read[i]] if i < size else np.uint8(_BREAK)
        if sort == _BREAK:
            if before != 1:
                found[count], places[count, 0], places[count, 1] = _feature(before * np.uint64(31) + np.uint64(1)), begun, i
                count += 1
                if line_words <= SHORT_LINE:
                    found[count], places[count, 0], places[count, 1] = (
                        _feature(line ^ np.uint64(0x5851F42D4C957F2D)),
                        line_begun,
                        i,
                    )
                    count += 1
            before, line, line_words = np.uint64(1), np.uint64(0), 0
        if sort != _LETTER and sort != _DIGIT:
            i += 1
            continue
        start, word = i, np.uint64(14695981039346656037)
        while i < size:
            byte = read[i]
            sort = classes[byte]
            if sort == _DIGIT:
                byte = np.uint8(48)
            elif sort == _LETTER:
                if byte >= 0xC2 and _is_sign(read, i, size):
                    if byte != 0xE2 or read[i + 2] != 0x99 or i == start:
                        break
                    i += 3  # an apostrophe
                    continue
                byte |= np.uint8(32) if byte < 91 else np.uint8(0)
            elif byte == 39:
                i += 1
                continue
            else:
                break
            word = (word ^ np.uint64(byte)) * np.uint64(1099511628211)
            i += 1
        if i == start:
            i += 2 if read[i] == 0xC2 else 3
            continue
        word = _mixed(word) | np.uint64(2)
        found[count], places[count, 0], places[count, 1] = _feature(word), start, i
        found[count + 1] = _feature(before * np.uint64(31) + word)
        places[count + 1, 0], places[count + 1, 1] = begun if before != 1 else start, i
        count += 2
        line_begun = line_begun if line_words else start
        line, line_words = line * np.uint64(1099511628211) + word, line_words + 1
        before, begun = word, start
    return count


@inlined
def _is_sign(read: Any, i: Any, size: Any) -> Any:
    """True where a sign of more than one byte begins, which is no letter: of Latin 1, of typesetting, of ideographic text."""
    first = read[i]
    if first == 0xC2:
        return True
    return (first == 0xE2 or first == 0xE3) and i + 2 < size and read[i + 1] == 0x80


@kernel
def _of_one(raw: Any, classes: Any, found: Any, places: Any) -> Any:
    return _split(raw, len(raw), classes, found, places)


@kernel
def _known(
    buffer: Any, starts: Any, ends: Any, classes: Any, keys: Any, numbers: Any, stamps: Any, out: Any, bounds: Any
) -> None:
    read = np.empty(HEAD + TAIL, np.uint8)
    found, places = np.empty(_FULL, np.uint64), np.empty((_FULL, 2), np.int32)
    mask = np.uint64(len(keys) - 1)
    written = np.int64(0)
    for document in range(len(starts)):
        size = _windowed(buffer, starts[document], ends[document], read)
        for i in range(_split(read, size, classes, found, places)):
            key = found[i]
            slot = key & mask
            while keys[slot] != 0 and keys[slot] != key:
                slot = (slot + np.uint64(1)) & mask
            if keys[slot] == key and stamps[numbers[slot]] != document:
                stamps[numbers[slot]] = document
                out[written] = numbers[slot]
                written += 1
        bounds[document + 1] = written


@kernel
def _counts(buffer: Any, starts: Any, ends: Any, classes: Any, is_looked_at: Any, counts: Any) -> None:
    read, bytes_ = np.empty(HEAD + TAIL, np.uint8), np.empty(256, np.int32)
    for document in range(len(starts)):
        size = _windowed(buffer, starts[document], ends[document], read)
        _count_signs(read, size, classes, is_looked_at, bytes_, counts[document])
        begin = 0
        for i in range(size + 1):
            if i == size or read[i] == 10:
                _count_line(read, begin, i, classes, counts[document])
                begin = i + 1


@inlined
def _count_signs(read: Any, size: Any, classes: Any, is_looked_at: Any, bytes_: Any, counts: Any) -> None:
    """Signs, by how often each byte is there, words, and the few things that take two bytes or three."""
    bytes_[:] = 0
    inside, words = False, 0
    for i in range(size):
        byte = read[i]
        bytes_[byte] += 1
        is_word = 1 <= classes[byte] <= 2
        words += is_word and not inside
        inside = is_word
        if is_looked_at[byte] and i + 2 < size:
            _count_pair(read, i, classes, counts)
    counts[0], counts[26] = size, words
    for byte in range(256):
        _count_byte(byte, bytes_[byte], classes[byte], counts)


@inlined
def _count_byte(byte: Any, times: Any, sort: Any, counts: Any) -> None:
    if sort == _LETTER:
        counts[1] += times
        counts[2] += times if byte < 91 else 0
        counts[18] += times if byte >= 0xC0 else 0
    elif sort == _DIGIT:
        counts[3] += times
    column = _COLUMNS[byte]
    if column:
        counts[column] += times
    counts[15] += times if _IS_CODE[byte] else 0


@inlined
def _count_pair(read: Any, i: Any, classes: Any, counts: Any) -> None:
    byte, after, last = read[i], read[i + 1], read[i + 2]
    if byte == 0xE2:
        counts[13] += after == 0x80 and (last == 0x9C or last == 0x9D)
        counts[14] += after == 0x80 and last == 0x99
    elif byte == 0xC2:
        counts[30] += after == 0xA9
    elif byte == 58:
        counts[23] += i > 0 and classes[read[i - 1]] == _DIGIT and classes[after] == _DIGIT
    elif byte == after:
        counts[17] += byte == 91 or byte == 93 or byte == 123 or byte == 125
    elif i == 0 or classes[read[i - 1]] == _SPACE or classes[read[i - 1]] == _BREAK:
        counts[27] += byte == 73 and (after == 32 or after == 39)  # I, I'm
        counts[27] += byte | 32 == 109 and after == 121 and last == 32  # my
        counts[28] += byte | 32 == 121 and after == 111 and last == 117  # you, your


@inlined
def _count_line(read: Any, begin: Any, end: Any, classes: Any, counts: Any) -> None:
    first = begin
    while first < end and classes[read[first]] == _SPACE:
        first += 1
    if first == end:
        counts[6] += 1
        return
    last = end - 1
    while classes[read[last]] == _SPACE:
        last -= 1
    opens, closes, length = read[first], read[last], last - first + 1
    counts[5] += 1
    counts[19] += length < 40
    counts[20] += closes == 46 or closes == 33 or closes == 63 or closes == 34 or closes == 0x9D
    counts[21] += 97 <= opens <= 122
    counts[22] += opens == 42 or opens == 45 or opens == 35 or opens == 0xE2
    counts[25] += first - begin >= 2 or read[begin] == 9
    counts[29] += length > 200
    counts[31] += opens == 62
    counts[32] += opens == 61 and closes == 61
    if 65 <= opens <= 90:
        for i in range(first + 1, min(first + 30, last)):
            if read[i] == 58:
                counts[24] += read[i + 1] == 32
                break
