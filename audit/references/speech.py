"""
How spoken text looks when it is written down: captions without punctuation, or cut into short lines that begin in mid-sentence.

One pass over a batch's bytes counts punctuation and lines; only documents that look spoken by these counts are read further.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from audit.batch import Batch
from audit.text.kernels import kernel

FEWEST_WORDS = 80
"Shorter texts have no shape to speak of."
BARE = 1.7
"Weight of running words with next to no punctuation."
CUT = 1.5
"Weight of short lines that go on in mid-sentence."

_STOPS = np.isin(np.arange(256), np.frombuffer(b".,;:!?", np.uint8))
_HEAD = 3000
_FEWEST_LINES = 10
_NARROW = 50
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FUNCTION_WORDS = (
    "the and to of a in that is it you i so we this for have they be on with are was but like what just do know not if can",
    "und die der das ist ich nicht ein zu in es auch wir man so mit den dass auf wie sie was wenn aber da noch eine haben von",
    "que de la y el en los un es por una para no se con lo las pero como más esto del hay muy ya yo me si está eso",
    "de la le et les des que un une est en à pas qui pour il on ce dans c'est je vous nous mais sur plus ça avec se ne",
    "que de e o a um é do em da para não uma com os você se eu mas por isso muito mais como tem está então ele na no",
    "di che e il la un è non per una in si ma del come questo sono con le lo mi ho più anche perché a da io se al",
)
_WORD_SETS = tuple(frozenset(words.split()) for words in _FUNCTION_WORDS)


def spoken(batch: Batch) -> Mapping[int, float]:
    """The documents of a batch that look spoken, with the weight of that evidence."""
    words = batch.folded.words
    enough = np.ceil(0.03 * words).astype(np.int64)
    stops, lines = np.empty((2, len(words)), np.int64)
    _count(batch.buffer, batch.starts, batch.ends, _STOPS, enough, stops, lines)
    long = words >= FEWEST_WORDS
    bare = long & (stops < enough)
    cut = long & ~bare & (lines >= _FEWEST_LINES) & (words < 8 * lines) & (words > 2 * lines)
    weights = {index: BARE for index in np.flatnonzero(bare).tolist() if _is_prose(batch.document(index).text[:_HEAD])}
    return weights | {index: CUT for index in np.flatnonzero(cut).tolist() if _is_cut(batch.document(index).text[:_HEAD])}


@kernel
def _count(buffer: Any, starts: Any, ends: Any, is_stop: Any, enough: Any, stops: Any, lines: Any) -> None:
    """Punctuation of each document, until there is enough of it, and lines."""
    for document in range(len(starts)):
        text = buffer[starts[document] : ends[document]]
        found, breaks = np.int64(0), np.int64(0)
        for byte in text:
            found += is_stop[byte]
            if found >= enough[document]:
                break
        for byte in text:
            breaks += np.int64(byte == 10)  # without a branch, so that many bytes are compared at once
        stops[document], lines[document] = found, breaks + 1


def _is_cut(head: str) -> bool:
    """True where short lines of prose go on in mid-sentence; verse and lists begin theirs with capitals or signs."""
    lines = [line for line in head.split("\n") if line.strip()][1:-1]
    going_on = sum(line.lstrip("- ")[:1].islower() for line in lines)
    narrow = sum(len(line) < _NARROW for line in lines)
    return going_on > 0.4 * len(lines) and narrow > 0.9 * len(lines) and _is_prose(head)


def _is_prose(head: str) -> bool:
    """True where every fourth word is a function word of one language, and few are capitalised, unlike in lists and menus."""
    words = _WORD.findall(head)
    small = Counter(word.lower() for word in words)
    capital = sum(word[0].isupper() and word != "I" and not word.startswith(("I'", "I’")) for word in words)
    common = max(sum(small[word] for word in known) for known in _WORD_SETS)
    return common > 0.28 * len(words) and capital < 0.25 * len(words)
