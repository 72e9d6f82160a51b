"""Which findings are exhibits: asked for by work, and not too many."""

from collections.abc import Iterator
from typing import Any

import pytest

from audit.errors import UsageError
from audit.reports.exhibit_choice import MOST_ASKED, Chosen, exhibit_rows
from audit.store import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Findings of two works, of which all but the last are named by a rule."""
    with Store.memory() as opened:
        rows = [_found(number, "ferry" if number % 2 else "fog") for number in range(2 * MOST_ASKED + 4)]
        document = {"path": "a", "bytes": 9, "words": 2}
        said = {"rule": "r", "outcome": "review", "purpose": "any", "jurisdiction": "any", "baselined": False}
        rule = {"pack": "p", "title": "", "weight": 1, "severity": "low", "digest": "", "view": "finding", "predicate": "true"}
        opened.fill("found", rows)
        opened.fill("document", [{**document, "document": row["document"], "record": row["record"]} for row in rows])
        opened.fill("rule", [{"rule": "r", "outcome": "review", **rule}])
        opened.fill("verdict", [{**said, **{name: row[name] for name in ("document", "fingerprint")}} for row in rows[:-1]])
        yield opened


def _found(number: int, work: str) -> dict[str, Any]:
    return {
        "document": f"a#{number}", "path": "a", "record": number, "detector": "known-work", "kind": "copyright",
        "level": "finding", "start": 0, "end": 1, "score": 1.0, "attributes": "{}", "evidence": [],
        "fingerprint": f"{number:08d}", "work": work, "matched_words": 1000.0 - number,
    }  # fmt: skip


def test_all_findings_of_a_work_are_chosen_unless_they_are_too_many(store: Store) -> None:
    with pytest.raises(UsageError, match=f"that is {MOST_ASKED + 2} exhibits, and a packet holds {MOST_ASKED}"):
        list(exhibit_rows(store, 4, Chosen(works=("fog",))))


def test_without_a_choice_the_first_are_shown(store: Store) -> None:
    assert [row["number"] for row in exhibit_rows(store, 4, Chosen())] == [1, 2, 3, 4]


def test_what_no_rule_names_is_no_exhibit(store: Store) -> None:
    with pytest.raises(UsageError, match="is named by a rule"):
        list(exhibit_rows(store, 4, Chosen((f"{2 * MOST_ASKED + 3:08d}",))))


def test_those_beyond_the_first_are_numbered_after_them(store: Store) -> None:
    rows = list(exhibit_rows(store, 4, Chosen(("00000901", "00000001", "00000903"))))

    assert [(row["number"], row["fingerprint"]) for row in rows] == [(2, "00000001"), (5, "00000901"), (6, "00000903")]
