"""A log of decisions only grows, and its chain tells where it was changed; a record that lacks something is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import decisions
from audit.errors import ConfigurationError, RunError
from audit.waivers import digest as of_group
from tests.decisions.made import RISK, about, entry, group


def record(**changes: Any) -> decisions.Decision:
    return decisions.draft({key: value for key, value in entry(**changes).items() if value != ""}, "here")


def log(*ids: str) -> tuple[decisions.Decision, ...]:
    return decisions.chained((), [record(id=name) for name in ids])


def test_a_log_is_read_as_it_was_appended(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    first = log("a", "b")
    decisions.append(path, first)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    second = decisions.chained(first, [record(id="c", target=group(), **RISK)])
    decisions.append(path, second)

    found = decisions.read(path)

    assert found == (*first, *second)
    assert [one.seq for one in found] == [1, 2, 3]
    assert decisions.head(found) == found[-1].sha256
    assert decisions.head(()) == decisions.START == first[0].prev_sha256


TAMPERED = [
    ("a word changed", lambda lines: [lines[0], lines[1].replace("quotation", "own_content"), lines[2]], "line 2"),
    ("one taken out", lambda lines: [lines[0], lines[2]], "line 2"),
    ("two exchanged", lambda lines: [lines[1], lines[0], lines[2]], "line 1"),
    ("the first taken out", lambda lines: lines[1:], "line 1"),
    ("another before", lambda lines: [lines[0], lines[1].replace(json.loads(lines[0])["sha256"], "f" * 64), lines[2]], "line 2"),
]


@pytest.mark.parametrize(("change", "told"), [case[1:] for case in TAMPERED], ids=[case[0] for case in TAMPERED])
def test_the_first_broken_link_is_named(tmp_path: Path, change: Any, told: str) -> None:
    path = tmp_path / "log.jsonl"
    lines = [decisions.line(one) for one in log("a", "b", "c")]
    path.write_text("".join(change(lines)))

    with pytest.raises(ConfigurationError, match=f"{told}: the chain is broken"):
        decisions.read(path)


WRONG = [
    ({"v": 2}, "version 2"),
    ({"state": "remediated"}, "'state' cannot be 'remediated'"),
    ({"reason": "boilerplate"}, "'reason' of the state 'permitted' must be one of public_domain"),
    ({"state": "in_review"}, "'reason' of the state 'in_review' must be left out"),
    ({"reason": "licence_granted"}, "needs 'licence_ref'"),
    ({"state": "confirmed", "reason": ""}, "'action' must be one of remove"),
    ({"action": "remove"}, "'action' must be one of"),
    ({**RISK, "expires": ""}, "2027-04-30 at the latest"),
    ({**RISK, "expires": "2027-05-01"}, "2027-04-30 at the latest"),
    ({"expires": "2026-10-31"}, "is before 'at'"),
    ({"expires": "soon"}, "must be a day"),
    ({"at": "yesterday"}, "'at' must be a time"),
    ({"at": "2026-11-01T09:00:00"}, "lacks its zone"),
    ({"actor": {"email": "a@example.org"}}, "lacks a name"),
    ({"actor": {"nam": "Mira"}}, "unknown key 'nam'"),
    ({"target": {"kind": "finding", "selector": {"fingerprint": "f"}}}, "must name the rule"),
    ({"target": {"kind": "finding", "selector": {"rule": "p/keep"}}}, "must name the rule"),
    ({"target": {**group(), "kind": "finding"}}, "a target of the kind 'finding'"),
    ({"target": {**about("f"), "kind": "work"}}, "a target of the kind 'finding'"),
    ({"target": {"kind": "work", "selector": {"rule": "r", "work": "w"}}}, "a group needs 'count'"),
    ({"target": group(digest="x")}, "a group needs 'count'"),
    ({"target": {**group(), "kind": "rule"}}, "of the kind 'rule', the rule alone"),
    ({"target": {**group(domain="example.org"), "kind": "work"}}, "a target of the kind 'work' has work in its selector"),
    ({"target": {**group(), "kind": "site"}}, "a target of the kind 'site' has domain or platform in its selector"),
    ({"target": {**group(), "kind": "model"}}, "a target of the kind 'model' has family or provider or model"),
    ({"target": {**group(), "fingerprints": ["f"]}}, "'fingerprints' are not those that 'count'"),
    ({"target": {**group(1), "fingerprints": ["f"]}}, "'fingerprints' are not those that 'count'"),
    ({"target": group(count=-1)}, "a group needs 'count'"),
    ({"notes": "x"}, "unknown key 'notes'"),
]


@pytest.mark.parametrize(("changes", "told"), WRONG)
def test_a_record_that_is_wrong_is_refused_with_its_place(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        record(**changes)

    assert str(refused.value).startswith("here: ")
    assert told in str(refused.value)


RIGHT = [
    {},
    {"state": "confirmed", "reason": "", "action": "remove"},
    {"reason": "licence_granted", "licence_ref": "contract 12", "binds": {"rule_sha256": "1" * 64}},
    {**RISK, "expires": "2027-04-30"},
    {"target": group()},
    {"target": {**group(), "kind": "work"}},
    {"target": {**group(2, of_group(["f", "g"])), "fingerprints": ["f", "g"]}},
    {"target": {**group(), "kind": "rule", "selector": {"rule": "p/keep"}}},
]


@pytest.mark.parametrize("changes", RIGHT)
def test_a_record_in_order_is_taken(tmp_path: Path, changes: dict[str, Any]) -> None:
    found = decisions.chained((), [record(**changes)])
    decisions.append(tmp_path / "log", found)

    assert decisions.read(tmp_path / "log") == found
    assert decisions.drafts(tmp_path / "log") == (record(**changes),)


def test_a_person_is_told_by_address_else_by_name() -> None:
    assert decisions.Actor("A", "Mira@Example.org").person == decisions.Actor("B", "mira@example.org").person
    assert decisions.Actor("Mira  Lund").person == decisions.Actor("mira lund").person != decisions.Actor("Nils").person


PAIRS = [
    (("Mira Lund",), ("Nils Berg",), True),
    (("Mira Lund", "mira@example.org"), ("Nils Berg", "nils@example.org"), True),
    (("Mira Lund", "mira@example.org"), ("mira  LUND",), False),
    (("Mira Lund", "mira@example.org"), ("Mira Lund", "other@example.org"), False),
    (("Mira Lund", "mira@example.org"), ("M. Lund", "Mira@example.org"), False),
]


@pytest.mark.parametrize(("one", "another", "other"), PAIRS)
def test_who_shares_a_name_or_an_address_may_be_the_same(one: Any, another: Any, other: bool) -> None:
    found = decisions.Actor(*one), decisions.Actor(*another)

    assert (found[0].other_than(found[1]), found[1].other_than(found[0])) == (other, other)


LASTING = [
    ({"reason": "licence_granted", "licence_ref": "contract 12"}, "2027-11-01"),
    ({"reason": "licence_granted", "licence_ref": "contract 12", "expires": "2026-12-31"}, "2026-12-31"),
    ({"reason": "public_domain"}, "None"),
]


@pytest.mark.parametrize(("changes", "last"), LASTING)
def test_a_reason_gives_a_last_day_where_none_is_named(changes: dict[str, Any], last: str) -> None:
    assert str(decisions.ending(record(**changes)).expires) == last


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot write to"):
        decisions.append(tmp_path / "none" / "log", log("a"))


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS, max_size=3))
def test_a_chain_made_in_two_steps_is_the_one_made_at_once(first: list[str], second: list[str]) -> None:
    records = [record(id=f"d{number}", note=note) for number, note in enumerate([*first, *second])]
    start = decisions.chained((), records[: len(first)])

    assert (*start, *decisions.chained(start, records[len(first) :])) == decisions.chained((), records)


@given(TEXTS, TEXTS)
def test_other_words_give_another_digest(one: str, other: str) -> None:
    assert (decisions.digest(record(note=one)) == decisions.digest(record(note=other))) is (one == other)
