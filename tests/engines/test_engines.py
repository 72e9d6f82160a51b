"""Laws that every engine keeps, and what becomes of a worker that is ended from outside."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from audit import engines
from audit.engines import Died, processes
from audit.engines.processes import Processes
from audit.errors import RunError, UsageError


def double(number: int) -> int:
    return 2 * number


def where(number: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(place: Path) -> str:
    if not place.exists():
        place.touch()
        os._exit(7)
    return "done"


def stubborn(number: float) -> float:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(number)
    return number


def refuse(number: int) -> int:
    raise RunError(f"no {number}")


def unpicklable(number: int) -> object:
    return lambda: number


@pytest.mark.parametrize("name", ["serial", "processes"])
def test_every_item_gives_its_result(name: str) -> None:
    engine = engines.create(name, 2)

    assert sorted(engine.map(double, range(20))) == [2 * number for number in range(20)]  # type: ignore[type-var]


@pytest.mark.parametrize("name", ["serial", "processes"])
def test_no_items_give_no_results(name: str) -> None:
    assert list(engines.create(name, 2).map(double, [])) == []


@pytest.mark.parametrize("name", ["serial", "processes"])
def test_an_exception_of_the_function_ends_the_map(name: str) -> None:
    with pytest.raises(RunError, match="no 1"):
        list(engines.create(name, 2).map(refuse, [1]))


def test_the_work_is_spread_over_the_workers() -> None:
    assert len(set(Processes(2).map(where, range(12)))) == 2


def test_few_items_are_taken_before_they_are_worked_on() -> None:
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    next(Processes(2).map(double, numbers()))

    assert len(taken) <= 4


def test_a_worker_that_always_dies_costs_its_item_only() -> None:
    results = list(Processes(2).map(die_at_three, range(6)))

    assert sorted(result for result in results if isinstance(result, int)) == [0, 1, 2, 4, 5]
    assert [result for result in results if isinstance(result, Died)] == [Died(3, "ended by SIGKILL (often: out of memory)")]


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    assert list(Processes(1).map(die_once, [tmp_path / "mark"])) == ["done"]


def test_the_status_of_a_dead_worker_is_told(tmp_path: Path) -> None:
    (result,) = Processes(1).map(os._exit, [9])  # type: ignore[arg-type]

    assert result == Died(9, "ended with status 9")


def test_a_result_that_cannot_be_sent_is_an_exception() -> None:
    with pytest.raises(RuntimeError, match="cannot be sent"):
        list(Processes(1).map(unpicklable, [1]))


@pytest.fixture
def line() -> Iterator[tuple[Connection, Connection]]:
    """Both ends of a line to a worker; signals are as before afterwards."""
    handler = signal.getsignal(signal.SIGINT)
    ends = multiprocessing.Pipe()
    yield ends
    signal.signal(signal.SIGINT, handler)
    for end in ends:
        end.close()


def test_a_worker_answers_until_its_line_ends(line: tuple[Connection, Connection]) -> None:
    mine, far = line
    results = []

    def give() -> None:
        for item in (1, 2):
            mine.send(item)
            results.append(mine.recv())
        mine.close()

    giver = threading.Thread(target=give)
    giver.start()
    processes._work(far, double)
    giver.join()

    assert results == [(False, 2), (False, 4)]


def test_a_worker_tells_an_exception_with_its_place(line: tuple[Connection, Connection]) -> None:
    mine, far = line
    told = []

    def give() -> None:
        mine.send(5)
        told.append(mine.recv())
        mine.close()

    giver = threading.Thread(target=give)
    giver.start()
    processes._work(far, refuse)
    giver.join()

    ((failed, error),) = told
    assert failed
    assert isinstance(error, RunError)
    assert "in refuse" in error.__notes__[0]


def test_a_worker_ends_when_nobody_takes_its_answer(line: tuple[Connection, Connection]) -> None:
    mine, far = line
    mine.send(1)
    mine.close()

    processes._work(far, double)


def test_a_worker_that_does_not_end_is_killed() -> None:
    results = Processes(2).map(stubborn, [0.0, 60.0])
    next(results)
    began = time.monotonic()

    results.close()  # type: ignore[attr-defined]  # it is a generator

    assert time.monotonic() - began < 10


def test_without_a_forkserver_workers_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])

    assert processes._context(double).get_start_method() == "spawn"


def test_where_the_system_does_not_tell_all_cores_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)

    assert processes._cores() == os.cpu_count()


def test_an_unknown_engine_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match="no engine named 'warp'; there are: processes, serial"):
        engines.create("warp")


def test_without_a_number_there_is_a_worker_for_each_core() -> None:
    assert isinstance(engine := engines.create("processes"), Processes)
    assert engine.workers >= 1
