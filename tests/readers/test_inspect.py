import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from audit.model import Piece
from audit.readers import inspect
from audit.readers.families import family

ENGLISH = "The boat was tied to the wooden pier, and the children were waiting for their father to come home."


@pytest.fixture
def corpus(tmp_path):
    lines = [
        {"id": n, "text": ENGLISH, "source": "s", "added": "2020-01-01", "metadata": {"url": "http://a.example/"}, "tags": ["a"]}
        for n in range(50)
    ]
    for number in range(3):
        (tmp_path / f"part-{number}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "broken\n")
    (tmp_path / "more.json").write_text(json.dumps([{"messages": [{"role": "user", "content": "Hi"}]}]))
    (tmp_path / "t.csv").write_text("text,n\nwords,1\n")
    pq.write_table(pa.table({"content": ["words"], "max_stars_repo_name": ["a/b"]}), tmp_path / "c.parquet")
    with pa.ipc.new_stream(tmp_path / "s.arrow", pa.schema([("text", pa.string())])) as writer:
        writer.write_batch(pa.record_batch({"text": ["words"]}))
    with pa.ipc.new_file(tmp_path / "f.arrow", pa.schema([("text", pa.string())])) as writer:
        writer.write_batch(pa.record_batch({"text": ["words"]}))
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "empty").write_bytes(b"")
    return tmp_path


def test_files_of_one_kind_are_one_group(corpus):
    groups = {group.example: group for group in inspect([corpus]).groups}

    assert groups["part-0.jsonl"].files == 3
    assert {group.format for group in groups.values()} == {"jsonl", "json", "csv", "parquet", "arrow", "arrow-file", "text"}


def test_a_group_says_which_field_is_what(corpus):
    group = inspect([corpus]).groups[0]

    fields = {field.path: (field.types, field.column) for field in group.fields}
    assert fields["text"] == (("string",), "text")
    assert fields["metadata.url"] == (("string",), "url")
    assert fields["id"] == (("integer",), "record_id")
    assert fields["tags"] == (("list of string",), None)


def test_a_group_shows_family_sample_and_languages(corpus):
    group = inspect([corpus]).groups[0]

    assert group.family == "dolma"
    assert group.sample["text"] == ENGLISH
    assert group.languages == {"en": 1.0}
    assert group.filled["url"] == 1.0
    assert group.documents == 150


def test_what_would_be_skipped_is_counted(corpus):
    skips = inspect([corpus]).skips

    assert skips["empty-file"] == 1
    assert skips["malformed-record"] == 3


def test_formats_without_fields_have_none(corpus):
    group = next(group for group in inspect([corpus]).groups if group.format == "text")

    assert (group.fields, group.family) == ((), "text")


def test_a_damaged_file_still_has_its_group(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + bytes(50))

    found = inspect([tmp_path])

    assert (found.groups[0].documents, found.groups[0].sample) == (0, {})
    assert list(found.skips.values()) == [1]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"raw_content": "", "url": "", "date_download": ""}, "redpajama-v2"),
        ({"text": "", "meta": {"pile_set_name": "x"}}, "pile"),
        ({"text": "", "meta": '{"redpajama_set_name": "x"}'}, "redpajama-v1"),
        ({"text": "", "meta": {"url": "u"}}, "redpajama-v1"),
        ({"text": "", "meta": None}, "jsonl"),
        ({"id": "1", "url": "https://en.wikipedia.example/", "title": "", "text": ""}, "wikipedia"),
        ({"id": "1", "url": "https://a.example/", "title": "", "text": ""}, "jsonl"),
        ({"conversations": []}, "sharegpt"),
        ({"subreddit": "", "selftext": "", "title": ""}, "pushshift-submissions"),
        ({}, "jsonl"),
    ],
)
def test_families_are_known_by_their_fields(record, expected):
    assert family(record, Piece("", "", "jsonl", None, 0, 0)) == expected


def test_dumps_are_known_by_their_format():
    assert family({}, Piece("", "", "mediawiki", None, 0, 0)) == "wikipedia"
