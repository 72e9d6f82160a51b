"""What a run tells of the detectors that it used."""

from dataclasses import replace

import pytest

from audit.pipeline import instruments, packs


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, float]]:
    """Thresholds by detector, of those that ship."""
    known = packs.there()
    described = instruments.described(instruments.choose(known, (), ()), known)
    return {one["name"]: one["thresholds"] for one in described}


def test_a_detector_with_levels_tells_all_of_them_and_how_it_classes(told: dict[str, dict[str, float]]) -> None:
    levels = told["known-work"]

    assert levels["finding_words"] > 0
    assert 0 < levels["minor_similarity"] < levels["identical_similarity"] <= 1
    assert "memory_bytes" not in levels


def test_what_a_pack_sets_is_told_and_its_lists_are_not(told: dict[str, dict[str, float]]) -> None:
    values = [value for levels in told.values() for value in levels.values()]

    assert all(isinstance(value, int | float) for value in values)


def test_a_pack_can_set_a_level() -> None:
    known = tuple(
        replace(pack, detector={**(pack.detector or {}), "finding_words": 21}) if pack.name == "known-work" else pack
        for pack in packs.there()
    )
    (one,) = instruments.described(instruments.choose(known, ("known-work",), ()), known)

    assert one["thresholds"]["finding_words"] == 21


def test_a_number_of_another_pack_is_a_threshold_too() -> None:
    known = tuple(
        replace(pack, detector={**(pack.detector or {}), "least": 0.5}) if pack.name == "opt-out" else pack
        for pack in packs.there()
    )
    (one,) = instruments.described(instruments.choose(known, ("opt-out",), ()), known)

    assert one["thresholds"] == {**one["thresholds"], "least": 0.5}
