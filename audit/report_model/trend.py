"""What a judged run leaves of itself in a small file, and several of these in a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """Verdicts of one rule. A finding or measure counts once, whatever purpose and jurisdiction it is judged for."""

    rule: str
    title: str
    outcome: str
    "note, review or block."
    open: int
    "Neither waived nor in the baseline."
    baselined: int
    waived: int
    open_digest: str
    "Of what the open ones state of which places of which records, in whatever files; empty: there are none."


@dataclass(frozen=True, slots=True)
class Ending:
    """A waiver or a decision that lets verdicts pass and ends soon."""

    id: str
    rule: str
    expires: date
    "Last day, included."


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A judged run in figures; no text of its corpus."""

    judged: str
    "When, as ISO 8601."
    day: date
    "The day that the judgement is of."
    tool_version: str
    policy: str
    status: int
    "Of the gate by that policy: 0 passed, 1 failed, 3 incomplete."
    files: int
    documents: int
    words: int
    read_share: float
    "Share of bytes read as records, 0 to 1."
    skips: int
    findings: int
    clues: int
    outcomes: Mapping[str, Mapping[str, int]]
    "By outcome and state (open, baselined, waived): verdicts, added up over rules."
    rules: tuple[RuleCounts, ...]
    "Those in force, by id."
    waivers: Mapping[str, int]
    "By what became of them: how many."
    decided: Mapping[str, int]
    "By state of decisions in the log: how many."
    ending: tuple[Ending, ...]
    "Those that end within 30 days of the judgement, the first to end first."
    digests: Mapping[str, str]
    "Of data, rules, references, tool, signals (what detectors look for), terms and decisions."


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A run in a row of runs."""

    name: str
    summary: RunSummary
    changed: tuple[str, ...]
    "What is not as it was for the run before: data, rules, references, tool, terms or decisions."


@dataclass(frozen=True, slots=True)
class Alert:
    """Something of the last run that somebody should look at."""

    about: str
    "gate, coverage, rules, references, tool, new or ending."
    told: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Runs in the order in which they were judged."""

    points: tuple[TrendPoint, ...]
    alerts: tuple[Alert, ...]
    "About the last run, beside the one before it."
