"""The files of a pack, which may come from anywhere: only plain files of a bearable size that lie in its folder are read."""

import json
from collections.abc import Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from audit import strict
from audit.errors import PackError
from audit.strict import Table

MOST_FILES = 1_000
MOST_BYTES = 64 * 1024 * 1024
"Of one file, such as a learned model."
MOST_TOML_BYTES = 2 * 1024 * 1024
MOST_LINE_BYTES = 16_384
"Of a TOML file: the time to read a key grows with the square of its parts."

_FOR_PEOPLE = frozenset({".md", ".pyc"})
_ALLOWED_CONTROLS = {"\n", "\r", "\t"}


def refuse_unsafe(folder: Path) -> None:
    """PackError where a folder holds what no pack needs: links that leave it, devices, pipes, too many or too large files."""
    found = list(islice(folder.rglob("*"), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise PackError(f"{folder} holds more than {MOST_FILES} files; a rule pack is a folder of its own")
    for path in sorted(found):
        if path.is_symlink() and not path.resolve().is_relative_to(folder):
            raise PackError(f"{_shown(path)} is a link that leaves the pack; put the file itself into the folder")
        if not path.is_file() and not path.is_dir():
            raise PackError(f"{_shown(path)} is no plain file; a pack holds plain files only")
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise PackError(f"{_shown(path)} is larger than {MOST_BYTES // 1024 // 1024} MiB; a pack's lists are smaller")


def table(path: Path) -> Table:
    """The top table of a TOML file of a pack, without control characters in its texts. PackError where it is unfit to be read."""
    if path.is_file():
        if path.stat().st_size > MOST_TOML_BYTES:
            raise PackError(
                f"{_shown(path)} is larger than {MOST_TOML_BYTES // 1024 // 1024} MiB; put long lists into files of their own"
            )
        if max(map(len, path.read_bytes().splitlines()), default=0) > MOST_LINE_BYTES:
            raise PackError(f"{_shown(path)} has a line of more than {MOST_LINE_BYTES} bytes; break it")
    elif path.exists():
        raise PackError(f"{_shown(path)} is no plain file")
    found = strict.read(path, PackError)
    _refuse_controls(found.values, path)
    return found


def digest(folder: Path, signals: Mapping[str, Any], *, rules: bool) -> str:
    """A digest of a pack's files, words for people left out, and of signals; without `rules`, of what a scan depends on only."""
    try:
        made = sha256(json.dumps(signals, sort_keys=True, default=str).encode())
    except RecursionError:
        raise PackError(f"{_shown(folder / 'pack.toml')}: is nested too deep to be read") from None
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder)
        if file.is_file() and file.suffix not in _FOR_PEOPLE and (rules or not _of_rules(place)):
            content = file.read_bytes()
            made.update(f"\0{place.as_posix()}\0{len(content)}\0".encode() + content)
    return made.hexdigest()


def _of_rules(place: Path) -> bool:
    return place.as_posix() in {"pack.toml", "rules.toml", "CITATIONS.csv"} or place.parts[0] == "rules"


def _refuse_controls(values: Any, path: Path) -> None:
    """Texts of a pack are shown on terminals and in reports: what steers a terminal is refused."""
    waiting = [values]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part, *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str) and (found := next((sign for sign in part if _steers(sign)), "")):
            raise PackError(f"{_shown(path)}: a text holds the control character U+{ord(found):04X}; leave it out")


def _steers(sign: str) -> bool:
    """Whether a character is a control, or turns the direction of what follows."""
    point = ord(sign)
    return (
        (point < 32 and sign not in _ALLOWED_CONTROLS)
        or 127 <= point < 160
        or 0x202A <= point <= 0x202E
        or 0x2066 <= point <= 0x2069
    )


def _shown(path: Path) -> str:
    """A path as it can be shown on a terminal: names of files come from the pack too."""
    return (
        "".join("?" if _steers(sign) or sign in _ALLOWED_CONTROLS else sign for sign in str(path))
        .encode(errors="replace")
        .decode()
    )
