"""The index over licence texts: what it holds, and that it is made once."""

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from audit.references import licence_index
from audit.references.licence_index import Index, codes, made

TEXTS = {
    "Pebble-1.0": {
        "text": "you may keep this library pebble for 3 days and lend it",
        "header": "see the pebble license in its own file please",
    },
    "Moss-1.0": {"text": "moss may be walked upon by anybody at any hour of the day"},
    "Short": {"text": "too short"},
}


def _list(folder: Path) -> Path:
    path = folder / "texts.json.xz"
    path.write_bytes(lzma.compress(json.dumps(TEXTS).encode()))
    return path


def test_an_entry_is_a_text_of_enough_words_or_a_header() -> None:
    index = Index(made(TEXTS))

    assert [(index.entry(n).spdx, index.entry(n).is_header) for n in range(len(index))] == [
        ("Pebble-1.0", False),
        ("Pebble-1.0", True),
        ("Moss-1.0", False),
    ]


def test_an_entry_tells_its_numerals_and_decisive_words() -> None:
    index = Index(made(TEXTS))

    entry = index.entry(0)

    assert entry.numbers == {index.numbers["library"]}
    assert entry.kin == {index.numbers["library"]}
    assert len(entry.words) == 12
    assert ord(entry.words[0]) == index.numbers["you"]


def test_the_numerals_of_a_text_count_where_there_are_other_versions_of_it() -> None:
    index = Index(made({**TEXTS, "Pebble-2.0": TEXTS["Pebble-1.0"]}))

    assert index.entry(0).numbers == {index.numbers["3"], index.numbers["library"]}


def test_notices_are_kept_by_their_first_words_the_longest_first() -> None:
    index = Index(made({}, {"Moss-1.0": ["take this moss and go", "take this moss and go home now"], "Fern-1.0": ["a b c d"]}))
    words = np.array([index.numbers[word] for word in "take this moss and".split()], np.uint32)

    assert [(one.spdx, one.length) for one in index.templates(int(codes(words)[0]))] == [("Moss-1.0", 7), ("Moss-1.0", 5)]
    assert index.templates(7) == []


def test_notices_beside_a_list_are_part_of_its_index(tmp_path: Path) -> None:
    path = _list(tmp_path)
    path.with_name("notices.json.xz").write_bytes(lzma.compress(b'{"Moss-1.0":["take this moss and go"]}'))

    assert len(licence_index.kept(path).openings) == 1


def test_an_index_over_nothing_is_empty() -> None:
    index = Index(made({}))

    assert len(index) == 0
    assert index.numbers == {}


def test_an_index_is_made_once_and_then_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = licence_index.kept(_list(tmp_path))
    monkeypatch.setattr(licence_index, "made", lambda _: pytest.fail("made again"))

    again = licence_index.kept(_list(tmp_path))

    assert [again.entry(n) for n in range(len(again))] == [first.entry(n) for n in range(len(first))]
    assert again.runs.tolist() == first.runs.tolist()


def test_without_a_cache_folder_an_index_is_made_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.text.cache.folder", lambda: None)

    assert len(licence_index.kept(_list(tmp_path))) == 3
