"""Works, and documents in some of which a passage of one is planted, disguised: made by a seed, or of texts that are given."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
import zstandard

from tests.bench import planting
from tests.quality import disguises

CELLS = (
    ("verbatim", 0.0, 13),
    ("verbatim", 0.0, 50),
    ("upper", 0.0, 100),
    ("rewrap", 0.0, 100),
    ("interleave", 1.0, 100),
    ("html_rich", 0.0, 100),
    ("homoglyph", 0.5, 100),
    ("zerowidth", 0.0, 100),
    ("letter_spaced", 0.0, 100),
    ("ocr", 0.05, 100),
    ("ocr", 0.1, 100),
    ("wordsub", 0.2, 100),
    ("wordsub", 0.4, 100),
)
"Disguise, its level, words of a passage."
SENTENCES = 3000
"Of a made work: about 300 kB."


@dataclass(frozen=True)
class Planted:
    """Files for a peer, and what is true of them."""

    works: Path
    corpus: Path
    cells: dict[str, tuple[str, float, int]]
    "By document: what was planted; documents without are clean."
    works_bytes: int


def plant(folder: Path, works: dict[str, str], hosts: Sequence[str], each: int, seed: int) -> Planted:
    """
    Write books.jsonl and corpus.jsonl (each line: id, text) into a folder, in an order that a seed decides.

    Hosts are texts without any passage; the first ones receive one, so many for each of CELLS.
    """
    chance = random.Random(seed)
    names, cells, rows = sorted(works), {}, []
    wanted = [cell for cell in CELLS for _ in range(each)]
    for number, host in enumerate(hosts):
        name, text = f"document-{number}", host
        if number < len(wanted):
            disguise, level, words = cells[name] = wanted[number]
            passage = getattr(disguises, disguise)(_passage(works[chance.choice(names)], words, chance), level, chance)
            text = _inserted(host, passage, chance)
        rows.append({"id": name, "text": text})
    chance.shuffle(rows)
    _write(folder / "books.jsonl", [{"id": name, "text": works[name]} for name in names])
    _write(folder / "corpus.jsonl", rows)
    size = sum(len(text.encode()) for text in works.values())
    return Planted(folder / "books.jsonl", folder / "corpus.jsonl", cells, size)


def made_works(number: int, seed: int) -> dict[str, str]:
    """Works of our own, each of sentences of its own."""
    return {f"work-{place}": " ".join(planting.prose(seed * 1000 + place, SENTENCES)) for place in range(number)}


def made_hosts(megabytes: float, seed: int) -> list[str]:
    """Documents of our own, of so many megabytes together; their sentences recur in other documents, in no work."""
    chance, sentences = random.Random(seed), planting.prose(seed * 1000 + 999, 20_000)
    hosts, left = [], megabytes * 1e6
    while left > 0:
        hosts.append(" ".join(chance.choice(sentences) for _ in range(int(chance.lognormvariate(3.7, 0.7)) + 5)))
        left -= len(hosts[-1])
    return hosts


def read_works(folder: Path) -> dict[str, str]:
    """The text files of a folder, each a work."""
    return {path.stem: path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))}


def read_hosts(path: Path, megabytes: float, seed: int) -> list[str]:
    """Texts of a file of JSON lines (plain or zstd), in an order that a seed decides, until there are so many megabytes."""
    texts = [text for text in _texts(path) if 1000 < len(text) < 50_000]
    random.Random(seed).shuffle(texts)
    hosts, left = [], megabytes * 1e6
    while left > 0 and texts:
        hosts.append(texts.pop())
        left -= len(hosts[-1].encode())
    return hosts


def _texts(path: Path) -> Iterator[str]:
    with path.open("rb") as raw:
        data = zstandard.ZstdDecompressor().stream_reader(raw).read() if path.suffix == ".zst" else raw.read()
    for line in data.splitlines():
        yield orjson.loads(line)["text"]


def _passage(text: str, words: int, chance: random.Random) -> str:
    while True:
        start = text.find(" ", chance.randrange(len(text))) + 1
        found = list(re.finditer(r"\S+", text[start : start + words * 20]))
        if len(found) >= words:
            return text[start + found[0].start() : start + found[words - 1].end()]


def _inserted(host: str, passage: str, chance: random.Random) -> str:
    """The passage between blank lines, after one of the host's sentences."""
    place = chance.choice([found.end() for found in re.finditer(r"[.!?]\s", host)] or [len(host)])
    return f"{host[:place].rstrip()}\n\n{passage}\n\n{host[place:].lstrip()}"


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
