"""
The long texts of JSON lines, taken out before the lines are parsed: no Python string is made of them.

A parser makes an object of each text, which is then copied out of it again. Here the texts of one key go straight into
one UTF-8 buffer; what is left of each line is short, and goes to the parser, which also judges whether it is JSON. A line
that is unusual in any way is not taken apart: the caller then parses all of its block as it is.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.text.eight_bytes import HIGHS, ONES, word, zero_bytes
from audit.text.kernels import inlined, kernel

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

PLACEHOLDER = ""
"What stands in the rest for the text of its line."

_NUMBERS = np.uint64(0x0001020304050607)
"Times 1 << 8 * n, its highest byte is n."
_QUOTE, _BACKSLASH, _NEWLINE, _COMMA, _COLON = 34, 92, 10, 44, 58
_UNUSUAL = -1
_SHORTEST = len('{"":""}')
"Bytes of the shortest usual line."


@dataclass(frozen=True, slots=True)
class Apart:
    """Lines taken apart."""

    rest: bytes
    "A JSON array of the lines, in each of which PLACEHOLDER stands for the text."
    texts: Bytes
    "The texts, unescaped, one after the other; whether they are UTF-8 was not looked at."
    bounds: Places
    "First byte of each text, and the end of the last."
    sizes: Places
    "Bytes of each line, with its end."


def take_apart(block: bytes, key: str) -> Apart | None:
    """
    Take the texts of a key out of whole lines; None where a line is unusual.

    Usual is an object in which the key, spelled without escapes, stands once at the top, with a string that is not blank,
    and in which no string holds a raw control character.
    """
    data = np.frombuffer(block, np.uint8)
    lines = 1 + len(data) // _SHORTEST
    texts, rest = np.empty(len(data) + 16, np.uint8), np.empty(len(data) + 32, np.uint8)
    bounds, sizes = np.empty(lines + 1, np.int64), np.empty(lines, np.int64)
    end, lines = _take_apart(data, np.frombuffer(key.encode(), np.uint8), _escapes(), texts, rest, bounds, sizes)
    if end == _UNUSUAL:
        return None
    return Apart(rest[:end].tobytes(), texts[: bounds[lines]], bounds[: lines + 1], sizes[:lines])


@cache
def _escapes() -> Bytes:
    """What the letter behind a backslash stands for; 0: nothing, or, as for u, no single byte."""
    table = np.zeros(256, np.uint8)
    for letter, meant in zip(b'"\\/bfnrt', b'"\\/\b\f\n\r\t', strict=True):
        table[letter] = meant
    return table


@kernel
def _take_apart(data: Any, key: Any, escapes: Any, texts: Any, rest: Any, bounds: Any, sizes: Any) -> Any:
    """Bytes of the rest, or _UNUSUAL, and the number of lines."""
    i, end, out, text = np.uint64(0), np.uint64(len(data)), np.uint64(1), np.uint64(0)
    one = np.uint64(1)
    rest[0], bounds[0] = 91, 0  # [
    line = 0
    while i < end:
        depth: Any = 0
        first, found, is_name, is_wanted = i, False, False, False
        if data[i] != 123:  # {
            return _UNUSUAL, line
        while i < end and data[i] != _NEWLINE:
            letter = data[i]
            if letter == _QUOTE and is_wanted:
                i, text = _unescaped(data, i + one, end, escapes, texts, text)
                if i == end or _is_blank(texts, np.uint64(bounds[line]), text):
                    return _UNUSUAL, line
                rest[out], rest[out + one] = _QUOTE, _QUOTE
                out += np.uint64(2)
                found, is_wanted = True, False
                continue
            if letter == _QUOTE:
                after, out = _copied(data, i, end, rest, out)
                if after == end:
                    return _UNUSUAL, line
                if depth == 1 and is_name and _is_key(data, i + one, after - one, key):
                    is_wanted = True
                    if found:
                        return _UNUSUAL, line
                i, is_name = after, False
                continue
            if letter > 32 and letter != _COLON:
                is_wanted = False
                depth += np.int64(letter == 123 or letter == 91) - np.int64(letter == 125 or letter == 93)
                is_name = letter == _COMMA or letter == 123
            rest[out] = letter
            out += one
            i += one
        if depth != 0 or not found:
            return _UNUSUAL, line
        rest[out] = _COMMA
        out += one
        i = min(i + one, end)
        bounds[line + 1] = text
        sizes[line] = i - first
        line += 1
    rest[out - one] = 93  # ]
    return np.int64(out), line


@inlined
def _is_key(data: Any, start: Any, end: Any, key: Any) -> Any:
    if end - start != np.uint64(len(key)):
        return False
    same = True
    for i in range(len(key)):
        same &= data[start + np.uint64(i)] == key[i]
    return same


@inlined
def _copied(data: Any, i: Any, end: Any, rest: Any, out: Any) -> Any:
    """Copy the string whose quote is at byte i as it is; the byte after it, or the end where it has none or a raw control."""
    one = np.uint64(1)
    rest[out] = data[i]
    i, out = i + one, out + one
    while i < end:
        letter = data[i]
        rest[out] = letter
        i, out = i + one, out + one
        if letter == _QUOTE:
            return i, out
        if letter == _BACKSLASH and i < end:
            rest[out] = data[i]
            i, out = i + one, out + one
        elif letter < 32:
            return end, out
    return end, out


@inlined
def _unescaped(data: Any, i: Any, end: Any, escapes: Any, texts: Any, text: Any) -> Any:
    """Write a string from its first byte on; the byte after its quote, or the end where it is unusual, and the text's end."""
    one, eight = np.uint64(1), np.uint64(8)
    while i < end:
        if i + eight <= end:  # eight bytes at once, as long as none of them is special
            number = word(data, i)
            special = zero_bytes(number ^ np.uint64(_QUOTE) * ONES) | zero_bytes(number ^ np.uint64(_BACKSLASH) * ONES)
            special |= (number - np.uint64(32) * ONES) & ~number & HIGHS
            for j in range(8):
                texts[text + np.uint64(j)] = np.uint8(number >> np.uint64(8 * j) & np.uint64(0xFF))
            if special == 0:
                i, text = i + eight, text + eight
                continue
            plain = ((special & (~special + one)) >> np.uint64(7)) * _NUMBERS >> np.uint64(
                56
            )  # bytes before the first special one
            i, text = i + plain, text + plain
        letter = data[i]
        if letter == _QUOTE:
            return i + one, text
        if letter < 32:
            return end, text
        if letter != _BACKSLASH:
            texts[text] = letter
            i, text = i + one, text + one
            continue
        if i + one >= end:
            return end, text
        meant = escapes[data[i + one]]
        if meant:
            texts[text] = meant
            i, text = i + np.uint64(2), text + one
            continue
        code, i = _code_point(data, i, end)
        if i == end:
            return end, text
        text = _encoded(code, texts, text)
    return end, text


@inlined
def _code_point(data: Any, i: Any, end: Any) -> Any:
    r"""The code point that \uXXXX at byte i stands for, or a pair of them; the byte after it, or the end where it is no such."""
    six = np.uint64(6)
    code = _hexadecimal(data, i, end)
    if code < 0 or 0xDC00 <= code < 0xE000:
        return code, end
    if not 0xD800 <= code < 0xDC00:
        return code, i + six
    low = _hexadecimal(data, i + six, end)
    if not 0xDC00 <= low < 0xE000:
        return low, end
    return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), i + six + six


@inlined
def _hexadecimal(data: Any, i: Any, end: Any) -> Any:
    r"""The number of \uXXXX at byte i, or -1."""
    if i + np.uint64(6) > end or data[i] != _BACKSLASH or data[i + np.uint64(1)] != 117:
        return -1
    code: Any = 0
    for j in range(2, 6):
        letter = np.int64(data[i + np.uint64(j)])
        if 48 <= letter <= 57:
            digit = letter - 48
        elif 97 <= (letter | 32) <= 102:
            digit = (letter | 32) - 87
        else:
            return -1
        code = code << 4 | digit
    return code


@inlined
def _encoded(code: Any, texts: Any, text: Any) -> Any:
    """Write a code point in UTF-8; the byte after it."""
    size = 1 + (code >= 0x80) + (code >= 0x800) + (code >= 0x10000)
    if size == 1:
        texts[text] = code
        return text + np.uint64(1)
    for j in range(size - 1, 0, -1):
        texts[text + np.uint64(j)] = 0x80 | (code & 0x3F)
        code >>= 6
    texts[text] = (0xF00 >> size & 0xFF) | code
    return text + np.uint64(size)


@inlined
def _is_blank(texts: Any, start: Any, end: Any) -> Any:
    """Whether all characters may be spaces: a few that begin as spaces beyond ASCII do are counted among them."""
    while start < end:
        letter = texts[start]
        if 32 < letter < 127 or letter > 0xE3 or (letter > 0xC2 and letter < 0xE1):
            return False
        start += np.uint64(1)
    return True
