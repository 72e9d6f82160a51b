"""The report as values: what every renderer shows and none computes. Shares are 0 to 1; counts are exact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.model import Evidence, Kind, Level, Outcome, Quote, Rule, Scalar, Span
from audit.report_model.changes import ChangeRow as ChangeRow
from audit.report_model.changes import Changes as Changes
from audit.report_model.changes import GateBefore as GateBefore
from audit.report_model.changes import InputChange as InputChange
from audit.report_model.changes import RuleChange as RuleChange
from audit.report_model.choices import LibraryTotal as LibraryTotal
from audit.report_model.dataset import Dataset as Dataset
from audit.report_model.decisions import DecisionRow as DecisionRow
from audit.report_model.decisions import Decisions as Decisions
from audit.report_model.decisions import RulePrecision as RulePrecision
from audit.report_model.decisions import WaiverRow as WaiverRow
from audit.report_model.distillation import Distillation as Distillation
from audit.report_model.findings import Findings as Findings
from audit.report_model.lineage import Lineage as Lineage
from audit.report_model.obligations import Obligations as Obligations
from audit.report_model.offers import Offer as Offer
from audit.report_model.redaction import Digest as Digest
from audit.report_model.redaction import Redaction as Redaction
from audit.report_model.redaction import Showing as Showing
from audit.report_model.said import OutputTermsRow as OutputTermsRow
from audit.report_model.said import Said as Said
from audit.report_model.said import SaidRow as SaidRow
from audit.report_model.said import SaidSliceRow as SaidSliceRow
from audit.report_model.signoffs import SignoffRow as SignoffRow
from audit.report_model.since import Since as Since
from audit.report_model.sources import AgentRow as AgentRow
from audit.report_model.sources import ConsentRow as ConsentRow
from audit.report_model.sources import DomainRow as DomainRow
from audit.report_model.sources import EstimateBasis as EstimateBasis
from audit.report_model.sources import EstimateRow as EstimateRow
from audit.report_model.sources import MonthRow as MonthRow
from audit.report_model.sources import OriginRow as OriginRow
from audit.report_model.sources import RiskRow as RiskRow
from audit.report_model.sources import SiteRow as SiteRow
from audit.report_model.sources import Sources as Sources
from audit.report_model.sources import TierRow as TierRow
from audit.report_model.style import Style as Style
from audit.report_model.style import StyleShareRow as StyleShareRow
from audit.report_model.tally import Counted as Counted
from audit.report_model.tally import Tally as Tally
from audit.report_model.trend import Trend as Trend
from audit.report_model.works import LibraryRow as LibraryRow
from audit.report_model.works import WorkRow as WorkRow


@dataclass(frozen=True, slots=True)
class Gate:
    """The result in one sentence, and the exit status it stands for."""

    status: int
    "0 passed, 1 gate failed, 3 incomplete."
    sentence: str
    reasons: tuple[str, ...]
    next_steps: tuple[str, ...]
    "What a person could do now, most useful first."


@dataclass(frozen=True, slots=True)
class SkipCount:
    """How often something was not read for one reason."""

    reason: str
    plain: str
    "The reason in words for a lawyer."
    loses: bool
    skips: int
    decoded_bytes: int
    stored_bytes: int
    example: str
    "path#record: detail, of the first one."


@dataclass(frozen=True, slots=True)
class FormatCount:
    """What was read in one format."""

    format: str
    files: int
    records: int
    documents: int
    words: int
    stored_bytes: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read and what was not; shown before any verdict."""

    files: int
    files_opened: int
    records: int
    documents: int
    words: int
    stored_bytes: int
    decoded_bytes: int
    read_share: float
    "Share of bytes read as records."
    formats: tuple[FormatCount, ...]
    skips: tuple[SkipCount, ...]
    documents_without_url: int
    documents_without_date: int
    documents_without_licence: int
    "No licence declared and none found at page, file or dataset scope."
    not_checked: tuple[str, ...]
    "Sentences: detectors off, libraries missing, languages out of range, kinds of text not covered."


@dataclass(frozen=True, slots=True)
class KindCount:
    """Findings of one kind."""

    kind: Kind
    findings: int
    clues: int
    documents: int
    document_share: float


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """What was attributed to one platform or kind of source, by URL or by marks in the text."""

    platform: str
    source_kind: str | None
    findings: int
    clues: int
    documents: int
    document_share: float


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """Text that says, or looks as if, a model of one family wrote it."""

    family: str
    provider: str | None
    findings: int
    clues: int
    documents: int
    document_share: float


@dataclass(frozen=True, slots=True)
class LicenceRow:
    """One licence, as declared by records or found in their text."""

    spdx: str
    declared_documents: int
    found_documents: int
    clue_documents: int
    word_share: float
    "Of all words, those of documents that declare it or hold it at page, file or dataset scope."
    branch: str | None = None
    "What was taken of it, where it leaves a choice."
    chosen_by: str | None = None
    "policy, or least-refusing: the tool took the branch that refuses least."


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in force and what it found."""

    rule: Rule
    open: int
    waived: int
    documents: int
    baselined: int = 0
    "Of the open ones, those that the baseline has."


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one side of a comparison. `change`: identical, minor, different, omitted or added."""

    text: str
    change: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One finding with all that a reader needs to check it."""

    number: int
    document: str
    record_id: str | None
    url: str | None
    captured: date | None
    detector: str
    detector_version: int
    kind: Kind
    level: Level
    outcome: Outcome | None
    rules: tuple[str, ...]
    "Ids of the rules that named it, strictest first."
    attributes: Mapping[str, Scalar]
    evidence: tuple[Evidence, ...]
    span: Span
    reference: str | None
    reference_span: Span | None
    left: tuple[Segment, ...]
    "The document's side."
    right: tuple[Segment, ...]
    "The reference's side; empty where there is none."
    quote: Quote
    fingerprint: str
    reproduce: str
    "A command that shows it again."
    left_cut: int = 0
    "Characters of the document's side that were compared but are not shown."
    right_cut: int = 0
    "Characters of the reference's side that were compared but are not shown."
    changes: Mapping[str, int] = field(default_factory=dict)
    "Words of both sides by kind of change, what is not shown included."
    tally: Tally = field(default_factory=Tally)
    "Those words by class, and what each choice of classes counts."
    passage_documents: int = 0
    "Documents of the corpus that hold the passage; 0: not counted."
    discounts: tuple[str, ...] = ()
    "Sentences: what speaks for common text, a quotation, or a passage that is let pass."
    credit: str = ""
    "A sentence: whether the record names the work; empty where that is not known."
    waivers: tuple[str, ...] = ()
    "Ids of the waivers that let verdicts on it pass."
    open: bool = True
    "Some verdict on it is not waived."
    new: bool = True
    "Some verdict on it is neither waived nor in the baseline."
    digest: Digest | None = None
    "Of the passage as the run keeps it; None: too few words."
    reference_digest: Digest | None = None
    "Of the reference's passage."


@dataclass(frozen=True, slots=True)
class DetectorRow:
    """A detector that ran, what it misses, and how well it did on labelled text."""

    name: str
    version: int
    summary: str
    misses: str
    measured: tuple[Mapping[str, Scalar], ...]
    "Rows of kind_of_text, precision, recall, false_positive_rate, documents, data, date; empty: not measured."
    thresholds: Mapping[str, Scalar] = field(default_factory=dict)
    "From where on it states something, by name; empty: it has none, or an earlier version of the tool did not tell."
    digest: str = ""
    "Of its signals and of the libraries it compared with."


@dataclass(frozen=True, slots=True)
class Report:
    """All that is reported of one run."""

    title: str
    corpus: tuple[str, ...]
    created: str
    "UTC, to the second; from SOURCE_DATE_EPOCH where set."
    tool_version: str
    command: str
    policy_name: str
    policy_digest: str
    purposes: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    fail_on: Outcome
    min_coverage: float
    gate: Gate
    coverage: Coverage
    kinds: tuple[KindCount, ...]
    works: tuple[WorkRow, ...]
    sites: tuple[SiteRow, ...]
    sites_total: int
    platforms: tuple[PlatformRow, ...]
    families: tuple[FamilyRow, ...]
    licences: tuple[LicenceRow, ...]
    rules: tuple[RuleRow, ...]
    exhibits: tuple[Exhibit, ...]
    exhibits_total: int
    "Findings with a verdict; `exhibits` holds the first of them, by outcome and weight."
    detectors: tuple[DetectorRow, ...]
    libraries: tuple[Mapping[str, Scalar], ...]
    "Libraries of known works: path name, digest, works, bytes, profile."
    digests: Mapping[str, str]
    "What else decided the result: packs, lists, inputs."
    classification: str = ""
    "A line for the head of every page, such as Privileged and confidential."
    redaction: Redaction = field(default_factory=Redaction)
    "How much of the corpus's words is shown, in every format."
    work_totals: tuple[LibraryTotal, ...] = ()
    "All works of a library together, by library."
    exhibits_chosen: bool = False
    "A person chose which findings are exhibits; their numbers are those of the whole report."
    searched: tuple[LibraryRow, ...] = ()
    "By library, what was looked for and not found."
    common_documents: int = 3
    common_works: int = 3
    "A passage in at least so many documents of the corpus and works of the libraries is told as common text."
    sources: Sources = field(default_factory=Sources)
    "Where the corpus comes from and what sites said, beside `sites` and `platforms`."
    said: Said = field(default_factory=Said)
    "What texts say that a model wrote, beside `families`."
    style: Style = field(default_factory=Style)
    "What texts look like, beside what they say in `families`."
    distillation: Distillation | None = None
    "The shape of chats and instructions; None: there are none."
    reviews: Mapping[str, str] = field(default_factory=dict)
    "By rule pack, who reviewed it and when, as it states; empty: nobody did."
    decisions: Decisions = field(default_factory=Decisions)
    "What people decided: waivers and the baseline."
    lineage: Lineage = field(default_factory=Lineage)
    "The sources of the corpus, and what they descend from."
    obligations: Obligations = field(default_factory=Obligations)
    "What licences ask of a release."
    since: Since | None = None
    "What changed since an earlier run; None: it was not asked."
    trend: Trend | None = None
    "Earlier runs and this one in a row; None: it was not asked."
    signoffs: tuple[SignoffRow, ...] = ()
    "Who signed for the run, the latest first."
    findings: Findings = field(default_factory=Findings)
    "Every finding, clue and judged measure, worst first."
    offers: tuple[Offer, ...] = ()
    "Groups of verdicts that can be decided on as a whole."
    page_bytes: int = 25_000_000
    "Most bytes of the HTML page; its list of findings gives way."
    dataset: Dataset = field(default_factory=Dataset)
    "Files, languages and days, for formats that describe datasets."
