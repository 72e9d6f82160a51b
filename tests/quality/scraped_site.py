"""
Measure the detector of scraped sites on labelled records: precision and recall by class of source, with 95 % intervals.

    python tests/quality/scraped_site.py RECORDS.jsonl[.zst] [--column text_main] [--with-url] [--half held|seen|all] [--errors]

Fields: id, text, platform, kind, url, domain, publisher, source, hard_negative. Publishers are split by digest into two halves,
of which `seen` was looked at while the markers were written and `held` was not; what has one publisher only (Reddit, Wikipedia,
YouTube) is split by record.
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors.scraped_site import ScrapedSite, create
from audit.model import Finding, Level
from audit.text.matcher import Matcher
from tests.quality.interval import with_interval
from tests.quality.site_records import PLATFORMS

CLASSES = {platform: name for platform, name in PLATFORMS.items() if name != "code"}
"Platforms that count as one; book (bodies of free books), code, web and other are no class."
NONE = ("book", "code", "web", "other", "youtube_page")
UNSURE = ("news_unsure",)
ONE_PUBLISHER = ("reddit", "wikipedia", "youtube")


def main() -> None:
    """Print the table of one file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--column", default="text")
    parser.add_argument("--with-url", action="store_true")
    parser.add_argument("--half", choices=("held", "seen", "all"), default="held")
    parser.add_argument("--errors", action="store_true", help="print id, truth and finding of each error, no text")
    options = parser.parse_args()
    rows = [row for row in read(options.path, options.column) if options.half in ("all", half(row))]
    findings = found(detector(), [row["text"] for row in rows], [row["url"] if options.with_url else None for row in rows])
    print(table(rows, findings))
    if options.errors:
        print(errors(rows, findings))


def detector() -> ScrapedSite:
    """The detector as shipped."""
    pack = Path(folder("rules")) / "scraped_site"
    return create(Signals(tomllib.loads((pack / "pack.toml").read_text(encoding="utf-8"))["detector"], pack))


def read(path: str, column: str) -> list[dict[str, Any]]:
    """Records with a text, but for those whose label is unsure."""
    names = ("id", "text", "platform", "kind", "url", "domain", "publisher", "source", "hard_negative")
    wanted = ", ".join(f'"{column}" AS text' if name == "text" else name for name in names)
    query = f"SELECT {wanted} FROM read_json(?, format = 'newline_delimited', maximum_object_size = 100000000)"
    rows = [dict(zip(names, row, strict=True)) for row in duckdb.execute(query, [path]).fetchall()]
    return [row for row in rows if row["text"] and row["kind"] not in UNSURE]


def half(row: Mapping[str, Any]) -> str:
    """Which half of the publishers a record belongs to."""
    one = row["platform"] in ONE_PUBLISHER
    key = row["id"] if one else row["domain"] or row["publisher"] or row["source"]
    return "held" if sha256(key.encode()).digest()[0] % 2 else "seen"


def found(scraped: ScrapedSite, texts: Sequence[str], urls: Sequence[str | None]) -> list[Finding]:
    """All findings, numbered as records."""
    return [finding for batch in batches(scraped, texts, urls) for finding in scraped.detect(batch)]


def batches(scraped: ScrapedSite, texts: Sequence[str], urls: Sequence[str | None], step: int = 500) -> Iterator[Batch]:
    """Texts as the detector reads them, numbered as records."""
    matcher = Matcher(scraped.patterns)
    for first in range(0, len(texts), step):
        part = texts[first : first + step]
        columns = {field.name: pa.nulls(len(part), field.type) for field in RECORD_SCHEMA}
        columns |= {"record": pa.array(range(first, first + len(part)), pa.int64()), "text": pa.array(part, pa.large_string())}
        columns["url"] = pa.array(urls[first : first + step], pa.string())
        table = pa.RecordBatch.from_arrays([columns[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
        yield Batch(Records("records", table, 0), matcher)


def said(findings: Sequence[Finding]) -> dict[int, str]:
    """The class that each record was attributed to."""
    stated = (f for f in findings if f.level is Level.FINDING and "platform" in f.attributes)
    return {f.record: CLASSES.get(str(f.attributes["platform"]), str(f.attributes["platform"])) for f in stated}


def truth(row: Mapping[str, Any]) -> str:
    """The class that a record belongs to; empty where it is none."""
    return "" if row["platform"] in NONE else CLASSES.get(row["platform"], row["platform"])


def table(rows: Sequence[Mapping[str, Any]], findings: Sequence[Finding]) -> str:
    """A line for each class, then hard negatives that were attributed to a class that is not theirs, and rights marks."""
    answers, true = said(findings), [truth(row) for row in rows]
    right, stated = Counter(), Counter(answers.values())
    right.update(answers.get(place) for place, name in enumerate(true) if name and answers.get(place) == name)
    lines = [f"{'class':<16}{'n':>6}{'found':>7}{'right':>7}  precision           recall"]
    names = sorted((set(true) | set(stated)) - {""})
    lines += [_line(name, true.count(name), stated[name], right[name]) for name in names]
    lines.append(_line("all classes", sum(map(bool, true)), sum(stated.values()), sum(right.values())))
    hard = [place for place, row in enumerate(rows) if row["hard_negative"]]
    wrong = sum(answers.get(place, true[place]) != true[place] for place in hard)
    rights = Counter(str(f.attributes["mark"]) for f in findings if "mark" in f.attributes)
    on_code = sum("mark" in f.attributes and rows[f.record]["platform"] == "code" for f in findings)
    lines.append(f"hard negatives attributed wrongly: {wrong} of {len(hard)}; rights marks: {dict(rights)}, on code: {on_code}")
    return "\n".join(lines)


def errors(rows: Sequence[Mapping[str, Any]], findings: Sequence[Finding]) -> str:
    """Records that were attributed to a class that is not theirs, with the markers that did it."""
    wrong = [f for f in findings if f.record in (answers := said(findings)) and answers[f.record] != truth(rows[f.record])]
    return "\n".join(f"{rows[f.record]['id']}\t{rows[f.record]['platform']}\t{dict(f.attributes)}" for f in wrong)


def _line(name: str, total: int, found: int, right: int) -> str:
    cells = (with_interval(right, found), with_interval(right, total))
    return f"{name:<16}{total:>6}{found:>7}{right:>7}  {cells[0]:<20}{cells[1]}"


if __name__ == "__main__":
    main()
