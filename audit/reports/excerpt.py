"""What of a finding's text is shown: as much as the level allows, private things masked, and what is left out counted."""

import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from audit.model import Quote
from audit.report_model import Segment
from audit.report_model.redaction import Showing
from audit.reports.compare import compare, words
from audit.reports.mask import masked, masked_parts
from audit.reports.shape import shape

SIDE = 300
"Most characters shown a side of an exhibit."
WORK = 3000
"Most characters of one work shown in a whole report: a report must not publish the work again."
AROUND = 60
"Most characters of the surroundings shown before and after a passage."
LISTED = 120
"Most characters shown of a finding that is no exhibit and was not compared with a work."


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of an exhibit, cut."""

    quote: Quote
    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    left_cut: int
    right_cut: int
    changes: Mapping[str, int] = field(default_factory=dict)


class Allowance:
    """How much of each work may still be shown; exhibits draw on it in their order, then the list of findings."""

    def __init__(self, side: int = SIDE, work: int = WORK, level: Showing = Showing.EXCERPT) -> None:
        if level is Showing.FULL:
            side = work = sys.maxsize
        self._side, self._level = side, level
        self._left: dict[str, int] = defaultdict(lambda: work)
        self.cut = self.left_out = 0
        "Findings of whose text a part, or nothing, is shown."

    def show(self, quote: Quote, reference: Quote | None, work: str | None) -> Shown:
        """Cut a finding's two sides; `work` is what they count against, None where they count against nothing."""
        most = self._most(self._side, work)
        before, text, after = masked_parts([quote.before, quote.text, quote.after])
        quote = Quote(before, text, after, quote.omitted)
        if reference is None:
            shown = _alone(quote, most, sys.maxsize if self._level is Showing.FULL else AROUND)
        else:
            shown = _beside(*_in_words(quote, replace(reference, text=masked(reference.text))), most)
        drawn = max(_length(shown.left), _length(shown.right), _spoken(shown.quote))
        self._draw(work, drawn, whole=not (shown.left_cut or shown.right_cut), there=bool(_spoken(quote)))
        if self._level is Showing.NONE:
            return replace(shown, left=(), right=())
        return _shaped(shown) if self._level is Showing.MASKED else shown

    def listed(self, text: str, work: str) -> str:
        """The beginning of a text, masked before, that stands in the list of findings only."""
        most = self._most(self._side if self._level is Showing.FULL else LISTED, work)
        self._draw(work, min(most, len(text)), whole=len(text) <= most, there=bool(text))
        return shape(text[:most]) if self._level is Showing.MASKED else text[:most]

    def _most(self, side: int, work: str | None) -> int:
        if self._level is Showing.NONE:
            return 0
        return side if work is None else min(side, self._left[work])

    def _draw(self, work: str | None, drawn: int, *, whole: bool, there: bool) -> None:
        if work is not None:
            self._left[work] -= drawn
        if there and not drawn:
            self.left_out += 1
        elif not whole:
            self.cut += 1


def _shaped(shown: Shown) -> Shown:
    quote = Quote(shape(shown.quote.before), shape(shown.quote.text), shape(shown.quote.after), shown.quote.omitted)
    left, right = (tuple(replace(one, text=shape(one.text)) for one in side) for side in (shown.left, shown.right))
    return replace(shown, quote=quote, left=left, right=right)


def _alone(quote: Quote, most: int, widest: int) -> Shown:
    around = max(0, min(widest, (most - len(quote.text)) // 2))
    if not quote.text:
        around = most
    cut = max(0, len(quote.text) - most)
    text = quote.text[: len(quote.text) - cut]
    before, after = _flowing(quote.before), _flowing(quote.after)
    return Shown(Quote(before[-around:] if around else "", text, after[:around], quote.omitted), (), (), cut, 0)


def _flowing(text: str) -> str:
    """Surroundings without their line breaks: they only tell where a passage stands."""
    return re.sub(r"\s+", " ", text)


def _in_words(quote: Quote, reference: Quote) -> tuple[Quote, Quote]:
    """
    Both sides without the rest of a word that both begin in, or the start of one that both end in, where these differ.

    Passages are matched by letters; half a word beside half another one would read as a change of words.
    """
    sides = [(side.before, words(side.text), side.after) for side in (quote, reference)]
    if min(len(found) for _, found, _ in sides) < 3:
        return quote, reference
    first, last = ({found[place].strip() for _, found, _ in sides} for place in (0, -1))
    begins = len(first) == 2 and all(in_a_word(before, found[0]) for before, found, _ in sides)
    ends = len(last) == 2 and all(in_a_word(found[-1], after) for _, found, after in sides)
    kept = ["".join(found[begins : len(found) - ends]) for _, found, _ in sides]
    return replace(quote, text=kept[0]), replace(reference, text=kept[1])


def in_a_word(before: str, after: str) -> bool:
    """Whether two neighbouring texts meet inside a word."""
    return before[-1:].isalnum() and after[:1].isalnum()


def _beside(quote: Quote, reference: Quote, most: int) -> Shown:
    both = compare(quote.text, reference.text, most)
    text = "".join(segment.text for segment in both.left)
    short = replace(quote, before="", text=text, after="")
    return Shown(short, both.left, both.right, both.left_cut + quote.omitted, both.right_cut + reference.omitted, both.changes)


def _length(segments: tuple[Segment, ...]) -> int:
    return sum(len(segment.text) for segment in segments)


def _spoken(quote: Quote) -> int:
    return len(quote.before) + len(quote.text) + len(quote.after)
