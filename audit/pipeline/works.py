"""Known works as a command is given them: a library, or texts that are made into one and kept."""

from collections.abc import Sequence
from pathlib import Path

from audit.model import Scalar
from audit.pipeline.progress import Progress
from audit.references.works import Library
from audit.references.works_building import prepare


def libraries(paths: Sequence[Path], progress: Progress) -> tuple[Library, ...]:
    """Libraries for the given paths, made where a path is a folder of texts. What is wrong with one is a LibraryError."""
    if paths:
        progress.say("opening the known works")
    return tuple(prepare(path) for path in paths)


def described(library: Library) -> dict[str, Scalar]:
    """What the manifest tells of a library."""
    return {
        "name": library.path.name,
        "digest": library.digest,
        "works": len(library.works),
        "bytes": library.stored_bytes,
    }
