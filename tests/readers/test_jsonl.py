import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.model import Skip
from audit.readers import Settings, discover, jsonl, read


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_each_line_is_a_document(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(lines({"text": "One."}, {"text": "Two."}))

    assert reading(tmp_path).texts == ["One.", "Two."]


def test_the_last_line_needs_no_end(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "One."}\n{"text": "Two."}')

    assert reading(tmp_path).texts == ["One.", "Two."]


def test_decoded_bytes_are_those_of_the_file(tmp_path, reading):
    data = lines({"text": "One."}, {"text": ""}, [1], {"text": "Two."}) + b"not json\n"
    (tmp_path / "a.jsonl").write_bytes(data)

    assert reading(tmp_path).decoded == len(data)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{broken", "malformed-record"),
        (b"[1, 2]", "no-text-field"),
        (b"17", "no-text-field"),
        (b'{"id": 7}', "no-text-field"),
        (b'{"text": 7}', "no-text-field"),
        (b'{"text": ""}', "empty-text"),
        (b'{"text": " \\n "}', "empty-text"),
        (b'{"text": null}', "empty-text"),
        (b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested-too-deep"),
    ],
)
def test_a_line_that_is_no_document_is_a_skip_with_its_number(tmp_path, reading, line, reason):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "Before."}\n' + line + b'\n{"text": "After."}\n')

    result = reading(tmp_path)

    assert result.texts == ["Before.", "After."]
    assert [(skip.record, str(skip.reason)) for skip in result.skips] == [(1, reason)]
    assert [document["record"] for document in result.documents] == [0, 2]


def test_blank_lines_are_no_records(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "One."}\n\n \r\n{"text": "Two."}\n')

    assert [document["record"] for document in reading(tmp_path).documents] == [0, 1]


def test_a_bare_string_is_a_document(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "One."}\n"Two."\n""\n')

    assert reading(tmp_path).texts == ["One.", "Two."]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b'{"text": "a\xffb"}', "a�b"),
        (b'{"text": "a\xe2\x82b"}', "a�b"),
        (b'{"text": "a\\ud800b"}', "a�b"),
        (b'{"text": "a\\udc00b"}', "a�b"),
        (b'{"text": "a\\ud83d\\ude00b"}', "a😀b"),
        (b'{"text": "tab\there"}', "tab\there"),
        (b'{"text": "n", "score": NaN}', "n"),
        (b'\xef\xbb\xbf{"text": "mark"}', "mark"),
    ],
)
def test_ill_formed_text_is_mended_and_never_stops_the_reading(tmp_path, reading, line, text):
    (tmp_path / "a.jsonl").write_bytes(line + b'\n{"text": "next"}\n')

    assert reading(tmp_path).texts == [text, "next"]


def test_lone_surrogates_are_mended_in_turns_too(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(b'{"messages": [{"role": "a\\ud800", "content": "x\\ud800y"}]}\n')

    (document,) = reading(tmp_path).documents

    assert (document["text"], document["turns"][0]["role"]) == ("x\ufffdy", "a\ufffd")


def test_a_line_beyond_the_limit_is_skipped_and_the_next_is_read(tmp_path, reading):
    long = b'{"text": "' + b"x" * 600_000 + b'"}'
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "One."}\n' + long + b'\n{"text": "Two."}\n' + long)

    result = reading(tmp_path, record_bytes=300_000)

    assert result.texts == ["One.", "Two."]
    assert result.reasons == ["record-too-large"] * 2
    assert [skip.decoded_bytes for skip in result.skips] == [len(long) + 1, len(long)]


def test_a_long_line_within_the_limit_is_read(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "' + b"x" * 1_500_000 + b'"}\n{"text": "y"}\n')

    assert [len(text) for text in reading(tmp_path).texts] == [1_500_000, 1]


def test_batches_stay_small(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(lines(*({"text": "word " * 200, "n": number} for number in range(2000))))

    result = reading(tmp_path, batch_bytes=200_000)

    assert result.batches > 4
    assert len(result.documents) == 2000


def test_lines_of_different_shapes_keep_their_order(tmp_path, reading):
    records = [{"text": str(n)} if n % 3 else {"url": "http://a.example/", "text": str(n)} for n in range(100)]
    (tmp_path / "a.jsonl").write_bytes(lines(*records))

    assert reading(tmp_path).texts == [str(n) for n in range(100)]


def test_a_thousand_lines_of_one_shape_keep_their_fields(tmp_path, reading):
    records = [{"id": n, "text": f"Text {n}.", "metadata": {"url": f"http://a.example/{n}"}} for n in range(1000)]
    (tmp_path / "a.jsonl").write_bytes(lines(*records))

    documents = reading(tmp_path).documents

    assert [document["record_id"] for document in documents] == [str(n) for n in range(1000)]
    assert [document["url"] for document in documents] == [f"http://a.example/{n}" for n in range(1000)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=st.lists(st.one_of(st.text(min_size=1, max_size=30), st.integers(), st.none()), min_size=1, max_size=60),
    piece_bytes=st.integers(min_value=20, max_value=400),
)
def test_pieces_together_are_the_file_whatever_their_size(tmp_path_factory, records, piece_bytes):
    path: Path = tmp_path_factory.mktemp("pieces") / "a.jsonl"
    path.write_bytes(b'{"text": "first"}\n' + lines(*({"text": record} for record in records)))

    def read_in(size: int) -> list[tuple[int, object]]:
        found, before = [], 0
        for piece in discover([path], Settings(piece_bytes=size)):
            items = list(read(piece))
            count = 0
            for item in items:
                if isinstance(item, Skip):
                    found.append((before + item.record, item.reason))
                    count += 1
                else:
                    found += [(before + row["record"], row["text"]) for row in item.table.to_pylist()]
                    count += len(item.table)
            before += count
        return sorted(found, key=lambda pair: pair[0])

    assert read_in(piece_bytes) == read_in(1 << 30)


def test_pieces_state_their_bytes_and_order(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines(*({"text": "x" * 50} for _ in range(100))))

    pieces = list(discover([tmp_path], Settings(piece_bytes=1000)))

    assert [piece.order for piece in pieces] == list(range(len(pieces)))
    assert sum(piece.stored_bytes for piece in pieces) == (tmp_path / "a.jsonl").stat().st_size
    assert len(pieces) > 3


@given(
    st.lists(
        st.one_of(
            st.builds(lambda text: json.dumps({"id": 1, "text": text}), st.text(max_size=40)),
            st.builds(
                lambda text: json.dumps({"id": 1, "text": text}, ensure_ascii=False), st.text("ab é字\u3000\n\\", max_size=40)
            ),
            st.builds(lambda text: json.dumps({"text": text, "meta": {"url": "https://example.org/a"}}), st.text(max_size=9)),
            st.sampled_from(
                ["", "{", "[1]", '"Bare."', '{"text": "a"}, {"text": "b"}', '{"text": 7}', '{"\\u0074ext": "x", "id": 1}']
            ),
            st.sampled_from(
                ['{"id": 1, "text": "a", "\\u0074ext": "b"}', '{"id": 1, "text": "\\ud800"}', '{"id": 1, "content": "c"}']
            ),
        ),
        max_size=30,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_records_do_not_depend_on_how_their_neighbours_are_read(tmp_path_factory, rows):
    """Blocks of usual lines are taken apart, others parsed: the same line gives the same record in both."""
    folder = tmp_path_factory.mktemp("lines")
    usual = [json.dumps({"id": 1, "text": f"Usual line {number}."}) for number in range(200)]
    odd = "{not JSON"
    (folder / "apart.jsonl").write_text("\n".join([*usual, *rows, *usual]), errors="replace")
    (folder / "parsed.jsonl").write_text("\n".join(f"{line}\n{odd}" for line in [*usual, *rows, *usual]), errors="replace")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonl, "_CHUNK", 200)  # so that a small file is many blocks
        apart, parsed = _seen(folder / "apart.jsonl"), _seen(folder / "parsed.jsonl")

    assert apart == parsed


def _seen(path: Path) -> list[tuple[object, ...]]:
    """What was read, in order, without the odd lines' skips and without numbers."""
    seen: list[tuple[object, ...]] = []
    for piece in discover([path]):
        assert not isinstance(piece, Skip)
        for one in read(piece):
            if isinstance(one, Skip):
                seen += [] if one.detail.startswith("not JSON: Expecting property name") else [(one.reason, one.detail)]
            else:
                columns = ("record_id", "text", "url")
                seen += [tuple(row[name] for name in columns) for row in one.table.to_pylist()]
    return seen
