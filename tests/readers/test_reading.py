import os

import pytest

from audit.model import Piece, Skip
from audit.readers import Limits, discover, read
from audit.readers import reading as module


@pytest.fixture
def piece(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n' * 3)
    return next(iter(discover([tmp_path])))


def reasons(piece: Piece) -> list[str]:
    return [str(item.reason) for item in read(piece) if isinstance(item, Skip)]


def test_a_file_that_is_gone_is_a_skip(piece):
    os.unlink(piece.path)

    assert reasons(piece) == ["missing-file"]


def test_a_file_that_changed_since_it_was_found_is_said(piece):
    os.utime(piece.path, ns=(1, piece.modified_ns + 10))

    assert reasons(piece) == ["changed-while-read"]


def test_a_file_that_goes_while_it_is_read_is_said(piece):
    items = read(piece, Limits(batch_records=1))
    first = next(items)
    os.unlink(piece.path)

    assert not isinstance(first, Skip)
    assert [str(item.reason) for item in items if isinstance(item, Skip)] == ["changed-while-read"]


class PanicException(BaseException):
    """Looks like what a library in Rust raises."""


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("odd\nlines"), "reader-failed"),
        (ImportError("no lib"), "missing-library"),
        (RecursionError(), "nested-too-deep"),
        (PanicException("gave up"), "reader-failed"),
        (OSError(5, "Input/output error"), "reader-failed"),
        (PermissionError(13, "Permission denied"), "no-permission"),
    ],
)
def test_what_a_library_raises_is_a_skip_after_what_was_read(piece, monkeypatch, error, reason):
    def broken(source, rows):
        rows.add("Before.")
        yield from ()
        raise error

    monkeypatch.setattr(module, "_reader", lambda name: broken)

    items = list(read(piece))

    (skip,) = (item for item in items if isinstance(item, Skip))
    assert [item.table.column("text").to_pylist() for item in items if item is not skip] == [["Before."]]
    assert str(skip.reason) == reason
    assert skip.stored_bytes > 0


def test_an_interruption_is_not_swallowed(piece, monkeypatch):
    def interrupted(source, rows):
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_reader", lambda name: interrupted)

    with pytest.raises(KeyboardInterrupt):
        list(read(piece))


def test_every_format_has_its_reader():
    for name in module.FORMATS:
        assert callable(module._reader(name))
