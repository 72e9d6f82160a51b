"""How the tests of rules went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.judge import bench
from audit.judge.bench import Bench
from audit.rulepacks import Pack


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one test of a rule went."""

    rule: str
    name: str
    expected: int
    fired: int

    @property
    def passed(self) -> bool:
        """True where the rule fired as often as expected."""
        return self.expected == self.fired


def test(packs: Sequence[Pack]) -> Iterator[CaseResult]:
    """Run the tests of all rules. PackError where a condition is refused or a test gives what its view does not have."""
    with bench.laid(packs, [case for pack in packs for case in pack.tests]) as laid:
        yield from results(laid)


test.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test of its own


def results(laid: Bench) -> Iterator[CaseResult]:
    """How each test went that lies on a bench."""
    for rule, cases in laid.by_rule():
        (counts,) = laid.fired(rule, [laid.store.checked(rule)], cases)
        yield from (CaseResult(case.rule, case.name, case.expect, fired) for case, fired in zip(cases, counts, strict=True))
