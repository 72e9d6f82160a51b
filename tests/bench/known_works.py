"""
How fast known works are found, from JSON lines to findings, against parsing the same lines; by size of the library and stride.

    python tests/bench/known_works.py [--books 100,1000,10000] [--book-bytes 10000] [--megabytes 60] [--strides 8,16]
                                      [--profile open|positions|sealed]

Books and corpus are made by a seed; every book has text of its own. One document of a hundred holds a passage of a book,
or, in rows without hits, of a text that no library has. Each row is a process of its own, with the library's table made before.
`of parsing` is the speed as a share of that of `orjson` on the same lines in the same process; `library` is its size as a share
of the works'; `load` is what a worker does until its detector is ready; memory is the process's peak, mapped files included;
speeds are the best of three. Prints a table in Markdown.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import orjson

from audit import readers, registry
from audit.batch import Batch, Records
from audit.detection import Detector, Signals
from audit.pipeline import instruments, packs
from audit.pipeline.progress import Silent
from audit.pipeline.works import Making, index
from audit.references.works import Library
from audit.text import kernels
from audit.text.matcher import Matcher
from tests.bench import planting
from tests.quality.measures import table

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = (
    "books",
    "MB of works",
    "library",
    "stride",
    "hits",
    "load s",
    "of it CPU",
    "MB/s",
    "of parsing",
    "findings",
    "peak MB",
)


@dataclass(frozen=True)
class Measured:
    """What one process measured, in seconds of the processor unless it is said otherwise."""

    load: float
    load_wall: float
    scan: float
    parse: float
    findings: int
    peak_bytes: int


def main() -> None:
    """Measure and print."""
    given = _arguments()
    if given.one:
        print(json.dumps(asdict(measure(*map(Path, given.one[:2]), int(given.one[2])))))
        return
    kernels.warm(lambda: None)
    with tempfile.TemporaryDirectory() as folder:
        print(table(list(_rows(Path(folder), given)), HEADINGS))


def books(number: int, size: int, seed: int = 5) -> Iterator[str]:
    """Texts of about so many bytes, each of its own: words by Zipf's law."""
    chance = np.random.default_rng(seed)
    words = _vocabulary(chance)
    shares = np.cumsum(1 / np.arange(2, len(words) + 2) ** 0.95)
    count = size // 8  # bytes of a word, its space with it
    for _ in range(number):
        picks = np.searchsorted(shares, chance.random(count) * shares[-1])
        yield " ".join(words[picks].tolist())


def measure(library: Path, corpus: Path, stride: int) -> Measured:
    """Load a library in this process, scan a corpus with it, and parse the same lines; compiled code is loaded before."""
    kernels.warm(lambda: None)
    signals = _signals(library, stride)
    began, wall = time.process_time(), time.perf_counter()
    detector = registry.create("known-work", signals)
    load, load_wall = time.process_time() - began, time.perf_counter() - wall
    list(detector.detect(next(batches(corpus))))
    scan_seconds, findings = min(scan(corpus, detector) for _ in range(3))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Measured(load, load_wall, scan_seconds, min(parse(corpus) for _ in range(3)), findings, peak)


def opened(library: Path, stride: int | None = None) -> Detector:
    """The detector for a library as a worker of a scan makes it, or with another stride."""
    return registry.create("known-work", _signals(library, stride))


def scan(corpus: Path, detector: Detector) -> tuple[float, int]:
    """Processor seconds from the file to findings, and the number of findings and clues."""
    began = time.process_time()
    findings = sum(1 for batch in batches(corpus) for _ in detector.detect(batch))
    return time.process_time() - began, findings


def batches(corpus: Path) -> Iterator[Batch]:
    """The batches of a corpus, as a scan reads it."""
    matcher = Matcher(())
    for piece in readers.discover([corpus]):
        yield from (Batch(one, matcher) for one in readers.read(piece) if isinstance(one, Records))  # type: ignore[arg-type]


def parse(corpus: Path) -> float:
    """Processor seconds for reading each line and parsing it: the reference."""
    began = time.process_time()
    with corpus.open("rb") as file:
        for line in file:
            orjson.loads(line)
    return time.process_time() - began


def _signals(library: Path, stride: int | None) -> Signals:
    (chosen,) = instruments.choose(packs.there(()), ("known-work",), [(library, Library.open(library).digest)])
    table = chosen.signals.table if stride is None else {**chosen.signals.table, "stride": stride}
    return replace(chosen.signals, table=table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--books", default="100,1000,10000", help="sizes of the library")
    parser.add_argument("--book-bytes", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=60, help="size of the corpus")
    parser.add_argument("--strides", default="8,16")
    parser.add_argument("--profile", default="open", help="of the library; strides count in an open one only")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)  # library, corpus, stride: a process of its own
    return parser.parse_args()


def _rows(folder: Path, given: argparse.Namespace) -> Iterator[Sequence[str]]:
    sizes = sorted(map(int, given.books.split(",")))
    works, elsewhere = folder / "books.jsonl", folder / "elsewhere"
    corpora = _corpora(folder, elsewhere, min(sizes), given)
    for size in sizes:
        with works.open("wb") as file:
            for number, text in enumerate(books(size, given.book_bytes)):
                file.write(orjson.dumps({"id": f"book-{number}", "text": text}) + b"\n")
        library = folder / "library"
        began = time.process_time()
        stored = index([works], library, Silent(), Making(profile=given.profile, workers=1)).stored_bytes
        print(f"{size} books: library made in {time.process_time() - began:.1f} s", file=sys.stderr)
        for stride in map(int, given.strides.split(",")):
            began = time.process_time()
            opened(library, stride)
            print(f"  stride {stride}: ready for the first time in {time.process_time() - began:.1f} s", file=sys.stderr)
            for hits, corpus in corpora.items():
                found = _apart(library, corpus, stride)
                yield _shown((size, works.stat().st_size, stored), stride, hits, corpus.stat().st_size, found)


def _corpora(folder: Path, elsewhere: Path, planted: int, given: argparse.Namespace) -> dict[str, Path]:
    """A corpus without hits and one with hits in a document of a hundred, from books that every library has."""
    sources = {"none": books(3, given.book_bytes, seed=77), "1 %": books(min(planted, 100), given.book_bytes)}
    corpora = {}
    for number, (hits, texts) in enumerate(sources.items()):
        source = folder / f"source-{number}"
        source.mkdir()
        for place, text in enumerate(texts):
            (source / f"{place}.txt").write_text(text)
        corpora[hits] = folder / f"corpus-{number}.jsonl"
        planting.write(corpora[hits], given.megabytes, source)
    return corpora


def _apart(library: Path, corpus: Path, stride: int) -> Measured:
    words = [sys.executable, __file__, "--one", str(library), str(corpus), str(stride)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def _shown(library: tuple[int, int, int], stride: int, hits: str, corpus: int, found: Measured) -> Sequence[str]:
    """A row; `library` is the number of its works, their bytes, and its own."""
    return (
        f"{library[0]:,}",
        f"{library[1] / 1e6:.1f}",
        f"{library[2] / library[1]:.0%}",
        str(stride),
        hits,
        f"{found.load_wall:.2f}",
        f"{found.load:.2f}",
        f"{corpus / 1e6 / found.scan:.0f}",
        f"{found.parse / found.scan:.2f}",
        f"{found.findings:,}",
        f"{found.peak_bytes / 1e6:.0f}",
    )


def _vocabulary(chance: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """Common and made words; every seventh ends a sentence."""
    rows = zip(chance.integers(0, len(planting.SYLLABLES), (30_000, 4)), chance.integers(2, 5, 30_000), strict=True)
    made = ["".join(planting.SYLLABLES[pick] for pick in picks[:size]) for picks, size in rows]
    words = [*planting.COMMON, *made]
    return np.array([word + (".\n" if place % 7 == 6 else "") for place, word in enumerate(words)], dtype=object)


if __name__ == "__main__":
    main()
