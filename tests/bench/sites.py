"""
How fast URLs become hosts, registered domains and entries of the register, and how fast text is looked through for markers.

    python tests/bench/sites.py [--urls 10000000] [--megabytes 60] [--hosts FILE.csv] [--corpus FILE.jsonl] [--seed 1]

URLs and corpus are made by the seed: the hosts of the register and made-up ones, by Zipf's law, or the hosts in the first column
of a file. URLs lie in a Parquet file and are read as a scan would, a batch at a time. The corpus is as for throughput.py. Seconds
are of one core; `of reading` is the time of reading, for text of parsing too, as a share of the row's. Prints tables in Markdown.
"""

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from audit import readers
from audit.batch import Batch, Records
from audit.bundled import folder
from audit.readers import Limits, Settings
from audit.references import sites
from audit.references.sites import Register
from audit.text.matcher import Matcher
from tests.bench import planting
from tests.quality.measures import table
from tests.quality.scraped_site import detector

BATCH = 250_000
"URLs that are read at once."
MADE_HOSTS = 30_000
ENDINGS = ("com", "org", "net", "de", "co.uk", "fr", "com.br", "info", "it", "pl", "blogspot.com", "wordpress.com")


def main() -> None:
    """Measure and print."""
    given = _arguments()
    register = sites.load(folder("rules") / "scraped_site" / "hosts.csv")
    with tempfile.TemporaryDirectory() as place:
        urls, corpus = Path(place) / "urls.parquet", given.corpus or Path(place) / "corpus.jsonl"
        names = first_column(given.hosts) if given.hosts else made_hosts(register, given.seed)
        write(urls, given.urls, names, given.seed)
        print(f"\n{given.urls / 1e6:g} million URLs, {len(names)} hosts, {len(register.sites)} entries of the register\n")
        print(table([_urls_row(*row, given.urls) for row in of_urls(urls, register)], ("URLs", "seconds", "M/s", "of reading")))
        if given.corpus is None:
            planting.write(corpus, given.megabytes, folder("examples") / "works", given.seed)
        size = corpus.stat().st_size / 1e6
        print(f"\n{size:.0f} MB of JSON lines\n")
        print(table([_text_row(*row, size) for row in of_text(corpus)], ("text", "seconds", "MB/s", "of reading")))


def of_urls(path: Path, register: Register) -> list[tuple[str, float, float]]:
    """Reading, then each step to the entry of the register: name, seconds, and those of reading."""
    list(map(sites.hosts, (batch.slice(0, 10) for batch in _read(path))))  # compile what is compiled at first use
    spent = dict.fromkeys(("read", "host", "registered domain", "register entry"), 0.0)
    found = 0
    batches = _read(path)
    while (urls := _took(spent, "read", lambda: next(batches, None))) is not None:
        hosts = _took(spent, "host", lambda urls=urls: sites.hosts(urls).dictionary_encode())
        _took(spent, "registered domain", lambda hosts=hosts: sites.domains_of(hosts))
        found += _took(spent, "register entry", lambda hosts=hosts: len(register.listed(hosts)[0]))
    whole = sum(spent.values()) - spent["read"]
    rows = [(name, seconds, spent["read"]) for name, seconds in spent.items()]
    return [*rows, (f"all but reading ({found} URLs in the register)", whole, spent["read"])]


def of_text(path: Path) -> list[tuple[str, float, float]]:
    """Reading and parsing, then the markers by themselves, and all that the detector does without the model and with it."""
    without, scraped = detector(), detector()
    without.learned = None
    matcher = Matcher(scraped.patterns)
    records = [one for piece in readers.discover([path], Settings()) for one in _records(piece)]
    list(scraped.detect(Batch(records[0], matcher)))
    steps = ("read and parse", "join", "fold", "match markers", "besides matching, no model", "besides matching, with the model")
    spent = dict.fromkeys(steps, 0.0)
    _took(spent, "read and parse", lambda: sum(len(orjson.loads(line)) for line in path.open("rb")))
    for one in records:
        batch = _took(spent, "join", lambda one=one: Batch(one, matcher))
        _took(spent, "fold", lambda batch=batch: batch.folded)
        _took(spent, "match markers", lambda batch=batch: batch._hits)
        _took(spent, steps[-2], lambda batch=batch: list(without.detect(batch)))
        _took(spent, steps[-1], lambda batch=batch: list(scraped.detect(batch)))
    passes = {"marker pass": steps[-2], "marker pass and model": steps[-1]}
    spent |= {name: spent["match markers"] + spent[step] for name, step in passes.items()}
    return [(name, seconds, spent["read and parse"]) for name, seconds in spent.items()]


def write(path: Path, number: int, hosts: Sequence[str], seed: int) -> None:
    """So many URLs in a Parquet file."""
    chance = np.random.default_rng(seed)
    weights = 1 / np.arange(1, len(hosts) + 1)
    names = pa.array(hosts, pa.string())
    words = planting.SYLLABLES
    tails = pa.array(
        [f"/{chance.integers(2000, 2026)}/{'-'.join(chance.choice(words, 9))}/{one}.html?id={one * 7}" for one in range(5000)]
    )
    with pq.ParquetWriter(path, pa.schema([("url", pa.string())]), compression="zstd") as file:
        for first in range(0, number, BATCH):
            count = min(BATCH, number - first)
            drawn = names.take(pa.array(chance.choice(len(hosts), count, p=weights / weights.sum())))
            tail = tails.take(pa.array(chance.integers(0, len(tails), count)))
            file.write_table(pa.table({"url": pc.binary_join_element_wise("https://", drawn, tail, "")}))


def made_hosts(register: Register, seed: int) -> list[str]:
    """The hosts of the register and many made-up ones, in an order by chance."""
    chance = np.random.default_rng(seed)
    words = ["".join(chance.choice(planting.SYLLABLES, 3)) for _ in range(MADE_HOSTS)]
    made = [f"{'www.' * (place % 2)}{word}{place}.{ENDINGS[place % len(ENDINGS)]}" for place, word in enumerate(words)]
    listed = [host for host in register.sites if not host.startswith(".")]
    return chance.permutation([*listed, *made]).tolist()


def first_column(path: Path) -> list[str]:
    """The hosts of a CSV file with a heading, without what is none."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row[0] for row in list(csv.reader(file))[1:] if row and row[0]]


def _read(path: Path) -> Iterator[pa.Array]:
    return (batch.column(0) for batch in pq.ParquetFile(path).iter_batches(BATCH, use_threads=False))


def _records(piece: Any) -> Iterator[Records]:
    return (one for one in readers.read(piece, Limits()) if isinstance(one, Records))


def _took(spent: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    began = time.process_time()
    made = work()
    spent[name] += time.process_time() - began
    return made


def _urls_row(name: str, seconds: float, reading: float, number: int) -> tuple[str, ...]:
    return name, f"{seconds:.2f}", f"{number / 1e6 / max(seconds, 1e-9):.1f}", f"{reading / max(seconds, 1e-9):.2f}"


def _text_row(name: str, seconds: float, reading: float, megabytes: float) -> tuple[str, ...]:
    return name, f"{seconds:.2f}", f"{megabytes / max(seconds, 1e-9):.0f}", f"{reading / max(seconds, 1e-9):.2f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=10_000_000)
    parser.add_argument("--megabytes", type=float, default=60, help="size of the corpus that is made")
    parser.add_argument("--hosts", type=Path, help="a CSV file whose first column names hosts, most frequent first")
    parser.add_argument("--corpus", type=Path, help="JSON lines to measure on instead of a made corpus")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
