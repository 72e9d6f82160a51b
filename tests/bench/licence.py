"""
How dear the licence detector is: its share of a whole scan of ordinary text, and its speed on text that is nothing but licences.

    python tests/bench/licence.py [--megabytes 60] [--corpus FILE.jsonl] [--dense 8]

Ordinary text is made by seed as for throughput.py, or given. Dense text are the licences of the pack's list in an order by seed,
each after two sentences of our own, a licence a record; and the copyright files of this machine's packages, where it has some.
Seconds are of the processor, one process; `of the scan` is the detector's share of all stages in the same run.
"""

import argparse
import json
import lzma
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.bundled import folder
from tests.bench import planting, throughput
from tests.quality.licence import by_record, shipped
from tests.quality.measures import table

PACKAGES = Path("/usr/share/doc")
"Where Debian keeps the copyright files of packages."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=60, help="size of the ordinary corpus that is made")
    parser.add_argument("--corpus", type=Path, help="JSON lines to measure on instead of a made corpus")
    parser.add_argument("--dense", type=float, default=8, help="megabytes of licences")
    given = parser.parse_args()
    works = folder("examples") / "works"
    with tempfile.TemporaryDirectory() as place:
        corpus = given.corpus or Path(place) / "corpus.jsonl"
        if given.corpus is None:
            planting.write(corpus, given.megabytes, works)
        print(table([ordinary(corpus, works, Path(place) / "shards")], ("ordinary text", "MB", "seconds", "of the scan")))
    rows = [dense("the list's licences", list(licences(given.dense, 1)))]
    files = sorted(PACKAGES.glob("*/copyright"))
    if files:
        rows.append(dense("copyright files of packages", [file.read_text(errors="replace") for file in files]))
    print(table(rows, ("dense text", "MB", "seconds", "MB/s")))


def ordinary(corpus: Path, works: Path, shards: Path) -> tuple[str, ...]:
    """The detector's seconds, and its share of all stages of a scan."""
    seconds = {name: spent for name, spent, _ in throughput.stages(corpus, works, shards)}
    share = seconds["licence"] / seconds["all stages"]
    return corpus.name, f"{corpus.stat().st_size / 1e6:.0f}", f"{seconds['licence']:.2f}", f"{share:.3f}"


def dense(name: str, texts: list[str]) -> tuple[str, ...]:
    """The detector's speed on records, the match of its patterns and the folding included."""
    detector, size = shipped(), sum(len(text.encode()) for text in texts) / 1e6
    by_record(detector, texts[:20])  # what is loaded and compiled at first use
    began = time.process_time()
    for place in range(0, len(texts), 200):
        by_record(detector, texts[place : place + 200])
    seconds = time.process_time() - began
    return name, f"{size:.1f}", f"{seconds:.2f}", f"{size / seconds:.2f}"


def licences(megabytes: float, seed: int) -> Iterator[str]:
    """Licences of the list until there are so many megabytes."""
    listed = json.loads(lzma.decompress((folder("rules") / "licence" / "texts.json.xz").read_bytes()))
    names, prose = sorted(listed), planting.prose(seed, 400)
    chance, left = random.Random(seed), megabytes * 1e6
    while left > 0:
        text = " ".join([*chance.sample(prose, 2), "\n\n", listed[chance.choice(names)]["text"]])
        left -= len(text)
        yield text


if __name__ == "__main__":
    main()
