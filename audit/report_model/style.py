"""What texts look like, as values of the report: clues of the style score, and at least how much is by models."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit.model import Scalar


@dataclass(frozen=True, slots=True)
class StyleShareRow:
    """At least how much of one source is by models, all of it or of one month."""

    source: str
    "Dataset or subset, else registered domain, else file."
    month: date | None
    "Its first day; None: all months together."
    documents: int
    "With a score, that are not known to be by people."
    people: int
    "Texts known to be by people that they were held against."
    passed: int
    "Of the documents, those beyond what one in twenty of people's texts passes."
    at_least: float
    "Share by models, were all texts by models to pass: they do not, so it is more."
    low: float
    high: float
    "Ends of the interval, each sure to 95 %; the upper one rests on how much of models' texts passes where least does."


@dataclass(frozen=True, slots=True)
class Style:
    """What the style score says of the corpus."""

    documents: int = 0
    scored: int = 0
    short: int = 0
    "Too short for a score."
    unlike: int = 0
    "Unlike all that the score was learnt from: other languages, code, tables."
    clues: int = 0
    "Documents beyond what one in a hundred texts by people passes, every measured kind alike."
    rests_on: str = ""
    "What texts known to be by people the shares rest on, in words; empty: there are none, so no share is told."
    shares: tuple[StyleShareRow, ...] = ()
    shares_total: int = 0
    "Sources and months that could be told, of which `shares` are the largest."
    measured: tuple[Mapping[str, Scalar], ...] = ()
    "Rows on the style score of the pack's table of measured errors."
