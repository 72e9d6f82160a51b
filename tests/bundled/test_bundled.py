"""Files that ship are found in a checkout, a wheel and a zip."""

import os
import shutil
import sys
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from audit import bundled


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CORPUS_AUDIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def found(place: Path) -> Path:
    """Where the rules of a copy of the package are found, in a folder or a zip."""
    package = place / "audit" if place.is_dir() else zipfile.Path(place, "audit/")
    return bundled.folder_of(package, "rules")  # type: ignore[arg-type]  # zipfile.Path lacks what is not used


def package(place: Path) -> Path:
    """As much of the package as finds files."""
    (place / "audit").mkdir(parents=True)
    for name in ("__init__.py", "bundled.py"):
        shutil.copy(Path(bundled.__file__).parent / name, place / "audit")
    return place


def rules(place: Path, text: str = "title = 'x'") -> None:
    (place / "rules" / "core").mkdir(parents=True)
    (place / "rules" / "core" / "pack.toml").write_text(text)


def zipped(place: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(place.rglob("*")):
            archive.write(path, path.relative_to(place))
    return target


@pytest.mark.parametrize("name", get_args(bundled.Name))
def test_all_folders_are_there(name: bundled.Name) -> None:
    assert bundled.folder(name).is_dir()


def test_a_checkout_has_them_beside_the_package(tmp_path: Path) -> None:
    rules(package(tmp_path))

    assert found(tmp_path) == tmp_path / "rules"


def test_a_wheel_has_them_in_the_package(tmp_path: Path) -> None:
    rules(package(tmp_path) / "audit" / "_files")

    assert found(tmp_path) == tmp_path / "audit" / "_files" / "rules"


@pytest.mark.parametrize("inside", ["", "audit/_files"])
def test_a_zip_is_unpacked_to_the_cache_once(tmp_path: Path, cache: Path, inside: str) -> None:
    rules(package(tmp_path / "tree") / inside)
    archive = zipped(tmp_path / "tree", tmp_path / "audit.zip")

    place = found(archive)

    assert place.is_relative_to(cache)
    assert (place / "core" / "pack.toml").read_text() == "title = 'x'"
    assert found(archive) == place
    assert [entry.name for entry in place.parent.iterdir()] == ["rules"]


def test_zips_of_other_contents_have_other_places(tmp_path: Path, cache: Path) -> None:
    for name in ("one", "two"):
        rules(package(tmp_path / name), name)

    assert found(zipped(tmp_path / "one", tmp_path / "1.zip")) != found(zipped(tmp_path / "two", tmp_path / "2.zip"))


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="the installation lacks its rules; install corpus-audit again"):
        found(package(tmp_path))


def test_a_copy_that_another_process_made_first_is_used(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "theirs").touch()

    bundled._write_whole({"ours": b""}, tmp_path / "target")

    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_copy_that_cannot_be_put_in_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "target").touch()

    with pytest.raises(OSError, match="target"):
        bundled._write_whole({"a/b": b""}, tmp_path / "target")


def test_the_cache_can_be_chosen(cache: Path) -> None:
    assert bundled.cache_folder() == cache
    assert cache.stat().st_mode & 0o777 == 0o700


def test_the_cache_is_where_the_system_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CORPUS_AUDIT_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")

    assert bundled.cache_folder() == tmp_path / "corpus-audit"


@pytest.mark.parametrize(("platform", "ends"), [("win32", "Local/corpus-audit"), ("darwin", "Library/Caches/corpus-audit")])
def test_other_systems_have_their_own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, ends: str) -> None:
    monkeypatch.delenv("CORPUS_AUDIT_CACHE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    monkeypatch.setattr(sys, "platform", platform)

    assert bundled.cache_folder().as_posix().endswith(ends)


def test_where_nothing_can_be_written_a_temporary_folder_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CORPUS_AUDIT_CACHE", str(tmp_path / "file"))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")

    place = bundled.cache_folder()

    assert place.name.startswith("corpus-audit-")
    assert os.access(place, os.W_OK)
    place.rmdir()
