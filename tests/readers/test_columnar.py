import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from audit.model import Piece, Skip
from audit.readers import Settings, discover, read

TABLE = pa.table(
    {
        "text": [f"Text {n}." if n % 10 else None for n in range(100)],
        "url": [f"http://a.example/{n}" for n in range(100)],
        "weight": [0.5] * 100,
    }
)


def write(path, kind):
    if kind == "parquet":
        pq.write_table(TABLE, path, row_group_size=10)
    elif kind == "file":
        with pa.ipc.new_file(path, TABLE.schema) as writer:
            writer.write_table(TABLE, max_chunksize=10)
    else:
        with pa.ipc.new_stream(path, TABLE.schema) as writer:
            writer.write_table(TABLE, max_chunksize=10)


KINDS = ["parquet", "file", "stream"]


@pytest.mark.parametrize("kind", KINDS)
def test_rows_are_documents_and_empty_ones_skips(tmp_path, reading, kind):
    write(tmp_path / "data", kind)

    result = reading(tmp_path)

    assert [document["record"] for document in result.documents] == [n for n in range(100) if n % 10]
    assert result.documents[5]["url"] == "http://a.example/6"
    assert result.reasons == ["empty-text"] * 10


@pytest.mark.parametrize("kind", ["parquet", "file"])
def test_a_large_file_is_read_in_pieces(tmp_path, kind):
    write(tmp_path / "data", kind)
    whole = next(iter(discover([tmp_path])))

    pieces = [piece for piece in discover([tmp_path], Settings(piece_bytes=whole.stored_bytes // 4)) if isinstance(piece, Piece)]

    texts = [
        text
        for piece in pieces
        for item in read(piece)
        if not isinstance(item, Skip)
        for text in item.table.column("text").to_pylist()
    ]
    assert texts == [f"Text {n}." for n in range(100) if n % 10]
    assert [piece.order for piece in pieces] == list(range(len(pieces)))
    assert len(pieces) > 1
    assert sum(piece.stored_bytes for piece in pieces) == whole.stored_bytes


@pytest.mark.parametrize("kind", ["parquet", "file"])
def test_a_large_damaged_file_is_one_piece_that_says_why(tmp_path, reading, kind):
    write(tmp_path / "data", kind)
    data = (tmp_path / "data").read_bytes()
    (tmp_path / "data").write_bytes(data[:-200])

    result = reading(tmp_path, Settings(piece_bytes=100))

    assert [piece.order for piece in result.pieces] == [0]
    assert result.skips[-1].record is None
    assert result.skips[-1].stored_bytes > 0


def test_a_truncated_stream_gives_the_batches_it_holds(tmp_path, reading):
    write(tmp_path / "data", "stream")
    data = (tmp_path / "data").read_bytes()
    (tmp_path / "data").write_bytes(data[: len(data) // 2])

    result = reading(tmp_path)

    assert 0 < len(result.documents) < 90
    assert result.reasons[-1] == "truncated"


def test_a_compressed_arrow_file_is_read_as_the_stream_that_it_holds(tmp_path, reading):
    write(tmp_path / "data", "file")
    (tmp_path / "data").write_bytes(gzip.compress((tmp_path / "data").read_bytes()))

    assert len(reading(tmp_path).documents) == 90


def test_a_compressed_parquet_file_asks_to_be_unpacked(tmp_path, reading):
    write(tmp_path / "data", "parquet")
    (tmp_path / "data").write_bytes(gzip.compress((tmp_path / "data").read_bytes()))

    assert reading(tmp_path).reasons == ["unsupported-format"]


def test_a_dataset_folder_has_shards_and_sidecars(tmp_path, reading):
    write(tmp_path / "data-00000-of-00001.arrow", "stream")
    (tmp_path / "state.json").write_text('{"_data_files": [{"filename": "data-00000-of-00001.arrow"}]}')
    (tmp_path / "dataset_info.json").write_text('{"features": {}}')

    result = reading(tmp_path)

    assert len(result.documents) == 90
    assert result.reasons.count("sidecar-file") == 2


def test_columns_without_a_known_name_are_all_looked_at(tmp_path, reading):
    pq.write_table(pa.table({"foo": ["a long text", "b long"], "n": [1, 2]}), tmp_path / "a.parquet")

    assert reading(tmp_path).texts == ["a long text", "b long"]


def test_a_set_field_is_read_beside_the_known_ones(tmp_path, reading):
    pq.write_table(pa.table({"text": ["not this"], "foo": ["this"]}), tmp_path / "a.parquet")

    assert reading(tmp_path, Settings(fields={"text": "foo"})).texts == ["this"]
