"""JSON lines on stdout."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import orjson


def print_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line, in UTF-8 whatever the terminal's encoding."""
    for row in rows:
        sys.stdout.buffer.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()
