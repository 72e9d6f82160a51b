"""What works come to where passages of some kinds are left out: by hand, and as a plain count of characters says."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.report_model import LibraryTotal
from audit.report_model.choices import KINDS, Choice
from audit.reports.choices import choices, totals, words_by_class
from audit.reports.known_works import known_works
from audit.store import Store

LENGTH = 40
CLASSES = {"identical": "identical", "minor change": "minor", "omitted": "different", "paraphrase-like": "different"}
Passage = tuple[int, int, int, str, bool, bool, str, bool]
"Document, first character in the work, characters, class, quoted, common, work, whether it is a finding."

PASSAGES = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, LENGTH - 1), st.integers(1, 15), st.sampled_from([*CLASSES, "not compared"]),
        st.booleans(), st.booleans(), st.sampled_from(["ferry", "fog"]), st.booleans(),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.memory() as opened:
        yield opened


def _found(number: int, passage: Passage) -> dict[str, Any]:
    document, start, length, kind, quoted, common, work, stands = passage
    end = min(LENGTH, start + length)
    return {
        "document": f"a#{document}", "path": "a", "record": document, "detector": "known-work", "kind": "copyright",
        "level": "finding" if stands else "clue", "start": 0, "end": 1, "score": 1.0, "reference": f"works/{work}@aa11",
        "reference_start": start, "reference_end": end, "attributes": f'{{"work": "{work}", "class": "{kind}"}}',
        "fingerprint": str(number), "work": work, "library": "aa11", "matched_words": float(length), "quoted": quoted,
        "common": common, "share_of_work": (end - start) / LENGTH,
        "evidence": [
            {"measure": "work-length", "value": float(LENGTH), "unit": "characters"},
            {"measure": "omitted-characters", "value": 3.0, "unit": "folded characters"},
        ],
    }  # fmt: skip


def _needs(passage: Passage, free: bool) -> set[str]:
    named = [CLASSES.get(passage[3], ""), "quoted" if passage[4] else "", "common" if passage[5] else "", "free" if free else ""]
    return set(filter(None, named))


def _rows(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    return [_found(number, passage) for number, passage in enumerate(passages)]


@settings(max_examples=20, deadline=None)
@given(passages=PASSAGES)
def test_every_choice_counts_what_a_plain_count_of_its_passages_says(store: Store, passages: list[Passage]) -> None:
    store.fill("found", _rows(passages))
    works = [{"library": "aa11", "work": "ferry", "permission": "permitted"}]
    made = choices(store, works)

    for work in ("ferry", "fog", None):
        mine = [passage for passage in passages if work in (None, passage[6])]
        for one in made.get(("aa11", work), ()):
            counted = [p for p in mine if _needs(p, p[6] == "ferry") <= {*KINDS} - {*one.left_out}]
            stands = [p for p in counted if p[7]]
            covered = {place for p in stands for place in range(p[1], min(LENGTH, p[1] + p[2]))}
            share = None if work is None else pytest.approx(len(covered) / LENGTH)
            words = sum(p[2] for p in stands)
            assert one == Choice(one.counted, one.left_out, len(stands), len({p[0] for p in counted}), words, share)


@settings(max_examples=20, deadline=None)
@given(passages=PASSAGES)
def test_the_first_choice_is_the_work_itself_and_choices_differ(store: Store, passages: list[Passage]) -> None:
    store.fill("found", _rows(passages))

    for work in known_works(store)["works"]:
        first = work.choices[0]
        assert (first.left_out, first.findings, first.documents) == ((), work.findings, work.documents)
        assert (first.matched_words, first.share_of_work) == (work.matched_words, pytest.approx(work.share_of_work))
        assert len({one.left_out for one in work.choices}) == len(work.choices)


def test_a_work_that_is_free_comes_to_nothing_without_such_works(store: Store) -> None:
    store.fill("found", _rows([(0, 0, 10, "identical", False, False, "ferry", True)]))
    made = choices(store, [{"library": "aa11", "work": "ferry", "permission": "public-domain"}])

    assert made["aa11", "ferry"] == (
        Choice(("identical", "free"), (), 1, 1, 10, 0.25),
        Choice(("free",), ("identical",), 0, 0, 0, 0.0),
        Choice((), ("free",), 0, 0, 0, 0.0),
    )
    assert totals(made) == (LibraryTotal("aa11", made["aa11", None]),)
    assert [one.findings for one in made["aa11", None]] == [1, 0, 0, 0]


def test_words_are_told_by_class_where_there_are_several(store: Store) -> None:
    passages: list[Passage] = [
        (0, 0, 10, "identical", False, False, "ferry", True),
        (0, 20, 5, "minor change", True, False, "ferry", True),
        (1, 30, 3, "not compared", False, False, "ferry", True),
        (1, 0, 8, "identical", False, False, "fog", True),
    ]
    store.fill("found", _rows(passages))
    works = {work.work: work for work in known_works(store)["works"]}

    assert works["ferry"].words_by_class == {"identical": 10, "minor": 5}
    assert works["fog"].words_by_class == {}
    assert works["ferry"].omitted_characters == 9
    assert words_by_class(()) == {}
