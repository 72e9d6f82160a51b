"""Waivers let pass what they were written for and nothing else; every doubt leaves verdicts open and is told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import waivers as files
from audit.judge import waiving
from audit.model import Outcome, Severity, Waiver, WaiverState
from audit.report_model import WaiverRow
from audit.rulepacks import Lock
from audit.store import Store
from tests.judge import made_verdicts as made
from tests.judge.made_verdicts import DAY, KEEP, RULES, STOP, fingerprint
from tests.waivers.made import waiver as any_waiver

LAW = waiving.Law(RULES)
ALICE = [
    {"name": "one", "work": "alice"},
    {"name": "two", "work": "alice", "path": "b.jsonl"},
    {"name": "three", "work": "bob", "family": "larch", "site": "example.org", "source_id": "blend"},
]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store that each case fills anew."""
    with Store.memory() as opened:
        yield opened


def waiver(**changes: Any) -> Waiver:
    return any_waiver(**{"rule": "p/keep", **changes})


def group(store: Store, where: dict[str, str], *, listed: bool = True, **changes: Any) -> Waiver:
    """A waiver of what a selector covers in the store now."""
    wish = waiver(where=where, fingerprints=(), **changes)
    waiving.give(store, [wish])
    entries = tuple(row["entry"] for row in store.query("waive_entries"))
    return replace(wish, count=len(entries), digest=files.digest(entries), fingerprints=entries if listed else ())


def applied(store: Store, *waivers: Waiver, on: date = DAY, law: waiving.Law = LAW) -> dict[str, WaiverRow]:
    rows = waiving.weigh(store, waivers, law, on)
    waiving.apply(store, rows)
    return {row.id: row for row in rows}


def test_a_waiver_lets_pass_what_it_lists_for_all_purposes_and_places(store: Store) -> None:
    made.fill(store, ALICE)
    one = fingerprint("a.jsonl one")

    rows = applied(store, waiver(fingerprints=(one,)))

    assert made.waived(store) == {("press-12", one, "p/keep", place) for place in ("EU", "US")}
    row = rows["press-12"]
    assert (row.state, row.told, row.mend) == (WaiverState.USED, "it stands", "")
    assert (row.verdicts, row.findings, row.documents) == (2, 1, 1)


def test_the_lasting_fingerprint_names_a_finding_too(store: Store) -> None:
    made.fill(store, ALICE)
    one = fingerprint("a.jsonl one")

    applied(store, waiver(fingerprints=(made.lasting(store)[one],)))

    assert {found for _, found, _, _ in made.waived(store)} == {one}


def test_only_verdicts_of_its_rule_purposes_and_places_pass(store: Store) -> None:
    made.fill(store, [{"name": "one", "rules": ("p/keep", "p/stop")}])
    one = fingerprint("a.jsonl one")

    applied(store, waiver(fingerprints=(one,), purposes=("commercial-training",), jurisdictions=("US",)))

    assert made.waived(store) == {("press-12", one, "p/keep", "US")}


SELECTORS = [
    ({"work": "alice"}, {"one", "two"}),
    ({"work": "alice", "path": "b*"}, {"two"}),
    ({"path": "?.jsonl", "family": "larch"}, {"three"}),
    ({"path": "*"}, {"one", "two", "three"}),
    ({"family": "larch"}, {"three"}),
    ({"domain": "example.org"}, {"three"}),
    ({"source_id": "blend"}, {"three"}),
]


def test_groups_are_selected_by_columns_that_rules_see(store: Store) -> None:
    assert set(files.SELECTORS) <= set(store.columns("finding"))


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(("where", "covered"), SELECTORS)
def test_a_group_is_what_agrees_in_all_columns(store: Store, where: dict[str, str], covered: set[str], listed: bool) -> None:
    made.fill(store, ALICE)

    applied(store, group(store, where, listed=listed))

    names = {row["name"]: fingerprint(f"{row.get('path', 'a.jsonl')} {row['name']}") for row in ALICE}
    assert {found for _, found, _, _ in made.waived(store)} == {names[name] for name in covered}


def test_of_several_waivers_the_first_by_id_counts(store: Store) -> None:
    made.fill(store, ALICE[:1])
    one = fingerprint("a.jsonl one")

    rows = applied(store, waiver(id="a", fingerprints=(one,)), waiver(id="b", fingerprints=(one,)))

    assert {name for name, *_ in made.waived(store)} == {"a"}
    assert (rows["a"].state, rows["b"].state) == (WaiverState.USED, WaiverState.UNUSED)


def test_a_listed_group_that_grew_lets_pass_what_was_counted(store: Store) -> None:
    made.fill(store, ALICE[:1])
    written = group(store, {"work": "alice"})
    made.fill(store, ALICE)

    row = applied(store, written)["press-12"]

    assert {found for _, found, _, _ in made.waived(store)} == {fingerprint("a.jsonl one")}
    assert (row.state, row.told) == (
        WaiverState.OVER_BROAD,
        "1 of its group came, or grew, after it was written and is not let pass",
    )


def test_a_group_without_a_list_that_grew_lets_nothing_pass_and_shows_both_digests(store: Store) -> None:
    made.fill(store, ALICE[:1])
    written = group(store, {"work": "alice"}, listed=False)
    made.fill(store, ALICE)
    now = group(store, {"work": "alice"}, listed=False)

    row = applied(store, written)["press-12"]

    assert made.waived(store) == set()
    assert row.state is WaiverState.OVER_BROAD
    assert f"1 with the digest {written.digest[:12]} then, 2 with {now.digest[:12]} now" in row.told


def test_a_group_without_a_list_that_shrank_lets_nothing_pass(store: Store) -> None:
    made.fill(store, ALICE)
    written = group(store, {"work": "alice"}, listed=False)
    made.fill(store, ALICE[:1])

    assert applied(store, written)["press-12"].state is WaiverState.MISMATCHED
    assert made.waived(store) == set()


def test_what_is_listed_and_left_its_group_does_not_pass(store: Store) -> None:
    made.fill(store, [{"name": "one", "path": "b.jsonl"}])
    written = group(store, {"path": "b*"})
    made.fill(store, [{"name": "one", "path": "a.jsonl"}])

    row = applied(store, written)["press-12"]

    assert (row.state, made.waived(store)) == (WaiverState.UNUSED, set())


def test_a_list_that_was_altered_lets_nothing_pass(store: Store) -> None:
    made.fill(store, ALICE)
    written = group(store, {"work": "alice"})

    rows = applied(store, replace(written, fingerprints=(*written.fingerprints, "0" * 32)), replace(written, id="x", count=7))

    assert {row.state for row in rows.values()} == {WaiverState.MISMATCHED}
    assert "its fingerprints are not those it was written for: 2 with the digest" in rows["press-12"].told
    assert made.waived(store) == set()


def test_fingerprints_that_are_gone_are_told_and_the_others_pass(store: Store) -> None:
    made.fill(store, ALICE)

    row = applied(store, waiver(fingerprints=(fingerprint("a.jsonl one"), "0" * 32)))["press-12"]

    assert (row.state, row.told, row.findings) == (WaiverState.STALE, "1 of its 2 fingerprints are in the corpus no more", 1)


ONE = fingerprint("a.jsonl one")
FAULTS = [
    ("ended yesterday", {"expires": date(2026, 11, 23)}, WaiverState.EXPIRED, "it ended on 2026-11-23"),
    ("begins tomorrow", {"created": date(2026, 11, 25)}, WaiverState.NOT_YET, "it begins on 2026-11-25 only"),
    ("a rule that is none", {"rule": "p/kep"}, WaiverState.UNKNOWN_RULE, "no pack of the policy has a rule 'p/kep'"),
    ("a rule that changed", {"rule_digest": "9" * 64}, WaiverState.MISMATCHED, "its rule asks something else since it was"),
    ("all of a rule that blocks", {"rule": "p/stop", "where": {"path": "*"}, "count": 1, "digest": files.digest([ONE])},
     WaiverState.OVER_BROAD, "it selects every path"),
    ("a rule that is locked", {"rule": "p/stop"}, WaiverState.LOCKED_RULE, "only Ada may approve a waiver of it"),
    ("a rule that nobody waives", {"rule": "p/grave"}, WaiverState.LOCKED_RULE, "pack 'p' locks the rule: nobody may waive it"),
]  # fmt: skip
LOCKS = {"p/stop": Lock("p", ("Ada",)), "p/grave": Lock("p", ())}


@pytest.mark.parametrize(("changes", "state", "told"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_waiver_that_does_not_stand_lets_nothing_pass(
    store: Store, changes: dict[str, Any], state: WaiverState, told: str
) -> None:
    made.fill(store, [{"name": "one", "rules": tuple(RULES)}])
    locks = {} if "where" in changes else LOCKS

    row = applied(store, waiver(**{"fingerprints": (ONE,), **changes}), law=waiving.Law(RULES, locks))["press-12"]

    assert made.waived(store) == set()
    assert (row.state, row.fails, row.verdicts) == (state, True, 0)
    assert told in row.told
    assert row.mend


STANDING = [
    ("on its first day", {"created": DAY}),
    ("of the rule as it is", {"rule_digest": waiving.meaning(KEEP)}),
    ("all of a rule that asks for review", {"where": {"path": "*"}, "count": 1, "fingerprints": ()}),
    ("locked, and approved by whom it takes", {"rule": "p/stop", "approver": "ADA"}),
]


@pytest.mark.parametrize("changes", [case[1] for case in STANDING], ids=[case[0] for case in STANDING])
def test_a_waiver_that_stands_lets_pass(store: Store, changes: dict[str, Any]) -> None:
    made.fill(store, [{"name": "one", "rules": (KEEP.id, STOP.id)}])
    if "where" in changes:
        changes = {**changes, "digest": files.digest([made.lasting(store)[ONE]])}

    row = applied(store, waiver(**{"fingerprints": (ONE,), **changes}), law=waiving.Law(RULES, LOCKS))["press-12"]

    assert (row.state, row.verdicts) == (WaiverState.USED, 2)


ENDS = [
    (date(2026, 11, 24), WaiverState.EXPIRING, "its last day is 2026-11-24, today: urgent"),
    (date(2026, 11, 25), WaiverState.EXPIRING, "its last day is 2026-11-25, tomorrow: urgent"),
    (date(2026, 11, 30), WaiverState.EXPIRING, "its last day is 2026-11-30, in 6 days: urgent"),
    (date(2026, 12, 1), WaiverState.EXPIRING, "its last day is 2026-12-01, in 7 days"),
    (date(2026, 12, 7), WaiverState.EXPIRING, "its last day is 2026-12-07, in 13 days"),
    (date(2026, 12, 8), WaiverState.USED, "it stands"),
]


@pytest.mark.parametrize(("expires", "state", "told"), ENDS)
def test_a_waiver_that_ends_soon_lets_pass_and_is_told(store: Store, expires: date, state: WaiverState, told: str) -> None:
    made.fill(store, ALICE[:1])

    row = applied(store, waiver(fingerprints=(ONE,), expires=expires))["press-12"]

    assert (row.state, row.told, row.fails, row.verdicts) == (state, told, False, 2)


UNUSED = [
    ("no verdict of its rule", {"rule": "p/stop", "fingerprints": (ONE,)}),
    ("no verdict for its place", {"fingerprints": (ONE,), "jurisdictions": ("JP",)}),
    ("no verdict for its purpose", {"fingerprints": (ONE,), "purposes": ("weights-release",)}),
    ("a group of none", {"where": {"work": "nobody"}, "fingerprints": (), "count": 3, "digest": "a" * 64}),
]


@pytest.mark.parametrize("changes", [case[1] for case in UNUSED], ids=[case[0] for case in UNUSED])
def test_a_waiver_that_suppresses_nothing_is_unused(store: Store, changes: dict[str, Any]) -> None:
    made.fill(store, ALICE)

    row = applied(store, waiver(**changes))["press-12"]

    assert (row.state, row.fails) == (WaiverState.UNUSED, True)
    assert store.query("every_waiver_use") == []


MEASURES = [
    ("as high as then", ":2", WaiverState.USED),
    ("lower now", ":3", WaiverState.USED),
    ("higher now", ":1", WaiverState.OVER_BROAD),
    ("no value was written", "", WaiverState.OVER_BROAD),
]


@pytest.mark.parametrize(("value", "state"), [case[1:] for case in MEASURES], ids=[case[0] for case in MEASURES])
def test_a_measure_passes_up_to_the_value_it_was_waived_at(store: Store, value: str, state: WaiverState) -> None:
    made.fill(store, ALICE[:2])
    made.fill(store, ALICE[:2], made.on_measure(store, "documents_without_url"))
    found = made.measured(store, "documents_without_url")["fingerprint"]

    row = applied(store, waiver(fingerprints=(found + value,)))["press-12"]

    assert row.state is state
    assert len(made.waived(store)) == (2 if state is WaiverState.USED else 0)
    assert row.documents == 0


def test_a_measure_about_a_work_is_of_the_group_of_that_work(store: Store) -> None:
    made.fill(store, ALICE)
    about = [row for row in store.query("every_measure") if row["subject_type"] == "work" and row["subject"] == "alice"]
    made.fill(store, ALICE, made.on_measure(store, about[0]["measure"]))

    written = group(store, {"work": "alice"})

    assert written.fingerprints == (f"{about[0]['fingerprint']}:{about[0]['value']:g}",)
    assert applied(store, written)["press-12"].state is WaiverState.USED


CHANGES = [
    ({"title": "Other", "plain": "Other", "rationale": "Other", "digest": "x"}, True),
    ({"when": "FALSE"}, False),
    ({"outcome": Outcome.BLOCK}, False),
    ({"severity": Severity.CRITICAL}, False),
    ({"purposes": ("weights-release",)}, False),
    ({"jurisdictions": ("EU",)}, False),
]


@pytest.mark.parametrize(("changes", "same"), CHANGES)
def test_a_rule_means_the_same_while_it_asks_the_same(changes: dict[str, Any], same: bool) -> None:
    assert (waiving.meaning(replace(KEEP, **changes)) == waiving.meaning(KEEP)) is same


def test_without_waivers_nothing_passes(store: Store) -> None:
    made.fill(store, ALICE)

    assert applied(store) == {}
    assert made.waived(store) == set()


def test_what_a_waiver_covers_is_told_in_words() -> None:
    assert waiving.covers(waiver()) == "1 finding"
    wide = waiver(where={"work": "alice", "path": "b*"}, count=2, purposes=("weights-release",), jurisdictions=("EU",))
    assert waiving.covers(wide) == "2 findings of work alice and path b* for weights-release, EU"


NAMES = ("one", "two", "three", "four")
FOUND = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(NAMES), "rules": st.sampled_from([("p/keep",), ("p/stop",), ("p/keep", "p/stop")])},
        optional={"work": st.sampled_from(["alice", "bob"]), "path": st.sampled_from(["a.jsonl", "b.jsonl"])},
    ),
    unique_by=lambda row: (row["name"], row.get("path")),
    max_size=5,
)
WISHES = st.lists(
    st.builds(
        waiver,
        id=st.sampled_from([f"w{number}" for number in range(9)]),
        rule=st.sampled_from(["p/keep", "p/stop", "p/none"]),
        where=st.sampled_from([{}, {"work": "alice"}, {"path": "b*"}, {"path": "*"}]),
        fingerprints=st.sets(st.sampled_from([fingerprint(f"a.jsonl {name}") for name in NAMES]), min_size=1).map(tuple),
        created=st.sampled_from([DAY, date(2026, 12, 1)]),
        expires=st.sampled_from([DAY, date(2027, 1, 1)]),
        jurisdictions=st.sampled_from([(), ("EU",)]),
    ),
    unique_by=lambda one: one.id,
    max_size=4,
)


def counted(store: Store, wishes: Sequence[Waiver], exact: bool) -> list[Waiver]:
    """Wishes with counts and digests: of what they cover, or of something else."""
    return [
        group(store, dict(wish.where), listed=exact, id=wish.id, rule=wish.rule, created=wish.created, expires=wish.expires)
        if wish.where and exact
        else replace(wish, where={})
        for wish in wishes
    ]


@settings(max_examples=40)
@given(found=FOUND, wishes=WISHES, exact=st.booleans(), data=st.data())
def test_waivers_never_open_a_verdict_and_their_order_does_not_matter(store: Store, found, wishes, exact, data) -> None:
    made.fill(store, found)
    waivers = counted(store, wishes, exact)
    before = list(store.verdicts())

    first = applied(store, *sorted(waivers, key=lambda one: one.id))
    after = list(store.verdicts())
    uses = store.query("every_waiver_use")
    made.fill(store, found)
    again = applied(store, *data.draw(st.permutations(waivers)))

    assert [{**row, "waiver": None} for row in after] == before
    assert (list(store.verdicts()), again) == (after, first)
    passed = sum(row["waiver"] is not None for row in after)
    assert sum(row["verdicts"] for row in uses) == sum(row.verdicts for row in first.values()) == passed
    by_id = {one.id: one for one in waivers}
    for row in after:
        if row["waiver"]:
            one = by_id[row["waiver"]]
            assert (row["rule"], one.created <= DAY <= one.expires) == (one.rule, True)
