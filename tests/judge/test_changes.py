"""What a second judgement changed, and what accounts for it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.judge import changes
from audit.model import Outcome, Rule
from audit.report_model import ChangeRow
from audit.store import Store
from tests.judge.twice import DOCUMENT, LICENCE, OUTPUT, PAGE, POLICY, RULE, SIGNAL, TODAY, TOMORROW, Audit, listed, rule


@pytest.fixture
def store() -> Iterator[Store]:
    """A store with a finding of three kinds on one page."""
    with Store.memory() as made:
        made.fill("document", [DOCUMENT])
        made.fill("found", [LICENCE, OUTPUT, PAGE])
        made.derive()
        yield made


@pytest.fixture
def audit(store: Store) -> Audit:
    return Audit(store)


RULES = [
    ("a rule that is new", [], [RULE], [("p/licence", "new", "rule-added", 1, [])]),
    ("a rule that is gone", [RULE], [], [("p/licence", "gone", "rule-removed", 1, [])]),
    (
        "a rule that asks for more",
        [RULE],
        [rule(outcome=Outcome.BLOCK, digest="two")],
        [("p/licence", "outcome review to block", "rule-changed", 1, ["outcome"])],
    ),
    (
        "a rule that a policy tightens",
        [RULE],
        [rule(outcome=Outcome.BLOCK)],
        [("p/licence", "outcome review to block", "policy", 1, [])],
    ),
    (
        "a rule with another condition",
        [RULE],
        [rule(when="kind = 'optout'", digest="two")],
        [("p/licence", "gone", "rule-changed", 1, ["when"])],
    ),
    ("a rule in other words", [RULE], [rule(title="Other", plain="More words.", digest="two")], []),
    ("a rule that is as it was", [RULE], [RULE], []),
]


@pytest.mark.parametrize(("before", "after", "told"), [case[1:] for case in RULES], ids=[case[0] for case in RULES])
def test_a_rule_accounts_for_its_verdicts(audit: Audit, before: list[Rule], after: list[Rule], told: list[Any]) -> None:
    audit.judged(*before)
    audit.judged(*after)

    assert audit.told() == told


def test_a_rule_in_other_words_is_told_though_no_verdict_differs(audit: Audit) -> None:
    audit.judged(RULE)
    audit.judged(rule(title="Other", fix=(), digest="two"))

    rows, rules, _ = audit.compared()
    assert rows == ()
    assert [(one.rule, one.title, one.cause, one.detail) for one in rules] == [("p/licence", "Other", "rule-words", "title, fix")]


DAYS = [
    ("comes into force", {"valid_from": TOMORROW, "valid_to": None}, "new", "in force from 2026-11-25"),
    ("goes out of force", {"valid_from": None, "valid_to": TODAY}, "gone", "in force always to 2026-11-24"),
]


@pytest.mark.parametrize(("days", "change", "detail"), [case[1:] for case in DAYS], ids=[case[0] for case in DAYS])
def test_a_rule_whose_day_comes_is_told(audit: Audit, days: dict[str, Any], change: str, detail: str) -> None:
    audit.judged(rule(**days))
    audit.judged(rule(**days), on=TOMORROW)

    dates = f"{detail}; judged as of 2026-11-24 before, 2026-11-25 now"
    assert audit.told() == [("p/licence", change, "rule-dates", 1, [dates])]


def test_what_a_policy_asks_for_accounts_for_verdicts(audit: Audit) -> None:
    audit.judged(RULE)
    audit.judged(RULE, policy=replace(POLICY, jurisdictions=("EU", "JP")))

    assert audit.told() == [("p/licence", "new", "policy", 1, ["commercial-training, JP"])]


INPUTS = [
    (
        "terms of licences",
        "commercial = 3",
        ("core/licence_terms.csv", {"licence": "CC-BY-4.0", "commercial": "3"}),
        "licence-terms",
        "CC-BY-4.0: commercial: granted to refused",
    ),
    (
        "terms of providers",
        "output_class = 'restricts_training'",
        (
            "core/provider_terms.csv",
            {"provider": "Acme", "product": "", "applies_to": "", "class": "restricts_training", "document": "Terms"}
            | {"valid_from": "2024-01-01", "valid_to": "", "first_seen": "2024-01-01", "recorded": "2026-01-01"},
        ),
        "provider-terms",
        "acme: Terms, 2024-01-01: nothing to restricts_training",
    ),
    (
        "terms of sites",
        "terms_class = 'no_ai' AND kind = 'scraped'",
        (
            "scraped_site/site_terms.csv",
            {
                "domain": "a.example",
                "class": "no_ai",
                "document_name": "Terms",
                "valid_from": "2024-01-01",
                "valid_to": "2026-01-01",
            },
        ),
        "site-terms",
        "a.example: Terms, 2024-01-01: nothing to no_ai until 2026-01-01",
    ),
]


@pytest.mark.parametrize(("when", "terms", "cause", "detail"), [case[1:] for case in INPUTS], ids=[case[0] for case in INPUTS])
def test_terms_account_for_verdicts_that_rest_on_them(
    audit: Audit, tmp_path: Path, when: str, terms: tuple[str, dict[str, str]], cause: str, detail: str
) -> None:
    audit.judged(rule(when=when))
    audit.judged(rule(when=when), folder=listed(tmp_path, terms[0], **terms[1]))

    ((_, change, named, verdicts, (first, *others)),) = audit.told()
    assert (change, named, verdicts, others) == ("new", cause, 1, [])
    assert detail in first


def test_signals_account_for_verdicts_that_rest_on_them(audit: Audit) -> None:
    again = rule(when="signal_at_capture = 'disallowed' AND kind = 'scraped'")
    audit.judged(again)
    audit.judged(again, signals=[SIGNAL])

    assert audit.told() == [
        ("p/licence", "new", "signals", 1, ["a.example: robots_ai, *, 2024-01-01: nothing to reserved"]),
    ]


def test_terms_of_another_finding_account_for_a_verdict_that_rests_on_the_record(audit: Audit, tmp_path: Path) -> None:
    again = rule(when="kind = 'scraped' AND NOT licence_permits")
    audit.judged(again)
    audit.judged(again, folder=listed(tmp_path, "core/licence_terms.csv", licence="CC-BY-4.0", redistribute="3"))

    assert audit.told() == [("p/licence", "new", "licence-terms", 1, [])]


def test_terms_account_for_measures(audit: Audit, tmp_path: Path) -> None:
    again = rule(view="measure", when="measure = 'documents_terms_unknown'")
    said = {"domain": "a.example", "class": "open", "valid_from": "2024-01-01", "valid_to": ""}
    audit.judged(again)
    audit.judged(again, folder=listed(tmp_path, "scraped_site/site_terms.csv", **said))

    assert audit.told() == [("p/licence", "gone", "site-terms", 1, [])]


SOURCE = {"source_id": "notes", "name": "Notes", "kind": "web", "origin": "corpus.toml", "listed": True, "declared": "MIT"}
PARENT = {**SOURCE, "source_id": "logs", "declared": "CC-BY-NC-4.0"}
MATCH = {"source_id": "notes", "what": "path", "value": "a", "place": 0}
EDGE = {"child": "notes", "parent": "logs", "relation": "copied", "basis": "corpus.toml"}
SOURCES = [
    ("another label", "declared = 'CC0-1.0'", [{**SOURCE, "declared": "CC0-1.0"}], [], "notes: declared: MIT to CC0-1.0"),
    (
        "a parent",
        "inherited_commercial = 3",
        [SOURCE, PARENT],
        [EDGE],
        "notes: made from logs: nothing to copied",
    ),
]


@pytest.mark.parametrize(
    ("when", "sources", "edges", "detail"), [case[1:] for case in SOURCES], ids=[case[0] for case in SOURCES]
)
def test_sources_account_for_verdicts_that_rest_on_them(
    audit: Audit, store: Store, when: str, sources: list[Any], edges: list[Any], detail: str
) -> None:
    again = rule(when=f"{when} AND kind = 'scraped'")
    told: dict[str, Any] = {"source_generator": [], "source_match": [MATCH]}
    store.take_sources({**told, "source": [SOURCE], "lineage": []})
    audit.judged(again)
    audit.judged(again, between=lambda: store.take_sources({**told, "source": sources, "lineage": edges}))

    assert audit.told() == [("p/licence", "new", "sources", 1, [detail])]


def test_exceptions_of_the_law_are_told_where_they_differ(audit: Audit, tmp_path: Path) -> None:
    audit.judged(RULE)
    audit.judged(RULE, folder=listed(tmp_path, "core/licence_exceptions.csv", exception="XX-1"))

    assert [(one.input, [subject for subject, _ in one.told]) for one in audit.compared()[2]] == [("exceptions", ["XX-1"])]
    assert changes.rests_on(rule(when="train = 3 AND train_competing = 0")) == ["exceptions", "licence-terms", "provider-terms"]


def test_a_change_that_nothing_accounts_for_says_so(audit: Audit, store: Store) -> None:
    audit.judged(RULE)
    store.fill("found", [OUTPUT])
    audit.judged(RULE)

    assert audit.told() == [("p/licence", "gone", "untraced", 1, [])]


def standing(**said: Any) -> dict[str, Any]:
    return {
        "document": "a#0",
        "fingerprint": "f0",
        "rule": "p/licence",
        "outcome": "review",
        "purpose": "commercial-training",
        "jurisdiction": "EU",
        "waiver": None,
        "baselined": False,
        **said,
    }


DECISIONS = [
    ({}, {"waiver": "w1"}, ("waived", "waivers", 1, ["w1"])),
    ({"waiver": "w1"}, {}, ("no longer waived", "waivers", 1, ["w1"])),
    ({"waiver": "w1"}, {"waiver": "w2"}, ("waived otherwise", "waivers", 1, ["w2"])),
    ({}, {"baselined": True}, ("baselined", "baseline", 1, [])),
    ({"baselined": True}, {}, ("no longer baselined", "baseline", 1, [])),
]


@pytest.mark.parametrize(("before", "after", "told"), DECISIONS, ids=[case[2][0] for case in DECISIONS])
def test_decisions_account_for_verdicts(audit: Audit, store: Store, before: Any, after: Any, told: Any) -> None:
    audit.judged(RULE)
    store.fill("verdict", [standing(**before)])
    audit.judged(RULE)
    store.fill("verdict", [standing(**after)])

    assert audit.told() == [("p/licence", *told)]


def test_open_verdicts_are_counted_among_the_changed(audit: Audit, store: Store) -> None:
    audit.judged(RULE)
    store.fill("verdict", [])
    audit.judged(RULE)
    store.fill("verdict", [standing(), standing(fingerprint="f1", waiver="w"), standing(fingerprint="f2", baselined=True)])

    ((row,), _, _) = audit.compared()
    assert (row.verdicts, row.open, row.documents, row.examples) == (3, 1, 1, ("a#0",))


def test_a_finding_that_is_there_twice_counts_once(audit: Audit, store: Store) -> None:
    store.fill("found", [LICENCE, LICENCE])
    audit.judged()
    audit.judged(RULE)

    assert audit.told() == [("p/licence", "new", "rule-added", 1, [])]


def test_rules_are_remembered_as_they_were(store: Store) -> None:
    changes.note(store, [RULE])

    assert changes.keep(store) == {"p/licence": RULE}


CHOICES = [
    rule(id="p/a"),
    rule(id="p/b", when="kind = 'scraped'"),
    rule(id="p/c", valid_from=TOMORROW),
    rule(id="p/d", when="score > 0"),
]
judgements = st.tuples(
    st.sets(st.sampled_from(CHOICES), max_size=4),
    st.sets(st.sampled_from(["EU", "JP", "UK"]), min_size=1),
    st.sampled_from([TODAY, TOMORROW]),
)


@given(judgements, judgements)
@settings(max_examples=15)
def test_what_stood_and_what_changed_give_what_stands(first: Any, second: Any) -> None:
    with Store.memory() as store:
        store.fill("document", [DOCUMENT])
        store.fill("found", [LICENCE, OUTPUT, PAGE])
        audit = Audit(store)
        for rules, places, on in (first, second):
            ordered = sorted(rules, key=lambda one: one.id)
            audit.judged(*ordered, policy=replace(POLICY, jurisdictions=tuple(sorted(places))), on=on)
        rows: tuple[ChangeRow, ...] = audit.compared()[0]
        totals = store.query("changes_totals")[0]

    by_change = {name: sum(row.verdicts for row in rows if row.change == name) for name in ("new", "gone")}
    assert totals["before"] + by_change["new"] - by_change["gone"] == totals["after"]
    assert "untraced" not in {row.cause for row in rows}
    assert first != second or not rows
