"""What texts say of the model that wrote them, as values of the report: what that rests on, and where it is said."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What one sort of statement says."""

    basis: str
    "text, model-field, dataset, chat-role and others."
    documents: int
    findings: int
    clues: int


@dataclass(frozen=True, slots=True)
class SaidSliceRow:
    """How many documents of a source, or of a month, say that a model wrote them."""

    source: str | None
    "Dataset or subset, else registered domain, else file; None: all that are of the month."
    month: date | None
    "Its first day; None: all that are of the source."
    documents: int
    said: int
    "By a finding."
    share: float


@dataclass(frozen=True, slots=True)
class OutputTermsRow:
    """Terms that were in force for what texts say is by a provider's models."""

    provider: str
    terms_class: str
    "The strictest of the terms' classes; unknown: none is recorded for the date."
    product: str | None
    "Whose terms they are: consumer, API or weights, or that it is not known which."
    clauses: str | None
    "What they say, in few words of ours."
    exceptions: str | None
    regions: str | None
    "Where or to whom the product is not offered."
    sources: str | None
    documents: int
    undated: int
    first_captured: date | None
    last_captured: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """What texts say, beside families."""

    rests_on: tuple[SaidRow, ...] = ()
    slices: tuple[SaidSliceRow, ...] = ()
    "Sources, most first, then months in their order."
    terms: tuple[OutputTermsRow, ...] = ()
    "Terms in force on the records' dates, most documents first."
