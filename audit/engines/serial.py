"""All work in this process, one item after the other: for debugging, and what other engines are compared with."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Serial:
    """Maps in this process. A crash below Python ends the program."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Results in the order of the items."""
        return map(function, items)


def create(workers: int | None) -> Serial:
    """Make the engine; the number of workers is not used."""
    return Serial()
