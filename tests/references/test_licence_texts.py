import json
import lzma
from pathlib import Path

import pytest

from audit.bundled import folder
from audit.model import Span
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
