"""Works as they are read from files of any readable format, apart from one another, so that worker processes can share them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from audit import readers
from audit.model import Piece, Skip, SkipReason
from audit.readers import Limits
from audit.readers.rows import Rows
from audit.references.works import FIELDS, Work
from audit.references.works_making import Made, make
from audit.references.works_sources import metadata_in, read_text

_WHOLE = frozenset({"text", "html", "epub", "pdf"})
"Formats of which a file is one work; in others each record is one."


@dataclass(frozen=True, slots=True)
class Portion:
    """A file that is one work, or a piece of a file of many."""

    pieces: tuple[Piece, ...]
    name: str
    "The file's name as the works are called after it, where they have no id."

    @property
    def file(self) -> str:
        """The file's name within the folder that was given."""
        return self.pieces[0].name

    @property
    def is_whole(self) -> bool:
        """Whether the file is one work."""
        return self.pieces[0].format in _WHOLE

    @property
    def stored_bytes(self) -> int:
        """Bytes of the file or piece."""
        return sum(piece.stored_bytes for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a portion."""

    portion: Portion
    works: tuple[Made, ...]
    numbers: tuple[int | None, ...]
    "For each work without an id of its own, the number of its record in the piece."
    skips: tuple[Skip, ...]
    records: int


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a portion, and makes of its works what a library of some profile holds."""

    profile: str

    def __call__(self, portion: Portion) -> Read:
        """All works of a portion."""
        skips: list[Skip] = []
        found = list(works_in(portion, skips))
        records = sum(skip.record is not None for skip in skips) + len(found)
        works = tuple(make(work, self.profile) for work, _ in found)
        return Read(portion, works, tuple(number for _, number in found), tuple(skips), records)


def portions(pieces: Sequence[Piece]) -> Iterator[Portion]:
    """Pieces as they are read; a file is called by its stem where no other has the same, else by its whole name."""
    stems = [Path(name).stem for name, _ in groupby(pieces, key=lambda piece: piece.name)]
    for name, group in groupby(pieces, key=lambda piece: piece.name):
        called = Path(name).stem if stems.count(Path(name).stem) == 1 else name
        parts = tuple(group)
        if parts[0].format in _WHOLE:
            yield Portion(parts, called)
        else:
            yield from (Portion((part,), called) for part in parts)


def works_in(portion: Portion, skips: list[Skip]) -> Iterator[tuple[Work, int | None]]:
    """The works of a portion, each with its record's number where it has no id; what is no work goes to `skips`."""
    first = portion.pieces[0]
    if first.format == "text" and first.compression is None:
        text = read_text(Path(first.path))
        if text is None:
            skips.append(Skip(first.name, None, SkipReason.UNSUPPORTED, "binary"))
        else:
            yield Work(portion.name, text, {}), None
        return
    rows = [row for piece in portion.pieces for row in _rows(piece, skips)]
    if portion.is_whole:
        if rows:
            said = {name: str(rows[0][name]) for name in ("title", "author", "licence", "url") if rows[0][name]}
            source = "the file itself" if said else "not given"
            yield Work(portion.name, "\n\n".join(row["text"] for row in rows), said, source), None
        return
    for row in rows:
        yield from _record(row)


def _record(row: Mapping[str, Any]) -> Iterator[tuple[Work, int | None]]:
    said: dict[str, str] = {name: str(row[name]) for name in ("title", "author", "licence", "url") if row[name]}
    said |= row["said"]
    work = Work(row["record_id"] or "", row["text"], said, "its record" if said else "not given")
    yield work, None if row["record_id"] else row["record"]


class _Noting(Rows):
    """Rows that remember what each record says of the work it holds, beyond the columns that every record has."""

    def __init__(self, piece: Piece, limits: Limits) -> None:
        super().__init__(piece, limits)
        self.said: dict[int, dict[str, str]] = {}

    def take(self, records: Sequence[Mapping[str, Any]], sizes: Sequence[int]) -> Iterator[Skip]:
        """Note and take."""
        for number, record in enumerate(records, self.number):
            said = metadata_in(record)
            if said:
                self.said[number] = said
        yield from super().take(records, sizes)


def _rows(piece: Piece, skips: list[Skip]) -> Iterator[dict[str, Any]]:
    made: list[_Noting] = []

    def noting(piece: Piece, limits: Limits) -> Rows:
        made.append(_Noting(piece, limits))
        return made[0]

    for part in readers.read(_with_columns(piece), None, noting):
        if isinstance(part, Skip):
            skips.append(part)
        else:
            yield from ({**row, "said": made[0].said.get(row["record"], {})} for row in part.table.to_pylist())


def _with_columns(piece: Piece) -> Piece:
    """A piece of a columnar file whose reader takes the columns of metadata too."""
    if piece.format != "parquet":
        return piece
    import pyarrow.parquet as pq

    from audit.readers import choosing

    try:
        names = pq.read_schema(piece.path).names
    except (OSError, ValueError):
        return piece  # its reader will say what is wrong
    if not choosing.has_text(names):
        return piece
    wanted = {f"field.{name}_of_work": name for name in names if name.lower() in {*FIELDS, *_OTHERS}}
    return replace(piece, options={**piece.options, **wanted})


_OTHERS = ("metadata", "meta", "rights_holder", "rightsholder", "copyright_holder", "public_domain_basis", "public_domain")
