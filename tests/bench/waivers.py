"""
How long waivers and a baseline take over many verdicts, all of them made by a seed.

    python tests/bench/waivers.py [--verdicts 200000] [--waivers 1000]

Each finding has verdicts for four jurisdictions. Waivers select works, and every tenth a glob over files, so that verdicts are
covered more than once. `prepare` gives findings the fingerprints that last; `baseline` marks what one of all open verdicts
knows; `weigh` finds what each waiver covers and what speaks against it; `apply` writes it onto the verdicts. Seconds, of a store
in memory.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit import waivers as files
from audit.judge import baselining, waiving
from audit.model import Outcome, Policy, Rule, Waiver
from audit.store import Store
from tests.quality.measures import table

PLACES = ("US", "EU", "UK", "JP")
DAY = date(2026, 11, 24)
RULE = Rule("p/keep", "p", "Keep", "", "", Outcome.REVIEW, "finding", "TRUE", (), (), (), ())
POLICY = Policy("p", ("commercial-training",), PLACES, (), Outcome.BLOCK, 0.9)
WORKS = 1000
FILES = 50


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verdicts", type=int, default=200_000)
    parser.add_argument("--waivers", type=int, default=1000)
    given = parser.parse_args()
    rows = list(measured(given.verdicts, given.waivers))
    print(table([[name, f"{seconds:.2f}", f"{count:,}"] for name, seconds, count in rows], ("step", "seconds", "verdicts")))


def measured(verdicts: int, number: int) -> Iterator[tuple[str, float, int]]:
    """Name, seconds and verdicts of each step: all of them, those let pass, and those that a baseline knows."""
    with Store.memory() as store:
        fill(store, verdicts)
        yield "prepare", _timed(lambda: waiving.prepare(store)), verdicts
        entries, _ = baselining.of_open(store)
        yield "baseline", _timed(lambda: baselining.apply(store, entries, POLICY)), _count(store, "baselined")
        waivers, rows = _written(store, number), []
        yield "weigh", _timed(lambda: rows.extend(waiving.weigh(store, waivers, waiving.Law({RULE.id: RULE}), DAY))), verdicts
        yield "apply", _timed(lambda: waiving.apply(store, rows)), _count(store, "waived")


def fill(store: Store, verdicts: int) -> None:
    """Findings of passages, each in a record of its own, with verdicts of one rule."""
    found = [_finding(number) for number in range(verdicts // len(PLACES))]
    store.fill(
        "document", [{**{key: row[key] for key in ("document", "path", "record")}, "bytes": 9, "words": 9} for row in found]
    )
    store.fill("found", found)
    store.fill(
        "rule",
        [{"rule": RULE.id, "pack": "p", "title": "", "outcome": "review", "weight": 1, "view": "finding", "predicate": ""}],
    )
    named = [{key: row[key] for key in ("document", "fingerprint")} for row in found]
    scope = {"rule": RULE.id, "outcome": "review", "purpose": "commercial-training"}
    store.fill("verdict", [{**row, **scope, "jurisdiction": place} for row in named for place in PLACES])
    store.run("judge_prepare_findings")
    store.run("judge_prepare_measures")


def _finding(number: int) -> dict[str, Any]:
    path = f"part-{number % FILES}.jsonl"
    quote = {"before": "b" * 160, "text": f"passage {number} " * 30, "after": "a" * 160, "omitted": 0}
    place = {"document": f"{path}#{number}", "path": path, "record": number, "start": 0, "end": 9, "quote": quote}
    said = {"detector": "known-work", "kind": "copyright", "level": "finding", "score": 1.0, "work": f"work-{number % WORKS}"}
    return {**place, **said, "attributes": "{}", "evidence": [], "fingerprint": f"{number:032x}"}


def _written(store: Store, number: int) -> list[Waiver]:
    """Waivers as they would be written for what the store holds."""
    wishes = [_wish(place) for place in range(number)]
    waiving.give(store, wishes)
    covered: dict[str, list[str]] = {}
    for row in store.query("every_waiver_entry"):
        covered.setdefault(row["waiver"], []).append(row["entry"])
    return [_counted(wish, covered[wish.id]) for wish in wishes if wish.id in covered]


def _wish(place: int) -> Waiver:
    where = {"path": f"part-{place // 10 % FILES}.*"} if place % 10 == 0 else {"work": f"work-{place % WORKS}"}
    return Waiver(f"w{place:05}", RULE.id, "RISK_ACCEPTED", "x", "a", "b", "e", DAY, date(2027, 1, 31), where)


def _counted(wish: Waiver, entries: list[str]) -> Waiver:
    listed = tuple(entries) if len(entries) <= files.MOST_LISTED else ()
    return replace(wish, count=len(entries), digest=files.digest(entries), fingerprints=listed)


def _timed(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _count(store: Store, what: str) -> int:
    count: int = store.query("report_decisions", weight=0)[0][what]
    return count


if __name__ == "__main__":
    main()
