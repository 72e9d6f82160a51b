"""Folding: what is kept, what is dropped, and the way back."""

import hashlib
import tomllib
import unicodedata
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text import fold_table
from audit.text.fold import fold, fold_text, fold_with_offsets, offsets

MIXED = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("aZ09 .'’<>&;#/=\n\u00adéßﬁ中あ한гЯ𝐀\U00020000각ㅏ가ﷺো")), max_size=80
)

FORMS = ("NFC", "NFD", "NFKC", "NFKD")
SCRIPTS = {
    "Latin": "aeiouzAEIđĐßﬁĳŉǆ½²Ⅷ㎏\u0301\u0323\u031b ơếậữ",
    "Greek and Cyrillic": "αωΐᾳᾼΆϐабйЙїѓ\u0308\u0345",
    "Arabic": "ابلأإﻻﷲﷺﻼﺍﻋـ\u064b\u0651\u0654",
    "Hebrew": "אבשדשּׁﭏﬠײַ\u05c1\u05bc",
    "Indic": "कक़ड़ढ़\u093c\u0941िবো\u09c7\u09beொ\u0bc6\u0bbeෝ\u0ddd",
    "Thai and Lao": "กำ\u0e4d\u0e32ทั้ຫໜຳ",
    "Korean": "가각갂힣아ᄀ하ᅵᆨᇂᆪㄱㅏㅋㄳㅄﾡￂﾣ㉠\u1113\u1176\u11c3\u115f ",
    "Chinese": "中文字書豈㍻㍿⼀𠀀\U0002f800",
    "Japanese": "カガガカハパｶｶﾞﾊﾟ\u3099\u309a゛㌀ーｰヷ",
}


def folded(text: str) -> str:
    return fold_text(text.encode()).stream.tobytes().decode()


@pytest.mark.parametrize(
    ("text", "stream"),
    [
        ("Hello, World 42!", "helloworld42"),
        ("don't don’t", "dontdont"),
        ("hy\u00adphen\u200bated", "hyphenated"),
        ("ﬁne ﬂour ½", "fineflour12"),
        ("Café ÅNGSTRÖM Straße", "cafeangstromstrasse"),
        ("æther Œuvre Øre łódź", "aetheroeuvreorelodz"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "fullwidth"),
        ("а Сору", "acopy"),  # Cyrillic letters that look like Latin ones
        ("𝐁𝐨𝐥𝐝 ①", "bold1"),
        ("中文，字。", "中文字"),
        ("ガｶﾞ", "カカ"),
        ("한국어", "한국어"),
        ("각가각 ㄱㅏㄳ", "각가각갃"),  # jamo, a syllable with a final jamo, compatible ones
        ("ᄀ ᅡ ᆪ ㅋㅋ", "ᄀ아ᄀᄉᄏᄏ"),  # jamo apart
        ("가\u1100 ᄀ\u1113 \u1113ᅡ 가\u1113", "가ᄀᄀᄓᄓ아가ᄓ"),
        ("㈎ᆨ", "가ᄀ"),
        ("ᄀ\u16e2 ᄀ㋡ 각ᆨ", "ᄀᛢᄀツ각ᄀ"),
        ("ﻻ ﷲ أَلِف", "لااللهالف"),
        ("㍿ ㌀", "株式会社アハート"),
        ("\u0bca \u09cb", "\u0bc6\u0bbe\u09c7\u09be"),
        ("กำ שׁ क़", "กาשक"),
        ("٣ ९", "39"),
        ("e\u0301", "e"),
        ("a <b>bold</b> <a href='x'>link</a><br/>", "aboldlink"),
        ("&quot;x&quot; caf&eacute; &#233;&#xE9; don&#39;t &nbsp;", "xcafeeedont"),
        ("&lsquo;a&rsquo; b&apos;s co&shy;op &ccedil; &Ntilde; &ouml; &acirc; &agrave; &oslash; &aring;", "abscoopcnoaaoa"),
    ],
)
def test_folds_to_letters_and_digits(text: str, stream: str) -> None:
    assert folded(text) == stream


@pytest.mark.parametrize(
    ("text", "stream"),
    [
        ("a < b and c > d", "abandcd"),
        ("if a<b then c>d", "ifabthencd"),
        ("<3 you", "3you"),
        ("a <b", "ab"),
        ("x <b c d e> y", "xbcdey"),  # no attribute, so no tag
        ("<" + "a" * 600 + ">", "a" * 600),
        ("R&D AT&T; &zzz", "rdattzzz"),
        ("&#xZZ; &#; &#1234567890; &", "xzz1234567890"),
        ("&#x110000;", "x110000"),
    ],
)
def test_leaves_alone_what_only_looks_like_markup(text: str, stream: str) -> None:
    assert folded(text) == stream


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("...", 0),
        ("one", 1),
        ("one two, three", 3),
        ("don't", 1),
        ("中文字", 3),
        ("カタ", 2),
        ("ｶﾞﾀ", 2),
        ("한국어 말", 2),
        ("naïve\u200bté", 1),
        ("a<br>b", 2),
    ],
)
def test_counts_words(text: str, words: int) -> None:
    raw = text.encode()

    assert fold(np.frombuffer(raw, np.uint8), np.array([0]), np.array([len(raw)])).words.tolist() == [words]


@given(st.sampled_from(sorted(SCRIPTS)).flatmap(lambda script: st.text(st.sampled_from(SCRIPTS[script]), max_size=12)))
def test_a_text_in_any_normal_form_folds_to_the_same_stream(text: str) -> None:
    streams = {form: folded(unicodedata.normalize(form, text)) for form in FORMS}

    assert set(streams.values()) == {folded(text)}


@pytest.mark.parametrize("form", FORMS)
def test_each_code_point_folds_as_its_normal_form_does(form: str) -> None:
    codes = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    codes = [code for code in codes if not set(unicodedata.normalize("NFKD", code)) & set("<&")]  # none that may begin markup

    text = unicodedata.normalize(form, " q ".join(codes))

    assert folded(text).split("q") == folded(" q ".join(codes)).split("q")


@pytest.mark.parametrize("count", [1, 40])
def test_a_text_of_long_ligatures_has_room(count: int) -> None:
    assert folded("ﷺ" * count) == "صلىاللهعليهوسلم" * count


def test_a_jamo_that_is_cut_short_harms_nothing() -> None:
    raw = "가".encode()
    syllable = unicodedata.normalize("NFD", "가").encode()

    assert [fold_text(syllable[:size]).stream.tobytes().decode() for size in (3, 4, 5, 6)] == ["ᄀ", "ᄀ", "ᄀ", "가"]
    assert fold_text(raw + b"\xe1\x86").stream.tobytes().decode() == "가"
    assert fold_text(b"\xd0a \xe4\xb8a \xe4a").stream.tobytes() == b"aaa"


@given(MIXED)
def test_each_byte_of_the_stream_maps_into_the_text_it_comes_from(text: str) -> None:
    stream, back = fold_with_offsets(text)

    assert stream.tobytes() == fold_text(text.encode()).stream.tobytes()
    assert len(back.begins) == len(stream)
    assert np.all(np.diff(back.begins) >= 0)
    assert np.all((back.begins >= 0) & (back.begins < back.finishes) & (back.finishes <= len(text)))
    for byte in range(len(stream)):
        source = text[back.begins[byte] : back.finishes[byte]]
        assert stream[byte : byte + 1].tobytes() in fold_text(source.encode()).stream.tobytes()


@given(MIXED, st.data())
def test_offsets_of_a_stretch_are_those_of_the_whole(text: str, data: st.DataObject) -> None:
    stream, whole = fold_with_offsets(text)
    first = data.draw(st.integers(0, len(stream)))
    last = data.draw(st.integers(first, len(stream)))

    part = offsets(text.encode(), first, last)

    assert part.begins.tolist() == whole.begins[first:last].tolist()
    assert part.words.tolist() == whole.words[first:last].tolist()
    if last > first:
        assert part.span(first, last) == whole.span(first, last)


@given(st.lists(MIXED, max_size=6))
def test_documents_fold_apart(texts: list[str]) -> None:
    raws = [text.encode() for text in texts]
    ends = np.cumsum([len(raw) + 1 for raw in raws]).astype(np.int64) - 1
    starts = ends - np.array([len(raw) for raw in raws], np.int64)

    together = fold(np.frombuffer(b"\x00".join([*raws, b""]), np.uint8), starts, ends)

    for number, raw in enumerate(raws):
        alone = fold_text(raw)
        assert together.stream[together.starts[number] : together.ends[number]].tobytes() == alone.stream.tobytes()
        assert together.words[number] == alone.words[0]


@given(st.binary(max_size=60))
def test_bytes_that_are_no_utf_8_do_no_harm(raw: bytes) -> None:
    stream = fold_text(raw).stream

    stream.tobytes().decode()


@given(MIXED)
def test_folding_again_changes_nothing(text: str) -> None:
    once = folded(text)

    assert folded(once) == once


def test_the_table_is_the_one_that_its_provenance_names() -> None:
    here = Path(fold_table.__file__)
    stated = tomllib.loads(here.with_name("fold_table.toml").read_text("utf-8"))

    assert stated["sha256"] == hashlib.sha256(here.with_name("fold_table.bin").read_bytes()).hexdigest()
    assert len(fold_table.digest()) == 16


def test_the_table_is_made_from_categories_and_lookalikes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold_table, "_CODE_POINTS", 0x1200)
    confusables = {"a": [{"c": "а"}, {"c": "@"}, {"c": "аа"}], "B": [{"c": "В"}], "e": [{"c": "℮"}]}

    made = fold_table.build(fold_table.lookalikes(confusables))

    raw = zlib.decompress(made)
    table, long = np.frombuffer(raw[: 4 * 0x1200], "<u4"), raw[4 * 0x1200 :]
    assert [table[ord(c)] for c in "aA а А В\u0301"] == [97, 97, 0, 97, 0, 97, 0, 98, 1]
    assert table[ord("г")] == 2
    assert table[ord("Г")] == int.from_bytes("г".encode(), "little")
    assert table[0x1161] == int.from_bytes("아".encode(), "little")
    for code, letters in ((0x587, "եւ"), (0x1100, "ᄀ"), (0x11AA, "ᄀᄉ")):
        place = int(table[code]) >> 8
        assert int(table[code]) & 0xFF == fold_table.LONG
        assert long[place : long.index(0, place)].decode() == letters
