"""A run's folder: its manifest, its shards, its database, and the lock that keeps two commands from writing to it at once."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import orjson

from audit.errors import RunError, cannot_write

DEFAULT = Path("audit-run")
FORMAT = 1
"Raise it whenever an older program could not read the folder."


class RunFolder:
    """The folder of one run. `manifest` is run.json: what was audited, with what, and which shards count."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shards = path / "shards"
        self.database = path / "audit.duckdb"

    @classmethod
    def existing(cls, path: Path) -> "RunFolder":
        """A folder that a scan has made. RunError where there is none, or its scan did not finish."""
        run = cls(path)
        if not (path / "run.json").exists():
            raise RunError(f"there is no run in {path}; scan first: corpus-audit scan CORPUS --run {path}")
        if run.manifest.get("state") != "scanned":
            raise RunError(f"the scan of {path} did not finish; give its command again, finished shards are kept")
        return run

    @property
    def manifest(self) -> dict[str, Any]:
        """What run.json holds; empty where there is none yet."""
        try:
            stored = orjson.loads((self.path / "run.json").read_bytes())
        except FileNotFoundError:
            return {}
        except (orjson.JSONDecodeError, OSError) as error:
            raise RunError(f"{self.path / 'run.json'} cannot be read: {error}; scan again into another folder") from error
        if not isinstance(stored, dict) or stored.get("format") != FORMAT:
            raise RunError(f"{self.path} was written by another version of corpus-audit; scan again into another folder")
        return stored

    @property
    def corpus(self) -> tuple[Path, ...]:
        """Where the corpus lay when it was scanned, whatever the folder that one stands in today."""
        return tuple(map(Path, self.manifest["given"]["corpus"]))

    def note(self, values: Mapping[str, Any]) -> None:
        """Write values to the manifest, beside those that are there."""
        content = orjson.dumps({"format": FORMAT, **self.manifest, **values}, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
        draft = self.path / f".run.json.{os.getpid()}"
        with self.writing():
            draft.write_bytes(content + b"\n")
            draft.replace(self.path / "run.json")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for this process, making it where needed. RunError where another holds it or it cannot be written."""
        with self.writing():
            self.shards.mkdir(parents=True, exist_ok=True)
            handle = (self.path / "lock").open("a+b")
        try:
            _lock(handle, self.path)
            yield
        finally:
            handle.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write to the folder. An error with its mend where the disk refuses."""
        try:
            yield
        except OSError as error:
            raise cannot_write(self.path, error) from error


def _lock(handle: IO[bytes], path: Path) -> None:
    """The system's own lock: it ends with the process, however that ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # exists on Windows only
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise RunError(f"another command is working in {path}; wait for it, or give another folder with --run") from error
