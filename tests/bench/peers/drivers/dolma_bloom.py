"""
dolma's Bloom filter over 8 words in a row, at one false one in 100,000; a document counts where any paragraph has any.

Only the compiled part of dolma is loaded, since the rest asks for all of its requirements. Lines of a paragraph are joined
before, in works and documents, and paragraphs too short for an n-gram are left out: both are in its favour.
"""

import gzip
import importlib.util
import json
import os
import re
import sys
import tempfile
import time
from importlib.metadata import files
from pathlib import Path
from typing import Any

import driving


def main() -> None:
    """Index, search and tell."""
    works, corpus, _ = sys.argv[1:4]
    module = _compiled()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = _copied(Path(works), folder / "documents" / "works.jsonl.gz")
        _copied(Path(corpus), folder / "documents" / "corpus.jsonl.gz")
        began = time.process_time()
        module.deduper_entrypoint(_asked(folder, "works", words, read_only=False))
        indexing = time.process_time() - began
        began = time.process_time()
        module.deduper_entrypoint(_asked(folder, "corpus", words, read_only=True))
        seconds = time.process_time() - began
        found, documents = _hits(folder / "attributes" / "hits" / "corpus.jsonl.gz")
        size = (folder / "filter").stat().st_size
    driving.tell(indexing, size, seconds, documents, os.path.getsize(corpus), found)


def _compiled() -> Any:
    (path,) = (one.locate() for one in files("dolma") or () if one.name.startswith("dolma.") and one.suffix in (".so", ".pyd"))
    spec = importlib.util.spec_from_file_location("dolma", str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _copied(source: Path, target: Path) -> int:
    """Write texts with their lines joined, packed as dolma asks; how many words they have."""
    target.parent.mkdir(exist_ok=True)
    words = 0
    with gzip.open(target, "wt", encoding="utf-8", compresslevel=1) as file:
        for row in driving.lines(str(source)):
            text = re.sub(r"(?<!\n)\n(?!\n)", " ", row["text"])
            words += len(text.split())
            file.write(json.dumps({"id": row["id"], "text": text}) + "\n")
    return words


def _asked(folder: Path, name: str, words: int, read_only: bool) -> str:
    grams = {"ngram_length": 8, "stride": 0, "overlap_threshold": 0.0, "skip_short_paragraphs": True}
    paragraphs = {"attribute_name": "hits", "by_ngram": grams, "paragraph_separator": "\n"}
    dedupe = {"name": "hits", "skip_empty": True, "min_length": 0, "min_words": 0, "num_partitions": 1, "partition_index": 0}
    sizes = {"size_in_bytes": 0, "estimated_doc_count": words, "desired_false_positive_rate": 1e-5}
    return json.dumps(
        {
            "documents": [str(folder / "documents" / f"{name}.jsonl.gz")],
            "dedupe": {**dedupe, "file_partition": False, "document_dir": "documents", "paragraphs": paragraphs},
            "bloom_filter": {"file": str(folder / "filter"), "read_only": read_only, **sizes},
            "processes": 1,
            "work_dir": {"input": str(folder / "in"), "output": str(folder / "out")},
            "compression": {"input": None, "output": None},
            "is_s3_volume": False,
        }
    )


def _hits(path: Path) -> tuple[list[str], int]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [row["id"] for row in rows if any(score > 0 for *_, score in row["attributes"]["hits"])], len(rows)


main()
