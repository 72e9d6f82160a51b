"""A draft of a disclosure as values: fields of a form, each with the basis that its answer rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What an answer rests on."""

    MEASURED = "measured"
    DECLARED = "declared"
    NOT_ESTABLISHED = "not_established"


@dataclass(frozen=True, slots=True)
class Listing:
    """A table within an answer, as text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form and its answer."""

    id: str
    "Stable name, such as domains."
    number: str
    "Of the section or item that it belongs to."
    wording: str
    "What is asked, in words of our own."
    basis: Basis
    value: tuple[str, ...] = ()
    "Paragraphs; empty where nothing is established."
    evidence: str = ""
    "Where the answer is from, or what would establish it."
    coverage: str = ""
    "How much of the corpus the answer speaks of; empty where that is no question."
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A declared fact that a measure speaks against. It is told, and neither is changed."""

    about: str
    declared: str
    measured: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A draft of one form for one run."""

    form: str
    title: str
    edition: str
    "The edition of the form that it follows."
    caution: str
    created: str
    "UTC, to the second."
    tool_version: str
    corpus: str
    facts: str
    "Name and digest of the file of declared facts; empty: none was given."
    contradictions: tuple[Contradiction, ...]
    sections: tuple[Section, ...]
    classification: str = ""

    def count(self, basis: Basis) -> int:
        """How many fields rest on a basis."""
        return sum(field.basis is basis for section in self.sections for field in section.fields)


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """Documents by the language that their records declare."""

    language: str | None
    "None: none is declared."
    documents: int
    words: int


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A dataset that documents are of."""

    source_id: str
    name: str
    url: str | None
    recognised: bool
    "It is a known dataset; else a manifest lists it as a dataset."
    retrieved: str
    "First and last month, as its manifest states; empty: not stated."
    documents: int
    words: int
    share: float
    "Of the words of all such datasets, 0 to 1."


@dataclass(frozen=True, slots=True)
class Totals:
    """The corpus as a whole."""

    documents: int
    words: int
    bytes: int
    "Of text in UTF-8."
    undated: int
    first_captured: str | None
    "Day as 2024-05-31."
    last_captured: str | None
    domains_without_source: int
    "Registered domains of documents that no dataset or other source but the web accounts for."
    chats: int
    "Documents with the shape of a conversation."
    naming_a_model: int
    "Documents whose record names a model that wrote them."


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured for disclosures beside the report."""

    totals: Totals
    languages: Sequence[LanguageRow]
    datasets: Sequence[DatasetRow]
