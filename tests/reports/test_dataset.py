"""The files of a run, by format, folder and ending, in a store that takes in what a scan leaves."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from audit.manifest.known import KnownDatasets
from audit.manifest.resolving import Placed, resolve
from audit.manifest.values import Manifest, Source
from audit.model import PieceCount, Receipt
from audit.report_model.dataset import SourceFacts
from audit.reports.dataset import dataset
from audit.results import DOCUMENT_SCHEMA, findings_table
from audit.store import Store

PIECES = (
    ("a/one.jsonl.gz", 0, "jsonl", 100), ("a/one.jsonl.gz", 1, "jsonl", 50), ("a/two.jsonl.gz", 0, "jsonl", 30),
    ("b/c/x.warc", 0, "warc", 20), ("top.txt", 0, "text", 5), ("b/README", 0, "text", 4), (".hidden", 0, "text", 3),
    ("v1.2.json", 0, "json", 2),
)  # fmt: skip


def _run(folder: Path) -> Path:
    """A run's folder with one shard."""
    shard = folder / "shards" / "one"
    shard.mkdir(parents=True)
    pq.write_table(findings_table([], 0), shard / "findings.parquet")
    rows = [{"path": "top.txt", "piece": 0, "record": 0, "bytes": 9, "words": 7, "language": "en", "captured": date(2024, 1, 2)}]
    pq.write_table(pa.Table.from_pylist(rows, DOCUMENT_SCHEMA), shard / "documents.parquet")
    pieces = tuple(PieceCount(path, piece, format, size, size, 2, 1, 7, 0, 0, True) for path, piece, format, size in PIECES)
    (shard / "receipt.json").write_bytes(orjson.dumps(asdict(Receipt("one", pieces, (), {}, 0, 0.1))))
    return folder


def test_files_languages_and_stated_facts_are_told(tmp_path: Path) -> None:
    listed = (Source("s", "S", version="7"), Source("t", "T", retrieved_to=date(2024, 3, 1)), Source("u", "U"))
    manifest = Manifest("corpus.toml", "ours", listed)
    with Store.memory() as store:
        store.ingest(_run(tmp_path))
        store.take_sources(resolve([Placed(manifest)], KnownDatasets(())).tables())
        found = dataset(store)

    assert [(row.format, row.path, row.ending, row.files, row.records, row.words, row.stored_bytes) for row in found.files] == [
        ("jsonl", "a/", ".jsonl.gz", 2, 6, 21, 180),
        ("warc", "b/c/", ".warc", 1, 2, 7, 20),
        ("text", "", ".txt", 1, 2, 7, 5),
        ("text", "b/README", "", 1, 2, 7, 4),
        ("text", ".hidden", "", 1, 2, 7, 3),
        ("json", "", ".2.json", 1, 2, 7, 2),
    ]
    assert found.sources == (SourceFacts("s", "7", None, None), SourceFacts("t", None, None, date(2024, 3, 1)))
    assert [(row.language, row.documents) for row in found.languages] == [("en", 1)]
    assert found.totals is not None
    assert (found.totals.documents, found.totals.first_captured) == (1, "2024-01-02")
