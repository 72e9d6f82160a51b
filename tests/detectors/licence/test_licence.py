import json
import lzma
import random
import tomllib
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors._licence_notices import plain
from audit.detectors.licence import create
from audit.model import Finding, Level, Span
from audit.text.matcher import Matcher

PACK = Path(folder("rules")) / "licence"
CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text())["case"]
TEXTS = json.loads(lzma.decompress((PACK / "texts.json.xz").read_bytes()))
DETECTOR = create(Signals(tomllib.loads((PACK / "pack.toml").read_text())["detector"], PACK))
MATCHER = Matcher(DETECTOR.patterns)
PARTS = [
    "é",
    "\n",
    "# ",
    "MIT license ",
    "licensed under the ",
    "© 2020 Ada ",
    "License: MIT\n",
    "<html>",
    "- ",
    "this license ",
    "GPL v2 ",
    "\u2028",
]


def found(*texts: str, **columns: list[object]) -> list[Finding]:
    values = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    values |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    values |= {name: pa.array(column, RECORD_SCHEMA.field(name).type) for name, column in columns.items()}
    table = pa.RecordBatch.from_arrays([values[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return list(DETECTOR.detect(Batch(Records("a.jsonl", table, 0), MATCHER)))


def licensed(*texts: str, **columns: list[object]) -> list[Finding]:
    return [finding for finding in found(*texts, **columns) if "spdx" in finding.attributes]


def edited(text: str, share: float) -> str:
    words, chance = text.split(" "), random.Random(7)
    return " ".join(chance.choice(["pebble", "moss", "fern"]) if chance.random() < share else word for word in words)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case(case: dict[str, object]) -> None:
    stated = [
        {key: value for key, value in {"level": str(finding.level), **finding.attributes}.items() if key in wanted}
        for finding, wanted in zip(licensed(str(case["text"])), case["finds"], strict=True)  # type: ignore[call-overload]
    ]

    assert stated == case["finds"]


@pytest.mark.parametrize(
    "spdx", ["MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Apache-2.0", "MPL-2.0", "CC-BY-4.0", "OFL-1.1"]
)
def test_a_whole_licence_is_found_and_not_called_modified(spdx: str) -> None:
    (finding,) = licensed("Copyright (c) 2020 Ada Moss\n\n" + TEXTS[spdx]["text"])

    assert (finding.attributes["spdx"], finding.attributes["place"], finding.attributes["modified"]) == (spdx, "text", False)


@pytest.mark.parametrize("spdx", ["MIT", "BSD-3-Clause", "Apache-2.0", "CC-BY-SA-4.0"])
def test_an_edited_licence_is_found_and_called_modified(spdx: str) -> None:
    (finding, *_) = licensed(edited(TEXTS[spdx]["text"], 0.05))

    assert (finding.attributes["spdx"], finding.attributes["modified"]) == (spdx, True)


def test_a_licence_within_prose_is_found_at_its_place() -> None:
    text = "The moss grew. " * 40 + TEXTS["ISC"]["text"] + " The fern stood." * 40

    (finding,) = licensed(text)

    assert abs(finding.span.start - text.index("permission")) < 40
    assert finding.evidence[0].value > 0.98


def test_two_licences_in_a_file_are_two_findings() -> None:
    text = TEXTS["Zlib"]["text"] + "\n\n" + "Moss. " * 30 + "\n\n" + TEXTS["MIT"]["text"]

    assert [finding.attributes["spdx"] for finding in licensed(text)] == ["Zlib", "MIT"]


def test_a_header_is_found_as_the_notice_of_its_licence() -> None:
    (finding,) = licensed(TEXTS["GPL-3.0-or-later"]["header"])

    assert (finding.attributes["spdx"], finding.attributes["place"]) == ("GPL-3.0-or-later", "header")


def test_a_header_of_a_licences_kin_is_not_taken_for_it() -> None:
    (finding,) = licensed(
        TEXTS["GPL-2.0-or-later"]["header"].replace("general", "lesser general").replace("version 2", "version 2.1")
    )

    assert finding.attributes["spdx"] == "LGPL-2.1-or-later"


@pytest.mark.parametrize(
    ("declared", "spdx", "level"),
    [
        ("apache-2.0", "Apache-2.0", "finding"),
        ("cc-by-sa-4.0", "CC-BY-SA-4.0", "finding"),
        ("other", "NOASSERTION", "clue"),
        ("Apche-2.0", "NOASSERTION", "clue"),
    ],
)
def test_a_records_own_field_is_about_the_whole_record(declared: str, spdx: str, level: str) -> None:
    (finding,) = found("Moss.", licence=[declared])

    assert (finding.span, finding.attributes["spdx"], finding.level) == (Span(0, 0), spdx, Level(level))
    assert (finding.attributes["scope"], finding.attributes["place"], finding.attributes["declared"]) == (
        "file",
        "field",
        declared,
    )


def test_an_empty_field_says_nothing() -> None:
    assert found("Moss.", licence=[" "]) == []


def test_marks_that_the_reader_kept_are_weighed_by_place() -> None:
    marks = [
        {"place": "a:figure", "name": "license", "value": "https://creativecommons.org/licenses/by/2.0/"},
        {"place": "a:footer", "name": "license", "value": "https://creativecommons.org/licenses/by-nc/4.0/"},
        {"place": "link", "name": "license", "value": "https://creativecommons.org/licenses/by-sa/4.0/"},
        {"place": "meta", "name": "dcterms.rights", "value": "CC BY-SA 4.0"},
        {"place": "json-ld", "name": "license", "value": "https://creativecommons.org/licenses/by-nd/4.0/"},
        {"place": "meta", "name": "author", "value": "Ada"},
        {"place": "meta", "name": "copyright", "value": "Ada Moss"},
    ]

    findings = found("Moss.", "Fern.", marks=[marks, None])

    assert sorted((str(one.attributes["place"]), one.attributes["spdx"], one.attributes["scope"]) for one in findings) == [
        ("a:figure", "CC-BY-2.0", "element"),
        ("a:footer", "CC-BY-NC-4.0", "element"),
        ("json-ld", "CC-BY-ND-4.0", "page"),
        ("link", "CC-BY-SA-4.0", "page"),
        ("meta", "CC-BY-SA-4.0", "page"),
    ]


def test_findings_of_a_batch_come_by_document_and_start() -> None:
    findings = found("Licensed under the MIT license.", "Moss.", "x. SPDX-License-Identifier: ISC", licence=[None, "MIT", "ISC"])

    assert [(finding.record, finding.span.start) for finding in findings] == [(0, 19), (1, 0), (2, 0), (2, 3)]


def test_surroundings_are_looked_at_only_so_far_up() -> None:
    link = '<a href="https://creativecommons.org/licenses/by/4.0/">x</a>'

    (finding,) = licensed("<html><body><footer>" + "<div>" * 14 + link + "</div>" * 14 + "</footer></body></html>")

    assert finding.attributes["scope"] == "element"


def test_a_file_of_many_licences_is_searched_many_times() -> None:
    names = [name for name in sorted(TEXTS) if name.startswith(("BSD", "HPND", "OLDAP", "CC-BY"))][:40]

    assert len(licensed("\n\nMoss.\n\n".join(TEXTS[name]["text"] for name in names))) >= 24


def test_at_most_five_copyright_notices_are_told() -> None:
    text = "\n".join(f"Copyright (c) {year} Ada Moss {year}" for year in range(2000, 2012))

    assert len(found(text)) == 5


def test_a_page_that_no_parser_reads_still_has_no_licence() -> None:
    assert licensed("<html><a href='https://creativecommons.org/about/'>" + "<b>" * 300) == []


def test_a_page_that_the_parser_refuses_has_no_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        @staticmethod
        def parse(text: str) -> None:
            raise ValueError(text)

    monkeypatch.setattr("resiliparse.parse.html.HTMLTree", Refusing)

    assert licensed('<html><link rel="license" href="https://creativecommons.org/licenses/by/4.0/"></html>') == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=14))
def test_spans_lie_in_the_text_and_marks_taken_off_keep_its_length(parts: list[str]) -> None:
    text = "".join(parts)

    assert len(plain(text)) == len(text)
    for finding in found(text):
        assert text[finding.span.start : finding.span.end] == finding.quote.text
