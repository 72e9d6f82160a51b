"""The examples that ship, put where a user can look at them."""

import shutil
from pathlib import Path

from audit import bundled
from audit.errors import UsageError, cannot_write

MARK = ".corpus-audit-demo"
"The file by which a folder of ours is known, so that nobody else's is written over."
_COMPILED = shutil.ignore_patterns("__pycache__")
"An installer compiles the Python files of the examples too."


def unpack(folder: Path) -> None:
    """Write the examples to a folder that is new, empty or was made by this function. UsageError where it is none of them."""
    if folder.exists() and not (folder / MARK).exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"'{folder}' is there already and not empty; give another folder: corpus-audit demo FOLDER")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
        shutil.copytree(bundled.folder("examples"), folder, dirs_exist_ok=True, ignore=_COMPILED)
    except OSError as error:
        raise cannot_write(folder, error) from error
