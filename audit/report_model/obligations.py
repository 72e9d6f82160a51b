"""What the licences of a corpus oblige to when it is passed on, as values: by licence and origin, with what is not known."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that a licence asks for, in words of our own."""

    obligation: str
    "Its kind, such as attribution, licence-text, changes or share-alike."
    trigger: str
    "redistribute (copies are passed on), derive (adapted versions are) or weights-release."
    text: str
    wording: str | None
    "Words that the licence prescribes, with their blanks in braces; None: none."
    cite: str
    recorded: date
    reviewed_by: str | None
    "None: nobody reviewed it."


@dataclass(frozen=True, slots=True)
class CreditRow:
    """Records under a licence that come from one place, what is known for their credit and what is not."""

    origin_type: str
    "site, source, work or file."
    origin: str
    title: str | None
    author: str | None
    "None: not known, or records name several."
    authors: int
    "Different authors that the records themselves name."
    attribution: str | None
    "The credit line that its manifest gives."
    address: str | None
    changes: str | None
    "How what descends from it was made, as manifests state; None: not known."
    documents: int
    words: int
    missing: tuple[tuple[str, int], ...]
    "What is asked for and not known: author, title, address, licence-link or changes, with the records that lack it."


@dataclass(frozen=True, slots=True)
class LicenceDuties:
    """One licence, what it asks for, and of whom records under it are."""

    licence: str
    link: str | None
    "Address of its text; None: not known."
    duties: tuple[Duty, ...]
    documents: int
    "Records, each counted once a place that it comes from."
    words: int
    origins: tuple[CreditRow, ...]
    "Most records first."
    origins_total: int
    missing: tuple[tuple[str, int], ...]
    "Over all origins, as in `CreditRow.missing`."


@dataclass(frozen=True, slots=True)
class Obligations:
    """All of it, by licence."""

    licences: tuple[LicenceDuties, ...] = ()
    triggers: tuple[str, ...] = ()
    "What was asked about; empty: all."
