"""What rules have to show before they judge: tests that pass and notice changes, plain words, and no block on style alone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from audit.judge import bench, cases, mutants, reading, style
from audit.judge.cases import CaseResult
from audit.judge.mutants import LEAST_NOTICED, Mutation
from audit.rulepacks import Pack


@dataclass(frozen=True, slots=True)
class Proof:
    """How the rules of packs did."""

    results: tuple[CaseResult, ...]
    mutations: tuple[Mutation, ...]
    "Of the rules whose tests all pass."
    complaints: tuple[tuple[str, str], ...]
    "What is missing or wrong beside failed tests: id of the rule, and in words."

    @property
    def passed(self) -> bool:
        """True where nothing is missing or wrong."""
        return not self.complaints and all(result.passed for result in self.results)


def prove(packs: Sequence[Pack], named: Collection[str] = ()) -> Proof:
    """
    Try the rules and amendments of the packs named, or of all; the others are there to be amended.

    PackError where a condition is refused or a test does not fit.
    """
    chosen = [pack for pack in packs if not named or pack.name in named]
    tests = [case for pack in chosen for case in pack.tests]
    with bench.laid(packs, tests) as laid:
        results = tuple(cases.results(laid))
        failed = {result.rule for result in results if not result.passed}
        mutations = tuple(mutants.tried(laid, rule, its) for rule, its in laid.by_rule() if rule.id not in failed)
    weak = [
        (rule, f"blocks on {words} alone; leave such findings out of its condition")
        for rule, words in style.blocked(packs, tests)
    ]
    return Proof(results, mutations, (*_missing(chosen), *_unnoticed(mutations), *weak, *_hard(chosen)))


def _missing(packs: Sequence[Pack]) -> Iterator[tuple[str, str]]:
    """Rules without a test in which they fire, or without one in which they are silent; conditions that were added, likewise."""
    for pack in packs:
        for rule in pack.rules:
            fires = {case.expect > 0 for case in pack.tests if case.rule == rule.id and not case.amended}
            yield from ((rule.id, f"has no test in which it {words}") for words, kind in _KINDS if kind not in fires)
        for amendment in pack.amendments:
            fires = {case.expect > 0 for case in pack.tests if case.rule == amendment.rule and case.amended}
            if amendment.or_when and True not in fires:
                yield amendment.rule, f"has no test in which the condition fires that pack '{pack.name}' adds"


_KINDS = (("fires", True), ("is silent", False))


def _unnoticed(mutations: Sequence[Mutation]) -> Iterator[tuple[str, str]]:
    for mutation in mutations:
        if mutation.noticed_share < LEAST_NOTICED:
            words = f"its tests notice {mutation.noticed_share:.0%} of {mutation.mutants} changes of its condition"
            yield mutation.rule, f"{words}; {LEAST_NOTICED:.0%} is the least: add tests"


def _hard(packs: Sequence[Pack]) -> Iterator[tuple[str, str]]:
    for rule in (rule for pack in packs for rule in pack.rules):
        yield from ((rule.id, words) for words in reading.complaints(rule.plain))
