"""
What every driver of a peer does: index works, look for them in documents until time is up, and tell it as JSON.

Drivers run in the peer's own environment, so they use the standard library and the peer. Words: WORKS CORPUS SECONDS; works
and corpus are JSON lines with id and text. Seconds are of the processor; those for parsing the lines are counted.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

Find = Callable[[str], bool]
"Whether a text holds anything of a work."


def drive(index: Callable[[list[str]], tuple[Find, int]]) -> None:
    """Run a peer whose `index` gives a search and the bytes of its index, and print what it found."""
    works, corpus, allowed = sys.argv[1:4]
    texts = [row["text"] for row in lines(works)]
    began = time.process_time()
    find, index_bytes = index(texts)
    indexing = time.process_time() - began
    found, documents, read = [], 0, 0
    began = time.process_time()
    for row in lines(corpus):
        documents, read = documents + 1, read + row["bytes"]
        if find(row["text"]):
            found.append(row["id"])
        if time.process_time() - began > float(allowed):
            break
    tell(indexing, index_bytes, time.process_time() - began, documents, read, found)


def tell(indexing: float, index_bytes: int, seconds: float, documents: int, read: int, found: list[str]) -> None:
    """Print what was measured: seconds of indexing and of searching so many documents and bytes, and the documents with a hit."""
    print(json.dumps([indexing, index_bytes, seconds, documents, read, found]))


def lines(path: str) -> Iterator[dict[str, Any]]:
    """Records of JSON lines, with the bytes of each."""
    with open(path, "rb") as file:
        for line in file:
            yield {**json.loads(line), "bytes": len(line)}


def windows(text: str, size: int = 100, step: int = 50) -> Iterator[set[str]]:
    """Stretches of so many words, each as its set of three words in a row, in small letters."""
    words = text.lower().split()
    for start in range(0, max(1, len(words) - step), step):
        part = words[start : start + size]
        yield {" ".join(part[place : place + 3]) for place in range(max(1, len(part) - 2))}
