"""
All text of the corpus that a report shows goes through here, once, before any format sees it.

At every level secrets and addresses are masked. At the levels that hide text, names, addresses and other short things are cut
after a few words, so that no passage can stand in them either.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from hashlib import sha256
from operator import is_
from typing import Any, TypeVar, cast

from audit.model import Evidence, Quote, Scalar
from audit.report_model import Coverage, Exhibit, Lineage, OutputTermsRow, Report, Segment, SkipCount, Style
from audit.report_model.distillation import CapabilityRow, Distillation, TemplateRow
from audit.report_model.lineage import SourceRow
from audit.report_model.obligations import Duty
from audit.report_model.redaction import Digest, Redaction, Showing
from audit.report_model.sources import EstimateBasis, EstimateRow
from audit.reports import excerpt
from audit.reports.excerpt import Allowance, Shown, in_a_word
from audit.reports.mask import CARD, MASK, PHONE, SECRET, masked, masked_all
from audit.reports.shape import NOT_SHOWN, shape, short, words

FEWEST, MOST = 8, 50
"Words of a digest: fewer could be guessed; of a longer passage it is of the first ones."
TOKENS = (CARD, MASK, NOT_SHOWN, PHONE, SECRET)
"What stands in place of what is not shown, but for dots in place of letters."
METADATA = frozenset({"work", "title", "author", "holder", "licence", "metadata_source", "source", "basis", "territory"})
"Attributes that name a work: cut after a few words, but never hidden."

_PLACES = frozenset({"document", "example_document", "fingerprint", "path", "reference", "reproduce"})
"Fields that must be exact, or a finding could not be found again."
_OURS: Mapping[type, frozenset[str]] = {
    Report: frozenset(
        "title corpus created tool_version command policy_name purposes jurisdictions policy_digest gate rules detectors "
        "libraries digests classification reviews decisions since trend signoffs redaction".split()
    ),
    Coverage: frozenset({"not_checked"}),
    Exhibit: frozenset({"rules", "discounts", "credit", "quote", "left", "right"}),
    Style: frozenset({"rests_on", "measured"}),
    Lineage: frozenset({"not_read"}),
    SourceRow: frozenset({"concluded_reason"}),
    OutputTermsRow: frozenset({"product", "clauses", "exceptions", "regions", "sources"}),
    **{
        kind: frozenset(field.name for field in fields(cast(Any, kind)))
        for kind in (
            CapabilityRow, Digest, Duty, EstimateBasis, EstimateRow, Evidence, Quote, Segment, SkipCount, TemplateRow,
        )
    },
}  # fmt: skip
"Fields with sentences of the tool or its user, or with text that was redacted when it was taken: not cut after a few words."

Value = TypeVar("Value")


def spoken(text: str) -> list[str]:
    """The words of a text as digests have them."""
    return [word.group() for word in words(unicodedata.normalize("NFKC", text).casefold())]


def digested(of: Sequence[str], salt: str) -> str:
    """SHA-256 of the salt and words, with single spaces, as hexadecimal digits."""
    return sha256(f"{salt} {' '.join(of)}".encode(errors="surrogatepass")).hexdigest()


class Redactor:
    """Shows text at one level, and counts what it does not show."""

    def __init__(self, level: Showing = Showing.EXCERPT, run: Mapping[str, Any] | None = None) -> None:
        """`run` is the run's manifest: the salt depends on nothing but what was scanned, so that a report can be made again."""
        shards = "\n".join(sorted(map(str, (run or {}).get("shards", ()))))
        self.level = level
        self._salt = sha256(f"evidence\n{shards}".encode()).hexdigest()[:32]
        self._allowance = Allowance(level=level)

    def show(self, quote: Quote, reference: Quote | None, work: str) -> Shown:
        """A finding's two sides, which count against a work, or whatever else they are of."""
        return self._allowance.show(quote, reference, work)

    def listed(self, texts: Sequence[str], works: Sequence[str]) -> list[str]:
        """Texts of the list of findings, likewise."""
        return list(map(self._allowance.listed, masked_all(texts), works))

    def text(self, text: str) -> str:
        """A text as it is, its shape, or a sign that it is not shown."""
        if self.level is Showing.NONE:
            return NOT_SHOWN if text else ""
        return shape(text) if self.level is Showing.MASKED else text

    def name(self, text: str | None) -> str | None:
        """A name, number or address that a record states, cut where text is hidden; None and an empty one are None."""
        return self.names([text])[0]

    def names(self, texts: Sequence[str | None]) -> list[str | None]:
        """Many of them."""
        shown = masked_all(texts)
        return [short(text) or None for text in shown] if self.level.hides else [text or None for text in shown]

    def attributes(self, stated: Mapping[str, Scalar]) -> dict[str, Scalar]:
        """A finding's attributes, of which those that could hold a passage are shown as text is."""
        return {key: self._attribute(key, value) for key, value in stated.items()}

    def example(self, text: str) -> str:
        """A place, a colon and a reader's words about it, which may quote the record."""
        return text.partition(": ")[0] if self.level.hides else masked(text)

    def prompts(self, profile: Distillation | None) -> Distillation | None:
        """A profile of chats, whose templates and examples are text."""
        if profile is None:
            return None
        rows = tuple(replace(row, text=self.text(masked(row.text)), example=self.text(row.example)) for row in profile.templates)
        return replace(profile, templates=rows)

    def digest(self, quote: Quote | None) -> Digest | None:
        """Of the whole words before what a long passage leaves out; None where there are too few."""
        if quote is None:
            return None
        kept, after = (quote.text.partition("\n[…]\n")[0], "") if quote.omitted else (quote.text, quote.after)
        words = spoken(kept)
        first = words[in_a_word(quote.before, kept) : len(words) - in_a_word(kept, after)][:MOST]
        return Digest(len(first), digested(first, self._salt)) if len(first) >= FEWEST else None

    def whole(self, report: Report) -> Report:
        """The report with every string of it masked and, where text is hidden, those that are of the corpus cut."""
        return _swept(report, self.level.hides)

    def done(self) -> Redaction:
        """What was done so far."""
        side, work = {Showing.FULL: (None, None), Showing.NONE: (0, 0)}.get(self.level, (excerpt.SIDE, excerpt.WORK))
        return Redaction(self.level, self._salt, side, work, self._allowance.cut, self._allowance.left_out)

    def _attribute(self, key: str, value: Scalar) -> Scalar:
        if not isinstance(value, str):
            return value
        shown = masked(value)
        name = self.name(shown) or ""
        return name if key in METADATA or name == shown else self.text(shown)


def _swept(value: Value, cut: bool) -> Value:
    """A value of the report with each string in it as it may be shown; what stays the same is the same object."""
    made: Any = value
    if isinstance(value, str) and not isinstance(value, Enum):
        made = short(masked(value)) if cut else masked(value)
    elif isinstance(value, tuple):
        made = tuple(_swept(item, cut) for item in value)
        return value if all(map(is_, made, value)) else cast(Value, made)
    elif isinstance(value, Mapping):
        made = {key: _swept(item, cut) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        made = _parts(value, cut)
    return cast(Value, made)


def _parts(value: Any, cut: bool) -> Any:
    """A dataclass likewise. What a report's own fields say is of the user and stays as it is, addresses included."""
    ours, untouched = _OURS.get(type(value), frozenset()), _PLACES | (_OURS[Report] if type(value) is Report else frozenset())
    parts = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in untouched}
    swept = {name: _swept(part, cut and name not in ours) for name, part in parts.items()}
    changed = {name: part for name, part in swept.items() if part is not parts[name]}
    return replace(value, **changed) if changed else value
