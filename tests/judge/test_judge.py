"""Rules become verdicts where purpose, jurisdiction and date agree, and a rule that cannot be run is refused by name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.errors import ConfigurationError, PackError
from audit.judge import check, judge
from audit.judge.judge import scopes
from audit.model import Citation, Rule
from audit.rulepacks import Pack
from audit.store import Store
from audit.store import store as store_module
from tests import plain_rows

TODAY = date(2026, 11, 24)
POLICY = replace(plain_rows.POLICY, jurisdictions=("EU", "US"))
RULE = replace(
    plain_rows.RULE,
    jurisdictions=("EU",),
    citations=(Citation("A law", date(2019, 4, 17)), Citation("Another", date(2020, 1, 1))),
)
FOUND = {**plain_rows.FOUND, "fingerprint": "f0", "spdx": "CC-BY-NC-4.0"}
DOCUMENT = plain_rows.DOCUMENT


def pack(*rules: Rule, folder: Path = Path("nowhere")) -> Pack:
    return Pack("p", "P", "1", "", folder, None, (), rules, (), "", "")


@pytest.fixture
def store() -> Iterator[Store]:
    """A store with one finding."""
    with Store.memory() as made:
        made.fill("document", [DOCUMENT])
        made.fill("found", [FOUND])
        made.derive()
        yield made


def test_a_verdict_is_told_as_the_contract_says(store: Store) -> None:
    counts = judge(store, POLICY, [pack(RULE)], TODAY)

    assert counts == {"p/any": 1}
    assert list(store.verdicts()) == [
        {
            "document": "a#0",
            "fingerprint": "f0",
            "rule": "p/any",
            "outcome": "review",
            "purpose": "commercial-training",
            "jurisdiction": "EU",
            "waiver": None,
            "baselined": False,
            "citation": "A law (2019-04-17)",
        }
    ]


SCOPES = [
    (
        "both named",
        ("weights-release",),
        ("EU",),
        ("weights-release", "research-training"),
        ("EU", "US"),
        [("weights-release", "EU")],
    ),
    ("rule of another purpose", ("weights-release",), (), ("research-training",), ("EU",), []),
    ("rule of another jurisdiction", (), ("JP",), ("research-training",), ("EU",), []),
    ("rule of any", (), (), ("research-training",), ("EU", "US"), [("research-training", "EU"), ("research-training", "US")]),
    ("policy of any jurisdiction", (), ("JP",), ("research-training",), ("any",), [("research-training", "JP")]),
    ("neither names one", (), (), ("research-training",), ("any",), [("research-training", "any")]),
]


@pytest.mark.parametrize(
    ("purposes", "places", "for_purposes", "for_places", "pairs"), [case[1:] for case in SCOPES], ids=[case[0] for case in SCOPES]
)
def test_a_rule_speaks_where_policy_and_rule_agree(purposes, places, for_purposes, for_places, pairs) -> None:
    rule = replace(RULE, purposes=purposes, jurisdictions=places)
    policy = replace(POLICY, purposes=for_purposes, jurisdictions=for_places)

    assert scopes(rule, policy) == pairs


VALIDITY = [
    (None, None, 1),
    (TODAY, TODAY, 1),
    (date(2026, 11, 25), None, 0),
    (None, date(2026, 11, 23), 0),
    (date(2020, 1, 1), date(2030, 1, 1), 1),
]


@pytest.mark.parametrize(("begins", "ends", "verdicts"), VALIDITY)
def test_a_rule_is_in_force_on_its_first_and_last_day(
    store: Store, begins: date | None, ends: date | None, verdicts: int
) -> None:
    counts = judge(store, POLICY, [pack(replace(RULE, valid_from=begins, valid_to=ends))], TODAY)

    assert sum(counts.values()) == verdicts


def test_judging_again_replaces_the_verdicts(store: Store) -> None:
    judge(store, POLICY, [pack(RULE)], TODAY)
    judge(store, POLICY, [pack(replace(RULE, id="p/other"))], TODAY)

    assert [verdict["rule"] for verdict in store.verdicts()] == ["p/other"]


def test_a_rule_without_a_source_gives_none(store: Store) -> None:
    judge(store, POLICY, [pack(replace(RULE, citations=()))], TODAY)

    assert next(store.verdicts())["citation"] is None


def test_a_condition_sees_purpose_and_jurisdiction(store: Store) -> None:
    rule = replace(RULE, jurisdictions=(), when="jurisdiction = CASE purpose WHEN 'commercial-training' THEN 'US' ELSE 'EU' END")

    judge(store, POLICY, [pack(rule)], TODAY)

    assert [verdict["jurisdiction"] for verdict in store.verdicts()] == ["US"]


def test_a_condition_sees_what_the_licence_says(store: Store) -> None:
    counts = judge(store, POLICY, [pack(replace(RULE, when="commercial = 3 AND derive = 0 AND NOT document_licensed"))], TODAY)

    assert counts == {"p/any": 1}


def test_a_verdict_on_a_measure_names_its_subject(store: Store) -> None:
    judge(store, POLICY, [pack(replace(RULE, view="measure", when="measure = 'documents_without_url' AND share = 1"))], TODAY)

    assert [verdict["document"] for verdict in store.verdicts()] == ["corpus"]


def test_a_measure_of_a_work_names_the_work(store: Store) -> None:
    store.fill("found", [{**FOUND, "kind": "copyright", "work": "tale"}])

    judge(store, POLICY, [pack(replace(RULE, view="measure", when="subject_type = 'work' AND value = 1"))], TODAY)

    assert [verdict["document"] for verdict in store.verdicts()] == ["work:tale"]


def test_a_refused_condition_names_its_rule_and_judges_nothing(store: Store) -> None:
    judge(store, POLICY, [pack(RULE)], TODAY)

    with pytest.raises(PackError, match="rule p/bad: its condition is refused: there is no column 'knd'"):
        judge(store, POLICY, [pack(replace(RULE, id="p/bad", when="knd = 'x'"))], TODAY)
    assert len(list(store.verdicts())) == 1


def test_a_threshold_of_a_rule_there_is_is_taken(store: Store) -> None:
    assert judge(store, replace(POLICY, thresholds={"p/any": 1}), [pack(RULE)], TODAY) == {"p/any": 1}


def test_a_threshold_of_no_rule_names_the_nearest(store: Store) -> None:
    with pytest.raises(
        ConfigurationError, match=r"policy 'p': its thresholds name 'p/ani', which is no rule; did you mean 'p/any'\?"
    ):
        judge(store, replace(POLICY, thresholds={"p/ani": 1}), [pack(RULE)], TODAY)


UNFIT = [
    ("a condition that is a text", "kind", "its condition is not true or false, but of the type VARCHAR"),
    ("a truth as a number", "modified + 1 > 0", "its condition does not fit the view"),
    ("a date beside a number", "captured > 3", "its condition does not fit the view"),
]


@pytest.mark.parametrize(("when", "message"), [case[1:] for case in UNFIT], ids=[case[0] for case in UNFIT])
def test_a_condition_that_cannot_hold_is_refused_by_name(when: str, message: str) -> None:
    with pytest.raises(PackError, match=f"rule p/any: {message}"):
        check([pack(replace(RULE, when=when))])


def test_conditions_of_rules_not_in_force_are_checked_too() -> None:
    with pytest.raises(PackError, match="rule p/any: its condition is refused"):
        check([pack(replace(RULE, when="TRUE; SELECT 1", valid_to=date(2000, 1, 1)))])


def test_a_condition_that_fails_on_this_corpus_names_its_rule(store: Store) -> None:
    with pytest.raises(PackError, match="rule p/any: its condition fails on this corpus"):
        judge(store, POLICY, [pack(replace(RULE, when="CAST(kind AS INTEGER) > 1"))], TODAY)


def test_a_condition_that_takes_too_long_is_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.fill("document", [{**DOCUMENT, "document": f"a#{number}"} for number in range(10_000)])
    store.fill(
        "found", [{**FOUND, "document": f"a#{number}", "fingerprint": f"{number:04}" + "x" * 1000} for number in range(10_000)]
    )
    monkeypatch.setattr(store_module, "RULE_SECONDS", 0.05)
    slow = " OR ".join(f"regexp_matches(fingerprint, '(a|x)*{number}b')" for number in range(70))

    with pytest.raises(PackError, match=r"rule p/any took more than 0 seconds; make its condition simpler"):
        judge(store, POLICY, [pack(replace(RULE, when=slow))], TODAY)


def test_a_condition_that_gives_too_many_verdicts_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "RULE_VERDICTS", 1)
    store.fill("document", [{**DOCUMENT, "document": f"a#{number}"} for number in range(2)])
    store.fill("found", [{**FOUND, "document": f"a#{number}", "fingerprint": str(number)} for number in range(2)])

    with pytest.raises(PackError, match="rule p/any gives 2 verdicts; 1 is the most: narrow its condition"):
        judge(store, POLICY, [pack(RULE)], TODAY)


def test_after_judging_the_database_is_closed_to_files(store: Store) -> None:
    judge(store, POLICY, [pack(RULE)], TODAY)

    with pytest.raises(Exception, match="file system operations are disabled"):
        store.run("ingest_findings", files=["/etc/passwd"])
