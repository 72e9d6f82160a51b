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
from audit.references.licence_prints import Prints, prints
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


def batch_of(*texts: str, **columns: list[object]) -> Batch:
    values = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    values |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    values |= {name: pa.array(column, RECORD_SCHEMA.field(name).type) for name, column in columns.items()}
    table = pa.RecordBatch.from_arrays([values[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return Batch(Records("a.jsonl", table, 0), MATCHER)


def found(*texts: str, **columns: list[object]) -> list[Finding]:
    return list(DETECTOR.detect(batch_of(*texts, **columns)))


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


def test_what_was_changed_in_a_licence_is_told() -> None:
    changed = TEXTS["ISC"]["text"].replace("with or without fee", "for a small fee").replace("all copies", "all printed copies")

    (finding,) = licensed(changed)

    assert finding.attributes["changes"] == "-[with or without] +[for a small] +[printed]"
    assert {one.measure: one.value for one in finding.evidence if one.unit == "words"} == {"words-added": 4, "words-removed": 3}


@pytest.mark.parametrize(
    ("spdx", "share", "level"), [("MPL-2.0", 0.6, "finding"), ("MPL-2.0", 0.4, "clue"), ("MIT", 0.6, "clue")]
)
def test_a_licence_that_is_cut_off_is_told_as_a_part(spdx: str, share: float, level: str) -> None:
    words = TEXTS[spdx]["text"].split()

    (finding,) = [one for one in licensed(" ".join(words[: int(len(words) * share)])) if one.attributes.get("part")]

    assert (str(finding.level), finding.attributes["modified"]) == (level, True)
    assert finding.evidence[-1].measure == "licences-as-like"


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


CARDS = [
    ("---\nlicense: cc-by-sa-4.0\ntask_categories:\n- summarization\n---\n# Moss\n", ["CC-BY-SA-4.0"]),
    ("---\nlanguage: en\nlicense:\n- mit\n- apache-2.0\n---\n# Moss\n", ["MIT", "Apache-2.0"]),
    ("---\nlicense: [mit, 'isc']\ntags: [moss]\n---\n", ["MIT", "ISC"]),
    ("---\nlicense: other\nlicense_name: llama3.1\ntags: []\n---\n", ["LicenseRef-scancode-llama-3.1-license-2024"]),
    ("---\nlicense: other\nlicense_link: https://ai.google.dev/gemma/terms\n---\n", ["LicenseRef-gemma-terms"]),
    ("---\nlicense: Mosslicence\npretty_name: Moss\n---\n", ["NOASSERTION"]),
    ("cff-version: 1.2.0\ntitle: Moss\nlicense: CC-BY-4.0\n", ["CC-BY-4.0"]),
    ('{"@type": "sc:Dataset", "license": "https://creativecommons.org/licenses/by/4.0/"}', ["CC-BY-4.0"]),
    ('{"@type": "Dataset", "license": {"@id": "https://spdx.org/licenses/ISC"}}', ["ISC"]),
    ('{"resources": [], "licenses": [{"name": "ODC-PDDL-1.0", "path": 1}, {"title": "none"}]}', ["NOASSERTION"]),
    ('{"resources": [], "licenses": [{"path": "https://opendatacommons.org/licenses/pddl/"}]}', ["PDDL-1.0"]),
    ('{"@type": "Dataset", "license": "CC-BY\\u002d4.0"}', ["CC-BY-4.0"]),
]


@pytest.mark.parametrize(("text", "ids"), CARDS)
def test_a_file_that_describes_a_dataset_declares_its_licence(text: str, ids: list[str]) -> None:
    told = [(one.attributes["scope"], one.attributes["spdx"]) for one in licensed(text) if one.attributes["place"] == "card"]

    assert told == [("dataset", spdx) for spdx in ids]


def test_what_a_card_says_further_down_is_about_the_dataset_too() -> None:
    card = "---\nlicense: mit\ntags: [moss]\n---\n\n## License\n\nThe moss is licensed under CC BY 4.0.\n"

    assert [(one.attributes["scope"], one.attributes["spdx"]) for one in licensed(card)] == [
        ("dataset", "MIT"),
        ("dataset", "CC-BY-4.0"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Moss\nlicense: mit\n---\nA page of a blog.\n",
        '{"@type": "Person", "license": "MIT"}',
        '{"license": "MIT", broken',
        '["license", {"license": "MIT"}]',
    ],
)
def test_other_files_are_no_cards(text: str) -> None:
    assert [one.attributes["scope"] for one in licensed(text) if one.attributes["scope"] == "dataset"] == []


@pytest.mark.parametrize(
    "condition",
    [
        "Please do not sell copies of it unless you ask first.",
        "It may be used for non-commercial purposes only.",
        "The Commons Clause applies as well.",
        "Academic use only.",
    ],
)
def test_a_condition_beside_a_licence_is_a_finding_of_its_own(condition: str) -> None:
    text = f"The book of moss is licensed under CC BY-SA 4.0. {condition}"

    (one,) = [finding for finding in found(text) if finding.attributes.get("notice") == "extra_condition"]

    assert condition.split(".")[0] in text[one.span.start : one.span.end]
    assert "spdx" not in one.attributes


@pytest.mark.parametrize(
    "text",
    [
        "Please do not sell copies of it.",
        "The book is licensed under CC BY-SA 4.0." + " Moss grew on." * 80 + " Please do not sell the moss.",
        "Licensed under NonCommercial terms. For non-commercial use only.",
    ],
)
def test_a_condition_away_from_a_licence_is_none(text: str) -> None:
    assert [one for one in found(text) if one.attributes.get("notice") == "extra_condition"] == []


def test_two_marks_of_one_condition_are_told_once() -> None:
    text = "The moss is licensed under CC BY 4.0. Personal use only, do not sell it, and not for resale."

    assert len([one for one in found(text) if one.attributes.get("notice") == "extra_condition"]) == 1


def test_the_licence_of_a_model_is_found_by_its_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    ours = " ".join(chance.choice(["moss", "fern", "stone", "heath", "license", "model", "may"]) for _ in range(900))
    own = create(Signals(tomllib.loads((PACK / "pack.toml").read_text())["detector"], PACK))
    monkeypatch.setitem(own.__dict__, "_prints", Prints({"LicenseRef-moss": prints(ours)}))
    batch = batch_of(f"The Gemma model derivatives, by this license: {ours}")

    (finding,) = [one for one in own.detect(batch) if one.attributes.get("spdx") == "LicenseRef-moss"]

    assert (finding.attributes["place"], finding.attributes["modified"], finding.score) == ("text", False, 1.0)


def test_a_tag_in_the_last_lines_of_a_licence_is_about_its_text() -> None:
    text = TEXTS["MPL-2.0"]["text"] + "\n\nThe text of this license:\n\nSPDX-License-Identifier: CC-BY-4.0\n"

    assert [(one.attributes["spdx"], str(one.level)) for one in licensed(text)] == [("MPL-2.0", "finding"), ("CC-BY-4.0", "clue")]


def test_an_exact_version_beside_a_notice_of_it_and_later_ones_is_a_clue() -> None:
    text = TEXTS["GPL-3.0-or-later"]["header"] + "\n\nPebble comes with more, all under the GNU GPL version 3 section 7.\n"

    assert [(one.attributes["spdx"], str(one.level)) for one in licensed(text)] == [
        ("GPL-3.0-or-later", "finding"),
        ("GPL-3.0-only", "clue"),
    ]


PAGE = """<html><body><article>{}</article></body></html>"""


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ("Dieser Text steht unter der Lizenz {}. Die Fotos dürfen nicht verwendet werden, das Bild auch nicht.", "page"),
        ("Dieser Text gehört uns. Das Foto von Ada Moss steht unter der Lizenz {}. So viel dazu und mehr nicht.", "element"),
        (
            "この作品は {} の下に提供されています。苔と石の話をここに書きました。もっと長い文です。苔は緑です。石は灰色です。",
            "page",
        ),
    ],
)
def test_only_the_sentence_of_a_link_tells_whether_it_is_about_a_picture(said: str, scope: str) -> None:
    link = '<a href="https://creativecommons.org/licenses/by-nd/4.0/">CC BY-ND 4.0</a>'

    assert [one.attributes["scope"] for one in licensed(PAGE.format(f"<p>{said.format(link)}</p>"))][:1] == [scope]


def test_a_link_without_words_is_weighed_by_all_around_it() -> None:
    link = '<a href="https://creativecommons.org/licenses/by-nd/4.0/"><b></b></a>'
    page = PAGE.format(f"<p>A photo of moss on stones, taken one day in May by Ada Moss {link} and by nobody else.</p>")

    assert [one.attributes["scope"] for one in licensed(page)][:1] == ["element"]


def test_a_long_text_of_blank_and_set_in_lines_is_read_in_no_time() -> None:
    text = "Stones::\n" + "   \n    moss\n" * 400 + "    license: MIT\n" + "   \n" * 4000 + "\nlicense: ISC\n"

    assert [one.attributes["spdx"] for one in licensed(text)] == ["MIT", "ISC"]


def test_the_same_copyright_notice_twice_is_told_once() -> None:
    assert len(found("Copyright (c) 2020 Ada Moss\n\nMoss.\n\nCopyright (c) 2020 Ada Moss\n")) == 1


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
