"""What a command prints, as values."""

import contextlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from audit.cli import status


@pytest.fixture(scope="module")
def lines_of() -> Callable[[list[str]], list[dict[str, Any]]]:
    """Runs a command and gives its JSON lines."""

    def lines(words: list[str]) -> list[dict[str, Any]]:
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())) as printed:
            assert status(words) == 0
        return [json.loads(line) for line in printed.buffer.getvalue().splitlines()]

    return lines
