"""The counts of a shard while it is read."""

from collections.abc import Iterator
from contextlib import contextmanager

from audit.model import Piece, PieceCount, Receipt, Skip, SkipReason

KEPT = 100
"Skips of one reason that a receipt shows in full."
_PASSING = frozenset(
    {
        SkipReason.CHANGED,
        SkipReason.WORKER_DIED,
        SkipReason.NO_PERMISSION,
        SkipReason.MISSING_FILE,
        SkipReason.MISSING_LIBRARY,
        SkipReason.DETECTOR_FAILED,
    }
)
"Reasons that a person can mend without a change of the file: the next run reads the shard again."


class Count:
    """What became of a piece so far."""

    def __init__(self, tally: "Tally", piece: Piece) -> None:
        self._tally = tally
        self.piece = piece
        self.records = self.documents = self.words = 0
        self.decoded_bytes = self.skipped_bytes = self.lost_bytes = 0
        self.unsized = 0
        "Records that lose text and of which no size is known."
        self.opened = True

    def read(self, documents: int, words: int, decoded_bytes: int) -> None:
        """Count records that became documents."""
        self.records += documents
        self.documents += documents
        self.words += words
        self.decoded_bytes += decoded_bytes

    def skip(self, skip: Skip) -> None:
        """Count a record, a rest or a file that was not read."""
        self._tally.note(skip)
        if skip.record is not None:
            self.records += 1
            self.decoded_bytes += skip.decoded_bytes
        if skip.reason.loses:
            self.skipped_bytes += skip.decoded_bytes
            self.lost_bytes += skip.stored_bytes
            self.unsized += skip.record is not None and not skip.decoded_bytes
            self.opened = self.opened and (skip.record is not None or self.records > 0)

    def estimate(self) -> None:
        """Take what is lost and has no size to be as large as the rest, or all of the piece where nothing was read."""
        if self.unsized and self.decoded_bytes:
            self.skipped_bytes += self.decoded_bytes * self.unsized // self.records
        elif (self.unsized or not self.opened) and not self.lost_bytes:
            self.lost_bytes = self.piece.stored_bytes

    def unexamined(self, skip: Skip) -> None:
        """Count a document that was read, but that a detector failed on."""
        self._tally.note(skip)
        self.skipped_bytes += skip.decoded_bytes


class Tally:
    """What became of a shard so far."""

    def __init__(self) -> None:
        self._pieces: list[PieceCount] = []
        self._skips: list[Skip] = []
        self._counts: dict[str, tuple[int, int, int]] = {}

    @contextmanager
    def piece(self, piece: Piece) -> Iterator[Count]:
        """Count one piece."""
        count = Count(self, piece)
        yield count
        count.estimate()
        self._pieces.append(
            PieceCount(
                name=piece.name,
                order=piece.order,
                format=piece.format,
                stored_bytes=piece.stored_bytes,
                decoded_bytes=count.decoded_bytes,
                records=count.records,
                documents=count.documents,
                words=count.words,
                skipped_bytes=min(count.skipped_bytes, count.decoded_bytes),
                lost_bytes=min(count.lost_bytes, piece.stored_bytes),
                opened=count.opened,
            )
        )

    def unread(self, skip: Skip) -> None:
        """Count a file that no reader could be given to. One that holds no text by its nature is no file to read."""
        self.note(skip)
        if skip.reason.loses:
            self._pieces.append(
                PieceCount(skip.path, 0, "unknown", skip.stored_bytes, 0, 0, 0, 0, 0, skip.stored_bytes, opened=False)
            )

    def note(self, skip: Skip) -> None:
        """Keep a skip's count, and the skip itself while there are few of its reason."""
        skips, decoded, stored = self._counts.get(skip.reason, (0, 0, 0))
        if skips < KEPT:
            self._skips.append(skip)
        self._counts[skip.reason.value] = (skips + 1, decoded + skip.decoded_bytes, stored + skip.stored_bytes)

    def receipt(self, key: str, findings: int, seconds: float) -> Receipt:
        """The receipt of a shard."""
        reusable = not any(SkipReason(reason) in _PASSING for reason in self._counts)
        return Receipt(key, tuple(self._pieces), tuple(self._skips), dict(self._counts), findings, round(seconds, 3), reusable)
