"""What speaks for it that a passage is not a work's own, and whether the record names the work."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np
import numpy.typing as npt

from audit.text.fold import Offsets
from audit.text.passages import Passage

NEAR = 300
"Characters beside a passage in which its work may be named."

_QUOTES = {"“": "”", "«": "»", "„": "“”", "‹": "›", "「": "」", "『": "』", '"': '"', "»": "«"}
_PARAGRAPH = re.compile(r"\n\s*\n")
_REACH = 600
_LOOKED_AT = 500
_ADDRESS = re.compile(r"(?:\b\w+://|\bwww\.)\S+")
_MARKS = re.compile("[\u0300-\u036f]+")
_NOTICES = ("©", "(c)", "copyright", "all rights reserved")
_NOTICE_REACH = 120
_NAMES_APART = 40
_MOST_MENTIONS = 50


def simplified(text: str) -> str:
    """Small letters without accents."""
    return text.lower() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def quoted(text: str, start: int, end: int) -> bool:
    """Whether characters [start, end) stand in quotation marks within their paragraph, or in lines that begin with >."""
    if _is_block_quote(text, start):
        return True
    before, after = text[max(0, start - _REACH) : start + 3], text[max(start, end - 3) : end + _REACH]
    before, after = _PARAGRAPH.split(before)[-1], _PARAGRAPH.split(after)[0]
    return any(_is_open(before, mark) and any(close in after for close in closes) for mark, closes in _QUOTES.items())


def low_information(text: str, stream: bytes, passage: Passage, here: Offsets) -> str:
    """Why the equal letters of a passage say little: sequence, numbers, repeats or address; empty where they say something."""
    equal = b"".join(stream[start : start + length] for start, _, length in passage.blocks)[:_LOOKED_AT]
    letters = np.frombuffer(equal, np.uint8)
    steps = np.diff(letters.astype(np.int64))
    if np.count_nonzero((steps == 1) | (steps == 0)) > len(steps) / 2:
        return "sequence"
    if np.count_nonzero((letters >= ord("0")) & (letters <= ord("9"))) > len(letters) / 2:
        return "numbers"
    if _different_grams(letters) < 0.4 * (len(equal) - 5):
        return "repeats"
    return "address" if _share_in_addresses(text, passage, here) > 0.5 else ""


def cited(text: str, start: int, end: int, metadata: Mapping[str, str]) -> bool:
    """Whether the work's title, or its author's last name, stands beside characters [start, end)."""
    around = simplified(text[max(0, start - NEAR) : start] + "\n" + text[end : end + NEAR])
    return _has_title(around, metadata) or any(_has_name(around, names[-1:]) for names in _people(metadata, "author"))


def credit(text: str, record: str, metadata: Mapping[str, str]) -> str:
    """
    What of a work's title, author and notice of rights stands in a record's text, or in what it says of itself, both simplified:
    notice-present, author-present, title-present or absent; unknown where the work has neither title nor author.
    """
    authors = list(_people(metadata, "author"))
    owners = [*authors, *_people(metadata, "holder")]
    if not owners and not metadata.get("title"):
        return "unknown"
    if any(_has_title(near, metadata) or any(_has_name(near, names) for names in owners) for near in _notices(text)):
        return "notice-present"
    if any(_has_name(text, names) or _has_name(record, names[-1:]) for names in authors):
        return "author-present"
    return "title-present" if _has_title(text, metadata) or _has_title(record, metadata, least=1) else "absent"


def _is_block_quote(text: str, start: int) -> bool:
    return text[text.rfind("\n", 0, start) + 1 : start].lstrip().startswith(">")


def _is_open(before: str, mark: str) -> bool:
    if _QUOTES[mark] == mark:
        return before.count(mark) % 2 == 1
    return mark in before and not any(close in before[before.rindex(mark) + 1 :] for close in _QUOTES[mark])


def _different_grams(letters: npt.NDArray[np.uint8]) -> int:
    """Different stretches of six letters."""
    grams = np.zeros(max(0, len(letters) - 5), np.uint64)
    for place in range(6):
        grams = grams << np.uint64(8) | letters[place : len(grams) + place]
    grams.sort()
    return min(len(grams), 1) + int(np.count_nonzero(grams[1:] != grams[:-1]))


def _share_in_addresses(text: str, passage: Passage, here: Offsets) -> float:
    """Share of a passage's equal letters that stand in addresses of pages."""
    first, last = here.span(passage.start, passage.end)
    around = text[max(0, first - 100) : last]
    if "://" not in around and "www." not in around:  # most have none, and the search costs more
        return 0.0
    inside = np.zeros(last - first + 1, np.bool_)
    for found in _ADDRESS.finditer(text, max(0, first - 100), last):
        inside[max(0, found.start() - first) : max(0, found.end() - first)] = True
    if not inside.any():
        return 0.0
    blocks = [here.begins[start - here.first : start - here.first + length] for start, _, length in passage.blocks]
    return float(inside[np.concatenate(blocks) - first].mean())


def _people(metadata: Mapping[str, str], field: str) -> Iterator[list[str]]:
    """The names of each person or firm of a field, the last name last."""
    for one in re.split(r";|\band\b|&", metadata.get(field, "")):
        last, comma, first = one.partition(",")
        names = re.findall(r"[^\W\d_]{3,}", simplified(f"{first} {last}" if comma else one))
        if names:
            yield names


def _has_name(text: str, names: list[str]) -> bool:
    """Whether the last name stands in a text, with another of the names near it where there is one."""
    if names[-1] not in text:
        return False
    for found in islice(re.finditer(rf"\b{re.escape(names[-1])}\b", text), _MOST_MENTIONS):
        near = text[max(0, found.start() - _NAMES_APART) : found.end() + _NAMES_APART]
        if len(names) == 1 or any(re.search(rf"\b{re.escape(name)}\b", near) for name in names[:-1]):
            return True
    return False


def _has_title(text: str, metadata: Mapping[str, str], least: int = 8) -> bool:
    """Whether a title stands in a text; one of fewer letters than `least` is too common to tell."""
    words = re.findall(r"\w+", simplified(metadata.get("title", "")))
    if not words or sum(map(len, words)) < least or words[0] not in text:
        return False
    return re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", text) is not None


def _notices(text: str) -> Iterator[str]:
    """What stands beside each mark of a notice of rights in a simplified text, up to a number of them."""
    for mark in _NOTICES:
        for found in islice(re.finditer(re.escape(mark), text), _MOST_MENTIONS):
            yield text[max(0, found.start() - _NOTICE_REACH) : found.end() + _NOTICE_REACH]
