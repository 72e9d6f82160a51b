"""How much of a finding's text is shown."""

import pytest

from audit.model import Quote
from audit.reports.excerpt import Allowance
from audit.reports.mask import MASK

LONG = "The ferry left the grey harbour before dawn. " * 40


def test_a_passage_without_reference_keeps_its_surroundings() -> None:
    shown = Allowance().show(Quote("before ", "passage", " after"), None, None)

    assert (shown.quote, shown.left, shown.left_cut) == (Quote("before ", "passage", " after"), (), 0)


def test_surroundings_are_short() -> None:
    shown = Allowance().show(Quote("b" * 160, "passage", "a" * 160), None, None)

    assert (len(shown.quote.before), len(shown.quote.after)) == (60, 60)


def test_a_long_passage_is_cut_and_counted() -> None:
    shown = Allowance().show(Quote("before", "x" * 1000, "after", 5000), None, None)

    assert (shown.quote, shown.left_cut) == (Quote("", "x" * 300, "", 5000), 700)


def test_what_is_about_the_record_shows_how_it_begins() -> None:
    shown = Allowance().show(Quote("", "", "The first words of it"), None, None)

    assert shown.quote.after == "The first words of it"


def test_a_side_shows_at_most_its_share() -> None:
    shown = Allowance(side=100).show(Quote("", LONG, "", 7), Quote("", LONG, "", 9), "w")
    sides = [sum(len(segment.text) for segment in side) for side in (shown.left, shown.right)]

    assert max(sides) <= 100
    assert (shown.left_cut, shown.right_cut) == (len(LONG) - sides[0] + 7, len(LONG) - sides[1] + 9)


HALVES = [
    ("onli", "ne. The bell rang.", " On", "it is tr", "ue. The bell rang.", " In", "The bell rang."),
    ("", "The bell rang tw", "ice", "", "The bell rang th", "rice", "The bell rang "),
    ("", "One. The bell rang.", "", "", "Ore. The bell rang.", "", "One. The bell rang."),
    ("al", "one. The bell rang.", "", "st", "one. The bell rang.", "", "one. The bell rang."),
    ("al", "one. Two", "", "st", "ore. Two", "", "one. Two"),
]


@pytest.mark.parametrize(("before", "text", "after", "its_before", "its_text", "its_after", "shown"), HALVES)
def test_halves_of_words_at_the_ends_are_no_change_of_words(
    before: str, text: str, after: str, its_before: str, its_text: str, its_after: str, shown: str
) -> None:
    both = Allowance().show(Quote(before, text, after), Quote(its_before, its_text, its_after), "w")

    assert "".join(segment.text for segment in both.left) == shown


def test_a_work_is_shown_no_more_than_its_allowance_in_the_whole_report() -> None:
    allowance = Allowance(side=300, work=500)
    lengths = [sum(len(s.text) for s in allowance.show(Quote("", LONG, ""), Quote("", LONG, ""), "w").right) for _ in range(5)]

    assert sum(lengths) <= 500
    assert lengths[-1] < 45


def test_another_work_has_its_own_allowance() -> None:
    allowance = Allowance(side=300, work=300)
    allowance.show(Quote("", LONG, ""), Quote("", LONG, ""), "one")

    assert allowance.show(Quote("", LONG, ""), Quote("", LONG, ""), "other").left


def test_a_work_without_open_text_counts_what_the_corpus_shows_of_it() -> None:
    allowance = Allowance(side=300, work=300)
    allowance.show(Quote("", LONG, ""), None, "sealed")

    assert allowance.show(Quote("", LONG, ""), None, "sealed").quote.text == ""


def test_addresses_are_masked_on_both_sides() -> None:
    shown = Allowance().show(Quote("", "write to mira@example.org now", ""), Quote("", "write to nils@example.org now", ""), None)

    assert [[s.text for s in side] for side in (shown.left, shown.right)] == [[f"write to {MASK} now"]] * 2


def test_the_shown_quote_is_the_shown_side() -> None:
    shown = Allowance(side=50).show(Quote("b", LONG, "a"), Quote("", LONG, ""), "w")

    assert shown.quote == Quote("", "".join(segment.text for segment in shown.left), "")


def test_surroundings_flow_and_the_passage_keeps_its_lines() -> None:
    shown = Allowance().show(Quote("a\n\n\nb\n", "c\n\nd", "\te"), None, None)

    assert shown.quote == Quote("a b ", "c\n\nd", " e")
