"""Records of sign-offs are read as they were written, and what is wrong in one is named."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.decisions import Actor
from audit.errors import ConfigurationError, RunError
from audit.pipeline import signoffs, statements
from audit.pipeline.folder import RunFolder
from audit.pipeline.signoffs import Signoff, State

STATE = State(
    scan="a" * 64,
    verdicts="b" * 64,
    policy="c" * 64,
    policy_name="house",
    purposes=("commercial-training",),
    jurisdictions=("EU",),
    rules={"rule pack core 2026.1": "d" * 64},
    decision_log="0" * 64,
    gate=0,
    sentence="The gate passed.",
    open={"review": 3},
    day="2026-11-24",
    tool_version="0.1.0",
)
RECORD = Signoff(datetime(2026, 11, 24, 9, tzinfo=UTC), Actor("Mira Lund"), "Cleared.", STATE, date(2027, 11, 24))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_records_are_read_as_they_were_appended(tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]]) -> None:
    run = RunFolder(tmp_path_factory.mktemp("run"))
    log: list[Signoff] = []
    for name, words in said:
        log.append(signoffs.placed(log, replace(RECORD, actor=Actor(name, role=words), statement=words)))
        signoffs.append(run, log[-1])

    assert signoffs.of_run(run) == tuple(log)
    assert [one.seq for one in log] == list(range(1, len(said) + 1))


def values(**changes: Any) -> dict[str, Any]:
    return {**signoffs.values(signoffs.placed((), RECORD)), **changes}


WRONG = [
    ({"v": 2}, "of version 2, and this program reads 1"),
    ({"at": "soon"}, "'at' must be a time"),
    ({"expires": "soon"}, "'expires' must be a day"),
    ({"actor": {"name": "M", "nick": "m"}}, "unknown key 'nick'"),
    ({"more": 1}, "unknown key 'more'"),
    ({"state": {**values()["state"], "open": {"review": "3"}}}, "'open' holds something else than it should"),
    ({"state": {**values()["state"], "rules": {"core": 1}}}, "'rules' holds something else than it should"),
]


@pytest.mark.parametrize(("changes", "told"), WRONG)
def test_what_is_wrong_in_a_record_is_named(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError, match="here: ") as refused:
        signoffs.parsed(values(**changes), "here")

    assert told in str(refused.value)


def test_a_run_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot write to"):
        signoffs.append(RunFolder(tmp_path / "none"), RECORD)


def test_files_of_a_large_corpus_are_not_named_one_by_one() -> None:
    many = {str(number): "e" * 64 for number in range(statements.MOST_LISTED + 1)}

    assert [one["name"] for one in statements.subjects(STATE, many)] == ["corpus"]


@pytest.mark.parametrize(("gate", "passed", "failed"), [(0, True, False), (1, False, False), (3, False, True)])
def test_what_is_incomplete_is_no_test_that_passed(gate: int, passed: bool, failed: bool) -> None:
    record = replace(RECORD, state=replace(STATE, gate=gate))

    said = statements.tested(record, [], [{"rule": "p/a", "open": 0, "failing": False}])["predicate"]

    assert ("corpus-audit/complete" in said["passedTests"], "corpus-audit/complete" in said["failedTests"]) == (passed, failed)
    assert said["result"] == ("PASSED" if passed else "FAILED")
