"""What long work tells while it goes on."""

from typing import Protocol


class Progress(Protocol):
    """Told how far work is; whoever shows it decides how."""

    def say(self, line: str) -> None:
        """Something a person should know now."""
        ...

    def begin(self, label: str, total_bytes: int) -> None:
        """Work of a known size begins."""
        ...

    def step(self, done_bytes: int) -> None:
        """Some more of it is done."""
        ...

    def end(self) -> None:
        """The work that was begun is over, finished or not."""
        ...


class Silent:
    """Tells nobody."""

    def say(self, line: str) -> None:
        """Nothing."""

    def begin(self, label: str, total_bytes: int) -> None:
        """Nothing."""

    def step(self, done_bytes: int) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""
