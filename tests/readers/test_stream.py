import bz2
import gzip
import json
import lzma
import random
from functools import lru_cache, partial

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import Piece
from audit.readers.limits import Limits
from audit.readers.stream import Source, compression_of


def squeeze(data: bytes, how: str) -> bytes:
    if how == "zstd":
        return zstandard.ZstdCompressor().compress(data)
    if how == "zstd long":
        parameters = zstandard.ZstdCompressionParameters(window_log=28, enable_ldm=True)
        frame = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
        return frame.compress(data) + frame.flush()
    if how == "lz4":
        import io

        from fastwarc.stream_io import Lz4Writer

        out = io.BytesIO()
        with Lz4Writer(out) as writer:
            writer.write(data)
            writer.close()
            return out.getvalue()
    return {"gzip": gzip.compress, "bz2": bz2.compress, "xz": partial(lzma.compress, preset=0)}[how](data)


def noise(seed: int, count: int) -> list[dict]:
    chance = random.Random(seed)
    return [{"text": " ".join(chance.choices(WORDS, k=30)), "n": n} for n in range(count)]


@lru_cache
def many(seed: int) -> bytes:
    return as_lines(noise(seed, 15_000))


def as_lines(records: list[dict]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]
ALL = ["gzip", "bz2", "xz", "zstd", "zstd long"]


@pytest.mark.parametrize("how", ALL)
def test_a_compression_is_told_by_content_and_read(tmp_path, reading, how):
    (tmp_path / "no-suffix").write_bytes(squeeze(as_lines(noise(1, 50)), how))

    result = reading(tmp_path)

    assert len(result.documents) == 50
    assert result.pieces[0].compression == how.split()[0]


@pytest.mark.parametrize("how", ALL)
def test_members_one_after_the_other_are_one_stream(tmp_path, reading, how):
    parts = [as_lines(noise(seed, 20)) for seed in range(3)]
    (tmp_path / "a.jsonl").write_bytes(b"".join(squeeze(part, how) for part in parts))

    assert len(reading(tmp_path).documents) == 60


@pytest.mark.parametrize("how", ["gzip", "bz2", "xz", "zstd"])
def test_a_truncated_file_gives_what_it_holds_and_says_so(tmp_path, reading, how):
    data = squeeze(many(2), how)
    (tmp_path / "a.jsonl").write_bytes(data[: len(data) * 2 // 3])

    result = reading(tmp_path)

    assert 0 < len(result.documents) < 15_000
    assert result.reasons[-1] == "truncated"
    assert result.documents[-1]["record"] < len(result.documents) + 1


@pytest.mark.parametrize("how", ["gzip", "bz2", "xz", "zstd"])
def test_a_corrupt_file_gives_what_came_before_and_counts_what_is_lost(tmp_path, reading, how):
    data = bytearray(squeeze(many(2), how))
    for place in range(len(data) // 2, len(data) // 2 + 400):
        data[place] ^= 0x5A
    (tmp_path / "a.jsonl").write_bytes(data)

    result = reading(tmp_path)

    assert 0 < len(result.documents) < 15_000
    rest = [skip for skip in result.skips if skip.record is None]
    assert str(rest[0].reason) == "corrupt"
    assert sum(skip.stored_bytes for skip in rest) > 0


def test_after_a_damaged_gzip_member_the_next_ones_are_read(tmp_path, reading):
    members = [gzip.compress(as_lines(noise(seed, 300))) for seed in range(4)]
    members[1] = members[1][:100] + bytes(200) + members[1][300:]
    (tmp_path / "a.jsonl").write_bytes(b"".join(members))

    result = reading(tmp_path)

    texts = {document["text"] for document in result.documents}
    assert {record["text"] for seed in (0, 2, 3) for record in noise(seed, 300)} <= texts
    lost = next(skip for skip in result.skips if skip.record is None)
    assert (str(lost.reason), lost.stored_bytes) == ("corrupt", len(members[1]))


def test_something_else_after_a_gzip_member_is_lost_and_said(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(gzip.compress(as_lines(noise(4, 5))) + b"trailing nonsense")

    result = reading(tmp_path)

    assert len(result.documents) == 5
    assert result.reasons == ["corrupt"]


def test_zeros_after_a_gzip_member_are_padding(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(
        gzip.compress(as_lines(noise(4, 5))) + bytes(600_000) + gzip.compress(as_lines(noise(5, 5))) + bytes(99)
    )

    result = reading(tmp_path)

    assert (len(result.documents), result.skips) == (10, [])


@pytest.mark.parametrize("how", ["gzip", "bz2", "xz", "zstd"])
def test_a_bomb_is_stopped_and_counted(tmp_path, reading, how):
    (tmp_path / "a.jsonl").write_bytes(squeeze(b'{"text": "before"}\n{"text": "' + b"x" * 30_000_000, how))

    result = reading(tmp_path, bomb_bytes=4_000_000, bomb_ratio=200)

    assert result.texts == ["before"]
    assert result.reasons[-1] == "decompression-bomb"
    assert result.decoded < 20_000_000


def test_a_file_that_repeats_itself_a_little_is_no_bomb(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(gzip.compress(b'{"text": "the same again"}\n' * 100_000))

    assert len(reading(tmp_path).documents) == 100_000


def test_a_file_cut_within_its_magic_is_a_skip(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(b"\x1f\x8b\x08\x00")

    assert reading(tmp_path).reasons == ["truncated"]


def test_lz4_is_read(tmp_path, reading):
    (tmp_path / "a.jsonl").write_bytes(squeeze(as_lines(noise(6, 50)), "lz4"))

    assert len(reading(tmp_path).documents) == 50


def test_a_skippable_zstd_frame_shows_zstd():
    assert compression_of(b"\x5d\x2a\x4d\x18\x00\x00\x00\x00") == "zstd"


@settings(max_examples=30, deadline=None)
@given(
    data=st.binary(max_size=5000),
    how=st.sampled_from([None, "gzip", "bz2", "xz", "zstd"]),
    steps=st.lists(st.integers(1, 700), min_size=1),
)
def test_reading_by_any_steps_gives_the_same_bytes(tmp_path_factory, data, how, steps):
    path = tmp_path_factory.mktemp("steps") / "x"
    path.write_bytes(squeeze(data, how) if how else data)
    piece = Piece(str(path), "x", "text", how, path.stat().st_size, 0)

    with Source(piece, Limits()) as source:
        got, step = b"", 0
        while more := source.read(steps[step % len(steps)]):
            got, step = got + more, step + 1

    assert got == data
    assert source.trouble is None


def test_a_source_is_a_file_for_libraries(tmp_path):
    (tmp_path / "x").write_bytes(b"some bytes")
    piece = Piece(str(tmp_path / "x"), "x", "text", None, 10, 0)

    with Source(piece, Limits()) as source:
        buffer = bytearray(4)

        assert source.readable()
        assert (source.readinto(buffer), bytes(buffer), source.tell()) == (4, b"some", 4)
        assert source.read() == b" bytes"
