"""Words of a text, of whatever script: their shapes, the first few of them, and how many there are."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

FEW = 7
"Words of a name or address that may stand where no text of the corpus may: one more would count as a passage."
LONGEST = 120
"Most characters of these words."
NOT_SHOWN = "[…]"

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"Scripts that put no spaces between words: each of their signs counts as one."
_WORD = re.compile(rf"[^\W_{_UNSPACED}]+|[{_UNSPACED}]")
_HOST = re.compile(r"[a-zA-Z][\w+.-]*://[^/?#\s]*")
_CASED = frozenset({"Lu", "Ll", "Lt"})


def words(text: str) -> Iterator[re.Match[str]]:
    """Each word with its place."""
    return _WORD.finditer(text)


def shape(text: str) -> str:
    """Each word's first letter, and dots for the others; scripts without capitals, where a sign may be a word, give dots only."""
    return re.sub(r"\S+", lambda word: _dotted(word.group()), text)


def short(text: str) -> str:
    """A name or address, cut after a few words; of an address the host stays and does not count."""
    host = _HOST.match(text)
    begin = host.end() if host else 0
    for place, word in enumerate(words(text[begin:]), 1):
        if place > FEW or word.end() > LONGEST:
            kept = text[begin : begin + min(word.start(), LONGEST)]
            return f"{text[:begin]}{kept}{NOT_SHOWN}"
    return text


@lru_cache(maxsize=1 << 16)  # words repeat
def _dotted(word: str) -> str:
    dots = "".join("•" if unicodedata.category(c)[0] in "LNM" else c for c in word)
    first = next((place for place, c in enumerate(dots) if c == "•"), 0)
    long = dots.count("•") > 2 and unicodedata.category(word[first]) in _CASED
    return dots[:first] + word[first] + dots[first + 1 :] if long else dots
