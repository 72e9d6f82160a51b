"""A run's shards become one database, the same whatever their order, and one that cannot be used says how to mend it."""

import subprocess
import sys
from pathlib import Path

import duckdb
import orjson
import pytest

from audit.errors import RunError
from audit.store import Store
from audit.store.database import comments, schema, statement

SPLIT = {"name": "b.jsonl", "records": 2, "documents": 2}


def test_findings_are_told_as_the_contract_says(shard, taken) -> None:
    measure = {"measure": "weight", "value": 2.0, "unit": "marks"}
    seen = {
        "record_id": "7",
        "url": "http://a.example/",
        "reference": "list",
        "attributes": {"platform": "forum", "quoted": True},
    }
    shard("s", [{}], [{}], [{**seen, "evidence": [measure]}])

    assert list(taken().findings()) == [
        {
            "document": "a.jsonl#0",
            "path": "a.jsonl",
            "record": 0,
            "record_id": "7",
            "url": "http://a.example/",
            "detector": "case",
            "kind": "scraped",
            "start": 0,
            "end": 4,
            "score": 0.9,
            "level": "finding",
            "reference": "list",
            "attributes": {"platform": "forum", "quoted": True},
            "evidence": [measure],
            "fingerprint": "a.jsonl-0-0-case",
        }
    ]


def test_records_are_numbered_through_their_file(shard, taken) -> None:
    shard(
        "later",
        [{**SPLIT, "order": 1}],
        [{"path": "b.jsonl", "piece": 1, "record": 1}],
        [{"path": "b.jsonl", "piece": 1, "record": 1}],
    )
    shard("first", [{**SPLIT, "order": 0, "records": 5}], [{"path": "b.jsonl", "record": 4}], [{"path": "b.jsonl", "record": 4}])

    assert [row["document"] for row in taken().findings()] == ["b.jsonl#4", "b.jsonl#6"]


def test_a_skipped_record_is_numbered_through_its_file(shard, taken) -> None:
    shard("first", [{**SPLIT, "order": 0}])
    skips = [
        {"path": "b.jsonl", "record": 1, "reason": "malformed-record"},
        {"path": "c.gz", "reason": "truncated", "detail": "ends early"},
    ]
    shard("later", [{**SPLIT, "order": 1}], skips=skips, skip_counts={"malformed-record": (1, 9, 0), "truncated": (1, 0, 5)})

    rows = {row["reason"]: row for row in taken().query("report_skips")}

    assert rows["malformed-record"]["example"] == "b.jsonl#3: "
    assert rows["truncated"] == {
        "reason": "truncated",
        "loses": True,
        "skips": 1,
        "decoded_bytes": 0,
        "stored_bytes": 5,
        "example": "c.gz: ends early",
    }


def test_only_the_shards_of_the_manifest_count(shard, taken, tmp_path: Path) -> None:
    shard("old", [{}], [{}], [{}])
    shard("new", [{"name": "n.jsonl"}], [{"path": "n.jsonl"}], [{"path": "n.jsonl"}])
    (tmp_path / "run.json").write_bytes(orjson.dumps({"shards": ["new"]}))

    assert [row["path"] for row in taken().findings()] == ["n.jsonl"]
    assert [row["path"] for row in taken(["old"]).findings()] == ["a.jsonl"]


def test_without_a_manifest_unfinished_shards_do_not_count(shard, taken) -> None:
    shard("done", [{}], [{}], [{}])
    shard(".draft", [{}], [{}], [{}])

    assert len(list(taken().findings())) == 1


def test_a_run_without_shards_is_taken_in(taken) -> None:
    assert list(taken().findings()) == []


def test_the_same_shards_give_the_same_database(shard, taken) -> None:
    shard("one", [{}], [{}], [{"start": 2}, {"start": 0}])
    shard("two", [{"name": "b.jsonl"}], [{"path": "b.jsonl"}], [{"path": "b.jsonl"}])

    assert list(taken(["one", "two"]).findings()) == list(taken(["two", "one"]).findings())


LICENCES = [
    ("a licence of the page", "finding", {"spdx": "MIT", "scope": "page"}, True),
    ("a licence of an image", "finding", {"spdx": "MIT", "scope": "element"}, False),
    ("a clue", "clue", {"spdx": "MIT", "scope": "page"}, False),
    ("a licence without a name", "finding", {"spdx": "NOASSERTION", "scope": "page"}, False),
    ("all rights reserved", "finding", {"spdx": "LicenseRef-all-rights-reserved", "scope": "page"}, False),
]


@pytest.mark.parametrize(("level", "attributes", "licensed"), [case[1:] for case in LICENCES], ids=[case[0] for case in LICENCES])
def test_a_document_is_licensed_by_what_covers_it_whole(shard, taken, level, attributes, licensed) -> None:
    shard("s", [{}], [{}], [{"kind": "licence", "level": level, "attributes": attributes}])

    assert taken().query("report_coverage")[0]["documents_without_licence"] == (0 if licensed else 1)


def test_a_declared_licence_that_is_blank_is_none(shard, taken) -> None:
    shard("s", [{"records": 2}], [{"licence": " "}, {"record": 1, "licence": "MIT"}])

    assert taken().query("report_coverage")[0]["documents_without_licence"] == 1


def test_a_store_is_opened_again_with_what_it_held(shard, tmp_path: Path) -> None:
    shard("s", [{}], [{}], [{}])
    with Store.create(tmp_path / "audit.duckdb") as store:
        store.ingest(tmp_path)

    with Store.open(tmp_path / "audit.duckdb") as store:
        assert len(list(store.findings())) == 1


def test_a_store_is_made_anew_over_an_old_one(shard, tmp_path: Path) -> None:
    for _ in range(2):
        with Store.create(tmp_path / "audit.duckdb") as store:
            store.ingest(tmp_path)

    with Store.open(tmp_path / "audit.duckdb") as store:
        assert list(store.findings()) == []


def test_no_store_is_a_mend_to_scan(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="is not there; run `corpus-audit scan` first"):
        Store.open(tmp_path / "audit.duckdb")


def test_a_store_whose_ingest_broke_off_is_refused(tmp_path: Path) -> None:
    Store.create(tmp_path / "audit.duckdb").close()

    with pytest.raises(RunError, match="is unfinished or of another version"):
        Store.open(tmp_path / "audit.duckdb")


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "audit.duckdb")).close()

    with pytest.raises(RunError, match="is unfinished or of another version"):
        Store.open(tmp_path / "audit.duckdb")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "audit.duckdb").write_bytes(b"no database at all" * 1000)

    with pytest.raises(RunError, match="is not a database of corpus-audit; remove it"):
        Store.open(tmp_path / "audit.duckdb")


def test_a_damaged_database_is_refused(shard, tmp_path: Path) -> None:
    path = tmp_path / "audit.duckdb"
    with Store.create(path) as store:
        store.ingest(tmp_path)
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    path.write_bytes(content)

    with pytest.raises(RunError, match=r"is damaged|cannot be opened"):
        Store.open(path)


def test_a_folder_in_its_place_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "audit.duckdb").mkdir()

    with pytest.raises(RunError, match="cannot be replaced"):
        Store.create(tmp_path / "audit.duckdb")
    with pytest.raises(RunError, match="cannot be opened"):
        Store.create(tmp_path / "none" / "audit.duckdb")


def test_a_store_that_another_process_holds_is_refused(shard, tmp_path: Path) -> None:
    path = tmp_path / "audit.duckdb"
    with Store.create(path) as store:
        store.ingest(tmp_path)
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"

        with pytest.raises(RunError, match="is in use by another process"):
            Store.open(path)
        other.communicate()


def test_a_manifest_that_is_damaged_is_refused(taken, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{")

    with pytest.raises(RunError, match="is damaged; run `corpus-audit scan` again"):
        taken()


@pytest.mark.parametrize("content", [None, b"{"], ids=["missing", "damaged"])
def test_a_shard_without_a_receipt_is_refused(taken, tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "shards" / "s").mkdir(parents=True)
    if content:
        (tmp_path / "shards" / "s" / "receipt.json").write_bytes(content)

    with pytest.raises(RunError, match="has no readable receipt; scan again"):
        taken(["s"])


def test_a_shard_whose_findings_are_damaged_is_refused(shard, taken, tmp_path: Path) -> None:
    shard("s", [{}], [{}], [{}])
    (tmp_path / "shards" / "s" / "findings.parquet").write_bytes(b"PAR1")

    with pytest.raises(RunError, match="the shards of this run cannot be read; scan again"):
        taken()


@pytest.mark.parametrize("name", [name for name in schema() if "\nCREATE MACRO " not in statement(f"schema/{name}")])
def test_every_column_says_what_it_means(empty: Store, name: str) -> None:
    table = name.partition("_")[2]

    assert set(comments(statement(f"schema/{name}"))) | {"purpose", "jurisdiction"} == set(empty.columns(table))


def test_the_comments_are_in_the_database(tmp_path: Path) -> None:
    with Store.create(tmp_path / "audit.duckdb") as store:
        said = {(row["table"], row["column"]): row["comment"] for row in store.query("every_comment")}

    assert said["finding", "longest_run"] == "Words of the longest identical run."
    assert None not in said.values()


NO_ROOM = ["No space left on device", "File too large", "Disk quota exceeded", "Out of Memory Error: failed to allocate"]


@pytest.mark.parametrize("said", NO_ROOM)
def test_a_full_disk_or_memory_is_told_with_its_mend(said: str) -> None:
    class Full:
        def execute(self, *_: object) -> None:
            raise duckdb.IOException(said)

    with pytest.raises(RunError, match="no space is left for the run's database: free some and give the same command again"):
        Store(Full()).run("judge_prepare_scopes")  # type: ignore[arg-type]
