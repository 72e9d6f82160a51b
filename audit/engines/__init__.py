"""Where shards are worked on. An engine maps a function over items and knows nothing of audits."""

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Generic, Protocol, TypeVar

from audit.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Died(Generic[Item]):
    """An item whose worker was ended from outside (killed, out of memory, a crash below Python) twice."""

    item: Item
    detail: str


class Engine(Protocol):
    """
    Runs a function over items.

    A module of this package has `create(workers: int | None) -> Engine`; its file's name is the engine's.
    """

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result | Died[Item]]:
        """
        Results in any order, with few items in flight.

        An exception of the function ends the map. A worker that dies costs its item a second try, alone, after the others.
        """
        ...


def create(name: str, workers: int | None = None) -> Engine:
    """The engine of a name; None workers: as many as this process may use cores."""
    if name not in names():
        raise UsageError(f"no engine named '{name}'; there are: {', '.join(names())}")
    engine: Engine = import_module(f"{__name__}.{name}").create(workers)
    return engine


def names() -> tuple[str, ...]:
    """The engines there are."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")))
