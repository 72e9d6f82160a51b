from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.errors import RunError, UsageError
from audit.references import enrolment_files
from audit.references.enrolling import Measuring, Row
from audit.references.enrolment import POOL, Answer, Profiles, Verdict, chosen, family_of, scored
from tests.references.made_versions import sample, texts

SEEN = ("acme/one", "acme/two", "pine/one")
Enrolled = tuple[Profiles, list[Row]]


@pytest.fixture(scope="module")
def enrolled(compiled: None) -> Enrolled:
    """Two versions that are much alike, one of another family, and three controls."""
    samples = [sample("people", texts("people", 80), True), sample("larch", texts("larch", 80), True)]
    samples.append(sample("birch", texts("birch", 80), True))
    samples.append(sample("acme/one", texts("one", 80)))
    samples.append(sample("acme/two", texts("two", 80, like="one", share=0.3)))
    samples.append(sample("pine/one", texts("pine", 80)))
    return Measuring(samples, chosen(samples)).profiles()


def answered(profiles: Profiles, made: list[str]) -> Answer:
    raw = [text.encode() for text in made]
    ends = np.cumsum([len(text) for text in raw]).astype(np.int64)
    scores, covered = profiles.scores(np.frombuffer(b"".join(raw), np.uint8), ends - [len(text) for text in raw], ends)
    return profiles.answer(scores.mean(0), float(covered.mean()), len(made))


def test_new_texts_of_a_version_are_called_by_its_name(enrolled: Enrolled) -> None:
    assert answered(enrolled[0], texts("pine", 60, seed=1)) == Answer(
        Verdict.VERSION, "pine/one", "like its samples, and liker than all that was left out came"
    )


def test_a_sibling_that_nobody_enrolled_is_of_the_family(enrolled: Enrolled) -> None:
    told = answered(enrolled[0], texts("three", 60, seed=1, like="one", share=0.35))

    assert (told.verdict, told.name) == (Verdict.FAMILY, "acme")


@pytest.mark.parametrize("writer", ["people", "larch", "spruce", "elder", "hazel"])
def test_controls_and_writers_that_nobody_enrolled_are_none_of_them(enrolled: Enrolled, writer: str) -> None:
    assert answered(enrolled[0], texts(writer, 60, seed=1)).verdict is Verdict.NONE


def test_texts_by_two_hands_are_not_called_by_the_name_of_a_version(enrolled: Enrolled) -> None:
    mixed = answered(enrolled[0], [*texts("pine", 30, seed=1), *texts("hazel", 30, seed=1)])

    assert mixed.verdict is not Verdict.VERSION


def test_what_lies_between_a_version_and_the_others_is_left_open(enrolled: Enrolled) -> None:
    profiles = enrolled[0]
    bounds, lows = np.array([3.0, 3.0, 3.0]), np.array([1.0, 1.0, 1.0])
    strict = Profiles(profiles.names, profiles.hashes, profiles.weights, bounds, lows, {"acme": 3.0}, (0.0, 1.0))

    assert strict.answer(np.array([2.0, 0.0, 0.0]), 0.5, POOL).verdict is Verdict.ABSTAINED
    assert strict.answer(np.array([0.0, 0.0, 2.0]), 0.5, POOL).verdict is Verdict.ABSTAINED  # of a family without a bound


def test_of_few_texts_nothing_is_said(enrolled: Enrolled) -> None:
    assert answered(enrolled[0], texts("pine", POOL - 1)).because.startswith(f"fewer than {POOL}")


def test_of_texts_unlike_all_that_was_enrolled_nothing_is_said(enrolled: Enrolled) -> None:
    foreign = [text.translate(str.maketrans("abcdef", "uvwxyz")) for text in texts("pine", 60)]

    assert answered(enrolled[0], foreign) == Answer(Verdict.ABSTAINED, "", "unlike all that was enrolled, controls included")


def test_controls_are_hardly_ever_called_by_a_name(enrolled: Enrolled) -> None:
    controls = [row for row in enrolled[1] if row.is_control]

    assert [row.name for row in controls] == ["people", "larch", "birch"]
    assert max(row.wrong for row in controls) <= 0.01


def test_a_control_that_writes_as_a_version_does_is_not_called_by_its_name_and_told_as_wrong_without_it(compiled: None) -> None:
    samples = [sample(name, texts(name, 60), name != "pine") for name in ("pine", "people", "larch", "birch")]
    samples.append(sample("twin", texts("twin", 60, like="pine", share=0), True))

    profiles, rows = Measuring(samples, chosen(samples)).profiles()

    assert next(row for row in rows if row.name == "twin").wrong > 0.5
    assert answered(profiles, texts("twin", 60, seed=1, like="pine", share=0)).name == ""


def test_versions_are_measured_both_as_enrolled_and_as_never_seen(enrolled: Enrolled) -> None:
    seen = {row.name: row for row in enrolled[1] if row.is_seen}
    unseen = {row.name: row for row in enrolled[1] if not row.is_seen}

    assert set(seen) == set(SEEN)
    assert set(SEEN) < set(unseen)
    assert seen["pine/one"].answers["pine/one"] > 0.9
    assert unseen["pine/one"].answers.get("pine/one", 0) == 0
    assert all(sum(row.answers.values()) == pytest.approx(1) for row in enrolled[1])


WRONG = [
    ("acme/one", False, True, {"acme/one": 0.5, "acme/": 0.3, "none of the above": 0.2}, 0),
    ("acme/one", False, True, {"acme/two": 0.5, "abstained": 0.5}, 0.5),
    ("acme/one", False, False, {"acme/": 0.5, "pine/": 0.25, "abstained": 0.25}, 0.25),
    ("acme", True, False, {"acme/": 0.5, "none of the above": 0.5}, 0.5),
]


@pytest.mark.parametrize(("name", "is_control", "is_seen", "answers", "wrong"), WRONG)
def test_what_is_wrong_depends_on_whose_texts_they_are(
    name: str, is_control: bool, is_seen: bool, answers: dict[str, float], wrong: float
) -> None:
    assert Row(name, is_control, is_seen, 40, answers).wrong == wrong


def test_a_name_without_a_slash_is_a_family_of_its_own() -> None:
    assert (family_of("acme/one"), family_of("pine")) == ("acme", "pine")


@given(some.lists(some.lists(some.integers(0, 9), max_size=5), min_size=1, max_size=6))
def test_a_document_scores_the_same_whatever_stands_beside_it(documents: list[list[int]]) -> None:
    weights = np.random.default_rng(1).normal(size=(2, 10)).astype(np.float32)
    rows = np.array([row for one in documents for row in one], np.int64)
    bounds = np.concatenate([[0], np.cumsum([len(one) for one in documents])]).astype(np.int64)

    together = scored(rows, bounds, weights)

    for place, one in enumerate(documents):
        alone = scored(np.array(one, np.int64), np.array([0, len(one)], np.int64), weights)[0]
        assert together[place] == pytest.approx(alone, abs=1e-6)


@pytest.fixture
def kept(enrolled: Enrolled, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    folder = tmp_path_factory.mktemp("kept") / "profiles"
    enrolment_files.write(folder, *enrolled)
    return lambda: folder


def test_profiles_are_read_as_they_were_written(enrolled: Enrolled, kept: Callable[[], Path]) -> None:
    profiles, rows = enrolment_files.load(kept())

    assert (profiles.names, profiles.covered, profiles.family_bounds) == (
        enrolled[0].names,
        enrolled[0].covered,
        enrolled[0].family_bounds,
    )
    assert np.array_equal(profiles.hashes, enrolled[0].hashes)
    assert np.allclose(profiles.weights, enrolled[0].weights, atol=2e-3)
    assert [(row.name, row.is_seen) for row in rows] == [(row.name, row.is_seen) for row in enrolled[1]]
    assert answered(profiles, texts("pine", 60, seed=1)).name == "pine/one"


def test_no_text_is_kept(kept: Callable[[], Path]) -> None:
    content = b"".join(path.read_bytes() for path in kept().iterdir())

    assert not any(word.encode() in content for word in texts("pine", 1)[0].split()[:20] if len(word) > 3)


def test_a_bound_that_nothing_sets_is_not_written(enrolled: Enrolled, tmp_path: Path) -> None:
    profiles, rows = enrolled
    loose = Profiles(
        profiles.names, profiles.hashes, profiles.weights, profiles.bounds, profiles.lows, {"acme": float("inf")}, (0.0, 1.0)
    )

    enrolment_files.write(tmp_path, loose, rows)

    assert enrolment_files.load(tmp_path)[0].family_bounds == {}


SPOILT = [
    ("enrolment.json", b"{", "no profiles in"),
    ("enrolment.json", b"[]", "another version"),
    ("enrolment.json", b'{"format": 0}', "another version"),
    ("profiles.npz", b"altered", "by its digest"),
]


@pytest.mark.parametrize(("name", "content", "told"), SPOILT)
def test_what_is_no_profiles_is_refused(kept: Callable[[], Path], name: str, content: bytes, told: str) -> None:
    (kept() / name).write_bytes(content)

    with pytest.raises(UsageError, match=told):
        enrolment_files.load(kept())


def test_profiles_that_lack_something_are_refused(kept: Callable[[], Path]) -> None:
    about = kept() / "enrolment.json"
    about.write_text(about.read_text().replace('"lows"', '"highs"'))

    with pytest.raises(UsageError, match="broken"):
        enrolment_files.load(kept())


def test_a_place_that_cannot_be_written_is_told(enrolled: Enrolled, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(RunError, match="cannot write"):
        enrolment_files.write(tmp_path / "file", *enrolled)
