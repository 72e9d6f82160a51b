"""The vocabulary of an audit: what is read, seen, judged and reported. Read this first; all values are frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool

PURPOSES = ("commercial-training", "research-training", "dataset-redistribution", "weights-release")
"What a corpus can be meant for."
JURISDICTIONS = ("US", "EU", "UK", "JP")
"Whose law rules speak about."


class Kind(StrEnum):
    """What a finding is about."""

    COPYRIGHT = "copyright"
    SCRAPED = "scraped"
    GENERATED = "generated"
    LICENCE = "licence"
    OPTOUT = "optout"


class Level(StrEnum):
    """Whether the evidence stands by itself or only points."""

    FINDING = "finding"
    CLUE = "clue"


class Outcome(StrEnum):
    """What a rule asks for, mildest first."""

    NOTE = "note"
    REVIEW = "review"
    BLOCK = "block"


class Severity(StrEnum):
    """How much a rule's match matters, mildest first; beside the outcome it orders what is read first."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"
    "Cannot be put into a baseline."


SEVERITY_OF = {Outcome.NOTE: Severity.INFO, Outcome.REVIEW: Severity.MEDIUM, Outcome.BLOCK: Severity.HIGH}
"A rule's severity where its pack names none."


class SkipReason(StrEnum):
    """Why something was not read as a document. The list is closed; `loses` tells whether coverage suffers."""

    CORRUPT = "corrupt"
    TRUNCATED = "truncated"
    MALFORMED = "malformed-record"
    TOO_LARGE = "record-too-large"
    TOO_DEEP = "nested-too-deep"
    BOMB = "decompression-bomb"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported-format"
    MISSING_LIBRARY = "missing-library"
    NO_PERMISSION = "no-permission"
    MISSING_FILE = "missing-file"
    CHANGED = "changed-while-read"
    WORKER_DIED = "worker-died"
    READER_FAILED = "reader-failed"
    DETECTOR_FAILED = "detector-failed"
    NO_TEXT_FIELD = "no-text-field"
    EMPTY_FILE = "empty-file"
    EMPTY_TEXT = "empty-text"
    NOT_A_DOCUMENT = "not-a-document"
    SIDECAR = "sidecar-file"
    LINK_LOOP = "link-loop"

    @property
    def loses(self) -> bool:
        """True where text may have been lost; false where there was none to read."""
        return self not in _HARMLESS


_HARMLESS = frozenset(map(SkipReason, ("empty-file", "empty-text", "not-a-document", "sidecar-file", "link-loop")))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of a document's text as read. (0, 0) is about the record, not a place in it."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measure of a finding, such as matched-words 41 words."""

    measure: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Text shown as evidence, with its surroundings; `omitted` characters were left out of the middle of `text`."""

    before: str
    text: str
    after: str
    omitted: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact that a detector states: what it saw, where, and how much."""

    path: str
    record: int
    "Number of the record in its piece of the file, from 0; the store adds the records before the piece."
    record_id: str | None
    url: str | None
    detector: str
    kind: Kind
    level: Level
    span: Span
    score: float
    "0 to 1: how well this evidence supports the statement."
    reference: str | None
    "What the text was compared with: a work of a library, a list of a pack."
    attributes: Mapping[str, Scalar]
    evidence: tuple[Evidence, ...]
    fingerprint: str
    "Stable over runs while document, place and statement stay: 32 hexadecimal digits."
    quote: Quote
    reference_span: Span | None = None
    reference_quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that was not read, and why."""

    path: str
    record: int | None
    "None: the file, or the rest of it from here."
    reason: SkipReason
    detail: str
    "One line for a person; no corpus text longer than 80 characters."
    decoded_bytes: int = 0
    "Bytes of the record after decompression, where it is known."
    stored_bytes: int = 0
    "Bytes of the file that could not be decoded at all."


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or a part of one, that is read in one go."""

    path: str
    "Where to open it."
    name: str
    "How it is called in findings: relative to the corpus root that holds it, with forward slashes."
    format: str
    "A reader's name, such as jsonl."
    compression: str | None
    stored_bytes: int
    "Bytes of this piece as stored."
    modified_ns: int
    start: int = 0
    "First byte, or first row group."
    end: int | None = None
    "First byte, or row group, after the piece; None: to the end."
    order: int = 0
    "Place among the pieces of its file, from 0."
    options: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shard:
    """The unit of work: one large piece or many small ones."""

    key: str
    "Digest of the pieces' identity and of whatever could change what is found in them."
    pieces: tuple[Piece, ...]

    @property
    def stored_bytes(self) -> int:
        """Bytes of all pieces as stored."""
        return sum(piece.stored_bytes for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PieceCount:
    """What became of one piece."""

    name: str
    order: int
    format: str
    stored_bytes: int
    decoded_bytes: int
    records: int
    "Records met, skipped ones included; the next piece's records are numbered from here."
    documents: int
    "Records that were read as text."
    words: int
    skipped_bytes: int
    "Decoded bytes of records whose skip loses text."
    lost_bytes: int
    "Stored bytes that could not be decoded."
    opened: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one shard."""

    key: str
    pieces: tuple[PieceCount, ...]
    skips: tuple[Skip, ...]
    "At most 100 a shard and reason; `skip_counts` has them all."
    skip_counts: Mapping[str, tuple[int, int, int]]
    "By reason: skips, decoded bytes, stored bytes."
    findings: int
    seconds: float
    reusable: bool = True
    "False where a file changed while it was read: the next run reads it again."


@dataclass(frozen=True, slots=True)
class Citation:
    """A source for a rule: a law, a case, a term, a page."""

    text: str
    date: date
    url: str | None = None
    checked: str = field(default="", repr=False)
    "Where and when it was checked, in words; empty: not told. No part of what the rule says, so no part of its digest."


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding means for a purpose in a jurisdiction; written for a lawyer, checked by an engineer."""

    id: str
    pack: str
    title: str
    plain: str
    rationale: str
    outcome: Outcome
    view: str
    "Which documented view `when` speaks about: finding or measure."
    when: str
    "An SQL predicate over the view."
    purposes: tuple[str, ...]
    "Empty: any purpose."
    jurisdictions: tuple[str, ...]
    "Empty: any jurisdiction."
    citations: tuple[Citation, ...]
    fix: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    severity: Severity = Severity.MEDIUM
    digest: str = ""
    "Of all that the rule says, tests left out; a change asks for a new look at its verdicts."
    topic: str = ""
    "What it is about, in one or two words, such as opt-outs."
    threshold: int | None = None
    "The most open verdicts that a policy may let pass; None: as many as it says."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of a finding or a measure."""

    document: str
    fingerprint: str
    rule: str
    outcome: Outcome
    purpose: str
    jurisdiction: str
    waiver: str | None
    citation: str | None


class WaiverState(StrEnum):
    """What became of a waiver in a judgement. The list is closed; `fails` tells whether --strict fails on it."""

    USED = "used"
    EXPIRING = "expiring"
    UNUSED = "unused"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    OVER_BROAD = "over-broad"
    STALE = "stale"
    MISMATCHED = "mismatched"
    UNKNOWN_RULE = "unknown-rule"
    LOCKED_RULE = "locked-rule"

    @property
    def fails(self) -> bool:
        """True where somebody has to look at the waiver."""
        return self not in (WaiverState.USED, WaiverState.EXPIRING)


@dataclass(frozen=True, slots=True)
class Waiver:
    """What a named person lets pass, why, on what evidence and until when, with another person's approval."""

    id: str
    rule: str
    reason_code: str
    reason: str
    owner: str
    approver: str
    evidence: str
    "A link to what the reason rests on, or where it is kept."
    created: date
    "First day, in UTC."
    expires: date
    "Last day, in UTC; the waiver still holds on it."
    where: Mapping[str, str] = field(default_factory=dict)
    "By column, the value that all covered verdicts share; `path` is a glob. Empty: only what is listed."
    fingerprints: tuple[str, ...] = ()
    "What it covers, one by one; of a measure with its highest value: FINGERPRINT:412."
    count: int | None = None
    "Distinct fingerprints that it covered when it was written."
    digest: str = ""
    "Of these fingerprints, sorted."
    purposes: tuple[str, ...] = ()
    "Empty: any purpose."
    jurisdictions: tuple[str, ...] = ()
    "Empty: any jurisdiction."
    rule_digest: str = ""
    "Of what the rule asked when the waiver was written; empty: whatever it asks since."
    file: str = ""


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """A verdict that was there before and is accepted as known; it names no place in the corpus, so that it lasts."""

    fingerprint: str
    rule: str
    purpose: str
    jurisdiction: str
    value: float | None = None
    "Of a measure: its value then; a higher one is new."


@dataclass(frozen=True, slots=True)
class Policy:
    """What a release is for, which rules judge it, and what fails it."""

    name: str
    purposes: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    packs: tuple[str, ...]
    fail_on: Outcome
    min_coverage: float
    "Share of bytes, 0 to 1, that must have been read as records."
    allow: tuple[str, ...] = ()
    "Paths of lists of what a scan lets pass, as --allow takes them."
    robots: tuple[str, ...] = ()
    "Folders of files about sites, as --robots takes them."
    requires: tuple[str, ...] = ()
    "What must be there for the result to be complete, such as a library of works."
    thresholds: Mapping[str, int] = field(default_factory=dict)
    "By rule: how many open verdicts are let pass."
    waivers: tuple[str, ...] = ()
    "Paths of files of waivers, as --waivers takes them."
    waiver_days: int | None = None
    "Most days that a waiver may hold; None: as long as the house rules let it."
    baseline: str = ""
    "Path of a baseline, as --baseline takes it; empty: none."
    fail_on_new: bool = False
    "Only verdicts that the baseline does not have fail the gate."
    strict: bool = False
    "Waivers and entries of the baseline that somebody has to look at fail the gate."
    choices: Mapping[str, str] = field(default_factory=dict)
    "By licence expression that leaves a choice: the branch that is chosen."
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    "By rule: a stricter outcome than its pack gives."
    manifest: str = ""
    "Path of the corpus's manifest; empty: the one that lies in the corpus, if any."
    decisions: tuple[str, ...] = ()
    "Paths of logs of decisions, as --decisions takes them, which come before the run's own."
    second_person: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    "By state of a decision: the severities of rules at which two persons have to record it before verdicts pass."
    evidence: str = "excerpt"
    "How much of the corpus's words reports show: full, excerpt, masked or none."
    digest: str = ""
