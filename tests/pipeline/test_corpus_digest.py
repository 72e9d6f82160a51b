"""The digest of a corpus is that of its files, whatever they hold; what cannot be read is not passed over."""

import os
import subprocess
from pathlib import Path

import pytest

from audit.errors import UsageError
from audit.pipeline import corpus_digest

BY_HAND = "find . -type f | cut -c3- | LC_ALL=C sort | xargs -r sha256sum | sha256sum | cut -f1 -d' '"


def test_the_digest_is_the_one_that_is_made_by_hand(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.bin", "a-b/é.txt", "Z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(os.fsencode(name))
    made = subprocess.run(["bash", "-c", BY_HAND], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert corpus_digest.dir_hash(corpus_digest.of_files([tmp_path])) == made.stdout.strip()


def test_a_file_met_twice_and_folders_of_version_control_count_once_and_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")

    assert list(corpus_digest.of_files([tmp_path])) == ["a.txt"]


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.txt").symlink_to(tmp_path / "none")

    with pytest.raises(UsageError, match=r"b\.txt cannot be read: a link to nothing"):
        corpus_digest.of_files([tmp_path])


def test_a_name_with_a_line_break_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a\nb").write_text("a")

    with pytest.raises(UsageError, match="a name with a line break"):
        corpus_digest.of_files([tmp_path])


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("a")
    real = Path.open

    def refusing(path: Path, *given: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refusing)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        corpus_digest.of_files([tmp_path])
    monkeypatch.setattr(Path, "open", real)
