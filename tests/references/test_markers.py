import pytest

from audit.errors import PackError
from audit.references.markers import Match, markers, votes

ROW = {"id": "a", "platform": "forum", "regex": "a", "examples": ["a"]}


def made(**changes: object) -> Match:
    (marker,) = markers([{**ROW, **changes}], "pack")
    return Match(marker, 0, 1, b"a")


def at(match: Match, start: int, text: bytes = b"a") -> Match:
    return Match(match.marker, start, start + len(text), text)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"id": "a", "platform": "x", "regex": "a"}], "pack: the marker 'a' needs examples"),
        ([{"platform": "x"}], "the marker 'without id' needs id"),
        ([{**ROW, "wieght": 1}], "unknown key 'wieght'"),
        ([{**ROW, "zone": "middle"}], "zone 'middle'; known: any, start, head, tail"),
        ([ROW, ROW], "the marker 'a' is there twice"),
    ],
)
def test_a_wrong_list_of_markers_says_what_is_wrong(rows: list[dict[str, object]], says: str) -> None:
    with pytest.raises(PackError, match=says):
        markers(rows, "pack")


def test_weights_of_different_markers_of_a_platform_add_up() -> None:
    said = votes([made(weight=0.7), made(id="b", weight=0.9), made(id="c", platform="news", weight=1.0)], 10)

    assert [(vote.platform, round(vote.weight, 2)) for vote in said] == [("forum", 1.6), ("news", 1.0)]


def test_the_same_marker_met_again_adds_nothing() -> None:
    match = made(weight=0.7)

    assert votes([match, at(match, 5)], 10)[0].weight == 0.7


def test_a_discount_takes_weight_away() -> None:
    assert votes([made(weight=2.0)], 10, discount=0.5)[0].weight == 1.0


def test_a_score_is_one_less_the_errors_that_the_weight_stands_for() -> None:
    assert round(votes([made(weight=2.0)], 10)[0].score, 4) == 0.99


def test_the_heaviest_marker_comes_first_and_names_the_publisher() -> None:
    (vote,) = votes([made(id="b", publisher="B"), made(weight=1.0), made(id="c", weight=0.9, publisher="C")], 10)

    assert [match.marker.id for match in vote.matches] == ["a", "c", "b"]
    assert vote.publisher == "C"


def test_a_vote_may_name_nobody() -> None:
    assert votes([made()], 10)[0].publisher is None


@pytest.mark.parametrize(
    ("zone", "start", "counts"),
    [
        ("any", 5000, True),
        ("start", 0, True),
        ("start", 5, False),
        ("head", 1499, True),
        ("head", 1500, False),
        ("tail", 8600, True),
        ("tail", 5000, False),
    ],
)
def test_a_marker_counts_in_its_zone_only(zone: str, start: int, counts: bool) -> None:
    assert bool(votes([at(made(zone=zone), start)], 10_000)) is counts


def test_a_marker_may_need_different_texts() -> None:
    match = made(least=2)

    assert votes([at(match, 0, b"One"), at(match, 9, b" one ")], 20) == []
    assert votes([at(match, 0, b"one"), at(match, 9, b"two")], 20)


def test_a_marker_may_count_only_where_it_is_rare() -> None:
    match = made(most=1)

    assert votes([match], 20)
    assert votes([match, at(match, 5)], 20) == []
