"""Decisions let pass what persons decided and nothing else; every doubt leaves verdicts open and is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import decisions
from audit import waivers as files
from audit.errors import ConfigurationError
from audit.judge import binding, deciding, waiving
from audit.model import Severity
from audit.report_model import DecisionRow
from audit.rulepacks import Lock
from audit.store import Store
from tests.decisions.made import RISK, about, entry, group
from tests.judge import made_verdicts as made
from tests.judge.made_verdicts import DAY, KEEP, RULES, fingerprint
from tests.waivers.made import waiver

LAW = waiving.Law(RULES)
SEVERE = waiving.Law({**RULES, KEEP.id: replace(KEEP, severity=Severity.HIGH)})
ONE = fingerprint("a.jsonl one")
ALICE = [{"name": "one", "work": "alice"}, {"name": "two", "work": "alice", "path": "b.jsonl"}]
NILS = {"name": "Nils Berg"}
CONFIRMED = {"state": "confirmed", "reason": "", "action": "remove"}
WRONG = {"state": "not_a_match", "reason": "boilerplate"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store that each case fills anew."""
    with Store.memory() as opened:
        yield opened


def log(*records: dict[str, Any]) -> tuple[decisions.Decision, ...]:
    """A log of records, on one finding unless they say otherwise."""
    named = [{"id": f"d{number}", "target": about(ONE), **record} for number, record in enumerate(records, 1)]
    drafts = [decisions.draft({k: v for k, v in entry(**record).items() if v != ""}, "here") for record in named]
    return decisions.chained((), drafts)


def applied(store: Store, *records: dict[str, Any], on: date = DAY, law: waiving.Law = LAW) -> list[DecisionRow]:
    rows = deciding.weigh(store, log(*records), law, on)
    deciding.apply(store, rows)
    return list(rows)


def of_alice(store: Store, **changes: Any) -> dict[str, Any]:
    """A target of what of a work is there now."""
    entries = [row["entry"] for row in _entries(store)]
    return group(len(entries), files.digest(entries), **changes)


def _entries(store: Store) -> list[dict[str, Any]]:
    waiving.give(store, [waiver(rule="p/keep", where={"work": "alice"}, fingerprints=())])
    return store.query("waive_entries")


EFFECTS = [
    ("permitted passes", [{}], "permitted", True),
    ("not a match passes", [WRONG], "not_a_match", True),
    ("an accepted risk passes", [RISK], "accepted_risk", True),
    ("confirmed counts", [CONFIRMED], "confirmed", False),
    ("claimed counts", [{"state": "in_review", "reason": ""}], "in_review", False),
    ("taken back counts", [{}, {"state": "open", "reason": ""}], "open", False),
    ("the last word of a person stands", [CONFIRMED, {}], "permitted", True),
    ("two who disagree", [{}, {**CONFIRMED, "actor": NILS}], "conflict", False),
    ("two who agree", [{}, {"reason": "own_content", "actor": NILS}], "permitted", True),
    ("a claim is no disagreement", [{}, {"state": "in_review", "reason": "", "actor": NILS}], "permitted", True),
    ("one that takes another's place", [CONFIRMED, {"actor": NILS, "supersedes": "d1"}], "permitted", True),
    ("the rule asks something else", [{"binds": {"rule_sha256": "9" * 64}}], "stale", False),
    ("the rule asks the same", [{"binds": {"rule_sha256": waiving.meaning(KEEP)}}], "permitted", True),
    ("on its last day", [{"expires": str(DAY)}], "permitted", True),
    ("after its last day", [{"expires": "2026-11-23"}], "expired", False),
    ("the earlier end of two", [{"expires": "2026-11-23"}, {"actor": NILS}], "expired", False),
    ("nothing is left", [{"target": about("0" * 32)}], "remediated", False),
    ("a rule that is none", [{"target": about(ONE, "p/none")}], "stale", False),
]  # fmt: skip


@pytest.mark.parametrize(("records", "state", "passes"), [case[1:] for case in EFFECTS], ids=[case[0] for case in EFFECTS])
def test_what_a_decision_does_to_verdicts(store: Store, records: list[dict[str, Any]], state: str, passes: bool) -> None:
    made.fill(store, ALICE[:1])

    rows = applied(store, *records)

    assert [row.state for row in rows] == [state]
    assert {found for _, found, _, _ in made.waived(store)} == ({ONE} if passes else set())


def test_a_severe_risk_takes_two_persons_who_saw_the_same(store: Store) -> None:
    made.fill(store, ALICE)
    seen = {**RISK, "target": of_alice(store)}
    other = {**RISK, "target": group(1, "b" * 64)}

    alone = applied(store, seen, law=SEVERE)
    apart = applied(store, {**other, "actor": NILS}, seen, law=SEVERE)
    assert made.waived(store) == set()
    both = applied(store, {**seen, "actor": NILS}, seen, law=SEVERE)

    assert [row.state for row in (*alone, *apart, *both)] == ["in_review", "in_review", "accepted_risk"]
    assert alone[0].told == "a second person has to accept a risk of the severity high"
    assert both[0].people == ("Nils Berg", "Mira Lund")
    assert len(made.waived(store)) == 4


def test_a_group_that_grew_counts_again_and_says_by_how_much(store: Store) -> None:
    made.fill(store, ALICE[:1])
    target = of_alice(store)
    assert applied(store, {"target": target})[0].findings == 1
    made.fill(store, ALICE)

    row = applied(store, {"target": target})[0]

    assert (row.state, row.decided, made.waived(store)) == ("stale", "permitted", set())
    assert "covers 1, now 2: 1 more need review" in row.told


def test_of_a_group_that_was_listed_only_what_came_is_open(store: Store) -> None:
    made.fill(store, ALICE[:1])
    entries = [row["entry"] for row in _entries(store)]
    target = {**of_alice(store), "fingerprints": entries}
    made.fill(store, ALICE)

    row = applied(store, {"target": target})[0]

    assert (row.state, row.covered, row.now, row.unsettled) == ("permitted", 1, 2, True)
    assert row.told == "it covers 1, now 2: 1 need review and are not let pass"
    assert {found for _, found, _, _ in made.waived(store)} == {ONE}


def test_of_a_group_that_was_listed_the_rest_holds_where_some_are_gone(store: Store) -> None:
    made.fill(store, ALICE)
    entries = [row["entry"] for row in _entries(store)]
    target = {**of_alice(store), "fingerprints": entries}
    made.fill(store, ALICE[:1])

    row = applied(store, {"target": target})[0]

    assert (row.state, row.told, row.unsettled) == ("permitted", "", False)
    assert {found for _, found, _, _ in made.waived(store)} == {ONE}


def test_a_group_of_others_in_the_same_number_is_told(store: Store) -> None:
    made.fill(store, ALICE[:1])

    row = applied(store, {"target": group(1, "b" * 64)})[0]

    assert (row.state, row.told) == (
        "stale",
        "it covers 1, now 1, and not the same ones; none is let pass until somebody decides on the group again",
    )


def of_rule(store: Store, rule: str) -> dict[str, Any]:
    """A target of all that a rule says now."""
    waiving.give(store, [waiver(rule=rule, where={"rule": rule}, fingerprints=())])
    entries = [row["entry"] for row in store.query("waive_entries")]
    return {"kind": "rule", "selector": {"rule": rule}, "count": len(entries), "fingerprints_sha256": files.digest(entries)}


def test_a_decision_on_a_rule_covers_all_that_it_says(store: Store) -> None:
    made.fill(store, [*ALICE, {"name": "three", "rules": ("p/stop",)}])

    row = applied(store, {"target": of_rule(store, "p/keep")})[0]

    assert (row.state, row.findings, row.covers) == ("permitted", 2, "2 findings of rule p/keep")


def test_all_that_a_rule_that_blocks_says_cannot_pass_at_once(store: Store) -> None:
    made.fill(store, [{"name": "three", "rules": ("p/stop",)}])

    row = applied(store, {"target": of_rule(store, "p/stop")})[0]

    assert (row.state, made.waived(store)) == ("stale", set())
    assert row.told == "it selects all that the rule says, which a rule that blocks cannot be waived by"


def test_a_group_whose_rule_changed_is_stale_though_it_was_listed(store: Store) -> None:
    made.fill(store, ALICE[:1])
    target = {**of_alice(store), "fingerprints": [row["entry"] for row in _entries(store)]}

    row = applied(store, {"target": target, "binds": {"rule_sha256": "9" * 64}})[0]

    assert (row.state, "asks something else" in row.told, made.waived(store)) == ("stale", True, set())


BOUND = [("text_sha256", "text"), ("work_id", "work"), ("licence_verdict", "licence")]


@pytest.mark.parametrize(("name", "word"), BOUND)
def test_a_decision_holds_while_what_it_is_bound_to_stays(store: Store, name: str, word: str) -> None:
    made.fill(store, [{**ALICE[0], "spdx": "CC-BY-4.0"}])
    applied(store, {})
    now = deciding.bindings(store)["decision-1"]

    held, changed = (applied(store, {"binds": {name: value}})[0] for value in (now[name], "another"))

    assert now["licence_verdict"] == "CC-BY-4.0"
    assert (held.state, held.told) == ("permitted", "")
    assert (changed.state, changed.told) == ("stale", f"its {word} changed: another then, {now[name]} now")
    assert made.waived(store) != set()


def test_what_is_too_long_to_read_is_bound_by_its_digest(store: Store) -> None:
    made.fill(store, [{"name": "one", "work": "w" * 300}])
    applied(store, {})

    assert deciding.bindings(store)["decision-1"]["work_id"].startswith("sha256:")


def test_what_is_recorded_is_bound_to_what_it_rests_on(store: Store) -> None:
    made.fill(store, [{**ALICE[0], "spdx": "CC-BY-4.0"}])
    records = log({}, {"binds": {"licence_verdict": "MIT"}}, {"target": about("0" * 32)})

    found = binding.bind(store, records, LAW)

    assert {name: found[0].binds[name] for name in ("work_id", "licence_verdict")} == {
        "work_id": "alice",
        "licence_verdict": "CC-BY-4.0",
    }
    assert len(found[0].binds["text_sha256"]) == 64
    assert found[1].binds["licence_verdict"] == "MIT"
    assert (found[2], [one.seq for one in found]) == (records[2], [1, 2, 3])
    made.fill(store, [{**ALICE[0], "spdx": "CC-BY-NC-4.0"}])
    assert deciding.weigh(store, found[:1], LAW, DAY)[0].told == "its licence changed: CC-BY-4.0 then, CC-BY-NC-4.0 now"
    made.fill(store, [{**ALICE[0], "spdx": "CC-BY-4.0", "quote": {"before": "", "text": "Other.", "after": "", "omitted": 0}}])
    assert deciding.weigh(store, found[:1], LAW, DAY)[0].told.startswith("its text changed: ")


def test_a_group_that_is_recorded_is_listed_if_it_is_the_one_that_was_counted(store: Store) -> None:
    made.fill(store, ALICE)
    entries = tuple(row["entry"] for row in _entries(store))

    same, other = binding.bind(store, log({"target": of_alice(store)}, {"target": group(2, "b" * 64)}), LAW)

    assert (same.target.fingerprints, other.target.fingerprints) == (entries, ())
    assert "text_sha256" not in same.binds
    assert binding.bind(store, [same], LAW) == (same,)


def test_groups_that_are_not_as_they_were_counted_are_told(store: Store) -> None:
    made.fill(store, ALICE)
    gone = group(3, "c" * 64, work="nobody")
    records = log({"target": of_alice(store)}, {"target": group(1, "b" * 64)}, {"target": gone}, {})
    binding.bind(store, records, LAW)

    assert binding.differing(store, records) == (
        "d2: it covers 1, now 2, and not the same ones",
        "d3: it covers 3, now 0, and not the same ones",
    )


def test_who_agree_on_a_set_agree_whether_it_is_listed_or_not(store: Store) -> None:
    made.fill(store, ALICE)
    seen = {**RISK, "target": of_alice(store)}
    listed = {**seen, "target": {**seen["target"], "fingerprints": [row["entry"] for row in _entries(store)]}}

    assert [row.state for row in applied(store, {**seen, "actor": NILS}, listed, law=SEVERE)] == ["accepted_risk"]


def test_of_a_listed_group_some_of_which_is_gone_the_rest_holds_though_it_rests_on_less(store: Store) -> None:
    made.fill(store, [{**ALICE[0], "spdx": "MIT"}, ALICE[1]])
    (record,) = binding.bind(store, log({"target": of_alice(store)}), LAW)
    made.fill(store, ALICE[1:])

    assert [row.state for row in deciding.weigh(store, (record,), LAW, DAY)] == ["permitted"]


SECOND = [
    ({}, {"accepted_risk": ("high",)}, "permitted"),
    ({}, {"permitted": ("high",)}, "in_review"),
    (WRONG, {"not_a_match": ("high", "critical")}, "in_review"),
    (RISK, {}, "accepted_risk"),
]


@pytest.mark.parametrize(("record", "second", "state"), SECOND)
def test_a_policy_says_what_takes_two_persons(store: Store, record: dict[str, Any], second: Any, state: str) -> None:
    made.fill(store, ALICE[:1])

    rows = deciding.weigh(store, log(record), SEVERE, DAY, second)

    assert [row.state for row in rows] == [state]


def test_nobody_is_the_second_person_of_an_own_decision(store: Store) -> None:
    made.fill(store, ALICE[:1])
    again = {**RISK, "actor": {"name": "mira lund"}}

    row = applied(store, RISK, again, law=SEVERE)[0]

    assert (row.state, made.waived(store)) == ("in_review", set())


@pytest.mark.parametrize("single", [CONFIRMED, None])
def test_what_is_upheld_counts_though_its_group_passes(store: Store, single: dict[str, Any] | None) -> None:
    made.fill(store, ALICE)

    applied(store, {"target": of_alice(store)}, *([single] if single else []))

    two = fingerprint("b.jsonl two")
    assert {found for _, found, _, _ in made.waived(store)} == ({two} if single else {ONE, two})


def test_a_waiver_comes_before_a_decision(store: Store) -> None:
    made.fill(store, ALICE[:1])
    waiving.apply(store, waiving.weigh(store, [waiver(rule="p/keep", fingerprints=(ONE,))], LAW, DAY))

    applied(store, {})

    assert {name for name, *_ in made.waived(store)} == {"press-12"}


@pytest.mark.parametrize(("name", "state"), [("Ada", "permitted"), ("Nils", "stale")])
def test_a_locked_rule_passes_where_one_who_may_agrees(store: Store, name: str, state: str) -> None:
    made.fill(store, ALICE[:1])
    law = waiving.Law(RULES, {KEEP.id: Lock("p", ("ADA",))})

    assert [row.state for row in applied(store, {"actor": {"name": name}}, {}, law=law)] == [state]


SOON = [
    ("2026-11-24", "it ends today", True),
    ("2026-11-25", "it ends tomorrow", True),
    ("2026-12-23", "it ends in 29 days", True),
    ("2026-12-24", "", False),
]


@pytest.mark.parametrize(("last", "told", "soon"), SOON)
def test_one_that_ends_within_thirty_days_is_told(store: Store, last: str, told: str, soon: bool) -> None:
    made.fill(store, ALICE[:1])

    row = applied(store, {"expires": last})[0]

    assert (row.state, row.told, row.expires, row.soon) == ("permitted", told, last, soon)


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "actor": st.sampled_from([NILS, {"name": "Mira"}, {"name": "Ada"}]),
            "target": st.sampled_from([about(ONE), about("0" * 32)]),
        }
    ).flatmap(lambda base: st.sampled_from([CONFIRMED, WRONG, RISK, {"state": "open", "reason": ""}]).map(base.__or__)),
    max_size=7,
)


@given(RECORDS)
def test_what_stands_is_each_persons_last_word_whatever_came_between(records: list[dict[str, Any]]) -> None:
    last = {(str(one["target"]), one["actor"]["name"]): number for number, one in enumerate(records)}
    kept = [records[number] for number in sorted(last.values())]

    def told(given: list[dict[str, Any]]) -> list[tuple[str, str, list[str]]]:
        found = deciding.fold(log(*given))
        return sorted((one.last.target.key, one.state, [r.actor.name for r in one.records]) for one in found)

    assert told(records) == told(kept)


def test_no_decisions_change_nothing(store: Store) -> None:
    made.fill(store, ALICE)

    assert (applied(store), made.waived(store)) == ([], set())


def test_logs_together_are_one_in_which_the_later_word_of_a_person_stands() -> None:
    first, second = log({}, {"actor": NILS}), log({"id": "own", **CONFIRMED})

    found = deciding.together([first, second])

    assert [(one.seq, one.id) for one in found] == [(1, "d1"), (2, "d2"), (3, "own")]
    assert [one.state for one in deciding.fold(found)] == ["conflict"]
    assert deciding.together([first, first]) == first


def test_two_records_of_one_id_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="different records of the id 'd1'"):
        deciding.together([log({}), log(CONFIRMED)])
