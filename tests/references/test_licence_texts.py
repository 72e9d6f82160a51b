import json
import lzma
from pathlib import Path

import pytest

from audit.bundled import folder
from audit.model import Span
from audit.references import licence_texts
from audit.references.licence_index import Index, made
from audit.references.licence_texts import LicenceTexts, listed, load

LIST = Path(folder("rules")) / "licence" / "texts.json.xz"
OURS = {
    "Pebble-1.0": {
        "text": listed("You may keep this pebble, lend it and give it away, as long as you tell whoever takes it where it lay.")
    },
    "Moss-1.0": {
        "text": listed(
            "Moss may be walked upon by anybody at any hour of the day, shoes taken off, and no moss shall be carried home."
        )
    },
    "Short": {"text": "too short"},
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Permission, is HEREBY granted.", "permission is hereby granted"),
        ("Copyright (c) <year> <copyright holders>\n\nThe Licence", "the license"),
        ("[yyyy] stays; <name of author> goes", "yyyy stays goes"),
        ("https://example.org", "http example org"),
    ],
)
def test_a_text_is_listed_as_the_words_that_count(text: str, words: str) -> None:
    assert listed(text) == words


def test_a_text_is_found_whatever_its_case_marks_and_comments() -> None:
    text = "# YOU MAY KEEP this pebble; lend it\n# and give it away -- as long as you tell\n# whoever takes it where it lay!"

    (match,) = LicenceTexts(OURS).search(text, [Span(0, len(text))])

    assert (match.spdx, match.recall, match.modified) == ("Pebble-1.0", 1.0, False)
    assert text[match.span.start : match.span.end].startswith("YOU MAY")


def test_two_texts_in_a_window_are_found_by_their_start() -> None:
    text = OURS["Moss-1.0"]["text"] + " and so on it goes " + OURS["Pebble-1.0"]["text"]

    assert [match.spdx for match in LicenceTexts(OURS).search(text, [Span(0, len(text))])] == ["Moss-1.0", "Pebble-1.0"]


@pytest.mark.parametrize(
    "text",
    ["", "You may", "You may keep this pebble, lend it and give it to nobody but your own best friend ever.", "moss " * 200],
)
def test_less_than_most_of_a_text_is_not_found(text: str) -> None:
    assert LicenceTexts(OURS).search(text, [Span(0, len(text))]) == []


NOTICES = {
    "Pebble-1.0": ["this heap is lent under the pebble license", "this heap is lent under the pebble license version 1 0"],
    "GPL-2.0-only": ["kept under the terms of gpl version 2"],
    "Heather-1.0-or-later": ["gather the heather license version 1 0 or any later version at your own pace and leave"],
}
HEADERS = {
    f"Heather-1.0-{later}": {"header": f"gather the heather license version 1 0 {words}at your own pace and leave the roots"}
    for later, words in (("only", ""), ("or-later", "or later "))
}
WORDED = LicenceTexts(Index(made(HEADERS, NOTICES)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This heap is lent, under the Pebble Licence.", [("Pebble-1.0", 8)]),
        ("* This heap is lent under the Pebble Licence, version 1.0", [("Pebble-1.0", 11)]),
        ("This heap is lent under the Pebble Licence, with version 2 in mind.", []),
        ("This heap is lent under the Pebble Licence version 1.0 2", []),
        ("Kept under the terms of GPL version 2. Then home.", [("GPL-2.0-only", 8)]),
        ("Kept under the terms of GPL version 2 or later.", []),
        ("This heap is lent under the pebbles", []),
        ("This heap is lent under the Pebble Licence. This heap is lent under the Pebble Licence.", [("Pebble-1.0", 8)] * 2),
    ],
)
def test_a_notice_is_found_word_by_word_where_no_version_goes_on(text: str, found: list[tuple[str, int]]) -> None:
    assert [(match.spdx, match.template) for match in WORDED.search(text, [Span(0, len(text))])] == found


@pytest.mark.parametrize(
    ("middle", "found"),
    [
        ("1.0 at your own pace and leave the roots", ("Heather-1.0-only", 0)),
        ("1.0 or later at your own pace and leave the roots", ("Heather-1.0-or-later", 0)),
        ("1.0 or any later version at your own pace and leave the roots", ("Heather-1.0-or-later", 17)),
    ],
)
def test_a_header_tells_whether_later_versions_may_be_used(middle: str, found: tuple[str, int]) -> None:
    text = f"Gather the Heather Licence, version {middle}"

    assert [(match.spdx, match.template) for match in WORDED.search(text, [Span(0, len(text))])] == [found]


def test_of_versions_that_are_all_but_alike_the_one_in_the_title_is_found() -> None:
    same = " ".join(f"stone{number}" for number in range(420))
    texts = LicenceTexts({f"Fern-{version}": {"text": same} for version in ("1.0", "1.1")})
    text = f"Fern Licence 1.1 {same}"
    numbered = LicenceTexts({f"Fern-{v}": {"text": f"fern license {v.replace('.', ' ')} {same}"} for v in ("1.0", "1.1")})

    assert [match.spdx for match in numbered.search(text, [Span(0, len(text))])] == ["Fern-1.1"]
    assert [match.spdx for match in texts.search(text, [Span(0, len(text))])] == ["Fern-1.0"]


def test_a_place_ends_where_its_licence_does() -> None:
    heath = " ".join(f"heath{number}" for number in range(30))
    moor = " ".join(f"moor{number}" for number in range(30))
    texts = LicenceTexts({"Heath": {"text": f"{heath} {heath}"}, "Moor": {"text": f"{heath} {moor}"}})
    text = f"{heath} {moor} gone {heath} {heath}"

    assert [(m.spdx, m.precision) for m in texts.search(text, [Span(0, len(text))])] == [("Moor", 1.0), ("Heath", 1.0)]


def test_a_window_is_searched_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licence_texts, "MOST_MATCHES", 1)
    text = OURS["Moss-1.0"]["text"] + " and so on it goes " + OURS["Pebble-1.0"]["text"]

    assert len(LicenceTexts(OURS).search(text, [Span(0, len(text))])) == 1


def test_places_are_right_where_lower_case_is_longer() -> None:
    text = "İİİ " + OURS["Pebble-1.0"]["text"]

    (match,) = LicenceTexts(OURS).search(text, [Span(0, len(text))])

    assert match.span.end == len(text)


def test_the_shipped_list_finds_each_of_a_hundred_texts_again() -> None:
    texts = json.loads(lzma.decompress(LIST.read_bytes()))
    index = load(LIST)
    kin = {"later", "only", "invariants", "RFN", "Exception", "exception", "OLDAP"}
    names = [spdx for spdx in sorted(texts) if not kin & set(spdx.split("-"))][::7]

    found = {
        spdx: [match.spdx for match in index.search(texts[spdx]["text"], [Span(0, len(texts[spdx]["text"]))])] for spdx in names
    }

    assert [spdx for spdx in names if found[spdx] != [spdx]] == []
