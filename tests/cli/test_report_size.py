"""How large an HTML report may be, as a person says it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

Command = Callable[..., Any]


@pytest.mark.parametrize(("said", "page_bytes"), [((), 25_000_000), (("--max-html-mb", "1.5"), 1_500_000)])
def test_a_report_is_told_how_large_a_page_may_be(command: Command, judged: Path, said: tuple[str, ...], page_bytes: int) -> None:
    assert orjson.loads(command("report", *said, "--json").out)["report"]["page_bytes"] == page_bytes


def test_a_whole_audit_is_told_as_well(command: Command) -> None:
    ran = command(
        "run", "corpus", "--engine", "serial", "--detectors", "generated-text", "--max-html-mb", "2", "--quiet", "--json"
    )

    assert orjson.loads(ran.out)["report"]["page_bytes"] == 2_000_000


def test_a_page_needs_a_megabyte(command: Command, judged: Path) -> None:
    refused = command("report", "--max-html-mb", "0")

    assert refused.status == 2
    assert "x>=1" in refused.err
