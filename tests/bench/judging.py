"""
How long a judgement takes, stage by stage.

    python tests/bench/judging.py [--documents 1000000] [--findings 200000] [--signals 25000]

The run is made in the database itself, by seed, as for what_if.py. The terms of a tenth of the sites are recorded, signals are
given as --robots would give them, and 2,000 sources descend from each other by 950 edges. All shipped rules judge
it for one purpose and jurisdiction. Seconds of the clock, and of all cores together: on a busy machine only these compare. The
plain read of the same tables beside tells how fast the machine is. Prints tables in Markdown.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import duckdb

from audit import judge as judging
from audit import policy as policies
from audit import rulepacks
from audit.judge import baselining, terms, waiving
from audit.model import BaselineEntry, Policy, Rule
from audit.rulepacks import Pack
from audit.store import Store
from tests.bench import what_if
from tests.quality.measures import table

TODAY = date(2026, 11, 24)
SOURCES, EDGES = 2_000, 950
READ = """
SELECT count(*), sum(bytes), count(DISTINCT kind) FROM found JOIN document ON document.document = found.document
"""
PLACED = """
UPDATE document
SET domain = $names[1 + record % len($names)], host = 'www.' || $names[1 + record % len($names)]
WHERE record % 10 = 0
"""


class Clock:
    """Seconds by stage: of the clock, and of all cores."""

    def __init__(self) -> None:
        self.wall: Counter[str] = Counter()
        self.cores: Counter[str] = Counter()
        self._depth = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done inside for a stage; what is inside another stage counts there."""
        wall, cores = time.perf_counter(), time.process_time()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self.wall[name] += time.perf_counter() - wall
                self.cores[name] += time.process_time() - cores

    def __str__(self) -> str:
        return f"{self.wall.total():.2f} s ({self.cores.total():.2f} s of all cores)"

    def rows(self) -> list[tuple[str, str, str]]:
        """One row a stage, the longest first."""
        return [(name, f"{wall:.2f}", f"{self.cores[name]:.2f}") for name, wall in self.wall.most_common()]


class TimedStore(Store):
    """A store that counts its statements by name."""

    clock: Clock

    def run(self, name: str, **parameters: Any) -> None:
        """Carry out a statement, and count it."""
        with self.clock.stage(name):
            super().run(name, **parameters)

    def query(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """Ask a statement, and count it."""
        with self.clock.stage(name):
            return super().query(name, **parameters)

    def fill(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Fill a table, and count it."""
        with self.clock.stage(f"fill {name}"):
            super().fill(name, rows)

    def checked(self, rule: Rule) -> str:
        """Check a condition, and count it."""
        with self.clock.stage("conditions checked"):
            return super().checked(rule)

    def prepare(self, named: Collection[str] | None = None) -> None:
        """Set the views still, and count it."""
        with self.clock.stage("views set still"):
            super().prepare(named)

    def apply(self, rule: Rule, condition: str, citation: str | None, scopes: Sequence[tuple[str, str]]) -> None:
        """Judge by a rule, and count it."""
        with self.clock.stage(f"rule {rule.id}"):
            super().apply(rule, condition, citation, scopes)


def make(path: Path, documents: int, findings: int, found_terms: terms.Terms, seed: int) -> None:
    """A run's database, as a scan leaves it, with sources."""
    what_if.make(path, documents, findings)
    with duckdb.connect(str(path)) as connection:
        connection.execute(PLACED, {"names": sorted({row["domain"] for row in found_terms.sites})})
    with Store.open(path) as store:
        store.take_sources(sources(seed))


def sources(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Rows of the tables of sources: each of a host, some made from others."""
    chance = random.Random(seed)
    names = [f"source-{number}" for number in range(SOURCES)]
    stated = {"kind": "web", "origin": "corpus.toml", "listed": True}
    pairs = (sorted(chance.sample(range(SOURCES), 2)) for _ in range(EDGES))
    relations = ("copied", "filtered", "translated", "generated_by", "facts_only")
    return {
        "source": [{"source_id": name, "name": name, "declared": chance.choice(what_if.LICENCES), **stated} for name in names],
        "lineage": [
            {"child": names[later], "parent": names[earlier], "relation": chance.choice(relations), "basis": "corpus.toml"}
            for earlier, later in pairs
        ],
        "source_generator": [],
        "source_match": [
            {"source_id": name, "what": "domain", "value": f"site{number}.example", "place": 0}
            for number, name in enumerate(names)
        ],
    }


def signals(count: int, seed: int) -> list[dict[str, Any]]:
    """Rows of site_signal, as files about sites give them."""
    chance = random.Random(seed)
    about = {"agent_purpose": "train", "origin": "given", "file": "robots.txt", "about": "site", "site_path": ""}
    return [
        {
            "host": f"site{chance.randrange(5000)}.example",
            "signal": "robots_ai",
            "agent": chance.choice(["gptbot", "ccbot", "claudebot", "*"]),
            "value": chance.choice(["reserved", "allowed"]),
            "seen": date(2022, 1, 1) + timedelta(chance.randrange(1200)),
            "document": f"robots/{number}",
            "path_rules": "",
            **about,
        }
        for number in range(count)
    ]


def judge(
    path: Path,
    packs: Sequence[Pack],
    policy: Policy,
    given: Sequence[Mapping[str, Any]],
    baseline: Sequence[BaselineEntry] = (),
) -> tuple[Clock, Clock, int]:
    """Judge once, and lay a baseline onto it: the clock by stage, that of the whole, and how many verdicts there are."""
    clock = TimedStore.clock = Clock()
    whole = Clock()
    with whole.stage("whole"), TimedStore.open(path) as store, store.as_one():
        verdicts = sum(judging.judge(store, policy, packs, TODAY, given).values())
        if baseline:
            waiving.prepare(store)
            with clock.stage("baseline laid"):
                baselining.apply(store, baseline, policy)
    return clock, whole, verdicts


def known(path: Path) -> Sequence[BaselineEntry]:
    """A baseline of all open verdicts of a judged run."""
    TimedStore.clock = Clock()
    with TimedStore.open(path) as store:
        store.run("judge_prepare_measures")
        waiving.prepare(store)
        return baselining.of_open(store)[0]


def read(path: Path) -> Clock:
    """The clock of a plain read of documents and findings."""
    clock = Clock()
    with duckdb.connect(str(path), read_only=True) as connection, clock.stage("whole"):
        connection.execute(READ).fetchall()
    return clock


def main() -> None:
    """Measure and print."""
    words = _arguments()
    packs = rulepacks.load()
    policy = replace(policies.load(), purposes=(words.purpose,), jurisdictions=(words.jurisdiction,))
    given = signals(words.signals, words.seed)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "audit.duckdb"
        make(path, words.documents, words.findings, terms.load([pack.folder for pack in packs]), words.seed)
        turns = [("first, signals given", given), ("again, signals given", given), ("again, with a baseline of all", given)]
        for turn, asked in [*turns, ("again, without signals", [])]:
            plain, baseline = read(path), known(path) if "baseline" in turn else ()
            clock, whole, verdicts = judge(path, packs, policy, asked, baseline)
            print(f"\n{turn}: {whole}, {verdicts:,} verdicts; a plain read takes {plain}\n")
            print(table(clock.rows()[: words.stages], ("stage", "seconds", "of all cores")), flush=True)


def _arguments() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--documents", type=int, default=1_000_000)
    given.add_argument("--findings", type=int, default=200_000)
    given.add_argument("--signals", type=int, default=25_000)
    given.add_argument("--purpose", default="commercial-training")
    given.add_argument("--jurisdiction", default="EU")
    given.add_argument("--stages", type=int, default=15, help="how many stages to print")
    given.add_argument("--seed", type=int, default=1)
    return given.parse_args()


if __name__ == "__main__":
    main()
