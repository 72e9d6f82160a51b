"""The same works and the same corpus give the same known works, however the corpus is stored, cut and shared among workers."""

import csv
import gzip
import html
import io
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from audit import engines
from audit.pipeline import scanning
from audit.pipeline.folder import RunFolder
from audit.pipeline.progress import Silent
from audit.pipeline.scanning import ScanRequest, scan
from audit.pipeline.works import Making, index
from audit.readers import Limits, Settings
from audit.store import Store
from tests.bench import planting
from tests.quality import disguises

DOCUMENTS = 60
NAME = "corpus"
"Of a file whose format its content tells, so that fingerprints, of which the path is a part, can be compared."
HAN = "月落山前风入松林旧屋无人灯火已冷水声远近一夜不停石桥北岸渔舟横斜钟鸣三次客梦初醒"
DISGUISES = (disguises.verbatim, disguises.upper, disguises.zerowidth, disguises.interleave, disguises.ocr, disguises.html)


class Row(NamedTuple):
    """A record of the corpus."""

    id: str
    text: str

    @property
    def url(self) -> str:
        return f"https://corpus.example/{self.id}"


def as_jsonl(folder: Path, rows: list[Row]) -> None:
    (folder / NAME).write_bytes(_lines(rows))


def as_gzip(folder: Path, rows: list[Row]) -> None:
    (folder / NAME).write_bytes(gzip.compress(_lines(rows)))


def as_parquet(folder: Path, rows: list[Row]) -> None:
    columns = {"id": [row.id for row in rows], "text": [row.text for row in rows], "url": [row.url for row in rows]}
    pq.write_table(pa.table(columns), folder / NAME, row_group_size=7)


def as_csv(folder: Path, rows: list[Row]) -> None:
    with (folder / "corpus.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([("id", "text", "url"), *((row.id, row.text, row.url) for row in rows)])


def as_warc(folder: Path, rows: list[Row]) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for row in rows:
        extra = {"WARC-Record-ID": f"<{row.id}>"}
        body = io.BytesIO(row.text.encode())
        record = writer.create_warc_record(
            row.url, "conversion", payload=body, warc_content_type="text/plain", warc_headers_dict=extra
        )
        writer.write_record(record)
    (folder / NAME).write_bytes(out.getvalue())


def as_pages(folder: Path, rows: list[Row]) -> None:
    """HTML as a server sends it, each line a paragraph."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for row in rows:
        body = "".join(f"<p>{html.escape(line)}</p>\n" for line in row.text.split("\n"))
        page = f"<!doctype html><html><head><title>A page</title></head><body>{body}</body></html>"
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(row.url, "response", payload=io.BytesIO(page.encode()), http_headers=head)
        writer.write_record(record)
    (folder / NAME).write_bytes(out.getvalue())


def as_files(folder: Path, rows: list[Row]) -> None:
    for row in rows:
        (folder / f"{row.id}.txt").write_bytes(row.text.encode())


FORMATS: dict[str, Callable[[Path, list[Row]], None]] = {
    "jsonl": as_jsonl,
    "jsonl.gz": as_gzip,
    "parquet": as_parquet,
    "csv": as_csv,
    "warc": as_warc,
    "files": as_files,
}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Documents of one sort of prose; every second holds a passage of a work, disguised in turn."""
    chance, sentences = random.Random(3), planting.prose(3, 4000)
    texts = list(_works().values())
    return [Row(f"{place:04}", _document(place, texts, sentences, chance)) for place in range(DOCUMENTS)]


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of works."""
    folder = tmp_path_factory.mktemp("works")
    for name, text in _works().items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return folder


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def expected(rows: list[Row], works: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a scan of JSON lines finds."""
    return _found(tmp_path_factory.mktemp("expected"), as_jsonl, rows, works)


def test_every_planted_document_is_found_and_no_other(expected: list[dict[str, Any]]) -> None:
    assert {int(one["record"]) for one in expected} == set(range(0, DOCUMENTS, 2))


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_of_a_corpus_changes_no_finding(
    tmp_path: Path, rows: list[Row], works: Path, expected: list[dict[str, Any]], form: str
) -> None:
    found = _found(tmp_path, FORMATS[form], rows, works)

    assert [_told(one) for one in found] == [_told(one) for one in expected]
    if found[0]["path"] == NAME:
        assert found == expected


def test_pages_hold_the_same_passages_as_their_text(
    tmp_path: Path, rows: list[Row], works: Path, expected: list[dict[str, Any]]
) -> None:
    found = _found(tmp_path, as_pages, rows, works)

    assert [_passage(one) for one in found] == [_passage(one) for one in expected]


@pytest.mark.parametrize("batch_bytes", [1, 3000])
@pytest.mark.parametrize("piece_bytes", [5000, 64 << 20])
def test_where_batches_and_pieces_end_changes_no_finding(
    tmp_path: Path,
    rows: list[Row],
    works: Path,
    expected: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    batch_bytes: int,
    piece_bytes: int,
) -> None:
    monkeypatch.setattr(scanning, "Limits", partial(Limits, batch_bytes=batch_bytes))
    monkeypatch.setattr(scanning, "Settings", partial(Settings, piece_bytes=piece_bytes))

    assert _found(tmp_path, as_jsonl, rows, works) == expected


@pytest.mark.parametrize("profile", ["positions", "sealed"])
def test_where_batches_end_changes_nothing_with_a_library_that_holds_no_texts(
    tmp_path: Path, rows: list[Row], works: Path, monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    library = index([works], tmp_path / "library", Silent(), Making(profile=profile)).path
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    whole.mkdir()
    cut.mkdir()

    at_once = _found(whole, as_jsonl, rows, library)
    monkeypatch.setattr(scanning, "Limits", partial(Limits, batch_bytes=1))
    one_by_one = _found(cut, as_files, rows, library)

    assert len(at_once) > DOCUMENTS / 4
    assert [_told(one) for one in one_by_one] == [_told(one) for one in at_once]


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_change_no_finding(
    tmp_path: Path,
    rows: list[Row],
    works: Path,
    expected: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    workers: int,
) -> None:
    monkeypatch.setattr(scanning, "Settings", partial(Settings, piece_bytes=20_000))

    assert _found(tmp_path, as_jsonl, rows, works, engines.create("processes", workers)) == expected


def _works() -> dict[str, str]:
    chance = random.Random(2)
    made = {f"book-{seed}": " ".join(planting.prose(seed, 200)) for seed in (11, 12)}
    return made | {"poem": "\n".join("".join(chance.sample(HAN, 12)) for _ in range(60))}


def _document(place: int, works: list[str], sentences: list[str], chance: random.Random) -> str:
    parts = [chance.choice(sentences).strip() for _ in range(chance.randint(3, 40))]
    if place % 2 == 0:
        work = works[place // 2 % len(works)]
        start = chance.randrange(len(work) - 600)
        disguise = DISGUISES[place // 2 % len(DISGUISES)] if " " in work else disguises.verbatim
        level = 0.05 if disguise is disguises.ocr else 2
        parts.insert(chance.randrange(len(parts)), disguise(work[start : start + 500], level, chance))
    return "\n".join(["🐚 " * (place % 3) + "é" * (place % 5), *parts]).strip()


def _lines(rows: list[Row]) -> bytes:
    return b"".join(orjson.dumps({"id": row.id, "text": row.text, "url": row.url}) + b"\n" for row in rows)


def _found(
    folder: Path, store: Callable[[Path, list[Row]], None], rows: list[Row], works: Path, engine: engines.Engine | None = None
) -> list[dict[str, Any]]:
    corpus = folder / "corpus"
    corpus.mkdir()
    store(corpus, rows)
    run = RunFolder(folder / "run")
    request = ScanRequest((corpus,), (works,), detectors=("known-work",))
    scan(run, request, engine or engines.create("serial"), Silent())
    with Store.open(run.database) as opened:
        return list(opened.findings())


def _passage(finding: dict[str, Any]) -> tuple[Any, ...]:
    """What does not depend on where a passage stands in its document."""
    share = [one for one in finding["evidence"] if one["measure"] != "share-of-document"]
    return finding["record"], finding["level"], finding["reference"], finding["attributes"], share


def _told(finding: dict[str, Any]) -> dict[str, Any]:
    """A finding without what names the file, with its document as a number."""
    path = str(finding["path"])
    number = int(path.removesuffix(".txt")) if path.endswith(".txt") else finding["record"]
    named = ("document", "path", "record", "record_id", "url", "fingerprint")
    return {"number": number, **{name: value for name, value in finding.items() if name not in named}}
