"""
Files about sites that a user gives beside the corpus: robots.txt, ai.txt, tdmrep.json and RSL, as files or as records of
archives.

A file is named after its host: example.org.robots.txt, example.org/robots.txt, example.org.2024-05-31.tdmrep.json, or lies in a
folder of its host and day. dates.csv (file,date) gives days to files whose name has none. Whatever else is there is read as a
corpus would be, and its records of such files count. What has no day says nothing of the day on which a page was captured.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from audit import readers, registry
from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detection import Detector, Signals
from audit.errors import ConfigurationError, UsageError
from audit.model import Finding, Skip
from audit.readers.plain import decode
from audit.references import robots, sites
from audit.rulepacks import Pack
from audit.text.matcher import Matcher

DETECTOR = "opt-out"
DATES = "dates.csv"
MOST_BYTES = 4 * robots.LONGEST
"Of one file, so that as many characters as are read fit in any case."

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NAME = re.compile(
    rf"(?:^|/)(?P<host>[^/]+?)(?:[./](?P<day>{_DAY}))?[./](?:\.well-known/)?(?P<file>robots\.txt|ai\.txt|tdmrep\.json|(?:rsl|license)\.xml)(?:\.(?P<later>{_DAY}))?$",
    re.IGNORECASE,
)
_COLUMNS = ("host", "signal", "agent", "agent_purpose", "value", "file", "site_path", "path_rules")


@dataclass(slots=True)
class Given:
    """What files about sites say, and what became of each file."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    "Of the table site_signal."
    states: Counter[str] = field(default_factory=Counter)
    "How many files or records were read, or why not."
    digest: str = ""

    def told(self) -> dict[str, Any]:
        """What run.json tells of it."""
        return {
            "digest": self.digest,
            "hosts": len({row["host"] for row in self.rows}),
            "states": dict(sorted(self.states.items())),
        }


@dataclass(frozen=True, slots=True)
class _File:
    """A file by its name in the folder, the site that it is about, and the day on which it was seen."""

    name: str
    url: str
    seen: date | None
    text: str


def read(folders: Sequence[Path], packs: Sequence[Pack]) -> Given:
    """Read all files in some folders. UsageError where one is not there, ConfigurationError where dates.csv does not fit."""
    given = Given()
    if not folders:
        return given
    pack = next(pack for pack in packs if pack.name == DETECTOR)
    detector = registry.create(DETECTOR, Signals(pack.detector or {}, pack.folder))
    matcher = Matcher(detector.patterns)
    digest = sha256()
    for folder in folders:
        dates = _dates(folder)
        for path in _files(folder):
            name = path.relative_to(folder).as_posix() if path != folder else path.name
            content = _content(path)
            if content is None:
                given.states["not readable"] += 1
                continue
            digest.update(f"{name}\n{len(content)}\n".encode() + content)
            for records in _records(path, name, content, dates, given.states):
                given.rows += _signals(records, detector, matcher)
    given.digest = digest.hexdigest()
    return given


def _files(folder: Path) -> list[Path]:
    if not folder.exists():
        raise UsageError(f"there is no folder {folder}; give one of files such as example.org.robots.txt with --robots")
    return [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file() and path.name != DATES)


def _dates(folder: Path) -> Mapping[str, date]:
    """The days that dates.csv gives, by the file's name in the folder."""
    path = folder / DATES
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if tuple(reader.fieldnames or ()) != ("file", "date"):
                raise ConfigurationError(f"{path}: its columns must be file,date")
            return {row["file"]: date.fromisoformat(row["date"] or "") for row in reader}
    except (ValueError, csv.Error) as problem:
        raise ConfigurationError(f"{path}: {problem}; each line must have a file and a date such as 2024-05-31") from problem


def _content(path: Path) -> bytes | None:
    """The beginning of a file, which is all of it unless it is huge; None where the system refuses it."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return None


def _records(path: Path, name: str, content: bytes, dates: Mapping[str, date], states: Counter[str]) -> Iterator[Records]:
    """A file about a site as a record of its URL; any other as the records that a reader finds in it."""
    named = _NAME.search(name)
    host = sites.host_name(named["host"]) if named else None
    if named and host:
        url = f"https://{host}/{named['file'].lower()}"
        yield _record(_File(name, url, _seen(name, named, dates, states), _text(path, content, states)))
        return
    for piece in readers.discover([path]):
        for part in [piece] if isinstance(piece, Skip) else readers.read(piece):
            if isinstance(part, Skip):
                states["records not read"] += 1
            else:
                yield part


def _seen(name: str, named: re.Match[str], dates: Mapping[str, date], states: Counter[str]) -> date | None:
    """The day on which a file was seen, by its name and by dates.csv. Days that differ, or that no calendar has, are none."""
    told = {dates[name]} if name in dates else set()
    for written in (named["day"], named["later"]):
        try:
            told |= {date.fromisoformat(written)} if written else set()
        except ValueError:
            states["day that no calendar has"] += 1
            return None
    if len(told) > 1:
        states["days that contradict each other"] += 1
        return None
    if not told:
        states["without a day"] += 1
    return next(iter(told), None)


def _text(path: Path, content: bytes, states: Counter[str]) -> str:
    text = decode(content)
    if robots.is_markup(text) and not path.name.lower().endswith((".json", ".xml")):
        states["a page in place of the file"] += 1
    if len(text) > robots.LONGEST or len(content) == MOST_BYTES:
        states["too long, the rest not read"] += 1
    try:
        content.decode()
    except UnicodeDecodeError:
        states["not in UTF-8"] += 1
    return text


def _record(file: _File) -> Records:
    values: dict[str, Any] = {"record": 0, "text": file.text, "url": file.url, "captured": file.seen}
    return Records(file.name, pa.RecordBatch.from_pylist([values], RECORD_SCHEMA), 0)


def _signals(records: Records, detector: Detector, matcher: Matcher) -> Iterator[dict[str, Any]]:
    """What the records that are files about their sites say, as rows of site_signal."""
    days = records.table.column("captured")
    places = {record: place for place, record in enumerate(records.table.column("record").to_pylist())}
    for found in detector.detect(Batch(records, matcher)):
        if "host" in found.attributes and "media" not in found.attributes:
            yield _row(found, days[places[found.record]].as_py())


def _row(found: Finding, seen: date | None) -> dict[str, Any]:
    told = {name: str(found.attributes.get(name, "")) for name in _COLUMNS}
    document = f"{found.path}#{found.record}" if found.record else found.path
    return {**told, "seen": seen, "origin": "given", "about": "site", "document": document}
