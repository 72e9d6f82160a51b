"""Characters that hide, reorder or steer text, shown by their names, so that corpus text cannot trick who reads it."""

import re
import unicodedata
from collections.abc import Iterator

_NAMES = {
    0x00: "NUL", 0x07: "BEL", 0x08: "BS", 0x0B: "VT", 0x0C: "FF", 0x0D: "CR", 0x1B: "ESC", 0x7F: "DEL", 0x85: "NEL", 0x9B: "CSI",
    0xAD: "SHY", 0x200B: "ZWSP", 0x2028: "LS", 0x2029: "PS", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO",
    0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xFEFF: "BOM",
}  # fmt: skip
"Common short names; any other character is named by its code point."

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]|\r(?!\n)"
)
"Joiners (U+200C, U+200D) and plain direction marks stay: scripts and emoji need them, and they reorder nothing."


def visible(text: str, lines: bool = True) -> str:
    """Put ‹NAME› in place of each hidden character; with `lines` false, of line breaks and tabs a space."""
    if not lines:
        text = re.sub(r"[\r\n\t]+", " ", text)
    return _HIDDEN.sub(lambda found: f"‹{name(found.group())}›", text)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text as pairs of plain text and the name of the hidden character after it, which is empty at the end."""
    end = 0
    for found in _HIDDEN.finditer(text):
        yield text[end : found.start()], name(found.group())
        end = found.end()
    yield text[end:], ""


def name(character: str) -> str:
    """A hidden character's short name."""
    return _NAMES.get(ord(character), f"U+{ord(character):04X}")


def meaning(short: str) -> str:
    """What a short name stands for, for a person who points at it."""
    code = _CODES[short] if short in _CODES else int(short.removeprefix("U+"), 16)
    return f"{_CONTROLS.get(code) or unicodedata.name(chr(code), 'control character').lower()}, U+{code:04X}"


_CODES = {short: code for code, short in _NAMES.items()}
_CONTROLS = {0x00: "null", 0x07: "bell", 0x08: "backspace", 0x0D: "carriage return", 0x1B: "escape", 0x7F: "delete"}
