import json

import pytest

RECORDS = [{"id": str(n), "text": f"Text {n}."} for n in range(300)]


@pytest.mark.parametrize(
    "whole",
    [
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2),
        json.dumps({"data": RECORDS}),
        json.dumps({"rows": RECORDS, "more": {"x": [1]}}, indent=1),
        "\n".join(json.dumps(record, indent=1) for record in RECORDS),
        "\ufeff" + json.dumps(RECORDS),
    ],
    ids=["array", "pretty array", "data", "rows", "values one after the other", "with a mark"],
)
def test_records_are_found_in_any_wrapping(tmp_path, reading, whole):
    (tmp_path / "a.json").write_text(whole, encoding="utf-8")

    result = reading(tmp_path)

    assert result.texts == [record["text"] for record in RECORDS]
    assert result.decoded == (tmp_path / "a.json").stat().st_size


def test_a_list_of_strings_is_documents(tmp_path, reading):
    (tmp_path / "a.json").write_text('["One.", "Two.", 3]')

    result = reading(tmp_path)

    assert (result.texts, result.reasons) == (["One.", "Two."], ["no-text-field"])


def test_data_that_are_turns_stay_one_conversation(tmp_path, reading):
    (tmp_path / "a.json").write_text('{"data": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}')

    assert reading(tmp_path).texts == ["Hi\n\nHo"]


def test_a_thread_is_its_posts_with_what_the_thread_says(tmp_path, reading):
    posts = [{"id": 1, "text": "Hello", "date": "2020-05-06", "user": "me", "title": ""}, {"id": 2, "text": "There"}, "no post"]
    (tmp_path / "a.json").write_text(
        json.dumps({"url": "http://f.example/1", "title": "Greetings", "date": "2019-01-01", "posts": posts})
    )

    documents = reading(tmp_path).documents

    assert [(d["record_id"], d["text"], d["author"], str(d["captured"])) for d in documents] == [
        ("1", "Hello", "me", "2020-05-06"),
        ("2", "There", None, "2019-01-01"),
    ]
    assert {(d["url"], d["title"]) for d in documents} == {("http://f.example/1", "Greetings")}


def test_a_thread_without_posts_is_a_record(tmp_path, reading):
    (tmp_path / "a.json").write_text('{"url": "http://f.example/1", "posts": []}')

    assert reading(tmp_path).reasons == ["no-text-field"]


def test_a_truncated_array_gives_what_it_holds(tmp_path, reading):
    (tmp_path / "a.json").write_text(json.dumps(RECORDS)[:5000])

    result = reading(tmp_path)

    assert result.texts == [record["text"] for record in RECORDS[: len(result.texts)]]
    assert len(result.texts) > 50
    assert result.reasons == ["truncated", "truncated"]


def test_an_array_that_breaks_off_says_where(tmp_path, reading):
    (tmp_path / "a.json").write_text(json.dumps(RECORDS[:3])[:-1] + ", nonsense]")

    result = reading(tmp_path)

    assert len(result.texts) == 3
    assert "about byte" in result.skips[-1].detail


def test_a_value_beyond_the_limit_ends_the_file(tmp_path, reading):
    (tmp_path / "a.json").write_text(json.dumps([{"text": "One."}, {"text": "x" * 1_000_000}, {"text": "Two."}]))

    result = reading(tmp_path, record_bytes=200_000)

    assert result.texts == ["One."]
    assert "record-too-large" in result.reasons


def test_an_array_on_one_line_is_streamed_in_batches(tmp_path, reading):
    (tmp_path / "a.json").write_text(json.dumps([{"text": "word " * 100}] * 2000))

    result = reading(tmp_path, batch_bytes=100_000, record_bytes=200_000)

    assert len(result.texts) == 2000
    assert result.batches > 5


def test_ill_formed_bytes_are_mended(tmp_path, reading):
    (tmp_path / "a.json").write_bytes(b'[{"text": "a\xffb"}, {"text": "a\xe2\x82"}]')

    assert reading(tmp_path).texts == ["a�b", "a�"]


def test_brackets_without_end_do_not_crash(tmp_path, reading):
    (tmp_path / "a.json").write_bytes(b"[" * 300_000)

    result = reading(tmp_path)

    assert (result.documents, result.reasons) == ([], ["nested-too-deep"] * 2)
