"""Texts taken out of JSON lines are those that a parser reads; what is unusual is left to the parser."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.json_texts import PLACEHOLDER, take_apart

NAMES = st.text(max_size=8)
VALUES = st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=30), st.lists, max_leaves=4)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60).map(lambda text: f"x{text}")
RECORDS = st.builds(lambda before, text, after: {**before, "text": text, **after}, *[st.dictionaries(NAMES, VALUES), TEXTS] * 2)


def rest_and_texts(block: bytes) -> tuple[list[object], list[str]] | None:
    found = take_apart(block, "text")
    if found is None:
        return None
    assert found.sizes.sum() == len(block)
    pairs = zip(found.bounds[:-1], found.bounds[1:], strict=True)
    return orjson.loads(found.rest), [found.texts[start:end].tobytes().decode() for start, end in pairs]


@given(
    st.lists(st.dictionaries(NAMES.filter(lambda name: name != "text"), VALUES, max_size=3), min_size=1, max_size=4),
    st.lists(TEXTS, min_size=4, max_size=4),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, (" , ", " : "), (",", ":")]),
)
def test_it_reads_what_a_parser_reads(others, texts, ascii_only, first, spaces):
    records = [{"text": text, **other} if first else {**other, "text": text} for other, text in zip(others, texts, strict=False)]
    block = b"".join(json.dumps(record, ensure_ascii=ascii_only, separators=spaces).encode() + b"\n" for record in records)

    found = rest_and_texts(block)

    assert found == ([{**record, "text": PLACEHOLDER} for record in records], [record["text"] for record in records])


@pytest.mark.parametrize("length", range(1, 26))
@pytest.mark.parametrize("mark", ['"', "\\", "\n", "\t", "/", "é", "字", "😀", "\x7f", "\u2028"])
def test_a_special_character_is_read_wherever_it_stands(length, mark):
    for place in range(length):
        text = "a" * place + mark + "b" * (length - place)

        assert rest_and_texts(json.dumps({"text": text}, ensure_ascii=False).encode()) == ([{"text": PLACEHOLDER}], [text])


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (rb'{"text": "\b\f\n\r\t\/\\\""}  ', '\b\f\n\r\t/\\"'),
        (rb'{"text": "\u0041\u00e9\u5B57\ud83d\ude00"}', "Aé字😀"),
        (rb'{"a": {"text": "inner"}, "text": "outer"}', "outer"),
        (rb'{"a": ["text", "text"], "text": "outer", "b": "text"}', "outer"),
        (rb'{"a": "\"text\": \"no\"", "text": "yes"}', "yes"),
        ('{"text": "\u3000字"}'.encode(), "\u3000字"),
        (b'{"text": "One."}\r\n', "One."),
    ],
)
def test_usual_lines(line, text):
    found = rest_and_texts(line)

    assert found is not None
    assert found[1] == [text]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b" ",
        b"\n",
        b"[1]",
        b'"text"',
        b"\xef\xbb\xbf" + b'{"text": "a mark of byte order before it"}',
        b'{"id": 1}',
        b'{"text": 1}',
        b'{"text": null}',
        b'{"text": ["a"]}',
        b'{"text": {"text": "a"}}',
        b'{"a": {"text": "a"}}',
        b'{"text": ""}',
        b'{"text": " \\n "}',
        '{"text": "\u3000\u2003"}'.encode(),
        b'{"text": "a", "text": "b"}',
        b'{"text": "a"',
        b'{"text": "a',
        b'{"text": "a\\',
        b'{"text": "a\\u12',
        b'{"text": "a\\x41"}',
        b'{"text": "a\\u12g4"}',
        b'{"text": "lone \\ud83d"}',
        b'{"text": "lone \\ud83d\\u0041"}',
        b'{"text": "lone \\ude00"}',
        b'{"text": "raw \t control"}',
        b'{"text": "raw \n control"}',
        b'{"id": "raw \t control", "text": "a"}',
        b'{"id": "open, "text": "a"}',
        b'{"text": "a"} ]',
    ],
)
def test_an_unusual_line_is_left_to_the_parser(line):
    assert take_apart(b'{"text": "Before."}\n' + line + b'\n{"text": "After."}\n', "text") is None
