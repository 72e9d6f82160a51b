"""
What each code point folds to: a table made once from Unicode data and shipped, so that it does not change with Python's version.

`fold_table.bin` is made by `python -m audit.text.fold_table CONFUSABLES.json`; `fold_table.toml` beside it states its sources.
"""

import json
import sys
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

SEPARATOR = 0
"Dropped; ends a word."
IGNORABLE = 1
"Dropped; does not end a word."
VERSION = 1
"Raise it whenever the same text could fold to another stream; libraries of works record it."

_FILE = files("audit.text") / "fold_table.bin"
_CODE_POINTS = 0x110000
_SELF = 2
_APOSTROPHES = "'’‘ʼ`´ʹʻ＇"
_INVISIBLE = "\u115f\u1160\u3164\uffa0\u0640"
_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"} | {
    "ŋ": "n",
    "ſ": "s",
    "ĸ": "k",
    "ŧ": "t",
}


@cache
def load() -> npt.NDArray[np.uint32]:
    """
    One entry for each code point: SEPARATOR, IGNORABLE, or the UTF-8 bytes it folds to, the first in the lowest eight bits.

    What a code point folds to is never longer than itself.
    """
    table = np.frombuffer(zlib.decompress(_FILE.read_bytes()), dtype="<u4").astype(np.uint32)
    same = np.flatnonzero(table == _SELF)
    table[same] = _packed_all(same)
    table.flags.writeable = False
    return table


@cache
def digest() -> str:
    """Of the table and the rules around it: streams of another digest cannot be compared."""
    return sha256(_FILE.read_bytes() + bytes([VERSION])).hexdigest()[:16]


def build(lookalikes: Mapping[str, str]) -> bytes:
    """The table, compressed; `lookalikes` gives for a small letter the ASCII letter it looks like."""
    table = np.zeros(_CODE_POINTS, dtype="<u4")
    for code in range(_CODE_POINTS):
        table[code] = _entry(chr(code), lookalikes)
    return zlib.compress(table.tobytes(), 9)


def lookalikes(confusables: Mapping[str, list[Mapping[str, str]]]) -> dict[str, str]:
    """ASCII letters that other letters look like, small letters before capitals, from Unicode's confusables."""
    found: dict[str, str] = {}
    for letters in ("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        for letter in letters:
            for other in confusables.get(letter, []):
                small = other["c"].casefold()
                if len(other["c"]) == len(small) == 1 and not small.isascii() and unicodedata.category(small)[0] == "L":
                    found.setdefault(small, letter.casefold())
    return found


def _entry(character: str, lookalikes: Mapping[str, str]) -> int:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf") or character in _APOSTROPHES or character in _INVISIBLE:
        return IGNORABLE
    if category in ("Cs", "Co", "Cn", "Cc"):
        return SEPARATOR
    folded = "".join(_folded(character, lookalikes))
    size = len(character.encode())
    while len(folded.encode()) > size:  # never longer than its source, so that a stream fits into its buffer
        folded = folded[:-1]
    if folded == character and not character.isascii():
        return _SELF
    return int.from_bytes(folded.encode(), "little")  # 0 where nothing is left: a separator


def _folded(character: str, lookalikes: Mapping[str, str]) -> list[str]:
    """The letters, digits and vowel signs that a character stands for."""
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    if "\uac00" <= character <= "\ud7a3":  # a Hangul syllable stays one character
        small = character
    kept = [c for c in small if unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Mc"]
    return [_letter(c, lookalikes) for c in kept if c not in _APOSTROPHES]


def _letter(character: str, lookalikes: Mapping[str, str]) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return _LETTERS.get(character) or lookalikes.get(character, character)


def _packed_all(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """UTF-8 of many code points above ASCII, the first byte in the lowest eight bits."""
    code = codes.astype(np.uint32)
    tail = 0x80 | (code & 0x3F)
    second, third = 0x80 | ((code >> 6) & 0x3F), 0x80 | ((code >> 12) & 0x3F)
    two = (0xC0 | (code >> 6)) | (tail << 8)
    three = (0xE0 | (code >> 12)) | (second << 8) | (tail << 16)
    four = (0xF0 | (code >> 18)) | (third << 8) | (second << 16) | (tail << 24)
    packed: npt.NDArray[np.uint32] = np.where(code < 0x800, two, np.where(code < 0x10000, three, four)).astype(np.uint32)
    return packed


if __name__ == "__main__":
    Path(str(_FILE)).write_bytes(build(lookalikes(json.loads(Path(sys.argv[1]).read_text("utf-8")))))
