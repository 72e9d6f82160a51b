"""Where the corpus comes from, as values of the report: sites, platforms, what they signal, and the domains to be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SiteRow:
    """What comes from one registered domain, as its records' URLs state."""

    domain: str
    platform: str | None
    publisher: str | None
    source_kind: str | None
    documents: int
    words: int
    word_share: float
    cumulative_share: float = 0.0
    "Of all words, those of this site and of those before it."
    bytes: int = 0
    "Of text in UTF-8."
    hosts: int = 0
    group_name: str | None = None
    first_captured: date | None = None
    last_captured: date | None = None
    undated: int = 0
    "Documents without a date."
    signal_at_capture: str = "unknown"
    "Strictest of its documents: disallowed, allowed or unknown for training."
    signal_latest: str = "unknown"
    "The same by the latest signals seen."
    reserved_words: int = 0
    "Words of documents that were disallowed at capture."
    terms_class: str | None = None
    "Strictest of the terms in force on its documents' dates, as in `wording.TERMS`; None: unknown."


@dataclass(frozen=True, slots=True)
class OriginRow:
    """What was attributed to one platform, publisher, group of publishers or kind of source, by finding."""

    by: str
    "kind, platform, publisher or group."
    name: str
    domains: int
    documents: int
    words: int
    word_share: float
    cumulative_share: float
    "Of all words, those of this row and of those before it."
    disallowed_words: int
    "Words of documents that signals disallowed for training at capture."
    allowed_words: int
    disallowed_words_latest: int
    allowed_words_latest: int
    restricted_words: int
    "Words of documents whose site's terms, on their date, keep scraping or training back."
    unrestricted_words: int
    "Words of documents whose site's terms allow them, or on conditions only; of all others they are not known."
    tiers: Mapping[str, int]
    "Documents by what the statement rests on: url, page, source, text, model."


@dataclass(frozen=True, slots=True)
class TierRow:
    """How the source of some documents is known. The rows add up to the corpus."""

    tier: str
    "url, page, source, text or model; unlisted: an address that no list names; none: neither address nor mark."
    documents: int
    words: int
    word_share: float


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What sites say on the use of some documents."""

    about: str
    "capture, latest, terms, conflict or mechanism."
    state: str
    "A state of signals or terms, or the name of a mechanism."
    hosts: int
    documents: int
    words: int
    word_share: float


@dataclass(frozen=True, slots=True)
class AgentRow:
    """What the robots.txt files last seen say to one agent, by hosts that documents come from."""

    agent: str
    "As named; *: all that are not named."
    purpose: str
    "train, search or user; empty: unknown or any."
    hosts: int
    "Hosts that name it."
    all: int
    "Of these, hosts that close all to it."
    some: int
    none: int
    words: int
    "Words of the documents of the hosts that close all to it."
    word_share: float


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Documents captured in one month."""

    month: date
    "Its first day."
    documents: int
    words: int
    disallowed: int
    "Documents that signals disallowed for training at capture."
    allowed: int


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A registered domain, in the order of the size of its content."""

    rank: int
    domain: str
    publisher: str | None
    source_kind: str | None
    documents: int
    words: int
    bytes: int
    share: float
    "Of the bytes of text of all documents whose address names a domain."
    cumulative_share: float
    first_captured: date | None
    last_captured: date | None


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """The share of one kind of site in the corpus, by documents, as a learned model estimates it; it attributes none of them."""

    name: str
    "A class of the model; none: the rest of the web."
    plain: str
    documents: int
    "That the model answered for. All shares are of these."
    documents_attributed: int
    "Of these, by findings."
    attributed_share: float
    estimated_share: float
    "With those that cannot be attributed."
    low: float
    "End of the interval that held 95 % of the true shares when it was measured."
    high: float


@dataclass(frozen=True, slots=True)
class EstimateBasis:
    """What estimates of shares rest on."""

    documents: int
    "Of the corpus."
    answered: int
    "Those that the model answered for; the estimates speak of no others."
    short: int
    "Those that were too short for it."
    foreign_script: int
    "Those in a script that it was not made for."
    unanswered: str
    "Why it did not answer for the others, in words with numbers; empty: it answered for all."
    why_none: str
    "Why there are no estimates; empty: there are."
    within_4_points: float | None
    "Share of estimates that were at most 4 points off when that was measured; None: the model does not tell."


@dataclass(frozen=True, slots=True)
class RiskRow:
    """Documents of one source with open verdicts on them, each counted once under the strictest outcome."""

    source: str
    basis: str
    "dataset (a manifest or the record names it), site, none (nothing names a source) or others (all further sources together)."
    sources: int
    documents: int
    "All documents of the source."
    block: int
    review: int
    note: int


@dataclass(frozen=True, slots=True)
class Sources:
    """What is known of the corpus's sources beside the table of sites."""

    origins: tuple[OriginRow, ...] = ()
    origins_total: Mapping[str, int] = field(default_factory=dict)
    "Names there are by `by`; `origins` holds the first of each."
    tiers: tuple[TierRow, ...] = ()
    consent: tuple[ConsentRow, ...] = ()
    agents: tuple[AgentRow, ...] = ()
    agents_total: int = 0
    months: tuple[MonthRow, ...] = ()
    domains: tuple[DomainRow, ...] = ()
    "The largest tenth of all domains, rounded up."
    domains_smaller: int = 0
    "How many of these a small or medium enterprise lists: the largest twentieth, rounded up, and 1,000 at most."
    domain_documents: int = 0
    "Documents whose address names a domain; the others are in no domain's count."
    domain_words: int = 0
    "Words of these documents."
    domain_bytes: int = 0
    "Bytes of text of all documents whose address names a domain."
    estimates: tuple[EstimateRow, ...] = ()
    "Largest first, the rest of the web last; apart from what was attributed."
    estimates_basis: EstimateBasis | None = None
    "None: no learned model answered for any document."
    risk: tuple[RiskRow, ...] = ()
    "Those with most documents that are blocked first; the last row may stand for all others."
