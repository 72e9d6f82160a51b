"""Works from a folder of texts, with the metadata that lies beside them; what is not given is not guessed."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from audit.errors import LibraryError
from audit.references.works import FIELDS, Work

MANIFESTS = ("manifest.jsonl", "works.toml", "works.csv", "works.jsonl")
"""
Files of metadata, the first that is there counts: one row a work, with `id` or `file`, and names of FIELDS. In
works.toml the rows are [[work]] tables.
"""

Row = Mapping[str, str]


def texts_of(path: Path) -> Iterator[Work]:
    """The works of a folder, or of one file, by name. A LibraryError where there is no such path, or no text in it."""
    if not path.exists():
        raise LibraryError(f"no works at {path}; name a folder of texts, a text, or a library")
    root = path if path.is_dir() else path.parent
    source, rows = metadata_of(root)
    files = sorted(_files(path))
    stems = [file.stem for file in files]
    found = 0
    for file in files:
        name = file.relative_to(root).as_posix()
        row = rows.get(name) or rows.get(file.stem) or {}
        text = read_text(file)
        if text is not None:
            found += 1
            plain = file.stem if stems.count(file.stem) == 1 else name
            yield Work(row.get("id") or plain, text, _kept(row), source if row else "not given")
    if not found:
        raise LibraryError(f"no text in {path}; works are text files here, and other formats are read by corpus-audit index")


def metadata_of(folder: Path) -> tuple[str, dict[str, Row]]:
    """The name of the file of metadata in a folder, and its rows by `file` and by `id`; empty where there is none."""
    for name in MANIFESTS:
        if (folder / name).is_file():
            try:
                rows = [{key: _said(value) for key, value in row.items()} for row in _rows(folder / name)]
            except (ValueError, AttributeError, KeyError, csv.Error) as error:
                raise LibraryError(f"{folder / name} cannot be read: {error}; one row a work, with id or file") from error
            return name, {key: row for row in rows for key in (row.get("file"), row.get("id")) if key}
    return "not given", {}


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


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for file in path.rglob("*") if path.is_dir() else ():
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden and file.name not in (*MANIFESTS, "README.md", "SOURCES.md"):
            yield file


def _rows(file: Path) -> list[dict[str, Any]]:
    if file.suffix == ".toml":
        return list(tomllib.loads(file.read_text("utf-8"))["work"])
    if file.suffix == ".csv":
        return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    return [orjson.loads(line) for line in file.read_bytes().splitlines() if line.strip()]


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _kept(row: Row) -> dict[str, str]:
    return {name: row[name] for name in FIELDS if row.get(name)}
