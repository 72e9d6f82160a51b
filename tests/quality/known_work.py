"""
Recall, spans and false documents of known-work on planted passages, and its speed beside a JSON parser.

    python tests/quality/known_work.py --works FOLDER --background FILE.jsonl[.zst] [--editions FOLDER] [--each 60] [--seed 1]

FOLDER holds works as text files, with manifest.jsonl whose `kind` is prose (or novel, article), verse or code. Passages of works
are disguised and planted into documents of the background, at places and with noise that the seed decides.
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from pathlib import Path

import disguises
import orjson
import pyarrow as pa
import zstandard

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detection import Signals
from audit.detectors import known_work
from audit.model import Finding, Level
from audit.references.works import Library
from audit.references.works_building import build, prepare
from audit.references.works_sources import texts_of
from audit.text.matcher import Matcher

BATCH = 4_000_000


@dataclass
class Case:
    """A document with what was planted in it; a clean one has no work."""

    text: str
    cell: tuple[str, float, int]
    work: str = ""
    start: int = 0
    end: int = 0


def main() -> None:
    arguments = _arguments()
    texts = {file.stem: file.read_bytes().decode() for file in sorted(arguments.works.glob("*.txt"))}
    kinds = _kinds(arguments.works)
    background = list(_background(arguments.background))
    rng = random.Random(arguments.seed)
    only = set(filter(None, arguments.only.split(",")))
    cases = list(_planted(texts, kinds, background, arguments.each, rng, only))
    if arguments.editions:
        cases += _editions(arguments.editions, set(texts))
    clean = [Case(row["text"], ("clean", 0, 0)) for row in background]
    library = _library(_only_works(arguments.works), arguments.profile)
    detector = known_work.create(Signals({"stride": arguments.stride}, Path(), (library.path,)))
    found = _find(detector, cases + clean)
    _print_cells(cases, found)
    _print_clean(clean, found[len(cases) :], arguments.show)
    _print_speed(detector, background)


def _library(works: Path, profile: str) -> Library:
    """The library of the works, made anew where it keeps no texts."""
    return prepare(works) if profile == "open" else build(texts_of(works), works.parent / "library", profile)


def _only_works(folder: Path) -> Path:
    """Editions are not works of the library."""
    made = Path(tempfile.mkdtemp()) / "works"
    made.mkdir()
    for file in [*folder.glob("*.txt"), *folder.glob("manifest.jsonl")]:
        (made / file.name).symlink_to(file)
    return made


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--works", type=Path, required=True)
    parser.add_argument("--background", type=Path, required=True)
    parser.add_argument("--editions", type=Path)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many false documents")
    parser.add_argument("--stride", type=int, default=8)
    parser.add_argument("--profile", default="open", help="of the library: open, positions or sealed")
    parser.add_argument("--only", default="", help="names of classes, with commas")
    return parser.parse_args()


def _kinds(folder: Path) -> dict[str, str]:
    names = {"novel": "prose", "article": "prose"}
    rows = [orjson.loads(line) for line in (folder / "manifest.jsonl").read_bytes().splitlines()]
    return {row["id"]: names.get(row["kind"], row["kind"]) for row in rows}


def _background(file: Path) -> Iterator[dict[str, str]]:
    with file.open("rb") as raw:
        stream = zstandard.ZstdDecompressor().stream_reader(raw) if file.suffix == ".zst" else raw
        for line in stream.read().splitlines():
            yield orjson.loads(line)


def _planted(
    texts: dict[str, str], kinds: dict[str, str], background: list[dict[str, str]], each: int, rng: random.Random, only: set[str]
) -> Iterator[Case]:
    hosts = [row["text"] for row in background if len(row["text"]) > 1200 and "novel" not in row["src"]]
    by_kind = defaultdict(list)
    for name in texts:
        by_kind[kinds.get(name, "prose")].append(name)
    for name, disguise, levels, lengths, kind in [cell for cell in disguises.CELLS if not only or cell[0] in only]:
        for level in levels:
            for words in lengths:
                count = each * 4 if name == "verbatim" and words <= 50 else each if words < 1000 else each // 2
                for _ in range(count):
                    work = rng.choice(by_kind[kind])
                    passage = _passage(texts[work], words, rng)
                    if passage:
                        yield _plant(disguise(passage, level, rng), rng.choice(hosts), (name, level, words), work, rng)


def _passage(text: str, words: int, rng: random.Random) -> str:
    for _ in range(50):
        at = text.find(" ", rng.randrange(max(1, len(text) - words * 5))) + 1
        found = list(re.finditer(r"\S+", text[at : at + words * 14]))
        if len(found) >= words:
            return text[at + found[0].start() : at + found[words - 1].end()]
    return ""


def _plant(passage: str, host: str, cell: tuple[str, float, int], work: str, rng: random.Random) -> Case:
    places = [m.end() for m in re.finditer(r"\n\n|[.!?]\s", host[: min(len(host), 20000)])] or [len(host)]
    at = rng.choice(places)
    before, after = host[:at][-6000:], host[at:][:6000]
    start = len(before) + 2
    return Case(f"{before}\n\n{passage}\n\n{after}", cell, work, start, start + len(passage))


def _editions(folder: Path, works: set[str]) -> list[Case]:
    cases = []
    for file in sorted(folder.glob("*.txt")):
        work = "novel_" + file.stem.split("__")[0]
        text = file.read_bytes().decode()
        pages = [text[i : i + 12000] for i in range(0, len(text), 12000)]
        cases += [Case(page, ("edition", 0, 2000), work, 0, len(page)) for page in pages if work in works and len(page) > 3000]
    return cases


def _find(detector: known_work.KnownWork, cases: list[Case]) -> list[list[Finding]]:
    found: list[list[Finding]] = [[] for _ in cases]
    for first, batch in _batches([case.text for case in cases]):
        for finding in detector.detect(batch):
            found[first + finding.record].append(finding)
    return found


def _batches(texts: list[str]) -> Iterator[tuple[int, Batch]]:
    rows: list[dict[str, object]] = []
    first = size = 0
    for number, text in enumerate(texts):
        rows.append({"record": number - first, "text": text})
        size += len(text)
        if size > BATCH or number == len(texts) - 1:
            yield first, Batch(Records("corpus", pa.RecordBatch.from_pylist(rows, schema=RECORD_SCHEMA), size), Matcher(()))
            first, rows, size = number + 1, [], 0


def _names(finding: Finding) -> set[str]:
    return {str(finding.attributes["work"]), *str(finding.attributes.get("also_in", "")).split("; ")}


def _print_cells(cases: list[Case], found: list[list[Finding]]) -> None:
    cells: dict[tuple[str, float, int], list[tuple[bool, bool, float, float, int, float]]] = defaultdict(list)
    for case, findings in zip(cases, found, strict=False):
        right = [one for one in findings if case.work in _names(one)]
        touching = [one for one in right if one.span.start < case.end and one.span.end > case.start]
        truth = set(range(case.start, case.end))
        seen = {place for one in touching for place in range(one.span.start, one.span.end)}
        hit = len(truth & seen)
        similar = max((e.value for one in touching for e in one.evidence if e.measure == "similarity"), default=0.0)
        strong = any(one.level is Level.FINDING for one in touching)
        cells[case.cell].append(
            (bool(touching), strong, hit / len(truth), hit / len(seen) if seen else 1.0, len(touching), similar)
        )
    heads = ("recall", "finding", "F1", "chars", "exact", "pieces", "plagdet", "alike")
    print(f"{'class':18}{'level':>6}{'words':>6}{'n':>5}" + "".join(f"{head:>9}" for head in heads))
    for (name, level, words), rows in cells.items():
        n = len(rows)
        hits = [row for row in rows if row[0]]
        recall, precision = sum(row[2] for row in rows) / n, sum(row[3] for row in hits) / max(1, len(hits))
        f1 = 2 * recall * precision / (recall + precision) if recall else 0.0
        gran = sum(row[4] for row in hits) / max(1, len(hits))
        similar = sum(row[5] for row in hits) / max(1, len(hits))
        plagdet = f1 / log2(1 + max(gran, 1))
        values = (len(hits) / n, sum(row[1] for row in rows) / n, f1, recall, precision, gran, plagdet, similar)
        print(f"{name:18}{level:6}{words:6}{n:5}" + "".join(f"{value:9.3f}" for value in values))


def _print_clean(clean: list[Case], found: list[list[Finding]], show: int) -> None:
    strong = [(case, rows) for case, rows in zip(clean, found, strict=True) if any(one.level is Level.FINDING for one in rows)]
    any_level = sum(bool(rows) for rows in found)
    share = len(strong) / len(clean)
    print(f"\nclean documents {len(clean)}: with a finding {len(strong)} ({share:.2%}), with a finding or clue {any_level}")
    long = disguised = 0
    for _, rows in strong:
        for one in rows:
            if one.level is Level.FINDING:
                run = next(e.value for e in one.evidence if e.measure == "longest-run")
                long += run >= 50
                disguised += run < 50
                if show > 0:
                    show -= 1
                    print(
                        run,
                        one.attributes["work"],
                        json.dumps({e.measure: e.value for e in one.evidence}),
                        "\n   ",
                        repr(one.quote.text[:300]),
                    )
    print(f"findings there: {long} with a run of 50 and more, {disguised} by likeness")


def _print_speed(detector: known_work.KnownWork, background: list[dict[str, str]]) -> None:
    lines = [orjson.dumps(row) for row in background]
    size = sum(map(len, lines))
    begun = time.process_time()
    texts = [orjson.loads(line)["text"] for line in lines]
    parse = time.process_time() - begun
    batches = [batch for _, batch in _batches(texts)]
    begun = time.process_time()
    for batch in batches:
        batch.folded
    folding = time.process_time() - begun
    begun = time.process_time()
    findings = sum(1 for batch in batches for _ in detector.detect(batch))
    detecting = time.process_time() - begun
    print(f"\n{size / 1e6:.0f} MB of JSON lines, {findings} findings and clues: parsing {size / parse / 1e6:.0f} MB/s,")
    rates = [size / seconds / 1e6 for seconds in (folding, detecting, folding + detecting)]
    print("fold {:.0f}, detect {:.0f}, both {:.0f} MB/s".format(*rates))
    print(f"both as a ratio to parsing: {parse / (folding + detecting):.3f}")


if __name__ == "__main__":
    main()
