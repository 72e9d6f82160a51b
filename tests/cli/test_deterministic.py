"""The same corpus, rules and day give the same bytes in every format: in another process, order, place, time zone and locale."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from audit import reports
from audit.reports.trend_formats import FORMATS as TRENDS

WORDS = [f"{colour} {thing}" for colour in ("grey", "blue", "pale", "dark") for thing in ("mill", "quay", "lamp", "rope", "oar")]
WORK = f"The clerk counted {' '.join(WORDS)} and wrote all of it down before the fog came over the rail."
RECORDS: list[dict[str, Any]] = [
    {"text": "As an AI language model, I cannot tell you that.", "url": "https://stackoverflow.com/q/1", "id": "a"},
    {"text": f"He said: {WORK} So it was.", "url": "https://press.example/1", "source": "press"},
    {"text": f"She had read that {WORK.lower()}", "captured": "2024-05-01"},
    {"text": "A plain sentence, which nobody looks for."},
]
ENVIRONMENTS = {
    "first": ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}, ("--engine", "serial")),
    "second": ({"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}, ("--engine", "processes", "--workers", "2")),
}
SCRIPT = """
import json, sys
from audit import cli
for words in json.loads(sys.argv[1]):
    sys.argv[1:] = words[:2]  # a run tells its command, and the engine is another one
    cli.status(words)
"""


def _made(place: Path) -> None:
    """A corpus of some files, an earlier state of it, and a library of one work."""
    for folder, records in (("corpus", RECORDS), ("before", RECORDS[1:3])):
        (place / folder).mkdir(parents=True)
        for number, record in enumerate(records):
            (place / folder / f"part-{number}.jsonl").write_text(json.dumps(record) + "\n")
    (place / "works").mkdir()
    (place / "works" / "mill.txt").write_text(WORK)


def _commands(engine: tuple[str, ...]) -> list[list[str]]:
    scanning = ["--works", "works", "--detectors", "generated-text,known-work,scraped-site", "--quiet", *engine]
    outputs = [word for name in reports.formats() for word in ("-o", f"{name}=made/{name}")]
    trends = [word for name in TRENDS for word in ("-o", f"{name}=made/trend-{name}")]
    return [
        ["run", "before", "--run", "earlier", *scanning],
        ["run", "corpus", "--run", "audit-run", *scanning],
        ["report", "--run", "audit-run", "--compare", "earlier", "--trend", "earlier", "--quiet", *outputs],
        ["trend", "earlier", "audit-run", "--quiet", *trends],
    ]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, compiled: None) -> dict[str, Path]:
    """Folders with all that was written, each by a process of its own from a copy of one corpus."""
    original = tmp_path_factory.mktemp("original") / "all"
    _made(original)
    made = {}
    for name, (settings, engine) in ENVIRONMENTS.items():
        made[name] = tmp_path_factory.mktemp(name) / "all"
        shutil.copytree(original, made[name])  # with its times, which say whether a file changed
        (made[name] / "made").mkdir()
        paths = os.pathsep.join(os.path.abspath(path) for path in sys.path)
        environment = {**os.environ, "PYTHONPATH": paths, "SOURCE_DATE_EPOCH": "1767225600", **settings}
        words = [sys.executable, "-c", SCRIPT, json.dumps(_commands(engine))]
        ended = subprocess.run(words, check=False, env=environment, cwd=made[name], capture_output=True, text=True)
        assert not ended.stderr, ended.stderr
    return made


@pytest.mark.parametrize("name", [*(f"made/{name}" for name in reports.formats()), *(f"made/trend-{name}" for name in TRENDS)])
def test_the_same_corpus_gives_the_same_bytes_in_every_format(places: dict[str, Path], name: str) -> None:
    first, second = ((place / name).read_bytes() for place in places.values())

    assert first == second


@pytest.mark.parametrize("run", ["earlier", "audit-run"])
def test_the_same_corpus_leaves_the_same_summary(places: dict[str, Path], run: str) -> None:
    first, second = ((place / run / "summary.json").read_bytes() for place in places.values())

    assert first == second


def test_there_is_something_to_be_told(places: dict[str, Path]) -> None:
    report = json.loads((places["first"] / "made" / "json").read_bytes())["report"]

    assert report["works"][0]["findings"] > 0
    assert report["since"]["differs"]["data"]
    assert len(report["trend"]["points"]) == 2
