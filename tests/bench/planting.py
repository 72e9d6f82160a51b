"""A corpus of any size for measuring: seeded prose of our own, with something to find in one document of a hundred."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import orjson

COMMON, SYLLABLES = (part.split() for part in Path(__file__).with_name("words.txt").read_text().split("\n\n"))
"Words that every text has, most frequent first, and parts of which rarer ones are made."
PLANTS = (
    "As an AI language model, I cannot travel, but I can suggest a few routes.",
    "SPDX-License-Identifier: Apache-2.0",
    "Copyright (c) 2017 The Bench Company. All rights reserved.",
    "This work is licensed under a Creative Commons Attribution-NonCommercial 4.0 International License.",
    "submitted 3 hours ago by /u/invented_person",
    "This article was automatically generated from a video transcript.",
)
HOSTS = ("blog.example.org", "www.example.com", "notes.example.net", "www.reddit.com", "en.wikipedia.org", "stackoverflow.com")
OURS = (0.46, 0.3, 0.23, 0.004, 0.003, 0.003)
"How often each host is met: one document in a hundred is of a platform."


def write(path: Path, megabytes: float, works: Path, seed: int = 1) -> int:
    """Write JSON lines as C4 has them, until the file has so many megabytes (of a million bytes); gives the number of records."""
    records = 0
    left = megabytes * 1e6
    with path.open("wb") as file:
        for record in _records(works, np.random.default_rng(seed)):
            left -= file.write(orjson.dumps(record) + b"\n")
            records += 1
            if left <= 0:
                return records
    return records


def prose(seed: int, number: int) -> list[str]:
    """So many sentences of our own; another seed gives others, of the same words."""
    return _sentences(np.random.default_rng(seed), number)


def _records(works: Path, chance: np.random.Generator) -> Iterator[dict[str, str]]:
    sentences = _sentences(chance)
    passages = [text[start : start + 700] for text in _texts(works) for start in range(0, max(1, len(text) - 700), 500)]
    plants = [*PLANTS, *passages]
    place = 0
    while True:
        sizes = np.clip(chance.lognormal(3.0, 0.9, 1000), 2, 2000).astype(int)
        hosts = chance.choice(len(HOSTS), 1000, p=np.array(OURS) / sum(OURS))
        for size, host in zip(sizes.tolist(), hosts.tolist(), strict=True):
            parts = [sentences[pick] for pick in chance.integers(0, len(sentences), size).tolist()]
            if place % 100 == 50:
                parts.insert(size // 2, "\n" + plants[place // 100 % len(plants)] + "\n")
            yield {"text": " ".join(parts), "timestamp": "2023-05-04T10:00:00Z", "url": f"https://{HOSTS[host]}/page/{place}"}
            place += 1


def _sentences(chance: np.random.Generator, number: int = 40_000) -> list[str]:
    """Sentences of common words and of made ones, by Zipf's law, with commas, paragraphs and some letters beyond ASCII."""
    made = ["".join(chance.choice(SYLLABLES, size)) for size in chance.integers(2, 5, 12_000)]
    words = np.array([*COMMON, *made, "café", "naïve", "Zürich", "“well”", "it’s"])
    weights = 1 / np.arange(2, len(words) + 2) ** 0.95
    picks = chance.choice(len(words), (number, 24), p=weights / weights.sum())
    return [_sentence(words[row[: 6 + row[0] % 18]].tolist(), place) for place, row in enumerate(picks)]


def _sentence(words: list[str], place: int) -> str:
    words[0] = words[0].capitalize()
    words[len(words) // 2] += "," if place % 2 else ""
    return " ".join(words) + (".\n\n" if place % 9 == 0 else ".")


def _texts(works: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(works.iterdir()) if path.suffix == ".txt"]
