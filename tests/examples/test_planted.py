"""The audit of examples/ from the command to its outputs: what is planted is found, what is not is left alone."""

import gzip
import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import zstandard

from audit.cli import status
from tests.examples import make

PLANTED = tomllib.loads(Path(__file__).with_name("planted.toml").read_text("utf-8"))["planted"]
ORDINARY = (
    "web/dolma-0001.jsonl.gz#5",  # quotes an assistant's phrase and says so
    "web/dolma-0001.jsonl.gz#7",
    "web/dolma-0002.jsonl.gz",
    "web/c4-train.00000-of-00001.jsonl#4",
    "web/c4-train.00000-of-00001.jsonl#5",
    "web/fineweb-000.parquet#1",
    "web/fineweb-000.parquet#3",
    "chat/sharegpt.json#1",
    "chat/instructions.jsonl#1",
    "code/knots/knots.js",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run's folder, its reports beside it; the corpus is scanned once."""
    folder = tmp_path_factory.mktemp("examples")
    inputs = [
        str(make.EXAMPLES / "corpus"),
        "--policy",
        str(make.EXAMPLES / "policy.toml"),
        "--works",
        str(make.EXAMPLES / "works"),
    ]
    outputs = ["-o", f"html={folder / 'report.html'}", "-o", f"json={folder / 'audit.json'}"]
    ended = status(["run", *inputs, *outputs, "--engine", "serial", "--run", str(folder / "run"), "--quiet"])
    (folder / "status").write_text(str(ended))
    return folder


@pytest.fixture(scope="module")
def findings(run: Path, lines_of: Any) -> list[dict[str, Any]]:
    return lines_of(["findings", str(run / "run"), "--format", "jsonl"])  # type: ignore[no-any-return]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda row: f"{row['document']} {list(row.values())[2]}")
def test_what_is_planted_is_found(planted: dict[str, str], findings: list[dict[str, Any]]) -> None:
    said = [{**one["attributes"], **one} for one in findings if one["level"] == "finding"]

    assert [one for one in said if planted.items() <= one.items()]


def test_ordinary_text_is_left_alone(findings: list[dict[str, Any]]) -> None:
    found = [one for one in findings if one["level"] == "finding" and one["document"].startswith(ORDINARY)]

    assert found == []


def test_every_finding_shows_where_it_is(findings: list[dict[str, Any]]) -> None:
    assert all(one["document"] == f"{one['path']}#{one['record']}" for one in findings)
    assert all(0 <= one["start"] <= one["end"] and one["evidence"] for one in findings)


def test_every_kind_is_found(findings: list[dict[str, Any]]) -> None:
    assert {one["kind"] for one in findings} == {"copyright", "scraped", "generated", "licence", "optout"}


def test_the_gate_fails_and_the_reports_are_written(run: Path) -> None:
    assert (run / "status").read_text() == "1"
    assert "Lamp Keeper" in (run / "report.html").read_text("utf-8")
    assert json.loads((run / "audit.json").read_bytes())["report"]["gate"]["status"] == 1


def test_the_broken_shard_is_told_of(run: Path) -> None:
    skips = json.loads((run / "audit.json").read_bytes())["report"]["coverage"]["skips"]

    assert [skip["example"] for skip in skips if skip["reason"] == "truncated" and "dolma-0002" in skip["example"]]


def test_the_corpus_is_what_its_script_makes(tmp_path: Path) -> None:
    make.main(tmp_path)
    made = {path.relative_to(tmp_path): _content(path) for path in tmp_path.rglob("*") if path.is_file()}
    corpus = make.EXAMPLES / "corpus"
    there = {path.relative_to(corpus): _content(path) for path in corpus.rglob("*") if path.is_file()}

    assert made == there


def _content(path: Path) -> object:
    """What a file holds, whatever its compression; of a broken one, that it is."""
    raw = path.read_bytes()
    if path.name == "dolma-0002.jsonl.gz":
        with pytest.raises(EOFError):
            gzip.decompress(raw)
        return "broken"
    if path.suffix == ".gz":
        return gzip.decompress(raw)
    if path.suffix == ".zst":
        return zstandard.decompress(raw)
    return pq.read_table(io.BytesIO(raw)).to_pylist() if path.suffix == ".parquet" else raw
