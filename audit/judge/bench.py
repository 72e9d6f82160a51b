"""The bench on which rules are tried: what their tests give lies in one store in memory, and is seen through the real views."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from audit.errors import PackError
from audit.judge import algebra, terms
from audit.model import Rule
from audit.rulepacks import VIEWS, Pack, RuleTest
from audit.store import Store, trials
from audit.strict import nearest


class Bench:
    """Rules and what their tests give. Filling a store takes long, so one holds all; a document's name tells which test."""

    def __init__(self, store: Store, packs: Sequence[Pack], cases: Sequence[RuleTest]) -> None:
        self.store = store
        self.cases = tuple(cases)
        self._rules = {rule.id: rule for pack in packs for rule in pack.rules}
        self._stated = {rule: stated for pack in packs for rule, stated in pack.stated.items()}
        self._numbers = {id(case): number for number, case in enumerate(self.cases)}

    def rule(self, case: RuleTest) -> Rule:
        """The rule that a test is of: as amended, or as its own pack states it."""
        return self._rules[case.rule] if case.amended else self._stated.get(case.rule, self._rules[case.rule])

    def by_rule(self) -> Iterator[tuple[Rule, list[RuleTest]]]:
        """Each rule with its tests, in the order of the tests."""
        found: dict[tuple[str, bool], list[RuleTest]] = {}
        for case in self.cases:
            found.setdefault((case.rule, case.amended), []).append(case)
        yield from ((self.rule(cases[0]), cases) for cases in found.values())

    def fired(self, rule: Rule, conditions: Sequence[str], cases: Sequence[RuleTest]) -> list[list[int]]:
        """How often each of the checked conditions fires, for each test: a row a condition. PackError where one fails."""
        counts = [[0] * len(cases) for _ in conditions]
        scopes = sorted({(case.purpose, case.jurisdiction) for case in cases})
        places = {str(self._numbers[id(case)]): place for place, case in enumerate(cases)}
        for tried in trials.fired(self.store, rule, conditions, self._documents(cases), scopes):
            place = places[tried.document.partition("/")[0]]
            if (tried.purpose, tried.jurisdiction) == (cases[place].purpose, cases[place].jurisdiction):
                for condition, fired in enumerate(tried.fired):
                    counts[condition][place] += fired
        return counts

    def _documents(self, cases: Sequence[RuleTest]) -> list[str]:
        return sorted({_document(self._numbers[id(case)], row, place) for case in cases for place, row in enumerate(case.given)})


@contextmanager
def laid(packs: Sequence[Pack], cases: Sequence[RuleTest]) -> Iterator[Bench]:
    """
    A bench with tests of rules of these packs.

    PackError where a condition is refused, or a test gives what its view does not have or of another kind.
    """
    with Store.memory() as store:
        store.lock()
        bench = Bench(store, packs, cases)
        columns = {view: store.columns(view) for view in VIEWS}
        for rule in (rule for pack in packs for rule in pack.rules):
            store.checked(rule)
        for case in bench.cases:
            _refuse_unfit(case, columns[bench.rule(case).view])
        _give(bench, terms.load([pack.folder for pack in packs]))
        yield bench


def _give(bench: Bench, found_terms: terms.Terms) -> None:
    """Put what all tests give into the store."""
    rows = [
        (bench.rule(case).view, row, _document(number, row, place), place)
        for number, case in enumerate(bench.cases)
        for place, row in enumerate(case.given)
    ]
    found = [_finding(row, document, place) for view, row, document, place in rows if view == "finding"]
    documents = {row["document"]: _DOCUMENT | {"domain": row["site"]} | row for row in found}
    store = bench.store
    store.fill("found", found)
    store.fill("document", list(documents.values()))
    store.fill("provider_terms", found_terms.providers)
    for table, listed in found_terms.licences.tables(sorted({row["spdx"] for row in found if row.get("spdx")}), {}).items():
        store.fill(table, listed)
    store.run("derive_licensed")
    store.prepare()
    measures = [(row, document, place) for view, row, document, place in rows if view == "measure"]
    store.fill(
        "judged_measure", [{**row, "document": document, "fingerprint": f"{place:032x}"} for row, document, place in measures]
    )


def _document(number: int, row: Mapping[str, Any], place: int) -> str:
    return f"{number}/{row.get('document', f'case#{place}')}"


def _finding(given: Mapping[str, Any], document: str, place: int) -> dict[str, Any]:
    """A finding as a test gives it, with its document's columns; what it does not give is like that of a plain finding."""
    own = {"document": document, "record": place, "fingerprint": f"{place:032x}", "site": given.get("domain")}
    return {**_FINDING, **given, **own}


def _refuse_unfit(case: RuleTest, columns: Mapping[str, str]) -> None:
    """A test gives what is found and known of the document; what licences and terms say is worked out from them."""
    known = [column for column in columns if column not in (*algebra.DIMENSIONS, *_WORKED_OUT)]
    for column, value in [pair for row in case.given for pair in row.items()]:
        if column not in known:
            raise PackError(f"rule {case.rule}: its test '{case.name}' gives '{column}'{nearest(column, known)}")
        kinds, plain = _KINDS.get(columns[column], ((str,), "a text"))
        if type(value) not in kinds or (isinstance(value, int) and abs(value) > _MOST):
            raise PackError(f"rule {case.rule}: its test '{case.name}' gives '{column}', which must be {plain}")


_MOST = 2**31
_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "DOUBLE": ((float, int), "a number"),
    "BIGINT": ((int,), "a whole number"),
    "BOOLEAN": ((bool,), "true or false"),
    "DATE": ((date,), "a date, such as 2026-01-31 without quotes"),
}
"By type of a column: what a test can give, and how to say so."
_WORKED_OUT = (
    "purpose",
    "jurisdiction",
    "fingerprint",
    "output_class",
    "output_classes",
    "output_basis",
    "output_clauses",
    "output_exceptions",
    "output_regions",
    "output_sources",
    "licence_permits",
    "exception",
    "licence_family",
    "licence_kind",
    "licence_category",
    "declared",
    "concluded",
    "declared_commercial",
    "declared_derive",
    "declared_redistribute",
    "declared_share_alike",
    "inherited_commercial",
    "inherited_derive",
    "inherited_redistribute",
    "inherited_share_alike",
    "inherited_train_competing",
)
"Columns that follow from what a test gives or from sources, beside what licences say."
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
