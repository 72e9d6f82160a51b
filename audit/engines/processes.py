"""
Worker processes on this machine. Each worker holds one item at a time, so it is known whose work ended it.

Workers are started clean (forkserver, or spawn where there is none): forking a process that runs threads can hang.
"""

import gc
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pickle import PicklingError
from typing import Any, Generic, TypeVar

from audit.engines import Died

Item = TypeVar("Item")
Result = TypeVar("Result")


_PATIENCE_SECONDS = 1.0
"How long a worker may take to end before it is killed."


class Processes:
    """Maps over worker processes."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result | Died[Item]]:
        """Results as they come; items whose worker died are tried again alone at the end."""
        context = _context(function)
        died: list[Item] = []
        for answer in _crew(context, function, iter(items), self.workers):
            if isinstance(answer, Died):
                died.append(answer.item)
            else:
                yield answer
        for item in died:
            yield from _crew(context, function, iter([item]), 1)


def create(workers: int | None) -> Processes:
    """Make the engine; None: one worker for each core that this process may use."""
    return Processes(workers or _cores())


class _Worker(Generic[Item]):
    """A process, the line to it, and the item it holds."""

    def __init__(self, context: BaseContext, function: Callable[[Item], Any]) -> None:
        self.line, far = context.Pipe()
        self.process = context.Process(target=_work, args=(far, function), daemon=True)  # type: ignore[attr-defined]  # BaseContext has it at run time
        self.process.start()
        far.close()  # else the end of the process would not be seen as the end of the line
        self.item: Item | None = None

    def give(self, item: Item) -> None:
        self.item = item
        with suppress(BrokenPipeError, ConnectionResetError):  # it died idle: its answer will be the end of the line
            self.line.send(item)

    def answer(self) -> Any:
        """The result, or Died. An exception of the function is raised here."""
        try:
            failed, value = self.line.recv()
        except (EOFError, ConnectionResetError):
            self.process.join()
            return Died(self.item, _cause(self.process.exitcode))
        if failed:
            raise value
        return value

    def end(self) -> None:
        self.line.close()
        self.process.terminate()
        self.process.join(_PATIENCE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _crew(
    context: BaseContext, function: Callable[[Item], Result], items: Iterator[Item], size: int
) -> Iterator[Result | Died[Item]]:
    """Keep up to `size` workers busy until no item is left; end them all however this ends."""
    busy: dict[Connection, _Worker[Item]] = {}
    try:
        for _, item in zip(range(size), items, strict=False):
            _hire(context, function, item, busy)
        while busy:
            for line in wait(list(busy)):
                worker = busy[line]  # type: ignore[index]  # wait gives back what it got
                answer = worker.answer()
                del busy[worker.line]
                following = list(zip(range(1), items, strict=False))
                if isinstance(answer, Died):
                    worker.end()
                    for _, item in following:
                        _hire(context, function, item, busy)
                elif following:
                    worker.give(following[0][1])
                    busy[worker.line] = worker
                else:
                    worker.end()
                yield answer
    finally:
        for worker in busy.values():
            worker.end()


def _hire(context: BaseContext, function: Callable[[Item], Result], item: Item, busy: dict[Connection, _Worker[Item]]) -> None:
    worker: _Worker[Item] = _Worker(context, function)
    busy[worker.line] = worker
    worker.give(item)


def _work(line: Connection, function: Callable[[Any], Any]) -> None:
    """What a worker does until its line ends: take an item, answer (failed, value)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends its workers
    gc.set_threshold(100_000, 20, 100)  # as in the main process
    while True:
        try:
            item = line.recv()
        except EOFError:
            return
        try:
            answer = False, function(item)
        except Exception as error:
            error.add_note("in a worker process:\n" + traceback.format_exc())
            answer = True, error
        try:
            _send(line, answer)
        except BrokenPipeError:  # the main process was killed
            return


def _send(line: Connection, answer: tuple[bool, Any]) -> None:
    try:
        line.send(answer)
    except (PicklingError, AttributeError, TypeError) as error:
        line.send((True, RuntimeError(f"the result cannot be sent from the worker: {error}; it was {answer[1]!r}")))


def _context(function: Callable[..., Any]) -> BaseContext:
    """How workers are started. What the function needs is imported once, in the server that workers are forked from."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([function.__module__])
    return context


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cause(status: int | None) -> str:
    """How a process ended, for a person."""
    if status is not None and status < 0:
        return f"ended by {signal.Signals(-status).name}" + (" (often: out of memory)" if -status == signal.SIGKILL else "")
    return f"ended with status {status}"
