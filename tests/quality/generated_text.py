"""
Measure the marks of generated text on labelled records: precision by family, reach by kind of text, and hits on text by people.

    python tests/quality/generated_text.py RECORDS.jsonl[.zst]        fields: text, label (human or model), model, domain
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors.generated_text import GeneratedText, create
from audit.model import Finding, Level
from audit.text.matcher import Matcher
from tests.quality.interval import wilson

import pyarrow as pa  # isort: skip


def main(path: str) -> None:
    """Print the table of one file."""
    pack = Path(folder("rules")) / "generated_text"
    detector = create(Signals(tomllib.loads((pack / "pack.toml").read_text())["detector"], pack))
    rows = duckdb.execute("SELECT text, label, model, domain FROM read_json(?, format = 'newline_delimited')", [path]).fetchall()
    findings = [finding for finding in found(detector, [row[0] for row in rows]) if finding.level is Level.FINDING]
    print(by_kind(rows, findings))
    print(by_family(rows, findings, detector))


def found(detector: GeneratedText, texts: list[str], step: int = 2000) -> Iterator[Finding]:
    """The findings in texts, numbered as records."""
    matcher = Matcher(detector.patterns)
    for first in range(0, len(texts), step):
        part = texts[first : first + step]
        columns = {field.name: pa.nulls(len(part), field.type) for field in RECORD_SCHEMA}
        columns |= {"record": pa.array(range(first, first + len(part)), pa.int64()), "text": pa.array(part, pa.large_string())}
        table = pa.RecordBatch.from_arrays([columns[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
        yield from detector.detect(Batch(Records("records", table, 0), matcher))


def by_kind(rows: list[tuple[str, ...]], findings: list[Finding]) -> str:
    """Share of the records of a kind of text that carry a mark, people's and models' apart."""
    hit = {finding.record for finding in findings}
    total, marked = Counter(), Counter()
    for place, (_, label, _, domain) in enumerate(rows):
        for key in ((label, domain), (label, "all")):
            total[key] += 1
            marked[key] += place in hit
    lines = [f"{'label':<7}{'kind of text':<28}{'n':>7}{'marked':>8}{'share':>8}  95 %"]
    for key in sorted(total):
        (low, high), share = wilson(marked[key], total[key]), marked[key] / total[key]
        lines.append(f"{key[0]:<7}{key[1]:<28}{total[key]:>7}{marked[key]:>8}{share:>8.4f}  {low:.4f}-{high:.4f}")
    return "\n".join(lines)


def by_family(rows: list[tuple[str, ...]], findings: list[Finding], detector: GeneratedText) -> str:
    """How often the family that a text names is that of the model which wrote it; a model may name another."""
    said = [
        (str(finding.attributes["family"]), rows[finding.record][2]) for finding in findings if "family" in finding.attributes
    ]
    named = Counter((family, _family(detector, model)) for family, model in said)
    lines = [f"{'text says':<14}{'written by':<14}{'n':>6}"]
    return "\n".join(lines + [f"{said:<14}{real:<14}{count:>6}" for (said, real), count in sorted(named.items())])


def _family(detector: GeneratedText, model: str) -> str:
    family = detector._family_of(model)
    return family.family if family else model


if __name__ == "__main__":
    main(sys.argv[1])
