"""Words by class, and what each choice of classes counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Evidence
from audit.report_model.tally import CLASSES, Counted, Tally
from audit.reports.tally import tally

SHARES = (Evidence("share-of-document", 0.5, "share"), Evidence("share-of-work", 0.1, "share"))


def test_every_class_is_told_and_every_choice_of_those_that_are_there_is_counted() -> None:
    made = tally({"identical": 6, "minor": 2, "omitted": 2, "added": 12}, SHARES)

    assert made.words == {"identical": 6, "minor": 2, "different": 0, "omitted": 2, "added": 12}
    assert made.counted == (
        Counted(("identical", "minor"), 8, pytest.approx(0.2), pytest.approx(0.08)),
        Counted(("identical",), 6, pytest.approx(0.15), pytest.approx(0.06)),
        Counted(("minor",), 2, pytest.approx(0.05), pytest.approx(0.02)),
        Counted((), 0, 0.0, 0.0),
    )


def test_nothing_is_counted_where_nothing_was_compared() -> None:
    assert tally({}, SHARES) == Tally()


def test_a_share_that_was_not_measured_stays_unknown() -> None:
    made = tally({"identical": 6}, [Evidence("share-of-work", 0.1, "share"), Evidence("share-of-document", 4, "words")])

    assert made.counted[0] == Counted(("identical",), 6, None, 0.1)


def test_words_of_one_side_alone_count_for_nothing() -> None:
    assert tally({"added": 3}, SHARES).counted == (Counted((), 0, 0.0, 0.0),)


@given(st.dictionaries(st.sampled_from((*CLASSES, "omitted", "added")), st.integers(1, 500), min_size=1))
def test_no_choice_counts_more_than_all_classes_and_classes_add_up(changes: dict[str, int]) -> None:
    made = tally(changes, SHARES)
    alone = [one for one in made.counted if len(one.classes) == 1]

    assert all(one.words <= made.counted[0].words for one in made.counted)
    assert sum(one.words for one in alone) == made.counted[0].words
    assert all(0 <= (one.share_of_document or 0) <= 0.5 and 0 <= (one.share_of_work or 0) <= 0.1 for one in made.counted)
    assert len({one.classes for one in made.counted}) == len(made.counted) == 2 ** len(changes.keys() & set(CLASSES))
