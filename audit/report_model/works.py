"""Known works: how much of each is in the corpus, who stated what of it, and what was looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.report_model.choices import Choice


@dataclass(frozen=True, slots=True)
class Stated:
    """Fields of a work's metadata and where they are from."""

    source: str
    "Such as manifest.jsonl, or a work's own head; not given: the library does not say."
    fields: tuple[str, ...]
    "Their names: title, author, holder, year, licence, basis, territory, identifier, source (of the text)."


@dataclass(frozen=True, slots=True)
class WorkRow:
    """How much of one known work is in the corpus."""

    work: str
    title: str | None
    author: str | None
    holder: str | None
    year: str | None
    licence: str | None
    metadata_source: str
    findings: int
    clues: int
    documents: int
    matched_words: int
    longest_run: int
    "Words of the longest identical run."
    share_of_work: float
    "Merged over the whole corpus, so that repeats count once."
    intervals: tuple[tuple[float, float], ...]
    "Where in the work, as shares of its length, merged and sorted."
    library: str = ""
    "The first digits of its library's digest."
    library_kind: str = "works"
    territory: str | None = None
    source: str | None = None
    "Where the work's text is from, as its list says."
    identifier: str | None = None
    "ISBN, DOI or address, as its list says."
    basis: str | None = None
    "Why it is in the public domain, as its list says."
    permission: str = "not-given"
    "What its licence says of copies: public-domain, said-public-domain (unknown words), permitted, refused, unclear, not-given."
    passages: int = 0
    "Distinct stretches of the work that are in the corpus; those that overlap are one."
    most_copies: int = 0
    "Documents that hold the passage found most often."
    share_with_repeats: float = 0.0
    "Of the work, each document's passages counted again: 2 stands for twice the work."
    also_in: int = 0
    "Findings and clues whose passage other works hold too."
    quoted: int = 0
    "Those in quotation marks, or with the work named beside them."
    allowed: int = 0
    "Those that the user's list lets pass; they are clues."
    common: int = 0
    "Those whose passage stands in many documents and in several works."
    unnamed: int = 0
    "Findings whose record has neither title, author nor notice of the work."
    named: int = 0
    "Findings whose record has at least one of them."
    omitted_characters: int = 0
    "Letters of the work that its passages leave out, in findings."
    words_by_class: Mapping[str, int] = field(default_factory=dict)
    "Of matched_words, those of passages by class: identical, minor, different; empty where one class has all."
    choices: tuple[Choice, ...] = ()
    "Its figures where passages of some kinds are left out; the first counts all."
    stated: tuple[Stated, ...] = ()
    "Who stated what is known of it."
    licence_given_as: str = ""
    "How its licence was worded before it got its id, where that was otherwise."
    not_given: tuple[str, ...] = ()
    "Names of fields that nobody stated."


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """What was looked for in one library, and how much of it was not found."""

    library: str
    "The first digits of its digest."
    name: str
    kind: str
    "What it holds: works, benchmarks, boilerplate, licence-texts, datasets or what its maker named."
    profile: str
    works: int
    works_found: int
    "With a finding."
    works_with_clues: int
    "With clues only."
    works_not_found: int
    not_found: tuple[str, ...]
    "Titles, or ids, of the first works without any match."
