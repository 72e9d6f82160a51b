"""The cache folder: where it is, and that it is never needed."""

from pathlib import Path

import pytest

from audit.text import cache


def test_the_folder_is_where_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert cache.folder() == tmp_path / "corpus-audit"


def test_without_a_home_the_temporary_folder_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))

    assert str(cache.folder()).startswith(str(tmp_path / "corpus-audit-"))


def test_where_nothing_can_be_written_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)

    assert cache.folder() is None


def test_the_home_is_used_where_nothing_else_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))

    assert str(cache.folder()).startswith(str(tmp_path))


def test_a_file_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    cache.write(tmp_path / "none" / "file", b"x")
    cache.write(tmp_path / "file", b"x")

    assert [path.name for path in tmp_path.iterdir()] == ["file"]
