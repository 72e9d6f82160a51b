"""Widths of many patterns are checked once and kept."""

from pathlib import Path

import pytest

from audit.errors import ConfigurationError
from audit.text import patterns
from audit.text.patterns import Width, widths

MANY = [(f"d/{number}", f"a{{1,{number + 2}}}b(?=c)") for number in range(patterns.WORTH_KEEPING)]


def test_widths_are_kept_and_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = widths(MANY)
    monkeypatch.setattr(patterns, "check", lambda *_: pytest.fail("checked again"))

    assert widths(MANY) == first
    assert first[1] == Width(4, 1, exact=False)


@pytest.mark.parametrize("damaged", [b"", b"[]", b"[[1]]", b"{}"])
def test_a_damaged_file_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = widths(MANY)
    (kept,) = (tmp_path / "corpus-audit").iterdir()
    kept.write_bytes(damaged)

    assert widths(MANY) == first


def test_a_refused_pattern_is_refused_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    for _ in range(2):
        with pytest.raises(ConfigurationError, match="d/x can match the empty text"):
            widths([*MANY, ("d/x", "a?")])
