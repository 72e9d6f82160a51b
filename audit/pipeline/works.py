"""Known works as a command is given them: a library, or a folder of texts that is made into one and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.model import Scalar
from audit.pipeline.progress import Progress


@dataclass(frozen=True, slots=True)
class KnownWorks:
    """A library that a scan compares with."""

    path: Path
    digest: str
    works: int
    stored_bytes: int

    def described(self) -> dict[str, Scalar]:
        """What the manifest tells of it."""
        return {"name": self.path.name, "digest": self.digest, "works": self.works, "bytes": self.stored_bytes}


def libraries(paths: Sequence[Path], progress: Progress) -> tuple[KnownWorks, ...]:
    """Libraries for the given paths, made where a path is a folder of texts."""
    return ()
