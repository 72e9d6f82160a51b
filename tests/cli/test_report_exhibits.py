"""A packet of chosen exhibits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

Command = Callable[..., Any]
SAYS_SO = "As an AI language model, I cannot tell you that, and number {} is why."


@pytest.fixture
def many(place: Path, command: Command) -> Path:
    """A judged run of more findings than a report shows."""
    lines = [orjson.dumps({"id": f"r{number}", "text": SAYS_SO.format(number)}).decode() for number in range(203)]
    (place / "corpus" / "a.jsonl").write_text("\n".join(lines))
    assert command("scan", "corpus", "--engine", "serial", "--detectors", "generated-text", "--quiet").status == 0
    assert command("judge", "--quiet").status == 0
    return place


def _exhibits(command: Command, *words: str) -> list[tuple[int, str]]:
    report = orjson.loads(command("report", "-o", "json=-", "--quiet", *words).out)["report"]
    assert report["exhibits_chosen"] == bool(words)
    return [(exhibit["number"], exhibit["fingerprint"]) for exhibit in report["exhibits"]]


def test_chosen_exhibits_keep_their_numbers_and_others_follow(many: Path, command: Command) -> None:
    whole = _exhibits(command)
    shown = {fingerprint for _, fingerprint in whole}
    found = map(orjson.loads, command("findings").out.splitlines())
    beyond = next(line["fingerprint"] for line in found if line["fingerprint"] not in shown)

    assert [number for number, _ in whole] == [*range(1, 201)]
    asked = f"{whole[6][1]},{whole[2][1][:12].upper()},{beyond}"
    assert _exhibits(command, "--exhibits", asked) == [whole[2], whole[6], (201, beyond)]


def test_a_page_says_that_its_exhibits_were_chosen(judged: Path, command: Command) -> None:
    fingerprint = orjson.loads(command("findings").out.splitlines()[0])["fingerprint"]
    assert command("report", "-o", "html=packet.html", "--exhibits", fingerprint, "--quiet").status == 0

    assert "chosen one by one or by their work" in Path("packet.html").read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--exhibits", "beef"), "no finding of fingerprint 'beef' is named by a rule"),
        (("--exhibits-of", "no-such-work"), "no finding of work 'no-such-work' is named by a rule"),
    ],
)
def test_what_is_not_there_cannot_be_chosen(judged: Path, command: Command, words: tuple[str, ...], told: str) -> None:
    result = command("report", *words)

    assert result.status == 2
    assert told in result.err
