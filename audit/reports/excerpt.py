"""What of a finding's text is shown: little of it, addresses masked, and what is left out counted."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from audit.model import Quote
from audit.report_model import Segment
from audit.reports.compare import compare
from audit.reports.mask import masked

SIDE = 300
"Most characters shown a side of an exhibit."
WORK = 3000
"Most characters of one work shown in a whole report: a report must not publish the work again."
AROUND = 60
"Most characters of the surroundings shown before and after a passage."


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
    """How much of each work may still be shown; exhibits draw on it in their order."""

    def __init__(self, side: int = SIDE, work: int = WORK) -> None:
        self._side = side
        self._left: dict[str, int] = defaultdict(lambda: work)

    def show(self, quote: Quote, reference: Quote | None, work: str | None) -> Shown:
        """Cut a finding's two sides; `work` is what they count against, None where no work was copied."""
        most = self._side if work is None else min(self._side, self._left[work])
        quote = Quote(masked(quote.before), masked(quote.text), masked(quote.after), quote.omitted)
        shown = _alone(quote, most) if reference is None else _beside(quote, masked(reference.text), reference.omitted, most)
        if work is not None:
            self._left[work] -= max(_length(shown.left), _length(shown.right), len(shown.quote.text))
        return shown


def _alone(quote: Quote, most: int) -> Shown:
    around = max(0, min(AROUND, (most - len(quote.text)) // 2))
    if not quote.text:
        around = most
    cut = max(0, len(quote.text) - most)
    text = quote.text[: len(quote.text) - cut]
    before, after = _flowing(quote.before), _flowing(quote.after)
    return Shown(Quote(before[-around:] if around else "", text, after[:around], quote.omitted), (), (), cut, 0)


def _flowing(text: str) -> str:
    """Surroundings without their line breaks: they only tell where a passage stands."""
    return re.sub(r"\s+", " ", text)


def _beside(quote: Quote, reference: str, omitted: int, most: int) -> Shown:
    both = compare(quote.text, reference, most)
    text = "".join(segment.text for segment in both.left)
    short = replace(quote, before="", text=text, after="")
    return Shown(short, both.left, both.right, both.left_cut + quote.omitted, both.right_cut + omitted, both.changes)


def _length(segments: tuple[Segment, ...]) -> int:
    return sum(len(segment.text) for segment in segments)
