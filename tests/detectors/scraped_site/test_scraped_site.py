import tomllib
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors.scraped_site import create
from audit.errors import PackError
from audit.model import Finding, Kind, Level, Span
from audit.references.markers import Match, votes
from audit.text.matcher import Matcher, Pattern

PACK = Path(folder("rules")) / "scraped_site"
TABLE = tomllib.loads((PACK / "pack.toml").read_text(encoding="utf-8"))["detector"]
CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
DETECTOR = create(Signals(TABLE, PACK))
MATCHER = Matcher(DETECTOR.patterns)
ROWS = [*TABLE["markers"], *TABLE["rights"]]
EXAMPLES = [pytest.param(row["id"], text, id=f"{row['id']}-{n}") for row in ROWS for n, text in enumerate(row["examples"])]
COUNTERS = [
    pytest.param(row["id"], text, id=f"{row['id']}-{n}") for row in ROWS for n, text in enumerate(row["counter_examples"])
]
PARTS = [
    "é",
    "😀 ",
    "\n",
    "Posted by u/anna_b",
    "[deleted]\n",
    "WEBVTT\n",
    "© 2021 BBC",
    "\nz-lib.org\n",
    "{{cite web |",
    "(AP) - ",
]


def found(*texts: str, **columns: list[object]) -> list[Finding]:
    values = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    values |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    values |= {name: pa.array(column, RECORD_SCHEMA.field(name).type) for name, column in columns.items()}
    table = pa.RecordBatch.from_arrays([values[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return list(DETECTOR.detect(Batch(Records("a.jsonl", table, 0), MATCHER)))


def said(finding: Finding) -> list[str]:
    return [str(finding.attributes.get("platform") or finding.attributes["mark"]), str(finding.level)]


def marks(*rows: tuple[str, str, str]) -> list[object]:
    return [[{"place": place, "name": name, "value": value} for place, name, value in rows]]


def counted(id: str, text: str) -> bool:
    raw, marker = text.encode(), DETECTOR.markers[id]
    hits = [hit for pattern in DETECTOR.patterns if pattern.id == id for hit in pattern.compiled.finditer(raw)]
    return bool(votes([Match(marker, hit.start(), hit.end(), hit[0]) for hit in hits], len(raw)))


@pytest.mark.parametrize(("id", "text"), EXAMPLES)
def test_a_marker_is_found_in_its_examples(id: str, text: str) -> None:
    assert counted(id, text)


@pytest.mark.parametrize(("id", "text"), [(row["id"], text) for row in ROWS if "anchor" in row for text in row["examples"]])
def test_a_match_holds_its_anchor(id: str, text: str) -> None:
    (pattern,) = (one for one in DETECTOR.patterns if one.id == id)
    found = pattern.compiled.search(text.encode())

    assert found is not None
    assert Pattern("", "", str(pattern.anchor), pattern.caseless).compiled.search(found[0])


@pytest.mark.parametrize(("id", "text"), COUNTERS)
def test_a_marker_is_not_found_in_its_counter_examples(id: str, text: str) -> None:
    assert not counted(id, text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_text_is_attributed_by_its_marks(case: dict[str, object]) -> None:
    findings = found(str(case["text"]))

    assert [said(finding) for finding in findings] == case["finds"]
    assert [finding.attributes.get("publisher") for finding in findings] == [case.get("publisher")] * len(findings)


def test_the_url_names_platform_publisher_and_group() -> None:
    (finding,) = found("Rye.", url=["https://www.vogue.com/article/rye"])

    assert (finding.kind, finding.level, finding.span) == (Kind.SCRAPED, Level.FINDING, Span(0, 0))
    assert [finding.attributes[name] for name in ("tier", "platform", "source_kind")] == ["url", "news", "magazine"]
    assert [finding.attributes[name] for name in ("publisher", "group", "domain")] == ["Vogue", "Advance", "vogue.com"]
    assert finding.reference == "hosts.csv: vogue.com, corpus-audit 2026-11-24"


@pytest.mark.parametrize("url", ["https://example.org/", "not a url", None])
def test_a_url_that_is_not_listed_says_nothing(url: str | None) -> None:
    assert found("Rye.", url=[url]) == []


def test_an_archived_copy_is_attributed_to_the_original() -> None:
    (finding,) = found("Rye.", url=["https://web.archive.org/web/2019/https://old.reddit.com/r/bread"])

    assert (finding.attributes["platform"], finding.attributes["domain"]) == ("reddit", "reddit.com")


@pytest.mark.parametrize(
    "named",
    [
        marks(("link", "canonical", "https://www.bbc.com/news/1"), ("meta", "og:site_name", "Other")),
        marks(("meta", "og:url", "https://www.bbc.com/news/1")),
        marks(("meta", "og:site_name", "BBC")),
        marks(("json-ld", "publisher", "bbc ")),
    ],
)
def test_without_a_url_the_page_names_its_site(named: list[object]) -> None:
    (finding,) = found("Rye.", marks=named)

    assert (finding.attributes["tier"], finding.attributes["publisher"]) == ("page", "BBC")


@pytest.mark.parametrize(
    "named",
    [
        marks(("meta", "og:site_name", "The Leeds Loaf")),
        marks(("link", "canonical", "/rye"), ("meta", "author", "BBC")),
        marks(("link", "canonical", "https://example.org/")),
        marks(),
    ],
)
def test_a_page_that_names_nobody_known_says_nothing(named: list[object]) -> None:
    assert found("Rye.", marks=named) == []


@pytest.mark.parametrize(
    ("source", "platform"), [("Books3", "shadow_library"), ("Wikipedia (en)", "wikipedia"), ("You_Tube Subtitles", "youtube")]
)
def test_the_dataset_that_a_record_names_tells_its_platform(source: str, platform: str) -> None:
    (finding,) = found("Rye.", source=[source])

    assert (finding.attributes["tier"], finding.attributes["platform"]) == ("source", platform)
    assert "domain" not in finding.attributes
    assert str(finding.reference).startswith("sources.csv: ")


@pytest.mark.parametrize("source", ["Pile-CC", "CC-MAIN-2024-10", "a blog about Books3", "", None])
def test_a_dataset_of_many_sites_tells_nothing(source: str | None) -> None:
    assert found("Rye.", source=[source]) == []


def test_the_url_goes_before_the_dataset() -> None:
    (finding,) = found("Rye.", source=["reddit"], url=["https://www.bbc.com/news/1"])

    assert finding.attributes["tier"] == "url"


def test_the_url_goes_before_what_the_page_says() -> None:
    findings = found("Rye.", url=["https://example.org/"], marks=marks(("meta", "og:site_name", "BBC")))

    assert findings == []


def test_text_says_nothing_that_the_url_has_said() -> None:
    findings = found("Posted by u/anna_bakes", url=["https://www.reddit.com/r/bread"])

    assert [finding.attributes["tier"] for finding in findings] == ["url"]


def test_text_of_another_platform_than_the_url_says_is_a_clue() -> None:
    findings = found("Posted by u/anna_bakes", url=["https://www.bbc.com/news/1"])

    assert [said(finding) for finding in findings] == [["news", "finding"], ["reddit", "clue"]]


def test_text_of_an_unlisted_site_is_attributed() -> None:
    assert [said(finding) for finding in found("Posted by u/anna_bakes", url=["https://example.org/"])] == [["reddit", "finding"]]


def test_a_marker_stands_at_its_code_points() -> None:
    text = "é😀\nPosted by u/anna_bakes and more"
    (finding,) = found(text)

    assert text[finding.span.start : finding.span.end] == "Posted by u/anna_bakes"
    assert finding.attributes["marker"] == "reddit-posted-by"


def test_the_shape_of_speech_adds_to_what_captions_say() -> None:
    speech = next(case["text"] for case in CASES if case["name"] == "running speech without punctuation")
    (finding,) = found(f"[Music] {speech}")

    assert (finding.attributes["platform"], finding.attributes["marker"]) == ("youtube", "caption-music")


def test_a_copyright_notice_of_an_agency_is_a_rights_mark_of_its_own() -> None:
    findings = found("Rye is dear.\n\nCopyright 2021 The Associated Press. All rights reserved.")

    assert [said(finding) for finding in findings] == [["news", "finding"], ["agency-rights", "finding"]]


def test_a_mark_in_code_is_a_clue_at_most() -> None:
    findings = found(
        "This material may not be published, broadcast, rewritten or redistributed. " + "{a[b]} = {c[d]} == (e[f]); " * 6
    )

    assert {finding.level for finding in findings} == {Level.CLUE}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=8).map("".join), min_size=1, max_size=5))
def test_documents_are_read_alike_alone_and_together(texts: list[str]) -> None:
    together = [(f.record, f.span, said(f)) for f in found(*texts)]
    alone = [(n, f.span, said(f)) for n, text in enumerate(texts) for f in found(text)]

    assert together == alone
    assert all(0 <= span.start <= span.end <= len(texts[record]) for record, span, _ in together)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (
            {"markers": [{"id": "a", "platform": "nowhere", "regex": "a", "examples": []}]},
            "the platform 'nowhere' has no source kind",
        ),
        ({"markers": [{"id": "a", "platform": "x"}]}, "the marker 'a' needs regex"),
    ],
)
def test_a_wrong_pack_says_what_is_wrong(table: dict[str, object], says: str) -> None:
    with pytest.raises(PackError, match=says):
        create(Signals(table, PACK))
