"""
Works from a folder of texts, with the metadata that lies beside them; what is not given is not guessed.

Where a manifest lies in a folder, the works are those that it lists, and other files are left out, and told.
"""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from audit.errors import LibraryError
from audit.references.works import FIELDS, Work
from audit.references.works_licences import with_spdx

MANIFESTS = ("manifest.jsonl", "works.toml", "works.csv", "manifest.csv", "works.jsonl")
"""
Files of metadata, the first that is there counts: one row a work, with `id` or `file`, and names of FIELDS. In
works.toml the rows are [[work]] tables. A file whose rows hold texts themselves is no manifest, but works.
"""
BESIDE = frozenset({*MANIFESTS, "README.md", "SOURCES.md"})
"Files that lie beside works and are none."

Row = Mapping[str, str]

_ALIASES = {
    "license": "licence",
    "rights_holder": "holder",
    "rightsholder": "holder",
    "copyright_holder": "holder",
    "public_domain_basis": "basis",
    "public_domain": "basis",
    "authors": "author",
    "identifiers": "identifier",
}
_FILE = ("file", "path", "filename")
_TEXTS = ("text", "content", "raw_content", "body")
"Fields by which a row holds its work's text itself."
_SUFFIXES = (".gz", ".zst", ".bz2", ".xz")


@dataclass(frozen=True)
class Listed:
    """A manifest's rows; without a manifest none, and then every file holds works."""

    source: str = "not given"
    rows: tuple[Row, ...] = ()
    met: set[str] = field(default_factory=set)
    "Ids and files of rows for which a work was found."

    def __bool__(self) -> bool:
        return self.source != "not given"

    def of_files(self, names: Iterable[str]) -> dict[str, Row]:
        """
        Rows of files by name. A row with `file` is of that one; a row with `id` alone is of the file of that name or stem,
        of several such of one in the folder itself before one in a folder within.
        """
        by_file = {PurePosixPath(row["file"]).as_posix(): row for row in self.rows if row.get("file")}
        by_id = {row["id"]: row for row in self.rows if not row.get("file")}
        found: dict[str, Row] = {}
        for name in sorted(names, key=lambda name: (name.count("/"), name)):
            row = by_file.get(name) or by_id.pop(name, None) or by_id.pop(_stem(name), None)
            if row is not None:
                found[name] = row
                self.met.add(_key(row))
        return found

    @cached_property
    def records(self) -> dict[str, Row]:
        """Rows by id."""
        return {row["id"]: row for row in self.rows if row.get("id")}

    def of_record(self, record_id: str) -> Row | None:
        """The row of a record by its id."""
        row = self.records.get(record_id)
        if row is not None:
            self.met.add(_key(row))
        return row

    def missing(self) -> list[str]:
        """Ids, or files, of rows for which there was no work."""
        return [_key(row) for row in self.rows if _key(row) not in self.met]


def texts_of(path: Path) -> Iterator[Work]:
    """The works of a folder, or of one file, by name. A LibraryError where there is no such path, or no text in it."""
    if not path.exists():
        raise LibraryError(f"no works at {path}; name a folder of texts, a text, or a library")
    root = path if path.is_dir() else path.parent
    listed = metadata_of(root)
    files = {file.relative_to(root).as_posix(): file for file in sorted(_files(path))}
    stems = [file.stem for file in files.values()]
    rows = listed.of_files(files)
    found = 0
    for name, file in files.items():
        row = rows.get(name)
        if listed and row is None and path.is_dir():
            continue
        text = read_text(file)
        if text is not None:
            found += 1
            plain = file.stem if stems.count(file.stem) == 1 else name
            yield with_metadata(Work(plain, text, {}), row, listed.source)
    if not found:
        raise LibraryError(f"no text in {path}; works are text files here, and other formats are read by corpus-audit index")


def metadata_of(folder: Path) -> Listed:
    """What the manifest in a folder lists; nothing where there is none. A LibraryError where it cannot be read."""
    for name in MANIFESTS:
        if (folder / name).is_file():
            listed = manifest(folder / name)
            if listed is not None:
                return listed
    return Listed()


def manifest(file: Path) -> Listed | None:
    """What a manifest lists; None where its rows hold texts, so that it is a file of works."""
    try:
        given = _rows(file)
        if any(row.get(name) for row in given for name in _TEXTS):
            return None
        rows = tuple(_kept(row) for row in given)
    except (ValueError, AttributeError, KeyError, TypeError, csv.Error) as error:
        raise LibraryError(f"{file} cannot be read: {error}; one row a work, with id or file") from error
    nameless = next((number for number, row in enumerate(rows, 1) if not (row.get("id") or row.get("file"))), None)
    if nameless is not None:
        raise LibraryError(f"row {nameless} of {file} has neither id nor file; one row a work, with id or file")
    return Listed(file.name, rows)


def with_metadata(work: Work, row: Row | None, source: str) -> Work:
    """A work with what a manifest says of it, before what it says of itself; where fields are from both, that is told."""
    if row is None:
        return work
    own = {name: value for name, value in work.metadata.items() if value and not row.get(name)}
    said = {name: row[name] for name in FIELDS if row.get(name)}
    told = f"{source}; {', '.join(sorted(own))}: {work.metadata_source}" if own else source
    return Work(row.get("id") or work.id, work.text, *with_spdx(said | own, told))


def metadata_in(record: Mapping[str, Any]) -> dict[str, str]:
    """What a record says of the work it holds, by names of FIELDS; in itself, or in its `metadata`."""
    inner = [record[name] for name in ("metadata", "meta") if isinstance(record.get(name), Mapping)]
    kept = [_kept(one) for one in (record, *inner)]
    return {name: value for one in reversed(kept) for name, value in one.items() if name in FIELDS and value}


def read_text(file: Path) -> str | None:
    """A file's text, in UTF-8, UTF-16 with a mark, or else Windows-1252; None where it holds no text."""
    raw = file.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    if b"\x00" in raw[:65536] or not raw:
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def left_out(names: Iterable[str], tell: Callable[[str], None]) -> None:
    """Say which files a manifest does not list."""
    others = sorted(names)
    if others:
        more = f" and {len(others) - 3:,} more" if len(others) > 3 else ""
        tell(f"left out, since the manifest does not list them: {len(others):,} files ({', '.join(others[:3])}{more})")


def _key(row: Row) -> str:
    return row.get("id") or row["file"]


def _stem(name: str) -> str:
    """A file's name without folder, compression and suffix."""
    last = PurePosixPath(name)
    return PurePosixPath(last.stem).stem if last.suffix in _SUFFIXES else last.stem


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for file in path.rglob("*") if path.is_dir() else ():
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden and file.name not in BESIDE:
            yield file


def _rows(file: Path) -> list[dict[str, Any]]:
    if file.suffix == ".toml":
        return list(tomllib.loads(file.read_text("utf-8"))["work"])
    if file.suffix == ".csv":
        return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    return [orjson.loads(line) for line in file.read_bytes().splitlines() if line.strip()]


def _kept(row: Mapping[str, Any]) -> dict[str, str]:
    """Fields by the names we use; of two names for one, ours counts."""
    said = {str(name).strip().lower(): _said(value) for name, value in row.items()}
    renamed = {_ALIASES.get(name, name): value for name, value in said.items() if value}
    file = next((said[name] for name in _FILE if said.get(name)), "")
    return {**renamed, **{name: value for name, value in said.items() if name in FIELDS and value}, "file": file}


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_said(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_said(item)}" for name, item in value.items())
    return "" if value is None else str(value).strip()
