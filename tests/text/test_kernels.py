"""Compiled functions are kept where one may write."""

import subprocess
import sys
from pathlib import Path

import pytest

from audit.text import kernels


def test_warming_up_announces_only_what_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    kernels.warm(lambda: None)
    said: list[str] = []
    monkeypatch.setattr(kernels, "_probe", _Probe(misses=1))

    assert kernels.warm(lambda: said.append("compiling"))
    assert not kernels.warm(lambda: said.append("again"))
    assert said == ["compiling"]

    monkeypatch.setattr(kernels, "_probe", _Probe(misses=0))
    assert not kernels.warm(lambda: said.append("again"))
    assert said == ["compiling"]


def test_without_a_place_the_temporary_folder_keeps_kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    refused: list[bool] = []

    def njit(**options: object) -> object:
        if not refused:
            refused.append(True)
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(kernels.numba, "njit", njit)
    before = kernels.numba.config.CACHE_DIR

    def plain() -> int:
        return 1

    try:
        assert kernels.kernel(plain) is plain
        assert kernels.numba.config.CACHE_DIR.startswith(str(tmp_path))
    finally:
        kernels.numba.config.CACHE_DIR = before


def test_the_command_line_needs_no_kernels_for_help() -> None:
    code = "import sys, audit.errors, audit.text; sys.exit('numba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class _Probe:
    def __init__(self, misses: int) -> None:
        self.stats = self
        self.misses = misses
        self.cache_misses: dict[str, int] = {}

    def __call__(self, _: object) -> int:
        self.cache_misses["signature"] = self.misses
        return 1
