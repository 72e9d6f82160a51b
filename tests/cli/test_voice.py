"""Words and progress on stderr."""

import sys

import pytest

from audit.cli import _voice
from audit.cli._voice import Voice, colour, now, spoken


class Watched:
    """A stream that says that a person watches, or that nobody does."""

    def __init__(self, watched: bool) -> None:
        self.written = ""
        self._watched = watched

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return self._watched


def watch(monkeypatch: pytest.MonkeyPatch, watched: bool) -> Watched:
    """Put a stream in the place of stderr; not in a fixture, since pytest sets it anew for each phase of a test."""
    stream = Watched(watched)
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_a_person_sees_a_bar_with_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = watch(monkeypatch, True)

    with Voice(quiet=False) as voice:
        voice.begin("scanning", 100)
        voice.step(50)
        voice.step(50)

    assert "scanning" in stderr.written
    assert "100%" in stderr.written


@pytest.mark.parametrize("watched", [True, False])
def test_quiet_is_quiet(monkeypatch: pytest.MonkeyPatch, watched: bool) -> None:
    stderr = watch(monkeypatch, watched)

    with Voice(quiet=True) as voice:
        voice.say("a word")
        voice.begin("scanning", 100)
        voice.step(100)

    assert stderr.written == ""


def test_a_log_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 10.0, 70.0, 80.0])
    monkeypatch.setattr(_voice.time, "monotonic", lambda: next(times))
    stderr = watch(monkeypatch, False)

    with Voice(quiet=False) as voice:
        voice.begin("scanning", 10_000_000)
        for _ in range(3):
            voice.step(2_500_000)

    assert stderr.written == "scanning: 50% of 10 MB, about 1 min left\n"


def test_work_of_no_size_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = watch(monkeypatch, True)

    with Voice(quiet=False) as voice:
        voice.begin("scanning", 0)
        voice.step(0)

    assert stderr.written == ""


def test_no_colour_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert colour() is False

    monkeypatch.delenv("NO_COLOR")
    assert colour() is None


def test_results_can_be_dated_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert now().isoformat() == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("value", [None, "soon"])
def test_without_a_date_there_is_the_clock(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if value:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)

    assert now().microsecond == 0
    assert now().year >= 2026


def test_a_command_is_spoken_so_that_a_shell_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/corpus-audit", "run", "my corpus"])

    assert spoken() == "corpus-audit run 'my corpus'"
