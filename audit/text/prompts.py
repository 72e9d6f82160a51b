"""Prompts cut out of chats, and the sketch by which prompts made from one template are found: compiled loops, linear in bytes."""

from typing import Any

import numpy as np
import numpy.typing as npt

from audit.text.kernels import inlined, kernel, read_only

HEAD, TAIL = 480, 240
"Bytes of a prompt that are kept, at its beginning and its end: what is fixed in a template mostly stands there."
SHINGLE = 4
"Words in a row that are hashed together."
SIZE = 32
"Hashes of a sketch: the smallest of a prompt's shingles (Broder 1997)."
NONE = np.uint32(0xFFFFFFFF)
"Fills the places of a sketch that a short prompt leaves over."

Places = npt.NDArray[np.int64]
Sketches = npt.NDArray[np.uint32]
_GAP = np.frombuffer(b" [...] ", np.uint8)


def cut(buffer: npt.NDArray[np.uint8], begins: Places, firsts: Places, lasts: Places) -> tuple[npt.NDArray[np.uint8], Places]:
    """
    Head and tail of the prompts of some documents, one after the other, and N + 1 bounds of theirs in bytes.

    `begins`: bytes at which documents begin; `firsts`, `lasts`: a prompt's place in its document, in code points.
    """
    most = np.minimum(4 * (lasts - firsts), HEAD + TAIL + len(_GAP))
    out, bounds = np.empty(int(most.sum()), np.uint8), np.zeros(len(begins) + 1, np.int64)
    _cut(read_only(buffer), begins, firsts, lasts, read_only(_GAP), out, bounds)
    return out[: bounds[-1]], bounds


def sketches(buffer: npt.NDArray[np.uint8], bounds: Places) -> Sketches:
    """The smallest hashes of the shingles of N prompts, [N, SIZE], ascending; none where there are fewer words."""
    out = np.full((len(bounds) - 1, SIZE), NONE, np.uint32)
    _sketch(read_only(buffer), read_only(bounds), out)
    return out


@inlined
def _after(buffer: Any, at: Any, count: Any) -> Any:
    """The byte after so many code points."""
    while count > 0:
        at += 1
        while at < len(buffer) and buffer[at] & 0xC0 == 0x80:
            at += 1
        count -= 1
    return at


@kernel
def _cut(buffer: Any, begins: Any, firsts: Any, lasts: Any, gap: Any, out: Any, bounds: Any) -> None:
    written = 0
    for prompt in range(len(begins)):
        start = _after(buffer, begins[prompt], firsts[prompt])
        end = _after(buffer, start, lasts[prompt] - firsts[prompt])
        if end - start <= HEAD + TAIL:
            out[written : written + end - start] = buffer[start:end]
            written += end - start
        else:
            left, right = start + HEAD, end - TAIL
            while buffer[left] & 0xC0 == 0x80:
                left -= 1
            while buffer[right] & 0xC0 == 0x80:
                right += 1
            for begin, stop in ((start, left), (right, end)):
                out[written : written + stop - begin] = buffer[begin:stop]
                written += stop - begin
                if begin == start:
                    out[written : written + len(gap)] = gap
                    written += len(gap)
        bounds[prompt + 1] = written


@inlined
def _mixed(value: Any) -> Any:
    value = (value ^ value >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
    value = (value ^ value >> np.uint64(33)) * np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ value >> np.uint64(33)


@inlined
def _sort_of(byte: Any) -> Any:
    """0 no part of a word, 1 of one, 2 a digit, 3 the first byte of a character that is a word of its own, as in Chinese."""
    if 48 <= byte <= 57:
        return 2
    if 0xE3 <= byte <= 0xED:
        return 3
    return 1 if byte >= 128 or 97 <= byte | 32 <= 122 else 0


@inlined
def _insert(row: Any, hashed: Any) -> None:
    """Keep a hash where it is among the smallest and not there yet."""
    if hashed >= row[SIZE - 1]:
        return
    place = SIZE - 1
    while place > 0 and row[place - 1] > hashed:
        place -= 1
    if place > 0 and row[place - 1] == hashed:
        return
    for other in range(SIZE - 1, place, -1):
        row[other] = row[other - 1]
    row[place] = hashed


@kernel
def _sketch(buffer: Any, bounds: Any, out: Any) -> None:
    last = np.zeros(SHINGLE, np.uint64)
    for prompt in range(len(bounds) - 1):
        at, end, words = bounds[prompt], bounds[prompt + 1], 0
        last[:] = 0
        while at < end:
            sort = _sort_of(buffer[at])
            if sort == 0:
                at += 1
                continue
            word, is_number = np.uint64(14695981039346656037), sort == 2
            while at < end and sort != 0:
                byte = buffer[at] | np.uint8(32) if 65 <= buffer[at] <= 90 else buffer[at]
                if sort != 2 or not is_number:
                    word = (word ^ np.uint64(byte)) * np.uint64(1099511628211)
                is_number = is_number and sort == 2
                at += 1
                if sort == 3:
                    while at < end and buffer[at] & 0xC0 == 0x80:
                        word = (word ^ np.uint64(buffer[at])) * np.uint64(1099511628211)
                        at += 1
                    break
                sort = _sort_of(buffer[at]) if at < end else 0
                if sort == 3:
                    break
            words += 1
            for other in range(SHINGLE - 1):
                last[other] = last[other + 1]
            last[SHINGLE - 1] = word
            if words >= SHINGLE:
                value = np.uint64(0)
                for other in range(SHINGLE):
                    value = _mixed(value * np.uint64(31) + last[other])
                _insert(out[prompt], np.uint32(value >> np.uint64(33)))
