"""What is said of passages that were found by hashes: all that can be read in the document and the library's metadata."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detectors.known_work import KnownWork, match
from audit.model import Finding, Level
from audit.references.works import Library, Work
from audit.references.works_building import build
from audit.text import cache
from audit.text.matcher import Matcher

FERRY = (
    "No ticket was ever sold twice on the ferry at Brenmoor, since its master wrote the name of each passenger on its back and "
    "read it aloud in the middle of the river, where nobody could deny it. Those who gave a false name had to answer to it for "
    "the rest of the crossing, and some, it was said, had gone on answering to it for the rest of their lives."
)
ORCHARD = (
    "The trees had been planted by a widow who disliked straight lines, and so the orchard could be mown only by somebody who "
    "was patient, or lost. In the year of the great hail she sold every bruised apple at twice the price, as a rarity."
)
PASSAGE = FERRY[:230]
GIVEN = {"title": "The Brenmoor Ferry", "author": "Odd, Ilse", "holder": "Lindenau Press"}
AROUND = "What stands here was written for this test alone, and says nothing of rivers. "


@pytest.fixture(scope="module", params=["positions", "sealed"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("works")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "folder", lambda: folder)
        works = [Work("ferry", FERRY, GIVEN, "works.toml"), Work("orchard", ORCHARD, {})]
        made = build(works, folder / "library", request.param)
        _ = made.index if request.param == "positions" else None
        return made


def found(library: Library, row: Mapping[str, str]) -> list[Finding]:
    rows = pa.RecordBatch.from_pylist([{"record": 0, **row}], schema=RECORD_SCHEMA)
    return list(KnownWork([library]).detect(Batch(Records("corpus.jsonl", rows, 1), Matcher(()))))


def test_a_passage_is_a_finding_with_the_works_metadata(library: Library) -> None:
    (one,) = match(f"{AROUND}{PASSAGE} {AROUND}", [library])

    assert one.level is Level.FINDING
    assert {name: one.attributes[name] for name in ("work", *GIVEN)} == {"work": "ferry", **GIVEN}
    assert (one.attributes["class"], one.attributes["profile"]) == ("not compared", library.profile)
    assert one.attributes["metadata_source"] == "works.toml"
    assert one.span.start >= len(AROUND)
    assert one.span.end <= len(AROUND) + len(PASSAGE) + 1


@pytest.mark.parametrize(
    ("around", "row", "cmi"),
    [
        ("{}", {}, "absent"),
        ("From The Brenmoor Ferry. {}", {}, "title-present"),
        ("{} Read more of Ilse Odd in our shop.", {}, "author-present"),
        ("{} © 1931 Lindenau Press", {}, "notice-present"),
        ("{}", {"title": "The Brenmoor Ferry"}, "title-present"),
        ("{}", {"author": "I. Odd"}, "author-present"),
    ],
)
def test_what_the_record_says_of_the_work_is_told(library: Library, around: str, row: dict[str, str], cmi: str) -> None:
    (one,) = found(library, {"text": around.format(PASSAGE), **row})

    assert one.attributes["cmi"] == cmi


def test_of_a_work_without_metadata_nothing_can_be_said(library: Library) -> None:
    (one,) = match(ORCHARD, [library])

    assert one.attributes["cmi"] == "unknown"


@pytest.mark.parametrize(
    ("text", "discounts"),
    [
        (f"{AROUND}{PASSAGE}", set()),
        (f"{AROUND}As she wrote: “{PASSAGE}” {AROUND}", {"quoted"}),
        (f"{AROUND}In The Brenmoor Ferry we read: {PASSAGE}", {"cited"}),
        (f"{AROUND}“{PASSAGE}” (Odd, 1931)", {"quoted", "cited"}),
    ],
)
def test_quotation_marks_and_citations_are_told(library: Library, text: str, discounts: set[str]) -> None:
    (one,) = match(text, [library])

    assert one.attributes.keys() & {"quoted", "cited"} == discounts


def test_each_work_of_a_document_is_credited_for_itself(library: Library) -> None:
    text = f"{PASSAGE} {AROUND * 5} {ORCHARD} {AROUND * 5} {FERRY[:120]} The Brenmoor Ferry"

    told = [(one.attributes["work"], one.attributes["cmi"]) for one in match(text, [library])]
    assert told == [("ferry", "title-present"), ("orchard", "unknown"), ("ferry", "title-present")]


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_another_kind_of_library_and_other_works_with_the_passage_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    one = build([Work("ferry", FERRY, {}), Work("again", FERRY, {})], tmp_path / "library", profile, "benchmarks")

    (found_once,) = match(FERRY, [one])

    assert found_once.attributes["library_kind"] == "benchmarks"
    assert {found_once.attributes["work"], found_once.attributes["also_in"]} == {"ferry", "again"}
    assert found_once.attributes["also_in_works"] == 1
