"""What the readers' tests share: one call that reads a path to the end and checks the law of numbers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.batch import Records
from audit.model import Piece, Skip
from audit.readers import Limits, Settings, discover, read


class Reading:
    """All that came of reading a path."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.documents: list[dict[str, Any]] = []
        self.skips: list[Skip] = []
        self.decoded = 0
        self.batches = 0

    @property
    def texts(self) -> list[str]:
        return [document["text"] for document in self.documents]

    @property
    def reasons(self) -> list[str]:
        return [str(skip.reason) for skip in self.skips]

    def take(self, piece: Piece, limits: Limits | None) -> None:
        numbers = []
        for item in read(piece, limits):
            if isinstance(item, Records):
                item.table.validate(full=True)
                rows = item.table.to_pylist()
                self.documents += rows
                self.decoded += item.decoded_bytes
                self.batches += 1
                numbers += [row["record"] for row in rows]
            else:
                self.skips.append(item)
                self.decoded += item.decoded_bytes
                numbers += [] if item.record is None else [item.record]
        assert sorted(numbers) == list(range(len(numbers)))


@pytest.fixture
def reading() -> Callable[..., Reading]:
    def call(path: Path, settings: Settings | None = None, **limits: int) -> Reading:
        result = Reading()
        for item in discover([path], settings):
            if isinstance(item, Skip):
                result.skips.append(item)
            else:
                result.pieces.append(item)
                result.take(item, Limits(**limits) if limits else None)
        return result

    return call
