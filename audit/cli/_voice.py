"""Words and progress on stderr, and results on stdout."""

import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import click

_EVERY_SECONDS = 60.0
"How often a log is told of progress."


class Voice:
    """Shows progress: a bar with the time left where a person watches, a line now and then in a log, nothing where quiet."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Any = None
        self._label = ""
        self._total = self._done = 0
        self._began = self._told = 0.0

    def __enter__(self) -> "Voice":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()

    def say(self, line: str) -> None:
        """A line for a person."""
        if not self._quiet:
            from audit.reports.visible import visible

            click.echo(visible(line, False), err=True, color=colour())

    def begin(self, label: str, total_bytes: int) -> None:
        """Work of a known size begins."""
        self._label, self._total, self._done = label, total_bytes, 0
        self._began = self._told = time.monotonic()
        if not self._quiet and total_bytes and sys.stderr.isatty():
            self._bar = click.progressbar(length=total_bytes, label=label, file=sys.stderr, show_eta=True)
            self._bar.__enter__()

    def step(self, done_bytes: int) -> None:
        """Some more of it is done."""
        self._done += done_bytes
        now = time.monotonic()
        if self._bar is not None:
            self._bar.update(done_bytes)
        elif now - self._told >= _EVERY_SECONDS and self._total:
            self._told = now
            share = self._done / self._total
            left = (now - self._began) * (1 - share) / share if share else 0
            self.say(f"{self._label}: {share:.0%} of {self._total / 1e6:,.0f} MB, about {left / 60:.0f} min left")

    def end(self) -> None:
        """The work that was begun is over."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


def colour() -> bool | None:
    """False where the user wants no colour (NO_COLOR); None leaves it to whether a person watches."""
    return False if os.environ.get("NO_COLOR") else None


def now() -> datetime:
    """The time that results are dated with: SOURCE_DATE_EPOCH where it is set, so that they can be made again to the byte."""
    with suppress(KeyError, ValueError):
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def spoken() -> str:
    """The command as it was given, to be given again."""
    import shlex

    return shlex.join(["corpus-audit", *sys.argv[1:]])
