"""What differs between an earlier run and a later one, as values, split by cause."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What one of two compared runs was."""

    name: str
    "Of its folder."
    judged: str
    tool_version: str
    policy: str
    documents: int
    findings: int
    verdicts: int
    open: int
    "Verdicts that are neither waived nor baselined."


@dataclass(frozen=True, slots=True)
class FindingsSince:
    """Findings and clues of one kind that are new, gone or unchanged, for one cause; a finding is known by its lasting key."""

    kind: str
    change: str
    cause: str
    "data, references or tool; empty: unchanged."
    findings: int
    documents: int


@dataclass(frozen=True, slots=True)
class VerdictsSince:
    """Verdicts of one rule that are new, gone, unchanged or stand otherwise, for one cause."""

    rule: str
    title: str
    change: str
    "new, gone, unchanged, outcome ... to ..., waived, no longer waived, waived otherwise, baselined or no longer baselined."
    cause: str
    "data, rules, references, tool, terms, decisions or untraced, or several with 'and' between them; empty: unchanged."
    detail: str
    verdicts: int
    open: int
    "Of these, verdicts that are open in the later run."


@dataclass(frozen=True, slots=True)
class Since:
    """Two runs compared."""

    earlier: RunFacts
    later: RunFacts
    differs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    "By cause, in plain words, what is not the same in both; a cause of which nothing differs is not there."
    findings: tuple[FindingsSince, ...] = ()
    verdicts: tuple[VerdictsSince, ...] = ()

    def counts(self, change: str) -> tuple[int, int]:
        """Findings and verdicts of one change, such as new; `other` stands for verdicts that stand otherwise than before."""
        named = ("new", "gone", "unchanged")
        of = [row.verdicts for row in self.verdicts if row.change == change or (change == "other" and row.change not in named)]
        return sum(row.findings for row in self.findings if row.change == change), sum(of)
