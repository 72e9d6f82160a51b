"""What was not looked for, and why something was not read."""

from audit.model import SkipReason
from audit.report_model import SkipCount
from audit.reports.gaps import REASONS, beyond_the_end, gaps, plain


def test_every_reason_has_its_sentence() -> None:
    assert set(REASONS) == set(SkipReason)


def test_a_reason_of_a_later_version_is_named() -> None:
    assert plain("moon-phase") == "Not read, for this reason: moon-phase."


def test_a_run_without_a_library_says_so() -> None:
    assert gaps({"detectors": []}) == (
        "No library of known works was given, so copied passages of known works were not looked for.",
    )


def test_a_detector_that_is_off_or_unmeasured_is_named() -> None:
    run = {
        "libraries": [{}],
        "detectors_off": ["style"],
        "detectors": [{"name": "a", "measured": []}, {"name": "b", "measured": [1]}],
    }

    assert gaps(run) == ("The detector style was switched off.", "How often these detectors are right was not measured: a.")


def test_a_full_run_has_no_gaps() -> None:
    assert gaps({"libraries": [{}], "detectors": [{"name": "b", "measured": [1]}]}) == ()


def test_what_became_of_given_files_about_sites_is_told() -> None:
    run = {"libraries": [{}], "detectors": [], "site_signals": {"digest": "0", "states": {"not in UTF-8": 1, "without a day": 3}}}

    assert gaps(run) == ("Of the files about sites that were given: 1 not in UTF-8; 3 without a day.",)


def test_what_lay_beyond_the_end_of_a_cut_file_is_told_to_be_unknown() -> None:
    cut = SkipCount("truncated", "", True, 1, 0, 0, "")
    damaged = SkipCount("corrupt", "", True, 1, 0, 0, "")

    assert "unknown" in beyond_the_end([damaged, cut])[0]
    assert beyond_the_end([damaged]) == ()
