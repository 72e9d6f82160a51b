"""How findings are stated: what they say of their document, at a cost that does not grow with their number."""

from functools import cached_property
from hashlib import blake2b

import pyarrow as pa

from audit.batch import RECORD_SCHEMA, Batch, Document, Records
from audit.detection import state
from audit.model import Finding, Kind, Level, Span
from audit.text.matcher import Matcher, Pattern

TURNS = [
    {"role": "user", "start": 2, "end": 5},
    {"role": "assistant", "start": 5, "end": 9},
    {"role": "tool", "start": 11, "end": 12},
]


class Detector:
    """States findings that the test asks for."""

    name = "fake"
    version = 1
    patterns: tuple[Pattern, ...] = ()

    def detect(self, batch: Batch) -> list[Finding]:
        return []


class Counting(Document):
    """A document that counts how often its bytes are copied."""

    copies = 0

    @cached_property
    def raw(self) -> bytes:
        self.copies += 1
        return bytes(self.batch.buffer[self.start : self.end])


def _batch(**row: object) -> Batch:
    table = pa.RecordBatch.from_pylist([{"record": 0, **row}], schema=RECORD_SCHEMA)
    return Batch(Records("corpus.jsonl", table, 1), Matcher(()))


def _state(document: Document, start: int) -> Finding:
    return state(Detector(), document, Kind.COPYRIGHT, Level.CLUE, Span(start, start + 1), 1.0)


def test_a_documents_bytes_are_read_once_for_all_its_findings() -> None:
    document = Counting(_batch(text="some words in a row"), 0)

    found = [_state(document, place) for place in range(9)]

    assert document.copies == 1
    assert len({one.fingerprint for one in found}) == 9
    assert document.digest == blake2b(b"some words in a row", digest_size=16).hexdigest()


def test_a_fingerprint_names_the_record_by_id_or_url_or_text() -> None:
    batches = [
        _batch(text="a", record_id="1", url="u"),
        _batch(text="b", record_id="1"),
        _batch(text="a", url="u"),
        _batch(text="b"),
    ]

    prints = [_state(Document(batch, 0), 0).fingerprint for batch in batches]

    assert prints[0] == prints[1]
    assert len(set(prints)) == 3


def test_why_something_is_stated_makes_it_no_other_statement() -> None:
    document = Document(_batch(text="some words"), 0)
    said = [
        {"platform": "news", "because": "harbour"},
        {"platform": "news", "because": "mayor"},
        {"platform": "forum", "because": "mayor"},
    ]

    prints = [state(Detector(), document, Kind.SCRAPED, Level.CLUE, Span(0, 0), 0.5, attributes=one).fingerprint for one in said]

    assert prints[0] == prints[1] != prints[2]


def test_the_turn_that_holds_a_place_is_told() -> None:
    batch = _batch(text="0123456789 1", turns=TURNS)

    told = [_state(Document(batch, 0), place).attributes.get("turn") for place in range(13)]

    assert told == [None, None, *["user"] * 3, *["assistant"] * 4, None, None, "tool", None]
    assert Document(_batch(text="x"), 0).role_at(0) is None
