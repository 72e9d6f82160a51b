"""Files of learned models: read only where they are what a pack names by its digest."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

from audit.errors import PackError

Numbers = TypeVar("Numbers")


def checked(path: Path, digest: str, key: str, unpacked: Callable[[bytes], Numbers]) -> Numbers:
    """
    What a model's file holds. `key`: where pack.toml names its digest.

    Raises PackError where it is missing, altered or no model: where `unpacked` raises ValueError, KeyError or BadZipFile.
    """
    pack = path.parent.name
    mend = f"install corpus-audit again, or put its digest into pack.toml as `{key}` if you made it yourself"
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise PackError(f"{path.name} of the pack {pack} cannot be read ({problem.strerror}); {mend}") from problem
    if sha256(content).hexdigest() != digest:
        raise PackError(f"{path.name} of the pack {pack} is not the file that pack.toml names by its digest; {mend}")
    try:
        return unpacked(content)
    except (ValueError, KeyError, BadZipFile) as problem:
        raise PackError(f"{path.name} of the pack {pack} holds no learned model ({problem}); {mend}") from problem
