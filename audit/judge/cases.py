"""The test cases of rules, run against the real views on a store in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.errors import PackError
from audit.judge import algebra, terms
from audit.model import Rule
from audit.rulepacks import VIEWS, Pack, RuleTest
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
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    cases = [case for pack in packs for case in pack.tests]
    with Store.memory() as store:
        store.lock()
        conditions = {rule.id: store.checked(rule) for rule in rules.values()}
        columns = {view: list(store.columns(view)) for view in VIEWS}
        for case in cases:
            _refuse_unknown(case, columns[rules[case.rule].view])
        _give_all(store, cases, rules, terms.load([pack.folder for pack in packs]))
        for case in cases:
            rule = rules[case.rule]
            if rule.view == "measure":
                store.fill("judged_measure", [{"document": "measure", "fingerprint": "0" * 32, **row} for row in case.given])
            store.apply(rule, conditions[rule.id], None, [(case.purpose, case.jurisdiction)])
            fired = sum(_of_case(verdict["document"], case, cases) for verdict in store.take_verdicts())
            yield CaseResult(rule.id, case.name, case.expect, fired)


test.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test of its own


def _give_all(store: Store, cases: Sequence[RuleTest], rules: Mapping[str, Rule], found_terms: terms.Terms) -> None:
    """Put what all cases give into one store, since filling one for each takes long; a document's name tells its case."""
    found = [
        _finding(row, f"{number}/{row.get('document', f'case#{place}')}", place)
        for number, case in enumerate(cases)
        if rules[case.rule].view == "finding"
        for place, row in enumerate(case.given)
    ]
    documents = {row["document"]: _DOCUMENT | {"domain": row["site"]} | row for row in found}
    store.fill("found", found)
    store.fill("document", list(documents.values()))
    store.fill("provider_terms", found_terms.providers)
    for table, rows in found_terms.licences.tables(sorted({row["spdx"] for row in found if row.get("spdx")}), {}).items():
        store.fill(table, rows)
    store.run("derive_licensed")
    store.prepare()


def _of_case(document: str, case: RuleTest, cases: Sequence[RuleTest]) -> bool:
    """Whether a verdict is about what this case gives; a measure is given to its own case only."""
    number = document.partition("/")[0]
    return not number.isdigit() or cases[int(number)] is case


def _refuse_unknown(case: RuleTest, columns: Sequence[str]) -> None:
    """A case gives what is found and known of the document; what licences say is worked out from them."""
    known = [column for column in columns if column not in (*algebra.DIMENSIONS, *_WORKED_OUT)]
    for column in [column for row in case.given for column in row]:
        if column not in known:
            raise PackError(f"rule {case.rule}: its test '{case.name}' gives '{column}'{nearest(column, known)}")


def _finding(given: Mapping[str, Any], document: str, place: int) -> dict[str, Any]:
    """A finding as a case gives it, with its document's columns; what it does not give is like that of a plain finding."""
    own = {"document": document, "record": place, "fingerprint": f"{place:032x}", "site": given.get("domain")}
    return {**_FINDING, **given, **own}


_WORKED_OUT = (
    "purpose",
    "jurisdiction",
    "output_class",
    "output_classes",
    "output_basis",
    "output_exceptions",
    "output_regions",
    "output_sources",
    "licence_permits",
    "train",
    "exception",
    "licence_family",
    "licence_kind",
    "licence_category",
)
"Columns that follow from what a case gives, beside what licences say."
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
