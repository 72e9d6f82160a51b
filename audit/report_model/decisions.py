"""What people decided, as values of the report: waivers with what became of them, and the baseline."""

from dataclasses import dataclass
from datetime import date

from audit.model import WaiverState


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A waiver that a judgement was given, and what became of it."""

    id: str
    rule: str
    covers: str
    "What it covers, in words."
    state: WaiverState
    told: str
    "What became of it, in a sentence."
    mend: str
    "What to do about it; empty: nothing."
    reason_code: str
    reason: str
    owner: str
    approver: str
    evidence: str
    created: date
    expires: date
    "Last day, included."
    file: str
    verdicts: int
    "Verdicts that it lets pass."
    findings: int
    "Findings and measures of these verdicts."
    documents: int
    "Documents of these verdicts."

    @property
    def fails(self) -> bool:
        """True where somebody has to look at it: what --strict fails on."""
        return self.state.fails


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What stands on one target by the log of decisions, and what became of it in a judgement."""

    id: str
    "Its place in the log, as verdicts that it lets pass name it: decision-12."
    rule: str
    covers: str
    "What it covers, in words."
    state: str
    "As set, or remediated, stale, expired or conflict, which follow from the judgement."
    decided: str
    "As set by persons, or conflict."
    told: str
    "Why the state is not the one that was set, or when it ends; empty: nothing to say."
    reason: str
    "Code of the reason; empty: the state has none."
    action: str
    note: str
    people: tuple[str, ...]
    "Who decided, as they state, the latest last."
    evidence: str
    day: str
    "Day of the latest record."
    expires: str
    "Last day, included; empty: none."
    findings: int
    "Findings and measures that it is about, but for those that an earlier decision is about."
    covered: int = 0
    "Of a group: how many it covered when it was decided on."
    now: int = 0
    "How many its selector has in this judgement."
    soon: bool = False
    "It ends within 30 days."

    @property
    def unsettled(self) -> bool:
        """True where somebody has to look at it: what --strict fails on."""
        return self.state in ("stale", "expired", "conflict") or (bool(self.covered) and self.now > self.covered)


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """What reviewers found of a rule's findings that they decided on."""

    rule: str
    decided: int
    "Findings with a decision that holds."
    right: int
    "Of these, those that nobody called no match."
    together: int = 0
    "Decisions of two persons or more on the same."
    agreed: int = 0
    "Of these, those in which they agree."


@dataclass(frozen=True, slots=True)
class Decisions:
    """Waivers and baseline of a judgement. Verdicts are counted once a rule and finding, whatever purpose and jurisdiction."""

    day: date | None = None
    "The day that the judgement is of; None: not known."
    waivers: tuple[WaiverRow, ...] = ()
    "Those that somebody has to look at first."
    waived: int = 0
    baselined: int = 0
    "Open verdicts that the baseline has."
    new: int = 0
    "Open verdicts that it does not have."
    baseline_entries: int = 0
    "Lines of the baseline, one a verdict, purpose and jurisdiction; 0: there is none."
    baseline_stale: int = 0
    "Of these, those that this judgement was asked for and has no verdict of."
    fail_on_new: bool = False
    strict: bool = False
    log: tuple[DecisionRow, ...] = ()
    "What stands by the log of decisions; what lets verdicts pass is counted in `waived` too."
    log_records: int = 0
    log_head: str = ""
    "Digest of the log's last record."
    precision: tuple[RulePrecision, ...] = ()
    "By rule, those with decisions that hold."

    @property
    def problems(self) -> tuple[WaiverRow, ...]:
        """Waivers that somebody has to look at."""
        return tuple(row for row in self.waivers if row.fails)

    @property
    def unsettled(self) -> tuple[DecisionRow, ...]:
        """Decisions that somebody has to look at: those that do not hold, groups that grew, and those that end soon."""
        return tuple(row for row in self.log if row.unsettled or row.soon)
