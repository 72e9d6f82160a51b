"""A shard, from its bytes to its folder."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from audit.errors import RunError
from audit.model import Piece, Receipt, Shard, Skip, SkipReason
from audit.results import DOCUMENT_SCHEMA, FINDING_SCHEMA
from audit.scan import Plan, Scanner, clear_drafts, load, record_dead, record_unread, shards
from audit.scan.tally import Tally

Corpus = Callable[..., list[Piece]]


def scan(plan: Plan, pieces: list[Piece]) -> Receipt:
    return Scanner(plan)(Shard("key", tuple(pieces)))


def rows(plan: Plan, name: str) -> list[dict[str, object]]:
    return pq.read_table(plan.folder / "key" / f"{name}.parquet").to_pylist()  # type: ignore[no-any-return]


def test_findings_are_written_by_record_and_place(plan: Plan, corpus: Corpus) -> None:
    pieces = corpus(a__jsonl='{"text": "so LOUD and LOUD"}\n{"text": "quiet"}\n{"text": "LOUD"}\n')

    receipt = scan(plan, pieces)

    assert [(row["path"], row["record"], row["start"]) for row in rows(plan, "findings")] == [
        ("a.jsonl", 0, 3),
        ("a.jsonl", 0, 12),
        ("a.jsonl", 2, 0),
    ]
    assert receipt.findings == 3


def test_every_record_read_is_a_document(plan: Plan, corpus: Corpus) -> None:
    pieces = corpus(a__jsonl='{"text": "one two", "url": "https://blog.example.co.uk/x"}\n{"text": "drei"}\n')

    scan(plan, pieces)

    documents = rows(plan, "documents")
    assert [(row["record"], row["domain"], row["bytes"], row["words"]) for row in documents] == [
        (0, "example.co.uk", 7, 2),
        (1, None, 4, 1),
    ]


def test_files_have_the_documented_columns(plan: Plan, corpus: Corpus) -> None:
    scan(plan, corpus(a__txt="quiet"))

    assert pq.read_schema(plan.folder / "key" / "findings.parquet").equals(FINDING_SCHEMA)
    assert pq.read_schema(plan.folder / "key" / "documents.parquet").equals(DOCUMENT_SCHEMA)


def test_skipped_records_are_counted(plan: Plan, corpus: Corpus) -> None:
    receipt = scan(plan, corpus(a__jsonl='{"text": "one"}\n{"text": broken}\n{"text": "two"}\n'))

    (count,) = receipt.pieces
    assert (count.records, count.documents, count.opened) == (3, 2, True)
    assert count.skipped_bytes > 0
    assert list(receipt.skip_counts) == ["malformed-record"]
    assert receipt.reusable


def test_a_detector_that_raises_costs_its_document_only(plan: Plan, corpus: Corpus) -> None:
    receipt = scan(plan, corpus(a__jsonl='{"text": "LOUD"}\n{"text": "FAIL"}\n{"text": "LOUD"}\n'))

    assert [row["record"] for row in rows(plan, "findings")] == [0, 2]
    (skip,) = receipt.skips
    assert (skip.record, skip.reason, skip.detail) == (1, SkipReason.DETECTOR_FAILED, "shout: ValueError: it shouted FAIL")
    assert (receipt.pieces[0].documents, receipt.pieces[0].records, receipt.pieces[0].skipped_bytes) == (3, 3, 4)
    assert not receipt.reusable


def test_a_reader_that_raises_costs_the_rest_of_its_piece(plan: Plan, corpus: Corpus) -> None:
    (piece,) = corpus(a__txt="LOUD")

    receipt = scan(plan, [replace(piece, format="unheard-of"), piece])

    assert [skip.reason for skip in receipt.skips] == [SkipReason.READER_FAILED]
    assert [count.opened for count in receipt.pieces] == [False, True]
    assert len(rows(plan, "findings")) == 1


def test_a_record_without_a_size_counts_like_the_others(plan: Plan, corpus: Corpus) -> None:
    receipt = scan(plan, corpus(a__json='[{"text": "one"}, {"number": 1}, {"text": "six"}, {"number": 2}]'))

    (count,) = receipt.pieces
    assert (count.records, count.documents) == (4, 2)
    assert count.skipped_bytes == count.decoded_bytes // 2


def test_a_file_of_which_nothing_was_read_is_lost(corpus: Corpus) -> None:
    (piece,) = corpus(a__txt="four")
    tally = Tally()
    with tally.piece(piece) as count:
        count.skip(Skip(piece.name, 0, SkipReason.NO_TEXT_FIELD, "fields: number"))

    assert tally.receipt("key", 0, 0.0).pieces[0].lost_bytes == 4


def test_a_file_that_went_away_is_tried_again_next_time(plan: Plan, corpus: Corpus) -> None:
    (piece,) = corpus(a__txt="LOUD")
    Path(piece.path).unlink()

    receipt = scan(plan, [piece])

    assert (receipt.pieces[0].opened, receipt.pieces[0].lost_bytes) == (False, piece.stored_bytes)
    assert load(plan.folder, "key") is None


def test_a_finished_shard_is_found_again(plan: Plan, corpus: Corpus) -> None:
    receipt = scan(plan, corpus(a__jsonl='{"text": "LOUD"}\n[1]\n'))

    assert load(plan.folder, "key") == receipt


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"key": 1}'])
def test_a_broken_receipt_is_no_receipt(plan: Plan, corpus: Corpus, content: str) -> None:
    scan(plan, corpus(a__txt="LOUD"))
    (plan.folder / "key" / "receipt.json").write_text(content)

    assert load(plan.folder, "key") is None


def test_a_shard_replaces_what_lies_in_its_place(plan: Plan, corpus: Corpus) -> None:
    (plan.folder / "key").mkdir()

    scan(plan, corpus(a__txt="LOUD"))

    assert load(plan.folder, "key") is not None


def test_no_drafts_are_left(plan: Plan, corpus: Corpus) -> None:
    scan(plan, corpus(a__txt="LOUD"))

    assert [path.name for path in plan.folder.iterdir()] == ["key"]


def test_drafts_of_ended_workers_can_be_cleared(plan: Plan, corpus: Corpus) -> None:
    scan(plan, corpus(a__txt="LOUD"))
    (plan.folder / ".other.1234").mkdir()
    (plan.folder / ".other.1234" / "findings.parquet").touch()

    clear_drafts(plan.folder)

    assert [path.name for path in plan.folder.iterdir()] == ["key"]


def test_a_folder_that_cannot_be_written_is_told(plan: Plan, corpus: Corpus) -> None:
    pieces = corpus(a__txt="LOUD")
    blocked = plan.folder / "file"
    blocked.touch()

    with pytest.raises(RunError, match=r"cannot write to .*; make it writable, or give another place"):
        Scanner(replace(plan, folder=blocked))(Shard("key", tuple(pieces)))


def test_a_scanner_goes_to_workers_without_what_it_made(plan: Plan, corpus: Corpus) -> None:
    scanner = Scanner(plan)
    scanner(Shard("key", tuple(corpus(a__txt="LOUD"))))

    assert vars(pickle.loads(pickle.dumps(scanner))) == {"plan": plan}


def test_a_dead_shard_counts_all_its_bytes_as_lost(plan: Plan, corpus: Corpus) -> None:
    pieces = corpus(a__txt="LOUD", b__txt="quiet")

    receipt = record_dead(plan.folder, Shard("key", tuple(pieces)), "ended by SIGKILL")

    assert [(count.name, count.opened, count.lost_bytes) for count in receipt.pieces] == [
        ("a.txt", False, 4),
        ("b.txt", False, 5),
    ]
    assert receipt.skip_counts == {"worker-died": (2, 0, 9)}
    assert rows(plan, "documents") == []
    assert load(plan.folder, "key") is None


def test_unread_files_are_counted_where_text_may_be_lost(plan: Plan) -> None:
    lost = Skip("a.bin", None, SkipReason.UNSUPPORTED, "no known format", stored_bytes=10)
    harmless = Skip("b.txt", None, SkipReason.EMPTY_FILE, "")

    receipt = record_unread(plan.folder, [lost, harmless])

    assert [(count.name, count.opened, count.lost_bytes) for count in receipt.pieces] == [("a.bin", False, 10)]
    assert receipt.skip_counts == {"unsupported-format": (1, 0, 10), "empty-file": (1, 0, 0)}


def test_a_receipt_shows_the_first_hundred_skips_of_a_reason(plan: Plan) -> None:
    receipt = record_unread(plan.folder, [Skip(f"{number}", None, SkipReason.EMPTY_FILE, "") for number in range(130)])

    assert len(receipt.skips) == 100
    assert receipt.skip_counts["empty-file"][0] == 130


def test_many_findings_are_written_in_parts(plan: Plan, corpus: Corpus) -> None:
    line = '{"text": "' + "LOUD " * 700 + '"}\n'

    scan(plan, corpus(a__jsonl=line * 6))

    assert len(rows(plan, "findings")) == 4200


def test_shards_of_a_plan_have_its_digest_in_their_keys(plan: Plan, corpus: Corpus) -> None:
    pieces = corpus(a__txt="LOUD")

    (mine,), (other,) = list(shards(pieces, plan)), list(shards(pieces, replace(plan, digest="other")))

    assert mine.key != other.key


def test_a_rehearsal_leaves_nothing(plan: Plan) -> None:
    Scanner(plan).rehearse()

    assert list(plan.folder.iterdir()) == []
