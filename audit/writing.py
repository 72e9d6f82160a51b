"""Files that are there whole or not at all, and outputs that may be standard output."""

from collections.abc import Callable, Sequence
from pathlib import Path

from audit.errors import UsageError, cannot_write

STDOUT = "-"
"The path that stands for standard output."


def refuse_no_folder(path: Path) -> None:
    """UsageError where a file is to go to a folder that is not there, so that it is told before any work is done."""
    if str(path) != STDOUT and not path.parent.is_dir():
        raise UsageError(f"cannot write {path}: there is no folder {path.parent}; make it first")


def check_outputs(outputs: Sequence[tuple[str, Path]], check: Callable[[str], None]) -> None:
    """Refuse a format that `check` refuses, or a folder that is not there, before any work is done."""
    for name, path in outputs:
        check(name)
        refuse_no_folder(path)


def write_outputs(outputs: Sequence[tuple[str, Path]], render: Callable[[str], bytes]) -> list[bytes]:
    """Write something in formats by name; give back what goes to standard output."""
    shown = []
    for name, path in outputs:
        content = render(name)
        if str(path) == STDOUT:
            shown.append(content)
        else:
            write(path, content)
    return shown


def write(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all; what is no regular file, such as /dev/null, is written to as it is."""
    draft = path.with_name(f".{path.name}.part") if path.is_file() or not path.exists() else path
    try:
        draft.write_bytes(content)
        if draft != path:
            draft.replace(path)
    except OSError as error:
        if draft != path:
            draft.unlink(missing_ok=True)
        raise cannot_write(path, error) from error
