"""Source code and documentation as installed, of which no file bears a rights mark, and text that only speaks about platforms."""

import sysconfig
import tomllib
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pytest

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors.scraped_site import create
from audit.model import Finding, Level
from audit.text.matcher import Matcher

PACK = Path(folder("rules")) / "scraped_site"
DETECTOR = create(Signals(tomllib.loads((PACK / "pack.toml").read_text(encoding="utf-8"))["detector"], PACK))
MATCHER = Matcher(DETECTOR.patterns)
CODE = (".py", ".pyi", ".c", ".h", ".js")
PROSE = (".rst", ".md", ".txt", ".html")
FEWEST, MOST = 1000, 1500
LONGEST = 100_000
ABOUT = [
    "Reddit is a site where people vote. Its front page shows what r/bread and a thousand other places like.",
    "Many people ask on Reddit, Quora or Stack Overflow; others watch YouTube, or read Medium and Wikipedia.",
    "The paper was first published on Medium, then discussed on Hacker News and on a forum that runs phpBB.",
    "The New York Times and Reuters both wrote about the lawsuit that Reddit filed; the Associated Press did not.",
    "To scrape YouTube, fetch the transcript of a video and join its lines. Do not forget to subscribe to the channel first.",
    "Our crawler drops pages of Project Gutenberg, of z-lib.org and of libgen.rs, as these were asked to be left out.",
    "A subreddit has moderators. A moderator can remove a comment, which then reads [removed], or its writer can delete it.",
    "Subscribers can read the article; others see a paywall that asks them to subscribe or to sign in.",
    "This function returns the copyright line of a page, such as (c) 2021 The Loaf, or nothing. All rights reserved words count.",
]


def files(endings: tuple[str, ...]) -> list[Path]:
    """Some of the installed files with these endings, from all over the folders; nothing of our own."""
    roots = [Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib")]
    there = sorted({path for root in roots for path in root.rglob("*") if path.suffix in endings and "audit" not in path.parts})
    return [*islice((path for path in there[:: max(1, len(there) // MOST)] if path.is_file()), MOST)]


def found(texts: list[str]) -> list[Finding]:
    columns = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    columns |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    table = pa.RecordBatch.from_arrays([columns[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return list(DETECTOR.detect(Batch(Records("files", table, 0), MATCHER)))


@pytest.mark.parametrize("endings", [CODE, PROSE], ids=["code", "documentation"])
def test_installed_files_bear_no_rights_mark(endings: tuple[str, ...]) -> None:
    paths = files(endings)
    findings = found([path.read_bytes()[:LONGEST].decode("utf-8", "replace") for path in paths])

    assert len(paths) >= FEWEST or endings == PROSE
    assert [str(paths[one.record]) for one in findings if "mark" in one.attributes] == []


@pytest.mark.parametrize("text", ABOUT)
def test_text_that_only_mentions_platforms_is_not_attributed(text: str) -> None:
    assert [one for one in found([text]) if one.level is Level.FINDING] == []
