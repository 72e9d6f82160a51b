"""The pieces of a corpus: walks files and folders, tells each file's format, splits the large ones."""

import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from audit.errors import UsageError
from audit.model import Piece, Skip, SkipReason
from audit.readers import sidecars
from audit.readers.limits import Limits, Settings
from audit.readers.sniff import HEAD, compression_of, sniff
from audit.readers.split import split
from audit.readers.stream import Source

_NO_FOLDERS = frozenset({".git", ".hg", ".svn", "__pycache__"})
_HEAD_LIMITS = Limits()


def discover(paths: Sequence[Path], settings: Settings | None = None) -> Iterator[Piece | Skip]:
    """
    The pieces of files and folders, sorted by name, and a Skip for whatever is no piece.

    Names are relative to the folder that was given; where several were given, they begin with that folder's
    name. Links are followed; a file or folder met before by another name is a Skip (link-loop). Raises
    UsageError where a path does not exist.
    """
    settings = settings or Settings()
    walk = _Walk()
    for path, prefix in _roots(paths):
        for file, name in walk.files(path, prefix):
            if isinstance(file, Skip):
                yield file
            else:
                yield from pieces(file, name, settings)


def files(paths: Sequence[Path]) -> Iterator[tuple[Path | Skip, str]]:
    """Every file of a corpus with its name, those that hold no text too, and a Skip for what is none or cannot be reached."""
    walk = _Walk()
    for path, prefix in _roots(paths):
        yield from walk.files(path, prefix)


def find(paths: Sequence[Path], name: str, settings: Settings | None = None) -> Iterator[Piece | Skip]:
    """What `discover` gives of the file of a name, without a look at the others; nothing where there is none."""
    for path, prefix in _roots(paths):
        below = path.is_dir() and name.startswith(prefix)
        file = path / name.removeprefix(prefix) if below else path
        if (below or name == prefix) and file.is_file():
            yield from pieces(file, name, settings or Settings())


def pieces(path: Path, name: str, settings: Settings) -> Iterator[Piece | Skip]:
    """The pieces of one file, or why it has none."""
    try:
        status = path.stat()
        found = _piece(path, name, status, settings)
        if isinstance(found, Skip):
            yield found
        else:
            yield from split(found, settings.piece_bytes)
    except OSError as error:
        yield Skip(name, None, reason_of(error), error.strerror or type(error).__name__)


def reason_of(error: OSError) -> SkipReason:
    """The reason that an error of the file system stands for."""
    if isinstance(error, PermissionError):
        return SkipReason.NO_PERMISSION
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SkipReason.MISSING_FILE
    return SkipReason.READER_FAILED


def _piece(path: Path, name: str, status: os.stat_result, settings: Settings) -> Piece | Skip:
    """A whole file as a piece."""
    if status.st_size == 0:
        return Skip(name, None, SkipReason.EMPTY_FILE, "")
    with path.open("rb") as file:
        compression = compression_of(file.read(8))
    options = {f"field.{column}": field for column, field in settings.fields.items()}
    piece = Piece(str(path), name, "", compression, status.st_size, status.st_mtime_ns, options=options)
    head, source = _head(piece)
    if not head and source.trouble is not None:
        return replace(source.trouble, stored_bytes=status.st_size)
    if sidecars.is_sidecar(name, head):
        return Skip(name, None, SkipReason.SIDECAR, "describes or labels other files")
    complete = len(head) < HEAD and source.trouble is None
    found = sniff(head, name, complete)
    if found.format is None or found.reason is not None:
        return Skip(name, None, found.reason or SkipReason.UNSUPPORTED, found.detail, stored_bytes=status.st_size)
    return replace(piece, format=found.format)


def _head(piece: Piece) -> tuple[bytes, Source]:
    """A file's first decoded bytes."""
    head = b""
    with Source(piece, _HEAD_LIMITS) as source:
        while len(head) < HEAD and (more := source.read(HEAD - len(head))):
            head += more
    return head, source


def _roots(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The given paths with the prefix of their names; equal prefixes are told apart by a number."""
    taken: set[str] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"no file or folder at '{path}'; give the path of a corpus that exists")
        name = path.name or path.resolve().name
        prefix, number = name, 2
        while prefix in taken:
            prefix, number = f"{name}~{number}", number + 1
        taken.add(prefix)
        yield path, prefix if path.is_file() else "" if len(paths) == 1 else prefix + "/"


class _Walk:
    """Goes through folders; remembers what it met."""

    def __init__(self) -> None:
        self._met: dict[tuple[int, int], str] = {}

    def files(self, path: Path, prefix: str) -> Iterator[tuple[Path | Skip, str]]:
        """Files below a path, sorted; `prefix` is the path's own name, or what names in it begin with."""
        if os.path.isdir(path):
            yield from self._folder(path, prefix)
        else:
            yield from self._file(path, prefix)

    def _folder(self, path: Path, prefix: str) -> Iterator[tuple[Path | Skip, str]]:
        again = self._again(path, prefix)
        if again is not None:
            yield again, prefix
            return
        try:
            names = sorted(os.listdir(path))
        except OSError as error:
            yield Skip(prefix.rstrip("/") or ".", None, reason_of(error), f"folder: {error.strerror}"), prefix
            return
        for name in names:
            inner = path / name
            if name in _NO_FOLDERS and os.path.isdir(inner):
                yield Skip(prefix + name, None, SkipReason.SIDECAR, "a folder of version control, or a cache"), prefix
            elif os.path.isdir(inner):
                yield from self._folder(inner, f"{prefix}{name}/")
            else:
                yield from self._file(inner, prefix + name)

    def _file(self, path: Path, name: str) -> Iterator[tuple[Path | Skip, str]]:
        again = self._again(path, name)
        if again is not None:
            yield again, name
        elif os.path.exists(path) and not os.path.isfile(path):
            yield Skip(name, None, SkipReason.UNSUPPORTED, "no regular file"), name
        else:
            yield path, name

    def _again(self, path: Path, name: str) -> Skip | None:
        """A Skip where the same file or folder was met before, or links go in a circle."""
        try:
            status = path.stat()
        except FileNotFoundError:
            return Skip(name, None, SkipReason.MISSING_FILE, "a link to nothing")
        except OSError as error:
            looped = error.errno == errno.ELOOP
            return Skip(name, None, SkipReason.LINK_LOOP if looped else reason_of(error), error.strerror or "")
        first = self._met.setdefault((status.st_dev, status.st_ino), name or ".")
        return (
            None if first == (name or ".") else Skip(name.rstrip("/"), None, SkipReason.LINK_LOOP, f"the same as {first}"[:160])
        )
