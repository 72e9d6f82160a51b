"""What a judgement changed, as values: verdicts that are new, gone or stand otherwise, each with its cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class GateBefore:
    """The result of a run before it was judged again: the exit status, and its sentence."""

    status: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Verdicts of one rule that changed in one way for one cause."""

    rule: str
    title: str
    change: str
    "new, gone, outcome ... to ..., waived, no longer waived, waived otherwise, baselined or no longer baselined."
    cause: str
    "One of `CAUSES`; several inputs that changed together stand with 'and' between them."
    verdicts: int
    open: int
    "Of these, verdicts that are open now."
    documents: int
    details: tuple[tuple[str, int], ...]
    "What changed, such as which licence's terms from what to what, with the verdicts that it accounts for; most first."
    details_total: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputChange:
    """Terms or signals of one kind that differ from those of the judgement before."""

    input: str
    total: int
    told: tuple[tuple[str, str], ...]
    "The first subjects, such as licences or hosts, and what changed."


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that is new, gone, says something else, or speaks elsewhere or on other days."""

    rule: str
    title: str
    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a judgement changed against the one before it."""

    first: bool
    "The findings were not judged before: all that follows is about nothing."
    kept: bool
    "False: only asked what would change; the run's verdicts stay as they were."
    judged_before: str | None
    judged_after: str
    policy_before: str | None
    policy_after: str
    settings: Mapping[str, tuple[Any, Any]]
    "Settings of the policy that differ: before and after."
    gate_before: GateBefore | None
    gate_after: GateBefore
    verdicts_before: int
    verdicts_after: int
    rows: tuple[ChangeRow, ...]
    rules: tuple[RuleChange, ...]
    inputs: tuple[InputChange, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Verdicts by change, most first."""
        found: dict[str, int] = {}
        for row in self.rows:
            found[row.change] = found.get(row.change, 0) + row.verdicts
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
