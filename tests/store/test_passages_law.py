"""Whatever the places of passages, what is merged and counted is what a plain count of characters says."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.store import Store

LENGTH = 40
Place = tuple[int, int, int]
"Document, first character in the work, characters."

PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, LENGTH - 1), st.integers(1, 15)), min_size=1, max_size=9)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.memory() as opened:
        yield opened


def _found(number: int, place: Place) -> dict[str, Any]:
    document, start, length = place
    return {
        "document": f"a#{document}", "path": "a", "record": document, "detector": "known-work", "kind": "copyright",
        "level": "finding", "start": 0, "end": 1, "score": 1.0, "reference": "works/ferry@aa11", "reference_start": start,
        "reference_end": min(LENGTH, start + length), "attributes": '{"work": "ferry"}', "fingerprint": str(number),
        "evidence": [{"measure": "work-length", "value": float(LENGTH), "unit": "characters"}], "work": "ferry",
        "library": "aa11",
    }  # fmt: skip


def _covered(rows: Sequence[dict[str, Any]]) -> set[int]:
    return {place for row in rows for place in range(row["reference_start"], row["reference_end"])}


@settings(max_examples=20, deadline=None)
@given(places=PLACES)
def test_merged_places_are_those_that_a_count_of_characters_finds(store: Store, places: list[Place]) -> None:
    rows = [_found(number, place) for number, place in enumerate(places)]
    documents = {row["document"] for row in rows}
    own = {document: _covered([row for row in rows if row["document"] == document]) for document in documents}

    store.fill("found", rows)
    store.run("derive_passages", documents=2, works=1)
    (work,) = store.query("report_works")

    assert work["share_of_work"] == pytest.approx(float(Fraction(len(_covered(rows)), LENGTH)))
    assert work["share_with_repeats"] == pytest.approx(sum(map(len, own.values())) / LENGTH)
    counts = store._connection.execute("SELECT fingerprint, passage_documents, common FROM found").fetchall()
    for fingerprint, held, common in counts:
        row = rows[int(fingerprint)]
        middle = (row["reference_start"] + row["reference_end"]) // 2
        assert held == sum(middle in covered for covered in own.values())
        assert common == (held >= 2)
