"""Runs made by hand: shards with findings, documents and receipts."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from audit.results import DOCUMENT_SCHEMA, FINDING_SCHEMA
from audit.store import Store

MakeShard = Callable[..., None]


def _finding(given: dict[str, Any]) -> dict[str, Any]:
    plain = {
        "path": "a.jsonl",
        "piece": 0,
        "record": 0,
        "detector": "case",
        "kind": "scraped",
        "level": "finding",
        "start": 0,
        "end": 4,
    }
    quote = {"before": "", "text": "text", "after": "", "omitted": 0}
    made = {**plain, "score": 0.9, "evidence": [], "quote": quote, **given}
    made["attributes"] = orjson.dumps(given.get("attributes", {}), option=orjson.OPT_SORT_KEYS).decode()
    made["fingerprint"] = f"{made['path']}-{made['record']}-{made['start']}-{made['detector']}"
    return made


def _piece(given: dict[str, Any]) -> dict[str, Any]:
    plain = {
        "name": "a.jsonl",
        "order": 0,
        "format": "jsonl",
        "stored_bytes": 100,
        "decoded_bytes": 100,
        "records": 1,
        "documents": 1,
    }
    return {**plain, "words": 10, "skipped_bytes": 0, "lost_bytes": 0, "opened": True, **given}


@pytest.fixture
def shard(tmp_path: Path) -> MakeShard:
    """Makes a shard's folder in the run at tmp_path."""

    def make(
        key: str,
        pieces: Sequence[dict[str, Any]] = (),
        documents: Sequence[dict[str, Any]] = (),
        findings: Sequence[dict[str, Any]] = (),
        skips: Sequence[dict[str, Any]] = (),
        skip_counts: dict[str, tuple[int, int, int]] | None = None,
    ) -> None:
        folder = tmp_path / "shards" / key
        folder.mkdir(parents=True)
        rows = [{"path": "a.jsonl", "piece": 0, "record": 0, "bytes": 40, "words": 10, **row} for row in documents]
        pq.write_table(pa.Table.from_pylist(rows, DOCUMENT_SCHEMA), folder / "documents.parquet")
        pq.write_table(pa.Table.from_pylist([_finding(row) for row in findings], FINDING_SCHEMA), folder / "findings.parquet")
        receipt = {
            "key": key,
            "pieces": [_piece(piece) for piece in pieces],
            "skips": [{"record": None, "detail": "", "decoded_bytes": 0, "stored_bytes": 0, **skip} for skip in skips],
            "skip_counts": skip_counts or {},
            "findings": len(findings),
            "seconds": 0.5,
            "reusable": True,
        }
        (folder / "receipt.json").write_bytes(orjson.dumps(receipt))

    return make


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Takes the run at tmp_path into a store in memory."""
    stores: list[Store] = []

    def take(keys: Sequence[str] | None = None) -> Store:
        stores.append(Store.memory())
        stores[-1].ingest(tmp_path, keys)
        return stores[-1]

    yield take
    for store in stores:
        store.close()


@pytest.fixture(scope="session")
def empty() -> Iterator[Store]:
    """A store in memory that tests only look at."""
    with Store.memory() as store:
        yield store
