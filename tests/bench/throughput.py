"""
How fast a scan is, stage by stage, against reading and parsing the same bytes in the same run; and its peak memory.

    python tests/bench/throughput.py [--megabytes 200] [--works FOLDER] [--corpus FILE.jsonl]

Prints a table in Markdown. Seconds are of the processor, one process; memory is the peak of a process of its own.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import orjson

from audit import bundled, readers, registry
from audit.batch import Batch, Records
from audit.detection import Detector
from audit.pipeline import instruments, packs
from audit.pipeline.progress import Silent
from audit.pipeline.works import libraries
from audit.readers import Limits, Settings
from audit.results import findings_table
from audit.scan.folder import Draft
from audit.scan.tally import Tally
from audit.scan.work import _documents
from audit.text.matcher import Matcher
from tests.bench import planting
from tests.quality.measures import table

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure and print."""
    gc.set_threshold(100_000, 20, 100)  # as the command does
    given = _arguments()
    works = given.works or bundled.folder("examples") / "works"
    with tempfile.TemporaryDirectory() as folder:
        corpus = given.corpus or Path(folder) / "corpus.jsonl"
        if given.corpus is None:
            planting.write(corpus, given.megabytes, bundled.folder("examples") / "works")
        print(f"\n{corpus.stat().st_size / 1e6:.0f} MB of JSON lines, {os.cpu_count()} cores, works: {works.name}\n")
        rows = stages(corpus, works, Path(folder) / "shards")
        rows += commands(corpus, works, Path(folder))
        print(table([_shown(row, corpus, rows[0][1]) for row in rows], ("stage", "seconds", "MB/s", "of reading", "peak MB")))
        print(f"\n`--help` takes {starting(['-m', 'audit', '--help']):.2f} s; Python alone {starting(['-c', '']):.2f} s")


def stages(corpus: Path, works: Path, shards: Path) -> list[tuple[str, float, float]]:
    """Each stage by itself on batches that are held in memory: name, seconds, and nothing for its memory."""
    detectors = _detectors(works)
    matcher = Matcher([pattern for detector in detectors for pattern in detector.patterns])
    for batch in _batches(corpus, matcher, 1):  # compile what is compiled at first use
        for detector in detectors:
            list(detector.detect(batch))
        _documents(batch, 0, {})
    rows = [("read and parse (reference)", _timed(lambda: parse(corpus)), 0.0)]
    rows.append(("reader", _timed(lambda: sum(len(one.table) for one in _records(corpus))), 0.0))
    spent: dict[str, float] = {}

    def take(name: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        made = work()
        spent[name] = spent.get(name, 0.0) + time.process_time() - began
        return made

    with Draft(shards, "shard") as draft:
        for records in _records(corpus):
            batch = take("join", lambda records=records: Batch(records, matcher))
            take("fold", lambda batch=batch: batch.folded)
            take("match phrases", lambda batch=batch: batch._hits)
            found = [one for d in detectors for one in take(d.name, lambda batch=batch, d=d: list(d.detect(batch)))]
            documents = take("documents and domains", lambda batch=batch: _documents(batch, 0, {}))
            take("write", lambda documents=documents: draft.add("documents", documents))
            take("write", lambda found=found: draft.add("findings", findings_table(found, 0)))
        take("write", lambda: draft.finish(Tally().receipt("shard", 0, 0.0)))
    return [*rows, ("all stages", rows[1][1] + sum(spent.values()), 0.0), *((name, one, 0.0) for name, one in spent.items())]


def commands(corpus: Path, works: Path, folder: Path) -> list[tuple[str, float, float]]:
    """Whole commands in processes of their own: the start alone, by a scan of ten records, and with the corpus."""
    few = folder / "few.jsonl"
    with corpus.open("rb") as file:
        few.write_bytes(b"".join(islice(file, 10)))
    whole(few, works, folder / "run-first", "scan")  # makes what is made once on a machine
    _, start, peak = whole(few, works, folder / "run-few", "scan")
    scan, run = (whole(corpus, works, folder / f"run-{command}", command) for command in ("scan", "run"))
    return [("start: a scan of ten records", start, peak), ("scan without its start", scan[1] - start, 0.0), scan, run]


def parse(corpus: Path) -> int:
    """The reference: read every line and parse it."""
    with corpus.open("rb") as file:
        return sum(len(orjson.loads(line)) for line in file)


def whole(corpus: Path, works: Path, run: Path, command: str) -> tuple[str, float, float]:
    """A command in a process of its own: name, processor seconds, peak megabytes."""
    words = [
        sys.executable,
        "-m",
        "audit",
        command,
        str(corpus),
        "--works",
        str(works),
        "--engine",
        "serial",
        "--quiet",
        "--run",
        str(run),
    ]
    child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1, 3):
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return f"corpus-audit {command}, start included", usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def starting(words: list[str], times: int = 7) -> float:
    """Median seconds from start to end of Python with these words."""
    return statistics.median(_clocked([sys.executable, *words]) for _ in range(times))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=200, help="size of the corpus that is made")
    parser.add_argument("--works", type=Path, help="known works: a folder of texts or a library (default: the examples')")
    parser.add_argument("--corpus", type=Path, help="JSON lines to measure on instead of a made corpus")
    return parser.parse_args()


def _detectors(works: Path) -> list[Detector]:
    opened = [(one.path, one.digest) for one in libraries([works], Silent())]
    chosen = instruments.choose(packs.there(()), (), opened)
    return [registry.create(one.name, one.signals) for one in chosen]


def _records(corpus: Path) -> Iterator[Records]:
    for piece in readers.discover([corpus], Settings()):
        yield from (one for one in readers.read(piece, Limits()) if isinstance(one, Records))  # type: ignore[arg-type]


def _batches(corpus: Path, matcher: Matcher, most: int | None = None) -> Iterator[Batch]:
    for place, records in enumerate(_records(corpus)):
        if most is not None and place >= most:
            return
        yield Batch(records, matcher)


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _clocked(words: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - began


def _shown(row: tuple[str, float, float], corpus: Path, reference: float) -> tuple[str, ...]:
    name, seconds, peak = row
    speed = corpus.stat().st_size / 1e6 / max(seconds, 1e-9)
    return name, f"{seconds:.2f}", f"{speed:.0f}", f"{reference / max(seconds, 1e-9):.2f}", f"{peak:.0f}" if peak else "-"


if __name__ == "__main__":
    main()
