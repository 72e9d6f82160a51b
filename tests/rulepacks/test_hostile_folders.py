"""A pack's folder may come from anywhere: what is unsafe to read or to show is refused, at once and in words."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from audit import rulepacks
from audit.errors import PackError
from audit.rulepacks import files

PACK = 'title = "Ours"\nversion = "1"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ours"
    made.mkdir()
    (made / "pack.toml").write_text(PACK)
    return made


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def linked(folder: Path) -> None:
    (folder.parent / "secret.csv").write_text("a,b\n")
    (folder / "hosts.csv").symlink_to(folder.parent / "secret.csv")


def linked_rules(folder: Path) -> None:
    (folder.parent / "rules").mkdir()
    (folder / "rules").symlink_to(folder.parent / "rules")


def escaping(folder: Path) -> None:
    (folder / "lists").mkdir()
    (folder / "lists" / "up").symlink_to("../../..")


def many(folder: Path) -> None:
    for number in range(files.MOST_FILES + 1):
        (folder / f"{number}.csv").touch()


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to a file outside": (linked, "hosts.csv is a link that leaves the pack"),
    "its rules linked from outside": (linked_rules, "rules is a link that leaves the pack"),
    "a link upwards": (escaping, "up is a link that leaves the pack"),
    "a link to a device": (lambda made: (made / "a.csv").symlink_to("/dev/zero"), "a.csv is a link that leaves the pack"),
    "a link to nothing": (lambda made: (made / "a.csv").symlink_to("b.csv"), "a.csv is no plain file"),
    "a pipe": (lambda made: os.mkfifo(made / "rules.toml"), "rules.toml is no plain file"),
    "a huge list": (lambda made: sparse(made / "hosts.csv", files.MOST_BYTES + 1), "hosts.csv is larger than 64 MiB"),
    "huge rules": (lambda made: sparse(made / "rules.toml", files.MOST_TOML_BYTES + 1), "rules.toml is larger than 2 MiB"),
    "a great many files": (many, "holds more than 1000 files"),
    "rules that are a folder": (lambda made: (made / "rules.toml").mkdir(), "rules.toml is no plain file"),
    "not UTF-8": (lambda made: (made / "rules.toml").write_bytes(b'a = "\xff"'), "is not UTF-8 text"),
    "not TOML": (lambda made: (made / "rules.toml").write_text("[[rule"), "is not TOML"),
    "NUL bytes": (lambda made: (made / "rules.toml").write_bytes(b"a = 1\0"), "is not TOML"),
    "a NUL in a text": (lambda made: (made / "rules.toml").write_text('a = "\\u0000"'), "control character U+0000"),
    "an escape code": (lambda made: (made / "rules.toml").write_text('a = ["\\u001b[2J"]'), "control character U+001B"),
    "an escape code in a key": (lambda made: (made / "rules.toml").write_text('"\\u009b" = 1'), "control character U+009B"),
    "text that runs backwards": (lambda made: (made / "rules.toml").write_text('a = "\\u202e"'), "control character U+202E"),
    "an isolate": (lambda made: (made / "rules.toml").write_text('a = "\\u2066"'), "control character U+2066"),
    "a number without end": (lambda made: (made / "rules.toml").write_text("a = " + "9" * 5000), "is not TOML"),
    "an impossible day": (lambda made: (made / "rules.toml").write_text("a = 2026-13-45"), "is not TOML"),
    "lists without end": (lambda made: (made / "rules.toml").write_text("a = " + "[" * 9000), "nested too deep"),
    "a key of many parts": (lambda made: (made / "rules.toml").write_text(".".join("a" * 9000) + " = 1"), "a line of more than"),
    "tables without end": (
        lambda made: (made / "pack.toml").write_text(PACK + "[detector]\n" + ".".join("a" * 8000) + " = 1"),
        "nested too deep",
    ),
    "a name that steers a terminal": (
        lambda made: (made / "\x1b[2J.csv").symlink_to("/etc/passwd"),
        "?[2J.csv is a link that leaves the pack",
    ),
    "a name that is no text": (
        lambda made: Path(os.fsdecode(os.fsencode(made) + b"/\xff.csv")).symlink_to("/etc/passwd"),
        "?.csv is a link that leaves the pack",
    ),
}


@pytest.mark.parametrize(("make", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_folder_is_refused(folder: Path, make: Callable[[Path], object], message: str) -> None:
    make(folder)

    with pytest.raises(PackError) as refused:
        rulepacks.load([folder])

    assert message in str(refused.value)
    assert str(refused.value).isprintable()


def test_a_link_within_the_pack_is_read(folder: Path) -> None:
    (folder / "hosts.csv").write_text("a,b\n")
    (folder / "more.csv").symlink_to("hosts.csv")
    (folder / "lists").mkdir()

    assert rulepacks.load([folder])[0].name == "ours"


def test_a_file_that_is_gone_by_now_is_told(folder: Path) -> None:
    with pytest.raises(PackError, match=r"rules\.toml: there is no such file"):
        files.table(folder / "rules.toml")
