"""Arrays kept in one file: they come back as they were, and what is not whole is not taken."""

from pathlib import Path

import numpy as np
import pytest

from audit.text import arrays


def test_arrays_come_back_as_they_were_and_cannot_be_written(tmp_path: Path) -> None:
    given = {"numbers": np.arange(5, dtype=np.int64), "none": np.empty(0, np.float64), "bytes": np.array([1, 2], np.uint8)}

    arrays.keep(tmp_path / "file", given)

    kept = arrays.kept(tmp_path / "file")
    assert kept is not None
    assert {name: (array.dtype, array.tolist()) for name, array in kept.items()} == {
        name: (array.dtype, array.tolist()) for name, array in given.items()
    }
    assert not kept["numbers"].flags.writeable


@pytest.mark.parametrize("end", [0, 4, 20, 100])
def test_a_file_that_was_cut_is_not_taken(tmp_path: Path, end: int) -> None:
    arrays.keep(tmp_path / "whole", {"numbers": np.arange(100)})
    (tmp_path / "cut").write_bytes((tmp_path / "whole").read_bytes()[:end])

    assert arrays.kept(tmp_path / "cut") is None


def test_a_file_that_is_something_else_or_is_not_there_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"\x02\0\0\0\0\0\0\0[]")

    assert arrays.kept(tmp_path / "other") is None
    assert arrays.kept(tmp_path / "none") is None


def test_a_file_of_a_machine_with_another_order_of_bytes_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrays.keep(tmp_path / "file", {"numbers": np.arange(3)})
    monkeypatch.setattr("sys.byteorder", "big")

    assert arrays.kept(tmp_path / "file") is None
