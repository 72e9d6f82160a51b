"""The gate counts what people decided: what is waived does not fail it, what is known fails it unless only new verdicts count."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from audit.report_model import Gate
from audit.store import Store
from tests.judge.test_gate import fill, result

WAIVER = {
    "id": "w",
    "rule": "p/block",
    "covers": "1 finding",
    "state": "used",
    "told": "it stands",
    "mend": "",
    "reason_code": "RISK_ACCEPTED",
    "reason": "small",
    "owner": "a",
    "approver": "b",
    "evidence": "e",
    "created": date(2026, 1, 1),
    "expires": date(2026, 2, 1),
    "file": "waivers.toml",
    "verdicts": 1,
    "findings": 1,
    "documents": 1,
}
LINE = {"fingerprint": "f", "rule": "p/block", "purpose": "weights-release", "jurisdiction": "EU"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store that each case fills anew."""
    with Store.memory() as made:
        yield made


def decided(store: Store, waived: int = 0, known: int = 0, **verdicts: int) -> None:
    """Open verdicts of which the first documents' are waived and the next documents' are in the baseline."""
    fill(store, **verdicts)
    rows = list(store.verdicts())
    for row in rows:
        number = int(row["document"].partition("#")[2])
        row["waiver"], row["baselined"] = "w" if number < waived else None, waived <= number < waived + known
    store.fill("verdict", rows)


def test_the_sentence_says_what_is_waived_and_what_is_known(store: Store) -> None:
    decided(store, waived=1, known=1, block=3)

    failed = result(store)

    assert failed.status == 1
    assert failed.sentence.endswith(
        "1 rule has 2 open verdicts of the outcome 'block'. 1 more verdict is waived. 1 open verdict is in the baseline."
    )


def test_where_only_new_ones_fail_what_is_known_passes(store: Store) -> None:
    decided(store, waived=2, known=2, block=4)

    passed = result(store, fail_on_new=True)

    assert passed.status == 0
    assert passed.sentence.endswith("2 more verdicts are waived. 2 more open verdicts are in the baseline, which lets them pass.")


def test_where_only_new_ones_fail_a_new_one_fails(store: Store) -> None:
    decided(store, known=2, block=3)

    failed = result(store, fail_on_new=True)

    assert (failed.status, failed.reasons) == (1, ("p/block (block), 1 open verdict on 1 document: Rule block",))
    assert "1 rule has 1 new open verdict of the outcome 'block'." in failed.sentence


def test_a_finding_that_is_known_for_one_place_only_is_new(store: Store) -> None:
    fill(store, block=1)
    store.fill("verdict", [{**row, "baselined": row["purpose"] == "weights-release"} for row in store.verdicts()])

    assert result(store, fail_on_new=True).status == 1
    assert [row["baselined"] for row in store.query("report_rules") if row["open"]] == [0]


def test_rules_tell_what_is_open_known_and_waived(store: Store) -> None:
    decided(store, waived=1, known=2, block=4)

    told = {row["rule"]: (row["open"], row["baselined"], row["waived"]) for row in store.query("report_rules")}
    assert told == {"p/block": (3, 2, 1), "p/silent": (0, 0, 0)}


PROBLEMS: list[tuple[str, dict[str, Any], list[dict[str, Any]], str]] = [
    ("a waiver that ended", {"state": "expired", "told": "it ended", "mend": "renew it"}, [],
     "waiver w is expired: it ended; renew it (waivers.toml)"),
    ("a waiver of a locked rule", {"state": "locked-rule", "told": "locked", "mend": "take it out"}, [],
     "waiver w is locked rule: locked; take it out (waivers.toml)"),
    ("a stale line", {}, [{**LINE, "stale": True}], "1 line of the baseline is stale: no such verdict is there any more; "),
    ("stale lines", {}, [{**LINE, "stale": True}] * 2, "2 lines of the baseline are stale: no such verdict is there any more; "),
]  # fmt: skip


@pytest.mark.parametrize(("waiver", "lines", "reason"), [case[1:] for case in PROBLEMS], ids=[case[0] for case in PROBLEMS])
def test_a_strict_gate_fails_on_what_has_to_be_looked_at_and_names_it(store: Store, waiver, lines, reason) -> None:
    fill(store)
    store.fill("waiver", [{**WAIVER, **waiver}])
    store.fill("baseline", lines)

    strict, lenient = result(store, strict=True), result(store)

    assert (strict.status, lenient.status) == (1, 0)
    assert strict.reasons[0].startswith(reason)
    assert "waivers, decisions or the baseline have to be looked at, 1 in all." in strict.sentence
    assert strict.next_steps == ("Settle the waivers, decisions and lines of the baseline that are named above; each says how.",)


@pytest.mark.parametrize("state", ["used", "expiring"])
def test_a_strict_gate_passes_where_all_is_in_order(store: Store, state: str) -> None:
    fill(store)
    store.fill("waiver", [{**WAIVER, "state": state}])
    store.fill("baseline", [LINE])

    assert result(store, strict=True).status == 0


def test_a_strict_gate_says_that_the_result_is_incomplete_too(store: Store) -> None:
    fill(store, ())
    store.fill("waiver", [{**WAIVER, "state": "unused"}])

    failed: Gate = result(store, strict=True)

    assert failed.status == 1
    assert failed.sentence.endswith("1 in all. The result is also incomplete: no record of the corpus could be read as text.")


DECIDED: dict[str, Any] = {
    "id": "decision-1",
    "rule": "p/block",
    "covers": "412 findings of work alice",
    "state": "permitted",
    "decided": "permitted",
    "told": "",
    "reason": "quotation",
    "action": "",
    "note": "",
    "people": ["Mira Lund", "Nils Berg"],
    "evidence": "",
    "day": "2026-01-01",
    "expires": "",
    "findings": 412,
}
GROWN = {"told": "it covers 412, now 530: 118 need review and are not let pass", "covered": 412, "now": 530}
UNSETTLED = [
    ({"state": "expired", "told": "it ended"}, 1, "is expired: it ended (p/block); decide again"),
    (GROWN, 1, "is permitted: it covers 412, now 530: 118 need review and are not let pass (p/block); decide again"),
    ({"soon": True}, 0, ""),
    ({}, 0, ""),
]


@pytest.mark.parametrize(("changes", "status", "told"), UNSETTLED)
def test_a_strict_gate_fails_on_decisions_that_do_not_hold(store: Store, changes: dict[str, Any], status: int, told: str) -> None:
    fill(store)
    store.fill("waiver", [])
    store.fill("baseline", [])
    run = {"decided": [{**DECIDED, **changes}]}

    strict, lenient = result(store, run, strict=True), result(store, run)

    assert (strict.status, lenient.status) == (status, 0)
    named = f"decision-1 of Mira Lund, Nils Berg on 412 findings of work alice {told}"
    assert strict.reasons == ((named,) if told else ())
