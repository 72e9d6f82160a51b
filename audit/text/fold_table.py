"""
What each code point folds to: a table made once from Unicode data and shipped, so that it does not change with Python's version.

A code point folds to what the parts of its compatibility decomposition (NFKD) fold to, one after the other, and marks that
may change places fold to nothing; so a text folds to the same stream in whichever normal form it is written. The jamo of
Korean are the exception: the fold joins them to syllables, as NFC does, since a syllable apart would be thrice as long; it
does not join a syllable in a circle with a jamo after it.
`fold_table.bin` is made by `python -m audit.text.fold_table CONFUSABLES.json`; `fold_table.toml` beside it states its sources.
"""

import json
import re
import sys
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SEPARATOR = 0
"Dropped; ends a word."
IGNORABLE = 1
"Dropped; does not end a word."
VERSION = 2
"Raise it whenever the same text could fold to another stream; libraries of works record it."

_FILE = files("audit.text") / "fold_table.bin"
_CODE_POINTS = 0x110000
_SELF = 2
LONG = 0xFF
"""
Lowest byte of an entry whose letters do not fit into it, or are more bytes than the code point: the bytes above it are the
number of the first of `Table.long`. No UTF-8 holds this byte.
"""
LONGEST = 34
"Bytes that one code point folds to at most, with four beside them that a loop may write."
SYLLABLES, VOWELS, FINALS = 0xAC00, 32, 64
"The first syllable of Korean; what is added in `Table.jamo` to the number of a vowel and of a final consonant."

_APOSTROPHES = "'’‘ʼ`´ʹʻ＇"
_COMPATIBLE = (range(0x1100, 0x1200), range(0x3131, 0x318F), range(0x3260, 0x326E), range(0xFFA1, 0xFFDD))
_PARTS = ("ᄀ ᄁ ᄀᄉ ᄂ ᄂᄌ ᄂᄒ ᄃ ᄅ ᄅᄀ ᄅᄆ ᄅᄇ ᄅᄉ ᄅᄐ ᄅᄑ ᄅᄒ ᄆ ᄇ ᄇᄉ ᄉ ᄊ ᄋ ᄌ ᄎ ᄏ ᄐ ᄑ ᄒ").split()
_JAMO = re.compile("[ᄀ-ᄒ][ᅡ-ᅵ][ᆨ-ᇂ]?")
_INVISIBLE = "\u115f\u1160\u3164\uffa0\u0640"
_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"} | {
    "ŋ": "n",
    "ſ": "s",
    "ĸ": "k",
    "ŧ": "t",
}


class Table(NamedTuple):
    """What the compiled loops of `fold` read."""

    entries: npt.NDArray[np.uint32]
    "One for each code point: SEPARATOR, IGNORABLE, the UTF-8 bytes it folds to, the first in the lowest eight bits, or LONG."
    long: npt.NDArray[np.uint8]
    "Letters in UTF-8, each code point's followed by a zero."
    jamo: npt.NDArray[np.uint8]
    "For code points below 0x10000: 1 and more for a leading consonant, VOWELS and more, FINALS and more; else 0."


@cache
def load() -> Table:
    """The table as shipped."""
    whole = np.frombuffer(zlib.decompress(_FILE.read_bytes()), np.uint8)
    entries = whole[: 4 * _CODE_POINTS].view("<u4").astype(np.uint32)
    same = np.flatnonzero(entries == _SELF)
    entries[same] = _packed_all(same)
    made = Table(entries, whole[4 * _CODE_POINTS :].copy(), _jamo())
    for array in made:
        array.flags.writeable = False
    return made


@cache
def digest() -> str:
    """Of the table and the rules around it: streams of another digest cannot be compared."""
    return sha256(_FILE.read_bytes() + bytes([VERSION])).hexdigest()[:16]


def build(lookalikes: Mapping[str, str]) -> bytes:
    """The table, compressed; `lookalikes` gives for a small letter the ASCII letter it looks like."""
    entries, long = np.zeros(_CODE_POINTS, dtype="<u4"), bytearray()
    for code in range(_CODE_POINTS):
        entry = _entry(chr(code), lookalikes)
        entries[code] = entry if isinstance(entry, int) else LONG | len(long) << 8
        long += b"" if isinstance(entry, int) else entry.encode() + b"\0"
    return zlib.compress(entries.tobytes() + bytes(long), 9)


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


def _entry(character: str, lookalikes: Mapping[str, str]) -> int | str:
    """The entry of a character; the letters themselves where they are too long for one."""
    if _is_ignorable(character) or ((parts := _decomposed(character)) and all(map(_is_ignorable, parts))):
        return IGNORABLE
    if unicodedata.category(character) in ("Cs", "Co", "Cn", "Cc"):
        return SEPARATOR
    folded = "".join(letter for part in parts for letter in _letters(part, lookalikes))
    raw = folded.encode()
    if len(raw) > len(character.encode()) or "\u1100" <= folded <= "\u1112":  # may be joined with what follows
        return folded
    if folded == character and not character.isascii():
        return _SELF
    return int.from_bytes(raw, "little")  # 0 where nothing is left


def _is_ignorable(character: str) -> bool:
    """Marks, what formats, and what stands inside words without being a letter."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or unicodedata.combining(character):
        return True
    return character in _APOSTROPHES or character in _INVISIBLE


def _decomposed(character: str) -> str:
    """The parts of a character; syllables of Korean stay whole."""
    return _JAMO.sub(lambda found: unicodedata.normalize("NFC", found[0]), unicodedata.normalize("NFKD", character))


def _letters(part: str, lookalikes: Mapping[str, str]) -> list[str]:
    """The letters, digits and vowel signs that a part without parts of its own stands for."""
    if _is_ignorable(part):
        return []
    small = part if part >= "\uac00" and part <= "\ud7a3" else unicodedata.normalize("NFKD", part.casefold())
    kept = [c for c in small if unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Mc"]
    return [_letter(c, lookalikes) for c in kept if not _is_ignorable(c)]


def _letter(character: str, lookalikes: Mapping[str, str]) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "\u1161" <= character <= "\u1175":  # a vowel alone is the syllable in which no consonant is heard before it
        return chr(SYLLABLES + 28 * (21 * 11 + ord(character) - 0x1161))
    if "\u11a8" <= character <= "\u11c2":  # a final consonant alone is written as leading ones
        return _PARTS[ord(character) - 0x11A8]
    return _LETTERS.get(character) or lookalikes.get(character, character)


def _jamo() -> npt.NDArray[np.uint8]:
    """`Table.jamo`; these decompositions never change, by Unicode's promise."""
    numbers = np.zeros(0x10000, np.uint8)
    for code in [code for codes in _COMPATIBLE for code in codes]:
        jamo = ord(unicodedata.normalize("NFKD", chr(code)))
        for first, last, number in ((0x1100, 0x1112, 1), (0x1161, 0x1175, VOWELS), (0x11A8, 0x11C2, FINALS + 1)):
            if first <= jamo <= last:
                numbers[code] = number + jamo - first
    return numbers


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
