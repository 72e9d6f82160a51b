"""Where the files that ship with the program lie: rule packs, templates and examples, in a wheel, a checkout or a zip."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

Name = Literal["rules", "templates", "examples"]

_IN_WHEEL = "_files"
"The folder of the package that a wheel keeps them in."


@cache
def folder(name: Name) -> Path:
    """A folder of files that ship with the program. In a zip they are copied once to the cache, under their digest."""
    return folder_of(files("audit"), name)


def folder_of(package: Traversable, name: str) -> Path:
    """The folder of files that ship with a copy of the package; in it, or beside it."""
    for place in (package / _IN_WHEEL / name, _beside(package) / name):
        if place.is_dir():
            return place if isinstance(place, Path) else _extracted(place, name)
    raise FileNotFoundError(f"the installation lacks its {name}; install corpus-audit again")


def cache_folder() -> Path:
    """
    Where this user's caches lie: $CORPUS_AUDIT_CACHE, else the system's place for them, else a private temporary folder.

    Everything in it can be made again.
    """
    for place in _cache_places():
        if _writable(place):
            return place
    return Path(tempfile.mkdtemp(prefix="corpus-audit-"))


def _beside(package: Traversable) -> Traversable:
    """The folder that holds the package: a checkout, or the root of a zip."""
    if isinstance(package, Path):
        return package.parent
    parent: Traversable = package.parent  # type: ignore[attr-defined]  # zipfile.Path has it, the protocol does not
    return parent


def _extracted(source: Traversable, name: str) -> Path:
    """A copy on disk of a folder in a zip; its place holds its digest, so that no version sees another's files."""
    contents = {path: entry.read_bytes() for path, entry in _walk(source)}
    digest = blake2b(digest_size=12)
    for path, data in sorted(contents.items()):
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    target = cache_folder() / "bundled" / digest.hexdigest() / name
    if not target.is_dir():
        _write_whole(contents, target)
    return target


def _walk(source: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    """Every file under a folder, by its path in it."""
    for entry in source.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry


def _write_whole(contents: dict[str, bytes], target: Path) -> None:
    """Write files to a new folder that appears in one step, since another process may do the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent))
    for path, data in contents.items():
        place = draft / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)
        if not target.is_dir():
            raise


def _cache_places() -> Iterator[Path]:
    if given := os.environ.get("CORPUS_AUDIT_CACHE"):
        yield Path(given)
    if sys.platform == "win32":
        system = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        system = os.path.expanduser("~/Library/Caches")
    else:
        system = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if system and os.path.isabs(system):
        yield Path(system) / "corpus-audit"


def _writable(place: Path) -> bool:
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return False
    return os.access(place, os.W_OK | os.X_OK)
