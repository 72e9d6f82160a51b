"""Known works as a command is given them: a library, or texts of any readable format, which are made into one and kept."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from audit import readers
from audit.errors import LibraryError, cannot_write
from audit.model import Piece, Scalar, Skip
from audit.pipeline.progress import Progress
from audit.references import works as library
from audit.references.works import Library, Work
from audit.references.works_building import build
from audit.references.works_sources import MANIFESTS, metadata_of, read_text
from audit.text import cache

_WHOLE = frozenset({"text", "html", "epub", "pdf"})
"Formats of which a file is one work; in others each record is one."
_BESIDE = frozenset({*MANIFESTS, "README.md", "SOURCES.md"})
"Files that lie beside works and are none."


def libraries(paths: Sequence[Path], progress: Progress) -> tuple[Library, ...]:
    """Libraries for the given paths, made and kept where a path holds texts. What is wrong with one is a LibraryError."""
    return tuple(Library.open(path) if library.is_library(path) else _kept(path, progress) for path in paths)


def index(paths: Sequence[Path], out: Path, progress: Progress) -> Library:
    """Make a library of the works at some paths, in a new folder or in place of an older library."""
    try:
        return build((work for path in paths for work in works_of(path, progress)), out)
    except OSError as error:
        raise cannot_write(out, error) from error


def works_of(path: Path, progress: Progress) -> Iterator[Work]:
    """
    The works at a path, by name. Metadata is what a manifest beside them says, else what a record or an e-book says of itself.

    What cannot be read is told. LibraryError where there is no such path.
    """
    if not path.exists():
        raise LibraryError(f"no works at {path}; name a folder of texts, a text, or a library")
    root = path if path.is_dir() else path.parent
    source, rows = metadata_of(root)
    for name, pieces in groupby(_pieces(path, progress), key=lambda piece: piece.name):
        for work in _file(Path(name), list(pieces), progress):
            row = rows.get(name) or rows.get(work.id) or rows.get(Path(name).stem)
            yield work if row is None else Work(row.get("id") or work.id, work.text, row, source)


def described(one: Library) -> Mapping[str, Scalar]:
    """What the manifest of a run tells of a library."""
    return {"name": one.path.name, "digest": one.digest, "works": len(one.works), "bytes": one.stored_bytes}


def _kept(path: Path, progress: Progress) -> Library:
    """The library of the texts at a path: made once while their files stay as they are."""
    if not path.exists():
        raise LibraryError(f"no works at {path}; name a folder of texts, a text, or a library")
    folder = cache.folder()
    if folder is None:
        raise LibraryError(f"a library of {path} cannot be kept in any cache; make one: corpus-audit index {path} -o LIBRARY")
    place = folder / f"library-{_identity(path)}"
    if library.is_library(place):
        try:
            return Library.open(place)
        except LibraryError:
            progress.say(f"the kept library of {path} is of another version")
    progress.say(f"making a library of the works in {path}")
    return index([path], place, progress)


def _identity(path: Path) -> str:
    """A digest of what decides a library: names, sizes and times of its files, and the versions of what reads them."""
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    known = [[str(file.relative_to(path)), file.stat().st_size, file.stat().st_mtime_ns] for file in files]
    return blake2b(orjson.dumps([str(path.resolve()), library.versions(), known]), digest_size=16).hexdigest()


def _pieces(path: Path, progress: Progress) -> Iterator[Piece]:
    for found in readers.discover([path]):
        name = found.name if isinstance(found, Piece) else found.path
        if Path(name).name in _BESIDE or any(part.startswith(".") for part in Path(name).parts):
            continue
        if isinstance(found, Piece):
            yield found
        else:
            _tell(found, progress)


def _file(name: Path, pieces: Sequence[Piece], progress: Progress) -> Iterator[Work]:
    """The works of one file: itself, or its records."""
    if pieces[0].format == "text":
        text = read_text(Path(pieces[0].path))
        if text is not None:
            yield Work(name.stem, text, {})
        return
    rows = [row for piece in pieces for row in _rows(piece, progress)]
    if pieces[0].format in _WHOLE:
        if rows:
            yield Work(name.stem, "\n\n".join(row["text"] for row in rows), _said(rows[0]), "the file itself")
        return
    for number, row in enumerate(rows):
        yield Work(row["record_id"] or f"{name.stem}#{number}", row["text"], _said(row), "its record")


def _rows(piece: Piece, progress: Progress) -> Iterator[dict[str, Any]]:
    for part in readers.read(piece):
        if isinstance(part, Skip):
            _tell(part, progress)
        else:
            yield from part.table.to_pylist()


def _said(row: Mapping[str, Any]) -> dict[str, str]:
    """What a record says of the work it holds."""
    return {name: str(row[name]) for name in ("title", "author", "licence", "url") if row[name]}


def _tell(skip: Skip, progress: Progress) -> None:
    if skip.reason.loses:
        record = "" if skip.record is None else f"#{skip.record}"
        progress.say(f"not read as a work: {skip.path}{record}: {skip.reason}: {skip.detail}")
