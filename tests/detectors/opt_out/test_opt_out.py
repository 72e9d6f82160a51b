import tomllib
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors.opt_out import create
from audit.errors import PackError
from audit.model import Finding, Kind, Span
from audit.text.matcher import Matcher

PACK = Path(folder("rules")) / "opt_out"
TABLE = tomllib.loads((PACK / "pack.toml").read_text(encoding="utf-8"))["detector"]
CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
DETECTOR = create(Signals(TABLE, PACK))
MATCHER = Matcher(DETECTOR.patterns)
PATTERNS = {pattern.id: pattern.compiled for pattern in DETECTOR.patterns}
EXAMPLES = [
    pytest.param(row["id"], text, id=f"{row['id']}-{n}") for row in TABLE["phrases"] for n, text in enumerate(row["examples"])
]
COUNTERS = [
    pytest.param(row["id"], text, id=f"{row['id']}-{n}")
    for row in TABLE["phrases"]
    for n, text in enumerate(row["counter_examples"])
]
ROBOTS = "User-agent: GPTBot\nDisallow: /\n\nUser-agent: OAI-SearchBot\nDisallow: /\n\nUser-agent: Googlebot\nDisallow: /\n"


def found(*texts: str, file: str = "a.jsonl", **columns: list[object]) -> list[Finding]:
    values = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    values |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    values |= {name: pa.array(column, RECORD_SCHEMA.field(name).type) for name, column in columns.items()}
    table = pa.RecordBatch.from_arrays([values[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return list(DETECTOR.detect(Batch(Records(file, table, 0), MATCHER)))


def to_agents(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.attributes.get("agent") != "*"]


def said(finding: Finding) -> tuple[object, ...]:
    return (*(finding.attributes.get(name) for name in ("signal", "agent", "value")), str(finding.level))


def marks(*rows: tuple[str, str, str]) -> list[object]:
    return [[{"place": place, "name": name, "value": value} for place, name, value in rows]]


@pytest.mark.parametrize(("id", "text"), EXAMPLES)
def test_a_phrase_is_found_in_its_examples(id: str, text: str) -> None:
    assert PATTERNS[id].search(text.encode())


@pytest.mark.parametrize(("id", "text"), COUNTERS)
def test_a_phrase_is_not_found_in_its_counter_examples(id: str, text: str) -> None:
    assert not PATTERNS[id].search(text.encode())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_prose_that_reserves_is_found(case: dict[str, object]) -> None:
    findings = found(str(case["text"]))

    assert [[finding.attributes["phrase"], str(finding.level)] for finding in findings] == case["finds"]
    assert {(finding.kind, finding.attributes["signal"]) for finding in findings} <= {(Kind.OPTOUT, "tos_text")}


def test_a_phrase_stands_at_its_code_points() -> None:
    text = "é😀 Text and data mining of this site is expressly prohibited, says Anna."
    (finding,) = found(text)

    assert text[finding.span.start : finding.span.end] == "Text and data mining of this site is expressly prohibited"


def test_robots_txt_of_a_capture_speaks_for_its_site_on_its_day() -> None:
    findings = to_agents(found(ROBOTS, url=["https://www.example.org/robots.txt"], captured=[date(2024, 5, 3)]))

    assert [said(finding) for finding in findings] == [
        ("robots_ai", "GPTBot", "reserved", "finding"),
        ("robots_ai", "OAI-SearchBot", "reserved", "clue"),
    ]
    assert [finding.attributes["agent_purpose"] for finding in findings] == ["train", "search"]
    assert {(finding.attributes["domain"], finding.attributes["captured"]) for finding in findings} == {
        ("example.org", "2024-05-03")
    }
    assert {(finding.attributes["file"], finding.attributes["host"]) for finding in findings} == {
        ("robots.txt", "www.example.org")
    }
    assert findings[0].span == Span(19, 30)


@pytest.mark.parametrize(
    ("file", "domain"), [("robots/example.org.robots.txt", "example.org"), ("robots.txt", None), ("x/robots.txt", None)]
)
def test_a_file_called_robots_txt_is_read_as_one(file: str, domain: str | None) -> None:
    findings = to_agents(found(ROBOTS, file=file))

    assert len(findings) == 2
    assert {(finding.attributes.get("domain"), finding.attributes.get("host")) for finding in findings} == {(domain, domain)}


@pytest.mark.parametrize("url", ["https://example.org/how-to/robots.txt", "https://example.org/robots.txt.html", None])
def test_another_page_about_robots_txt_is_not_one(url: str | None) -> None:
    assert found(ROBOTS, url=[url]) == []


def test_a_page_in_place_of_robots_txt_is_unknown() -> None:
    assert [said(f) for f in found("<html>Oops", url=["https://example.org/robots.txt"])] == [
        ("robots_ai", "*", "unknown", "clue")
    ]


@pytest.mark.parametrize(("status", "value"), [("200", "reserved"), ("404", "absent"), ("410", "absent"), ("503", "unknown")])
def test_a_failed_capture_says_nothing(status: str, value: str) -> None:
    (finding,) = found(
        "User-agent: *\nDisallow: /", url=["https://example.org/robots.txt"], marks=marks(("header", "status", status))
    )

    assert finding.attributes["value"] == value


def test_the_unread_end_of_a_huge_file_is_told() -> None:
    (finding,) = found("User-agent: *\nDisallow: /\n" + "#\n" * 300_000, url=["https://example.org/robots.txt"])

    assert [(one.measure, one.value) for one in finding.evidence] == [("signals", 1), ("unread", 88_026)]


def test_ai_txt_and_tdmrep_json_are_read() -> None:
    urls = ["https://example.org/ai.txt", "https://example.org/.well-known/tdmrep.json?x"]
    findings = found("User-Agent: *\nDisallow: *.txt", '[{"location":"/a","tdm-reservation":1}]', url=urls)

    assert [said(f) for f in findings] == [("ai_txt", "*", "reserved", "finding"), ("tdmrep", None, "reserved", "finding")]
    assert findings[1].attributes["site_path"] == "/a"


def test_headers_and_elements_of_a_capture_are_read() -> None:
    given = marks(
        ("header", "x-robots-tag", "noai"),
        ("meta", "gptbot", "noai"),
        ("meta", "tdm-reservation", "0"),
        ("meta", "author", "Anna"),
    )
    findings = found("Rye.", url=["https://example.org/"], marks=given)

    assert [said(finding) for finding in findings] == [
        ("noai_header", None, "reserved", "finding"),
        ("noai_meta", "GPTBot", "reserved", "finding"),
        ("tdmrep", None, "allowed", "finding"),
    ]


@pytest.mark.parametrize("given", [marks(), marks(("meta", "author", "noai")), marks(("meta", "robots", "noindex")), [None]])
def test_a_capture_without_signals_says_nothing(given: list[object]) -> None:
    assert found("Rye.", marks=given) == []


def test_html_in_the_text_is_read() -> None:
    findings = found('<html><head><meta name="robots" content="noai, noimageai"></head><body>Rye.</body></html>')

    assert [(*said(finding), finding.attributes.get("media")) for finding in findings] == [
        ("noai_meta", None, "reserved", "finding", None),
        ("noai_meta", None, "reserved", "clue", "images"),
    ]


def test_an_rsl_document_is_read() -> None:
    text = '<rsl xmlns="https://rslstandard.org/rsl"><license><prohibits type="usage">train-ai</prohibits></license></rsl>'
    (finding,) = found(text)

    assert said(finding) == ("rsl", None, "reserved", "finding")
    assert text[finding.span.start : finding.span.end] == '<prohibits type="usage">train-ai<'


def test_an_rsl_document_of_a_capture_speaks_for_its_site() -> None:
    text = '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">all</prohibits></license>'
    (finding,) = found(text, url=["https://www.example.org/license.xml"])

    assert [finding.attributes[name] for name in ("signal", "value", "file", "host")] == [
        "rsl",
        "reserved",
        "rsl",
        "www.example.org",
    ]


def test_the_name_of_another_file_is_no_host() -> None:
    text = '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">all</prohibits></license>'
    (finding,) = found(text, file="licences.example.com")

    assert not {"host", "domain"} & set(finding.attributes)


def test_an_answer_in_html_in_place_of_robots_txt_is_unknown() -> None:
    (finding,) = found(
        "Not found", url=["https://example.org/robots.txt"], marks=marks(("header", "content-type", "text/html; charset=utf-8"))
    )

    assert (finding.attributes["agent"], finding.attributes["value"]) == ("*", "unknown")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(max_size=40), min_size=1, max_size=4), st.sampled_from(["robots.txt", "ai.txt", "tdmrep.json", "x.jsonl"])
)
def test_any_text_is_read_without_a_crash(texts: list[str], file: str) -> None:
    clean = [text.encode("utf-8", "replace").decode() for text in texts]

    assert all(finding.span.end <= len(clean[finding.record]) for finding in found(*clean, file=file))


def test_a_phrase_list_that_is_unknown_is_refused() -> None:
    table = {"phrases": [{"id": "a", "platform": "nowhere", "regex": "a", "examples": []}]}

    with pytest.raises(PackError, match="'nowhere' of a phrase is unknown"):
        create(Signals(table, PACK))
