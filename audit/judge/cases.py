"""The test cases of rules, run against the real views on a store in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.errors import PackError
from audit.judge import terms
from audit.judge.judge import citation
from audit.model import Rule
from audit.rulepacks import Pack, RuleTest
from audit.store import Store
from audit.strict import nearest


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
    found_terms = terms.load([pack.folder for pack in packs])
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    with Store.memory() as store:
        store.lock()
        store.fill("provider_terms", found_terms.providers)
        conditions = {rule.id: store.checked(rule) for rule in rules.values()}
        for case in [case for pack in packs for case in pack.tests]:
            rule = rules[case.rule]
            _give(store, rule, case, found_terms)
            store.apply(rule, conditions[rule.id], citation(rule), [(case.purpose, case.jurisdiction)])
            fired = sum(row["verdicts"] for row in store.query("judge_counts"))
            yield CaseResult(rule.id, case.name, case.expect, fired)


test.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test of its own


def _give(store: Store, rule: Rule, case: RuleTest, found_terms: terms.Terms) -> None:
    """Fill the store with what a case gives."""
    _refuse_unknown(store, rule, case)
    store.fill("rule", [{**_RULE, "rule": rule.id, "view": rule.view}])
    if rule.view == "measure":
        store.prepare()
        store.fill("judged_measure", case.given)
        return
    found = [_finding(row, number) for number, row in enumerate(case.given)]
    documents = {row["document"]: _DOCUMENT | {"domain": row["site"]} | row for row in found}
    store.fill("found", found)
    store.fill("document", list(documents.values()))
    store.fill("licence_terms", [found_terms.of(spdx) for spdx in sorted({row["spdx"] for row in found if row.get("spdx")})])
    store.derive()
    store.prepare()


def _refuse_unknown(store: Store, rule: Rule, case: RuleTest) -> None:
    """A case gives what is found and known of the document; what licences say is worked out from them."""
    known = [column for column in store.columns(rule.view) if column not in (*terms.DIMENSIONS, "purpose", "jurisdiction")]
    for column in [column for row in case.given for column in row]:
        if column not in known:
            raise PackError(f"rule {rule.id}: its test '{case.name}' gives '{column}'{nearest(column, known)}")


def _finding(given: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A finding as a case gives it, with its document's columns; what it does not give is like that of a plain finding."""
    own = {"document": f"case#{number}", "record": number, "fingerprint": f"{number:032x}", "site": given.get("domain")}
    return {**_FINDING, **own, **given}


_RULE = {"pack": "case", "title": "case", "outcome": "note", "weight": 0, "predicate": "case"}
_DOCUMENT = {"bytes": 1000, "words": 200}
_FINDING = {
    "path": "case",
    "detector": "case",
    "kind": "copyright",
    "level": "finding",
    "start": 0,
    "end": 1,
    "score": 1.0,
    "attributes": "{}",
    "evidence": [],
}
