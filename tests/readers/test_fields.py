from datetime import date

import pyarrow as pa
import pytest

from audit.model import Piece
from audit.readers.choosing import has_text
from audit.readers.fields import Chooser
from audit.readers.limits import Limits
from audit.readers.rows import Rows
from audit.references.sites import registered_domains


def row(record: dict, **settings: str) -> dict:
    rows = Rows(Piece("", "x", "jsonl", None, 0, 0, options={f"field.{name}": path for name, path in settings.items()}), Limits())
    skips = list(rows.take([record], [0]))
    assert not skips, skips
    return next(rows.flush()).table.to_pylist()[0]


SHAPES = [
    (
        "dolma",
        {
            "id": "x1",
            "text": "T",
            "source": "cc",
            "created": "2023-06-07T08:09:10Z",
            "metadata": {"url": "http://a.example/p", "license": "CC0-1.0"},
        },
        {"record_id": "x1", "source": "cc", "captured": date(2023, 6, 7), "url": "http://a.example/p", "licence": "CC0-1.0"},
    ),
    ("dolma whose id is the page", {"id": "http://a.example/q", "text": "T", "metadata": {}}, {"url": "http://a.example/q"}),
    (
        "c4",
        {"text": "T", "url": "https://b.example/", "timestamp": "2019-04-25T12:57:54Z"},
        {"url": "https://b.example/", "captured": date(2019, 4, 25)},
    ),
    (
        "refinedweb",
        {"content": "T", "url": "https://c.example/", "timestamp": "2022-01-02 03:04:05", "dump": "CC"},
        {"source": "CC"},
    ),
    (
        "redpajama-v2",
        {"raw_content": "T", "url": "http://d.example/", "date_download": "2023-03-04T00:00:00Z", "digest": "sha1"},
        {"captured": date(2023, 3, 4)},
    ),
    ("pile", {"text": "T", "meta": {"pile_set_name": "Pile-CC"}}, {"source": "Pile-CC"}),
    ("meta as JSON", {"text": "T", "meta": '{"url": "http://e.example/", "yymm": "2203"}'}, {"url": "http://e.example/"}),
    ("meta as broken JSON", {"text": "T", "meta": "{broken"}, {"url": None}),
    (
        "oscar",
        {
            "content": "T",
            "warc_headers": {"warc-target-uri": "http://f.example/", "warc-date": "2022-11-28T00:00:00Z"},
            "metadata": {"identification": {"label": "de"}},
        },
        {"url": "http://f.example/", "captured": date(2022, 11, 28), "language": "de"},
    ),
    ("dclm", {"text": "T", "metadata": {"WARC-Target-URI": "http://g.example/"}}, {"url": "http://g.example/"}),
    (
        "hplt",
        {"text": "T", "u": "http://h.example/", "ts": "2021-01-01", "robotstxt": "disallowed"},
        {"marks": [{"place": "record", "name": "robotstxt", "value": "disallowed"}]},
    ),
    ("another scheme", {"text": "T", "url": "ftp://a.example/x"}, {"url": "ftp://a.example/x"}),
    ("a flag for a source", {"text": "T", "source": True}, {"source": None}),
    ("bare host", {"text": "T", "source_domain": "i.example.org"}, {"url": "//i.example.org"}),
    ("a source that is no host", {"text": "T", "source": "common crawl"}, {"url": None, "source": "common crawl"}),
    (
        "the stack",
        {
            "content": "T",
            "max_stars_repo_name": "o/n",
            "max_stars_repo_path": "s/a.py",
            "max_stars_repo_head_hexsha": "ab",
            "max_stars_repo_licenses": ["MIT", "Apache-2.0"],
        },
        {"url": "https://github.com/o/n/blob/ab/s/a.py", "licence": "Apache-2.0 AND MIT"},
    ),
    ("a repository that is none", {"content": "T", "repo_name": "nothing", "path": "a"}, {"url": None}),
    (
        "pushshift submission",
        {
            "title": "Head",
            "selftext": "Body",
            "subreddit": "r",
            "permalink": "/r/r/comments/1/x/",
            "url": "http://j.example/",
            "created_utc": 1375315200,
        },
        {
            "text": "Head\n\nBody",
            "url": "https://www.reddit.com/r/r/comments/1/x/",
            "captured": date(2013, 8, 1),
            "source": "r",
            "title": "Head",
        },
    ),
    (
        "removed submission",
        {"title": "Head", "selftext": "[removed]", "subreddit": "r", "permalink": "/r/r/1/"},
        {"text": "Head"},
    ),
    (
        "pushshift comment",
        {"body": "T", "subreddit": "r", "author": "me", "created_utc": "1375315200"},
        {"author": "me", "captured": date(2013, 8, 1)},
    ),
    ("authors", {"article": "T", "authors": ["A", {"name": "B"}, 3]}, {"author": "A, B"}),
    (
        "numbers as ids",
        {"id": 7, "text": "T", "model": "m-1", "language": None},
        {"record_id": "7", "model": "m-1", "language": None},
    ),
    ("text list", {"texts": ["A", None, "B"], "images": []}, {"text": "A\n\nB"}),
    ("the longest string", {"id": "x", "utterance": "a long one", "note": "a b"}, {"text": "a long one"}),
    ("upper case names", {"Text": "T", "URL": "http://k.example/"}, {"text": "T", "url": "http://k.example/"}),
]


@pytest.mark.parametrize(("record", "expected"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_the_fields_of_a_corpus_family_are_found(record, expected):
    found = row(record)

    assert {name: found[name] for name in expected} == expected


DOMAINS = [
    ("c4 and mc4", {"text": "T", "url": "https://www.a.example.org/x", "timestamp": "2019-04-25T12:57:54Z"}, "example.org"),
    (
        "fineweb",
        {"text": "T", "id": "<urn:uuid:1>", "dump": "CC", "url": "http://example.org/", "file_path": "s3://a/b"},
        "example.org",
    ),
    ("redpajama-v1", {"text": "T", "meta": '{"url": "http://example.org/x", "source": "cc"}'}, "example.org"),
    ("redpajama-v2", {"raw_content": "T", "url": "http://example.org/", "source_domain": "example.org"}, "example.org"),
    ("redpajama-v2 by domain", {"raw_content": "T", "source_domain": "www.example.rs"}, "example.rs"),
    ("oscar-2301", {"content": "T", "warc_headers": {"warc-target-uri": "http://example.org/"}}, "example.org"),
    ("oscar-2109", {"text": "T", "meta": {"headers": {"warc-target-uri": "http://example.org/"}}}, "example.org"),
    ("dolma", {"text": "T", "id": "1", "source": "cc", "metadata": {"url": "http://example.org/"}}, "example.org"),
    ("dolma with metadata as JSON", {"text": "T", "source": "cc", "metadata": '{"url": "http://example.org"}'}, "example.org"),
    ("an id that is a URL", {"text": "T", "id": "http://example.org/q"}, "example.org"),
    ("an id that is a host and a path", {"text": "T", "id": "www.example.org/q"}, "example.org"),
    ("a source that is a URL", {"text": "T", "source": "https://example.org/"}, "example.org"),
    ("a source that is a host", {"text": "T", "source": "example.org"}, "example.org"),
    ("a source that is no host, in metadata", {"text": "T", "metadata": {"source": "cc", "host": "example.org"}}, "example.org"),
    ("dclm", {"text": "T", "metadata": {"WARC-Target-URI": "http://example.org/"}}, "example.org"),
    ("a host in letters beyond ASCII", {"text": "T", "domain": "bücher.example.org"}, "example.org"),
    ("a host with a port and a query", {"text": "T", "url": "example.org:8080?x=1"}, "example.org"),
    ("an address", {"text": "T", "host": "192.168.0.10"}, "192.168.0.10"),
    ("a version", {"text": "T", "id": "10.0.0.10"}, None),
    ("a date", {"text": "T", "id": "2019.12.01"}, None),
    ("a file for an id", {"text": "T", "id": "notes.md"}, None),
    ("a file in an archive", {"text": "T", "source": "corpus.zip/part-1.txt"}, None),
    ("a file for a URL", {"text": "T", "url": "index.html"}, None),
    ("a path", {"text": "T", "url": "/pages/example.org/x"}, None),
    ("a file of a bucket", {"text": "T", "url": "s3://bucket.name/x"}, None),
    ("script", {"text": "T", "url": "javascript:void(0)"}, None),
    ("mail", {"text": "T", "url": "mailto:anna@example.org"}, None),
    ("a name for a source", {"text": "T", "source": "Mr. Baker"}, None),
    ("an abbreviation for a source", {"text": "T", "source": "v1.5"}, None),
    ("no text for a URL", {"text": "T", "url": 7}, None),
    ("a very long URL", {"text": "T", "url": "https://example.org/" + "a" * 1_000_000}, "example.org"),
    ("a very long host", {"text": "T", "url": "a." * 500_000 + "org"}, None),
]


@pytest.mark.parametrize(("record", "domain"), [shape[1:] for shape in DOMAINS], ids=[shape[0] for shape in DOMAINS])
def test_the_registered_domain_of_a_record_is_found_or_there_is_none(record, domain):
    found = registered_domains(pa.array([row(record)["url"]], pa.string()))

    assert found.to_pylist() == [domain]


CHATS = [
    (
        "openai",
        {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]},
        [("user", "Hi"), ("assistant", "Ho")],
    ),
    (
        "parts",
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "A"}, {"type": "image"}, "B"]}]},
        [("user", "A\nB")],
    ),
    ("nested content", {"messages": [{"author": {"x": 1}, "role": "tool", "content": {"parts": ["A"]}}]}, [("tool", "A")]),
    (
        "sharegpt",
        {"id": "1", "conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Ho"}]},
        [("human", "Hi"), ("gpt", "Ho")],
    ),
    ("strings that alternate", {"id": "1", "data": ["Hi", "Ho"]}, [("user", "Hi"), ("assistant", "Ho")]),
    ("turn without role", {"messages": [{"content": "Hi"}, 5]}, [("unknown", "Hi")]),
    (
        "content that is no text",
        {"messages": [{"role": "user", "content": 5}, {"role": "user", "content": "Hi"}]},
        [("user", "Hi")],
    ),
    ("a part that is no text", {"instruction": "Do", "input": 5, "output": "Done"}, [("instruction", "Do"), ("output", "Done")]),
    ("alpaca", {"instruction": "Do", "input": "", "output": "Done"}, [("instruction", "Do"), ("output", "Done")]),
    (
        "alpaca with its prompt",
        {"instruction": "Do", "input": "it", "output": "Done", "text": "Do it Done"},
        [("instruction", "Do"), ("input", "it"), ("output", "Done")],
    ),
    (
        "dolly",
        {"instruction": "Do", "context": "C", "response": "R"},
        [("instruction", "Do"), ("context", "C"), ("response", "R")],
    ),
    ("flan", {"inputs": "Q", "targets": "A"}, [("inputs", "Q"), ("targets", "A")]),
    ("preferences", {"chosen": "good", "rejected": "bad"}, [("chosen", "good"), ("rejected", "bad")]),
    (
        "preferences with turns",
        {"prompt": "P", "chosen": [{"role": "assistant", "content": "A"}]},
        [("prompt", "P"), ("assistant", "A")],
    ),
    ("oasst", {"text": "Hi", "role": "prompter", "parent_id": None}, [("prompter", "Hi")]),
]


@pytest.mark.parametrize(("record", "expected"), [chat[1:] for chat in CHATS], ids=[chat[0] for chat in CHATS])
def test_a_conversation_keeps_who_said_what_where(record, expected):
    found = row(record)

    assert [(turn["role"], found["text"][turn["start"] : turn["end"]]) for turn in found["turns"]] == expected


def test_a_document_without_turns_has_none():
    assert row({"text": "T", "messages": []})["turns"] is None


def test_a_role_that_is_no_string_makes_no_turn():
    assert row({"text": "T", "role": None})["turns"] is None


def test_settings_name_the_fields():
    record = {"a": {"b": [{"c": "T"}]}, "text": "not this", "where": "http://a.example/"}

    found = row(record, text="a.b.0.c", url="where", title="a.x.y")

    assert (found["text"], found["url"], found["title"]) == ("T", "http://a.example/", None)


def test_settings_may_name_a_list_of_turns():
    assert row({"chat": [{"role": "user", "content": "Hi"}]}, text="chat")["turns"][0]["role"] == "user"


def test_a_setting_that_fits_nothing_leaves_no_text():
    rows = Rows(Piece("", "x", "jsonl", None, 0, 0, options={"field.text": "a.b"}), Limits())

    assert [str(skip.reason) for skip in rows.take([{"text": "T"}], [0])] == ["no-text-field"]


def test_later_fields_stand_in_where_the_first_is_empty():
    chooser = Chooser()
    records = [
        {"text": "T", "url": None, "metadata": {"url": "http://a.example/"}},
        {"text": "T", "url": "http://b.example/", "metadata": {"url": "x"}},
    ]

    columns = list(chooser.columns(records))

    assert columns[0].values[1] == ["http://a.example/", "http://b.example/"]


def test_containers_of_other_shapes_are_met_one_by_one():
    chooser = Chooser()
    records = [
        {"text": "T", "meta": {"url": "http://a.example/"}},
        {"text": "T", "meta": {"source": "s"}},
        {"text": "T", "meta": None},
    ]

    assert [columns.values[1] for columns in chooser.columns(records)] == [["http://a.example/"], [None], None]


@pytest.mark.parametrize(
    ("names", "expected"), [(["text"], True), (["Instruction", "output"], True), (["instruction"], False), (["a"], False)]
)
def test_columns_known_to_hold_text_are_told(names, expected):
    assert has_text(names) is expected
