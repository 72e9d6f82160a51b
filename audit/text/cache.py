"""The user's cache folder, for what can be made again."""

import os
import sys
import tempfile
from pathlib import Path


def folder() -> Path | None:
    """Where made-again things may be kept; None where nothing can be written."""
    for place in _places():
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            return place
    return None


def write(path: Path, content: bytes) -> None:
    """Write a file so that others see all of it or nothing; a cache that cannot be written is no error."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        return


def _places() -> list[Path]:
    given = os.environ.get("XDG_CACHE_HOME")
    home = Path(given) if given else Path("~").expanduser() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    user = getattr(os, "getuid", lambda: "user")()
    return [home / "corpus-audit", Path(tempfile.gettempdir()) / f"corpus-audit-{user}"]
