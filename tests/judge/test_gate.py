"""The gate: 0 passed, 1 failed, 3 incomplete; 1 wins over 3, and the sentence says both."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from audit.judge import gate
from audit.model import Outcome, Policy
from audit.report_model import Gate
from audit.store import Store

POLICY = Policy("p", ("commercial-training", "weights-release"), ("EU",), (), Outcome.BLOCK, 0.99)
PIECE = {
    "shard": "s",
    "path": "a",
    "piece": 0,
    "format": "jsonl",
    "stored_bytes": 1000,
    "decoded_bytes": 1000,
    "records": 1,
    "documents": 1,
    "words": 10,
    "skipped_bytes": 0,
    "lost_bytes": 0,
    "opened": True,
    "first_record": 0,
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store that each case fills anew."""
    with Store.memory() as made:
        yield made


def fill(store: Store, pieces: tuple[dict[str, Any], ...] = ({},), **open_verdicts: int) -> None:
    outcomes = list(Outcome)
    names = {name: Outcome(name.split("_")[0]) for name in open_verdicts}
    store.fill("piece", [{**PIECE, **piece} for piece in pieces])
    rules = [
        {"rule": f"p/{name}", "pack": "p", "title": f"Rule {name}", "outcome": str(it), "weight": outcomes.index(it)}
        for name, it in names.items()
    ]
    silent = {"rule": "p/silent", "pack": "p", "title": "Silent", "outcome": "note", "weight": 0}
    store.fill("rule", [{**rule, "view": "finding", "predicate": "TRUE"} for rule in [silent, *rules]])
    scope = [("commercial-training", "EU"), ("weights-release", "EU")]
    verdicts = [
        {
            "document": f"a#{number}",
            "fingerprint": "f",
            "rule": f"p/{name}",
            "outcome": str(names[name]),
            "purpose": purpose,
            "jurisdiction": place,
        }
        for name, count in open_verdicts.items()
        for number in range(count)
        for purpose, place in scope
    ]
    store.fill("verdict", verdicts)
    for table in ("waiver", "baseline"):
        store.fill(table, [])


def result(store: Store, run: dict[str, Any] | None = None, **changes: Any) -> Gate:
    return gate(store, replace(POLICY, **changes), run or {})


def test_nothing_against_it_passes(store: Store) -> None:
    fill(store)

    passed = result(store)

    assert (passed.status, passed.reasons) == (0, ())
    assert passed.sentence == (
        "The gate passed for commercial training and weights release:"
        " no rule of the outcome 'block' has more open verdicts than the policy allows."
    )
    assert passed.next_steps == (
        "Have the open reviews and notes looked at by the person who decides: no finding is not permission.",
    )


def test_an_open_block_fails_and_is_counted_once_for_all_purposes(store: Store) -> None:
    fill(store, block=2, review=5)

    failed = result(store)

    assert failed.status == 1
    assert (
        failed.sentence
        == "The gate failed for commercial training and weights release: 1 rule has 2 open verdicts of the outcome 'block'."
    )
    assert failed.reasons == ("p/block (block), 2 open verdicts on 2 documents: Rule block",)
    assert "p/block" in failed.next_steps[0]


def test_a_waived_verdict_does_not_fail(store: Store) -> None:
    fill(store)
    store.fill(
        "verdict",
        [
            {
                "document": "a#0",
                "fingerprint": "f",
                "rule": "p/x",
                "outcome": "block",
                "purpose": "x",
                "jurisdiction": "EU",
                "waiver": "w",
            }
        ],
    )

    assert result(store).status == 0


THRESHOLDS = [
    (Outcome.BLOCK, {}, 0),
    (Outcome.REVIEW, {}, 1),
    (Outcome.NOTE, {}, 1),
    (Outcome.REVIEW, {"p/review": 3}, 0),
    (Outcome.REVIEW, {"p/review": 2}, 1),
    (Outcome.NOTE, {"p/review": 3}, 1),
]


@pytest.mark.parametrize(("fail_on", "thresholds", "status"), THRESHOLDS)
def test_the_policy_says_what_fails(store: Store, fail_on: Outcome, thresholds: dict[str, int], status: int) -> None:
    fill(store, review=3, note=1)

    assert result(store, fail_on=fail_on, thresholds=thresholds).status == status


def test_a_threshold_that_is_passed_is_told(store: Store) -> None:
    fill(store, review=3)

    assert result(store, fail_on=Outcome.REVIEW, thresholds={"p/review": 1}).reasons == (
        "p/review (review), 3 open verdicts on 3 documents, where the policy allows 1: Rule review",
    )


def test_many_rules_are_summed_up(store: Store) -> None:
    fill(store, **{f"block_{number}": 1 for number in range(8)})

    failed = result(store)

    assert "8 rules have 8 open verdicts" in failed.sentence
    assert (len(failed.reasons), failed.reasons[-1]) == (6, "3 more rules, each with open verdicts")


GAPS = [
    ("nothing there", (), {}, {}, "no record of the corpus could be read as text"),
    (
        "nothing readable",
        ({"documents": 0, "records": 1, "decoded_bytes": 0, "lost_bytes": 1000},),
        {},
        {},
        "no record of the corpus could be read",
    ),
    ("a file not opened", ({}, {"path": "b", "opened": False, "stored_bytes": 0}), {}, {}, "1 file could not be opened"),
    ("records skipped", ({"skipped_bytes": 20},), {}, {}, "98 % of the bytes were read as records, where 99 % are asked for"),
    ("the end lost", ({"stored_bytes": 100, "decoded_bytes": 800, "lost_bytes": 20},), {}, {}, "80 % of the bytes were read"),
    (
        "no library",
        ({},),
        {"requires": ("works",)},
        {"libraries": []},
        "the policy requires a library of known works, and none was given",
    ),
]


@pytest.mark.parametrize(("pieces", "changes", "run", "reason"), [case[1:] for case in GAPS], ids=[case[0] for case in GAPS])
def test_what_was_not_looked_at_is_incomplete(store: Store, pieces, changes, run, reason) -> None:
    fill(store, pieces)

    incomplete = result(store, run, **changes)

    assert incomplete.status == 3
    assert any(reason in one for one in incomplete.reasons)
    assert incomplete.sentence.startswith("The result is incomplete for commercial training and weights release: ")
    assert incomplete.next_steps


def test_a_run_that_no_rule_speaks_to_is_incomplete(store: Store) -> None:
    fill(store)
    store.fill("rule", [])

    incomplete = result(store)

    assert incomplete.status == 3
    assert incomplete.reasons == ("no rule is in force for these purposes and jurisdictions",)


def test_a_measure_is_told_with_the_documents_it_rests_on(store: Store) -> None:
    fill(store)
    store.fill(
        "document", [{"document": f"a#{number}", "path": "a", "record": number, "bytes": 1, "words": 1} for number in range(4)]
    )
    fingerprint = next(row["fingerprint"] for row in store.query("every_measure") if row["measure"] == "documents_without_url")
    rule = {
        "rule": "p/measure",
        "pack": "p",
        "title": "No URL",
        "outcome": "block",
        "weight": 2,
        "view": "measure",
        "predicate": "TRUE",
    }
    store.fill("rule", [rule])
    scope = {"purpose": "research-training", "jurisdiction": "EU"}
    store.fill("verdict", [{"document": "corpus", "fingerprint": fingerprint, "rule": "p/measure", "outcome": "block", **scope}])

    assert result(store).reasons == ("p/measure (block), 1 open verdict on 4 documents: No URL",)
    assert store.query("report_rules") == [{"rule": "p/measure", "open": 1, "waived": 0, "documents": 4, "baselined": 0}]


COMPLETE = [
    ("less is asked for", ({"skipped_bytes": 20},), {"min_coverage": 0.9}, {}),
    ("a library was given", ({},), {"requires": ("works",)}, {"libraries": [{"name": "works"}]}),
]


@pytest.mark.parametrize(("pieces", "changes", "run"), [case[1:] for case in COMPLETE], ids=[case[0] for case in COMPLETE])
def test_what_the_policy_asks_for_is_enough(store: Store, pieces, changes, run) -> None:
    fill(store, pieces)

    assert result(store, run, **changes).status == 0


def test_failing_wins_over_incomplete_and_the_sentence_says_both(store: Store) -> None:
    fill(store, (), block=1)

    failed = result(store, purposes=("research-training",))

    assert failed.status == 1
    assert failed.sentence == (
        "The gate failed for research training: 1 rule has 1 open verdict of the outcome 'block'."
        " The result is also incomplete: no record of the corpus could be read as text."
    )


def test_a_share_just_below_is_never_rounded_up(store: Store) -> None:
    fill(store, ({"stored_bytes": 10**9, "decoded_bytes": 10**9, "skipped_bytes": 1_000_001},))

    assert "99.899 % of the bytes were read as records, where 99.9 % are asked for" in result(store, min_coverage=0.999).sentence
