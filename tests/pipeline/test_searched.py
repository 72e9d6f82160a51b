"""The list of works that a scan looked for."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from audit.pipeline.progress import Silent
from audit.pipeline.searched import keep, told
from audit.pipeline.works import libraries
from audit.references.works import Library

TEXT = "The ferry never stopped at the ninth landing, though the bell was rung each night by a hand nobody saw."


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Library]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "our works"
    folder.mkdir()
    (folder / "ninth.txt").write_text(TEXT)
    (folder / "tenth.txt").write_text(TEXT.replace("ninth", "tenth").replace("ferry", "barge"))
    (folder / "manifest.jsonl").write_text('{"file": "ninth.txt", "title": "The Ninth"}\n{"file": "tenth.txt"}\n')
    (library,) = libraries([folder], Silent())
    return folder, library


def test_a_library_is_called_as_it_was_given(works: tuple[Path, Library]) -> None:
    folder, library = works

    assert [row["name"] for row in told([folder], [library])] == ["our works"]


def test_a_library_that_no_path_stands_for_has_its_own_name(works: tuple[Path, Library]) -> None:
    assert told([], [works[1]])[0]["name"] == works[1].path.name


def test_every_work_is_listed_with_its_library(works: tuple[Path, Library], tmp_path: Path) -> None:
    folder, library = works

    keep(told([folder], [library]), [library], tmp_path)

    rows = pq.read_table(tmp_path / "works.parquet").to_pylist()
    assert [(row["work"], row["title"], row["library_name"], row["library_kind"]) for row in rows] == [
        ("ninth", "The Ninth", "our works", "works"),
        ("tenth", "", "our works", "works"),
    ]
    assert {row["library"] for row in rows} == {library.digest[:12]}


def test_a_scan_without_works_lists_none(tmp_path: Path) -> None:
    keep([], [], tmp_path)

    assert pq.read_table(tmp_path / "works.parquet").num_rows == 0
