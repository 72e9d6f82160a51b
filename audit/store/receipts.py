"""The receipts of shards as tables: what was read, and what was not."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa

from audit.errors import RunError
from audit.model import SkipReason

SHARD = pa.schema([("shard", pa.string()), ("findings", pa.int64()), ("seconds", pa.float64())])
PIECE = pa.schema(
    [
        ("shard", pa.string()),
        ("path", pa.string()),
        ("piece", pa.int32()),
        ("format", pa.string()),
        *((name, pa.int64()) for name in ("stored_bytes", "decoded_bytes", "records", "documents", "words")),
        ("skipped_bytes", pa.int64()),
        ("lost_bytes", pa.int64()),
        ("opened", pa.bool_()),
        ("first_record", pa.int64()),
    ]
)
SKIP = pa.schema(
    [
        ("shard", pa.string()),
        ("path", pa.string()),
        ("record", pa.int64()),
        ("reason", pa.string()),
        ("detail", pa.string()),
        ("decoded_bytes", pa.int64()),
        ("stored_bytes", pa.int64()),
    ]
)
SKIP_COUNT = pa.schema(
    [
        ("shard", pa.string()),
        ("reason", pa.string()),
        ("loses", pa.bool_()),
        ("skips", pa.int64()),
        ("decoded_bytes", pa.int64()),
        ("stored_bytes", pa.int64()),
    ]
)


def tables(folders: Sequence[Path]) -> dict[str, pa.Table]:
    """The receipts of shards as rows of the tables shard, piece, skip and skip_count, in a fixed order."""
    receipts = [_receipt(folder) for folder in folders]
    pieces = sorted(_pieces(receipts), key=lambda row: (row["path"], row["piece"]))
    _number(pieces)
    skips = sorted(_skips(receipts, pieces), key=lambda row: (row["path"], -1 if row["record"] is None else row["record"]))
    shards = [{"shard": one["key"], "findings": one["findings"], "seconds": one["seconds"]} for one in receipts]
    return {
        "shard": pa.Table.from_pylist(sorted(shards, key=lambda row: str(row["shard"])), SHARD),
        "piece": pa.Table.from_pylist(pieces, PIECE),
        "skip": pa.Table.from_pylist(skips, SKIP),
        "skip_count": pa.Table.from_pylist(_skip_counts(receipts), SKIP_COUNT),
    }


def _receipt(folder: Path) -> dict[str, Any]:
    try:
        receipt: dict[str, Any] = orjson.loads((folder / "receipt.json").read_bytes())
    except (OSError, orjson.JSONDecodeError) as problem:
        raise RunError(f"the shard {folder} has no readable receipt; scan again") from problem
    return receipt


def _pieces(receipts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**piece, "shard": receipt["key"], "path": piece["name"], "piece": piece["order"]}
        for receipt in receipts
        for piece in receipt["pieces"]
    ]


def _number(pieces: Sequence[dict[str, Any]]) -> None:
    """Give each piece the count of records in its file before it; pieces are in the order of their file."""
    before: Counter[str] = Counter()
    for piece in pieces:
        piece["first_record"] = before[piece["path"]]
        before[piece["path"]] += piece["records"]


def _skips(receipts: Sequence[dict[str, Any]], pieces: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Skips with their record's number in its file. A shard seldom holds two pieces of a file; then the first one counts."""
    first = {(piece["shard"], piece["path"]): piece["first_record"] for piece in reversed(pieces)}
    return [
        {
            **skip,
            "shard": receipt["key"],
            "record": None if skip["record"] is None else skip["record"] + first.get((receipt["key"], skip["path"]), 0),
        }
        for receipt in receipts
        for skip in receipt["skips"]
    ]


def _skip_counts(receipts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [
        {
            "shard": receipt["key"],
            "reason": reason,
            "loses": SkipReason(reason).loses,
            "skips": skips,
            "decoded_bytes": decoded,
            "stored_bytes": stored,
        }
        for receipt in receipts
        for reason, (skips, decoded, stored) in receipt["skip_counts"].items()
    ]
    return sorted(rows, key=lambda row: (str(row["shard"]), str(row["reason"])))
