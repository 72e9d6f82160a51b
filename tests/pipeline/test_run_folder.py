"""A run's folder and its lock."""

import errno
from pathlib import Path

import pytest

from audit.errors import RunError, cannot_write
from audit.pipeline.folder import RunFolder


def test_what_is_noted_is_kept_beside_what_was_there(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run")
    with run.locked():
        run.note({"state": "scanned", "corpus": ["a"]})
        run.note({"policy": None})

    assert run.manifest == {"format": 1, "state": "scanned", "corpus": ["a"], "policy": None}
    assert RunFolder.existing(tmp_path / "run").path == tmp_path / "run"


def test_the_lock_ends_with_its_block(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run")
    with run.locked(), pytest.raises(RunError, match="another command is working in"), run.locked():
        pass

    with run.locked():
        pass


def test_an_unfinished_scan_is_no_run(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.note({"state": "scanning"})

    with pytest.raises(RunError, match="did not finish; give its command again, finished shards are kept"):
        RunFolder.existing(tmp_path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_no_question_of_permission(number: int) -> None:
    assert "no space is left; free some" in str(cannot_write(Path("run"), OSError(number, "full")))


def test_other_refusals_are_told_as_the_system_says_them() -> None:
    assert str(cannot_write(Path("run"), PermissionError(errno.EACCES, "Permission denied"))) == (
        "cannot write to run: Permission denied; make it writable, or give another place"
    )
