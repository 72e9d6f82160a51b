"""A policy is read strictly; without one the documented default holds."""

from pathlib import Path

import pytest

from audit import bundled, policy
from audit.errors import ConfigurationError
from audit.model import Outcome

LEAST = 'purposes = ["commercial-training"]\njurisdictions = ["EU"]\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "release.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_is_the_documented_file() -> None:
    default = policy.load()

    assert (default.name, default.fail_on, default.min_coverage) == ("default", Outcome.BLOCK, 0.999)
    assert default == policy.load(bundled.folder("rules") / "default-policy.toml")


def test_what_a_policy_does_not_say_is_as_in_the_default(tmp_path: Path) -> None:
    least = policy.load(write(tmp_path, LEAST))

    assert (least.name, least.packs, least.fail_on, least.min_coverage) == ("release", (), Outcome.BLOCK, 0.999)
    assert (least.requires, least.thresholds) == ((), {})


def test_everything_that_a_policy_says_is_kept(tmp_path: Path) -> None:
    text = LEAST + 'fail_on = "review"\nmin_coverage = 0.9\nrequires = ["works"]\n[thresholds]\n"core/reddit" = 2\n'
    text += '[choices]\n"GPL-2.0-only OR MIT" = "MIT"\n'

    full = policy.load(write(tmp_path, text))

    assert (full.fail_on, full.min_coverage, full.requires) == (Outcome.REVIEW, 0.9, ("works",))
    assert full.thresholds == {"core/reddit": 2}
    assert full.choices == {"GPL-2.0-only OR MIT": "MIT"}


def test_a_pack_with_a_slash_is_a_folder_beside_the_policy(tmp_path: Path) -> None:
    packs = policy.load(write(tmp_path, LEAST + 'packs = ["core", "./ours"]')).packs

    assert packs == ("core", str(tmp_path / "ours"))


def test_what_is_let_pass_lies_beside_the_policy(tmp_path: Path) -> None:
    allow = policy.load(write(tmp_path, LEAST + 'allow = ["quotes.toml", "/srv/scripture"]')).allow

    assert allow == (str(tmp_path / "quotes.toml"), "/srv/scripture")


def test_files_about_sites_lie_beside_the_policy(tmp_path: Path) -> None:
    robots = policy.load(write(tmp_path, LEAST + 'robots = ["robots", "/srv/robots"]')).robots

    assert robots == (str(tmp_path / "robots"), "/srv/robots")


def test_another_text_has_another_digest(tmp_path: Path) -> None:
    first = policy.load(write(tmp_path, LEAST)).digest
    second = policy.load(write(tmp_path, LEAST + "# a word\n")).digest

    assert first != second


WRONG = [
    ("an unknown key", LEAST + "fail-on = 'block'", "unknown key 'fail-on'; did you mean 'fail_on'?"),
    ("an unknown purpose", LEAST.replace("commercial-training", "commercial_training"), "did you mean 'commercial-training'?"),
    ("an unknown jurisdiction", LEAST.replace("EU", "Europe"), "cannot be 'Europe'"),
    ("no purpose", LEAST.replace('"commercial-training"', ""), "'purposes' names nothing; there are: commercial-training"),
    ("no such requirement", LEAST + "requires = ['work']", "did you mean 'works'?"),
    ("a percentage for a share", LEAST + "min_coverage = 99.9", "it is a share, from 0 to 1"),
    (
        "a threshold below nothing",
        LEAST + "[thresholds]\nx = -1",
        "the threshold of 'x' must be a whole number of verdicts, from 0",
    ),
    ("a truth for a threshold", LEAST + "[thresholds]\nx = true", "the threshold of 'x' must be a whole number"),
    (
        "a number for a choice",
        LEAST + "[choices]\n'MIT OR ISC' = 1",
        "the choice for 'MIT OR ISC' must be a licence, in quotation marks",
    ),
    (
        "an unknown outcome",
        LEAST + "[outcomes]\n'core/x' = 'off'",
        "the outcome of 'core/x' must be one of note, review, block; to let",
    ),
    (
        "a list for an outcome",
        LEAST + "[outcomes]\n'core/x' = ['block']",
        "the outcome of 'core/x' must be one of note, review, block",
    ),
    ("a state that nobody can ask it for", LEAST + "[second_person]\nconfirmed = ['high']", "unknown key 'confirmed'"),
    ("a severity that is none", LEAST + "[second_person]\npermitted = ['grave']", "'permitted' cannot be 'grave'"),
    ("a text for a threshold", LEAST + "[thresholds]\nx = '1'", "the threshold of 'x' must be a whole number"),
]


@pytest.mark.parametrize(("text", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_does_not_fit_is_refused_with_the_mend(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        policy.load(write(tmp_path, text))

    assert message in str(refused.value)


def test_outcomes_are_read_by_rule(tmp_path: Path) -> None:
    found = policy.load(write(tmp_path, LEAST + "[outcomes]\n'core/x' = 'block'\n"))

    assert found.outcomes == {"core/x": Outcome.BLOCK}
    assert policy.load(write(tmp_path, LEAST)).outcomes == {}


def test_waivers_and_a_baseline_lie_beside_the_policy(tmp_path: Path) -> None:
    said = 'waivers = ["w.toml", "/srv/w.jsonl"]\nbaseline = "b.jsonl"\nwaiver_days = 90\nfail_on_new = true\nstrict = true\n'

    found = policy.load(write(tmp_path, LEAST + said))

    assert found.waivers == (str(tmp_path / "w.toml"), "/srv/w.jsonl")
    assert (found.baseline, found.waiver_days) == (str(tmp_path / "b.jsonl"), 90)
    assert (found.fail_on_new, found.strict) == (True, True)


@pytest.mark.parametrize(("said", "shown"), [("", "excerpt"), ('evidence = "masked"\n', "masked")])
def test_a_policy_says_how_much_reports_show(tmp_path: Path, said: str, shown: str) -> None:
    assert policy.load(write(tmp_path, LEAST + said)).evidence == shown


def test_a_policy_shows_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="excerpt"):
        policy.load(write(tmp_path, LEAST + 'evidence = "some"\n'))


def test_without_waivers_and_baseline_there_are_none(tmp_path: Path) -> None:
    least = policy.load(write(tmp_path, LEAST))

    assert (least.waivers, least.baseline, least.waiver_days, least.fail_on_new, least.strict) == ((), "", None, False, False)


@pytest.mark.parametrize("days", [0, -1])
def test_days_of_waivers_are_counted_from_one(tmp_path: Path, days: int) -> None:
    with pytest.raises(ConfigurationError, match="'waiver_days' must be a whole number of days, from 1"):
        policy.load(write(tmp_path, LEAST + f"waiver_days = {days}\n"))


def test_logs_of_decisions_lie_beside_the_policy(tmp_path: Path) -> None:
    found = policy.load(write(tmp_path, LEAST + 'decisions = ["d.jsonl"]\n'))

    assert found.decisions == (str(tmp_path / "d.jsonl"),)


def test_a_policy_says_at_which_severities_two_persons_decide(tmp_path: Path) -> None:
    said = '[second_person]\naccepted_risk = []\npermitted = ["critical"]\n'

    asked = policy.load(write(tmp_path, LEAST + said)).second_person
    silent = policy.load(write(tmp_path, LEAST)).second_person

    assert asked == {"accepted_risk": (), "permitted": ("critical",), "not_a_match": ()}
    assert silent["accepted_risk"] == ("high", "critical")
