"""
Nothing is blocked on style alone: what only resembles, or only points, is for a person to look at.

Each test in which a blocking rule fires is given once more with its finding resting on style or on a learned model of sites, or
being a clue. The rule must be silent then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from audit.judge import bench, cases
from audit.model import Outcome
from audit.rulepacks import Pack, RuleTest

WEAK: Mapping[str, Mapping[str, Any]] = {
    "a statement that rests on style": {"kind": "generated", "level": "finding", "basis": "style"},
    "a statement of the learned model of sites": {"kind": "scraped", "level": "finding", "tier": "model"},
    "a clue": {"level": "clue"},
}
"What is no ground to block, and how it looks as a finding."


def blocked(packs: Sequence[Pack], tests: Sequence[RuleTest]) -> list[tuple[str, str]]:
    """Rules that block on a weak finding, and which: id and words. Rules over measures are not looked at: they count no style."""
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    firing = [case for case in tests if case.expect > 0]
    blocking = [case for case in firing if rules[case.rule].outcome is Outcome.BLOCK and rules[case.rule].view == "finding"]
    probes = [probe for case in blocking for probe in _probes(case)]
    with bench.laid(packs, probes) as laid:
        return sorted({(result.rule, result.name) for result in cases.results(laid) if result.fired})


def _probes(case: RuleTest) -> Iterator[RuleTest]:
    for name, weak in WEAK.items():
        yield replace(case, name=name, given=tuple({**row, **weak} for row in case.given), expect=0, amended=True)
