"""
How spoken text looks when it is written down: captions without punctuation, or cut into short lines that begin in mid-sentence.

One pass over a batch's bytes counts punctuation and lines; only documents that look spoken by these counts are read further.
"""

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from audit.batch import Batch

FEWEST_WORDS = 80
"Shorter texts have no shape to speak of."
BARE = 1.7
"Weight of running words with next to no punctuation."
CUT = 1.5
"Weight of short lines that go on in mid-sentence."

_STOPS = np.isin(np.arange(256), np.frombuffer(b".,;:!?", np.uint8))
_HEAD = 4000
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
    found: dict[int, float] = {}
    words = np.maximum(batch.folded.words, 1)
    places = np.flatnonzero(_STOPS[batch.buffer])
    stops = _counts(places, batch)
    lines = _counts(np.flatnonzero(batch.buffer == ord("\n")), batch) + 1
    long = batch.folded.words >= FEWEST_WORDS
    bare = long & (stops < 0.03 * words)
    cut = long & (words < 10 * lines) & (words > 2.5 * lines)
    for index in np.flatnonzero(bare | cut).tolist():
        if weight := _weight(batch.document(index).text, bool(bare[index])):
            found[index] = weight
    return found


def _counts(places: npt.NDArray[np.int64], batch: Batch) -> npt.NDArray[np.int64]:
    """How many of the places, in ascending order, lie in each document."""
    counts: npt.NDArray[np.int64] = np.searchsorted(places, batch.ends) - np.searchsorted(places, batch.starts)
    return counts


def _weight(text: str, bare: bool) -> float:
    """Prose of one language, and bare of punctuation or cut in mid-sentence."""
    head = text[:_HEAD]
    words = _WORD.findall(head)
    if not _is_prose(words):
        return 0.0
    if bare:
        return BARE
    lines = [line for line in head.split("\n") if line.strip()][1:-1]
    going_on = sum(line.lstrip("- ")[:1].islower() for line in lines)
    return CUT if lines and going_on > 0.4 * len(lines) else 0.0


def _is_prose(words: list[str]) -> bool:
    """True where every fourth word is a function word of one language, and few are capitalised, unlike in lists and menus."""
    small = [word.lower() for word in words]
    capital = sum(word[0].isupper() and word != "I" and not word.startswith(("I'", "I’")) for word in words)
    common = max(sum(word in known for word in small) for known in _WORD_SETS)
    return bool(words) and common > 0.28 * len(words) and capital < 0.25 * len(words)
