"""What a rule pack is, as read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.model import Outcome, Rule, Scalar, Severity

VIEWS = ("finding", "measure")
"What a rule's predicate can speak about."
MEASURED = ("kind_of_text", "precision", "recall", "false_positive_rate", "documents", "data", "date")
"The keys of a [[measured]] row."


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A case of a rule: given these findings or measures, it fires this often."""

    rule: str
    name: str
    given: tuple[Mapping[str, Any], ...]
    "Rows by column of the rule's view; what is not given is not known."
    expect: int
    purpose: str
    jurisdiction: str
    amended: bool = False
    "True: a case of an amendment, so of the rule as amended by all packs; else of the rule as its own pack states it."


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a later pack makes stricter in a rule of an earlier one; None: it leaves that alone."""

    rule: str
    pack: str
    note: str
    "Why, for those who read the rule."
    outcome: Outcome | None = None
    severity: Severity | None = None
    threshold: int | None = None
    "The most open verdicts that a policy may let pass."
    or_when: str | None = None
    "Where the rule fires too: a predicate beside its own."


@dataclass(frozen=True, slots=True)
class Lock:
    """That a rule can be neither amended by later packs, nor left out, nor given a threshold, nor waived by everybody."""

    pack: str
    "The first pack that locks it."
    approvers: tuple[str, ...]
    "Who alone may approve a waiver of it; empty: nobody."


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack as read."""

    name: str
    "Its folder's name, with hyphens: core, known-work."
    title: str
    version: str
    description: str
    "Where its contents come from, who reviewed them and on what terms they may be used."
    folder: Path
    detector: Mapping[str, Any] | None
    "The signals of the detector of the same name; None: the pack has rules only."
    measured: tuple[Mapping[str, Scalar], ...]
    rules: tuple[Rule, ...]
    "As later packs and the policy amended them."
    tests: tuple[RuleTest, ...]
    digest: str
    "Of every file of the pack: a change asks for a new judgement."
    detector_digest: str
    "Of the signals and lists only: a change asks for a new scan. Empty where there is no detector."
    reviewed: str = ""
    "By whom it was reviewed and when, as it states; empty: by nobody."
    amendments: tuple[Amendment, ...] = ()
    locks: tuple[str, ...] = ()
    "Ids of the rules that it locks, its own or of packs before it."
    approvers: tuple[str, ...] = ()
    "Who may approve a waiver of what it locks."
    stated: Mapping[str, Rule] = field(default_factory=dict)
    "By id: the rules that were amended, as this pack states them."
