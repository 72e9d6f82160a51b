"""corpus-audit calibrate: texts known to be by people, and a run whose reports are to use them."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

Command = Callable[..., Any]
THINGS = "harbour boat wall brother morning kettle road letter garden window neighbour dog bread rain station ladder".split()
DONE = "mended sold lost carried painted forgot watched found borrowed left counted fetched".split()


def _text(random: Random) -> str:
    """Plain English of about 70 words."""
    told = (
        f"We {random.choice(DONE)} the {random.choice(THINGS)} before it got dark, and my {random.choice(THINGS)} was not "
        f"there when I came back to the {random.choice(THINGS)} with the {random.choice(THINGS)} he had {random.choice(DONE)}."
        for _ in range(3)
    )
    return " ".join(told)


@pytest.fixture
def dated(place: Path) -> Path:
    """A corpus of 260 dated texts, 20 later ones, 5 without a date and one short."""
    random = Random(2)
    rows: list[dict[str, Any]] = [{"text": _text(random), "date": f"2019-0{1 + n % 9}-11"} for n in range(260)]
    rows += [{"text": _text(random), "date": "2024-03-01"} for _ in range(20)]
    rows += [{"text": _text(random)} for _ in range(5)] + [{"text": "Short.", "date": "2019-01-01"}]
    (place / "dated").mkdir()
    (place / "dated" / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return place / "dated"


def test_a_calibration_tells_what_was_counted_and_what_was_not(command: Command, dated: Path) -> None:
    result = command("calibrate", "dated", "-o", "made.json")

    made = json.loads(Path("made.json").read_text())
    assert result.status == 0
    assert result.out.splitlines()[0].startswith("words            texts  pass the usual bound")
    assert (made["texts"], made["before"]) == (260, "2022-11-01")
    assert made["left_out"] == {"without a date": 5, "not from before 2022-11-01": 20, "of fewer than 50 words": 1}
    assert sum(made["clusters"]["texts"]) == 260
    assert sum(made["clusters"]["passed"]) <= 0.05 * 260
    bounds = [made[f"passed_by_one_in_{many}"] for many in ("twenty", "a_hundred", "a_thousand")]
    assert all(one <= other for band in zip(*bounds, strict=True) for one, other in pairwise(band))


def test_json_prints_what_is_written(command: Command, dated: Path) -> None:
    result = command("calibrate", "dated", "-o", "made.json", "--json", "-q")

    assert result.out == Path("made.json").read_text()


def test_the_reports_of_a_run_use_it(command: Command, dated: Path) -> None:
    assert command("scan", "dated", "--engine", "serial", "--detectors", "generated-text").status == 0
    assert command("judge").status == 0

    assert command("calibrate", "dated", "--into", "audit-run", "-q").out == ""
    assert command("report", "-o", "html=made.html").status == 0

    page = Path("made.html").read_text()
    assert "260 texts from before 2022-11-01" in page
    assert "Share by models at least" in page


@pytest.mark.parametrize("content", [b"no JSON", b"[]", b'{"format": 99}'])
def test_a_broken_calibration_of_a_run_is_told(command: Command, dated: Path, content: bytes) -> None:
    command("scan", "dated", "--engine", "serial", "--detectors", "generated-text")
    command("judge")
    Path("audit-run/calibration.json").write_bytes(content)

    result = command("report", "-o", "html=made.html")

    assert result.status == 2
    assert "calibration.json" in result.err
    assert "corpus-audit calibrate" in result.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dated",), "give -o FILE, or --into RUN"),
        (("dated", "--before", "2019-01-15", "-o", "x.json"), "200 are needed"),
        (("nowhere", "-o", "x.json"), "nowhere"),
        (("dated", "-o", "none/x.json"), "none/x.json"),
        (("dated", "--into", "none"), "there is no run in none"),
    ],
)
def test_what_cannot_be_done_is_told_with_its_mend(command: Command, dated: Path, words: tuple[str, ...], said: str) -> None:
    result = command("calibrate", *words)

    assert result.status == 2
    assert said in result.err
    assert "Traceback" not in result.err
