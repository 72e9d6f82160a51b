"""One text held beside known works."""

from pathlib import Path

import pytest

from audit.errors import IncompleteError
from audit.pipeline.matching import beside, line, match
from audit.pipeline.progress import Silent

PASSAGE = "The ferry never stopped at the ninth landing, though the bell was rung each night by a hand nobody saw."


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "ninth.txt").write_text(PASSAGE)
    return tmp_path / "ninth.txt"


def test_both_sides_of_a_passage_are_compared(works: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(f"Once: {PASSAGE.replace('ninth', 'n1nth')} The end.")

    (found,) = match([tmp_path / "text.txt"], [works], Silent())

    changes = {segment.change for segment in beside(found).shown.left}
    assert "identical" in changes
    assert len(changes) > 1
    assert (line(found)["document"], line(found)["kind"]) == ("text.txt#0", "copyright")


def test_a_text_of_its_own_matches_nothing(works: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Nothing of the kind was ever written here, and nothing will be.")

    assert list(match([tmp_path / "text.txt"], [works], Silent())) == []


def test_what_was_not_read_is_told_after_all_else(works: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.bin").write_bytes(bytes(range(256)) * 30)
    (tmp_path / "texts" / "b.jsonl").write_text(f'{{"text": "{PASSAGE}"}}\n{{"text": broken}}\n')
    found = []

    with pytest.raises(IncompleteError, match=r"2 not read; first: a.bin: unsupported-format"):
        found.extend(match([tmp_path / "texts"], [works], Silent()))

    assert [line(one)["document"] for one in found] == ["b.jsonl#0"]
