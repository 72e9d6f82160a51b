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
class Said:
    """What texts say, beside families."""

    rests_on: tuple[SaidRow, ...] = ()
    slices: tuple[SaidSliceRow, ...] = ()
    "Sources, most first, then months in their order."
