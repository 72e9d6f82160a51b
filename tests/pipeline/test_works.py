"""Known works as a command is given them."""

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from audit import readers
from audit.engines import Died
from audit.errors import LibraryError, RunError
from audit.pipeline.progress import Silent
from audit.pipeline.works import Making, described, index, libraries, warmed, works_of
from audit.pipeline.works_reading import Portion
from audit.references.works import FORMAT, PROFILES, Work

TEXT = "The ferry never stopped at the ninth landing, though the bell was rung each night."


class Heard(Silent):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def works(tmp_path: Path) -> Path:
    (tmp_path / "works").mkdir()
    (tmp_path / "works" / "ninth.txt").write_text(TEXT)
    return tmp_path / "works"


def known(path: Path, heard: Silent | None = None) -> list[Work]:
    return list(works_of(path, heard or Silent()))


def test_a_text_is_a_work_by_its_stem(works: Path) -> None:
    assert known(works) == [Work("ninth", TEXT, {})]


def test_a_manifest_beside_it_says_what_it_is(works: Path) -> None:
    (works / "manifest.jsonl").write_text(json.dumps({"file": "ninth.txt", "id": "nine", "title": "Nine", "licence": "CC0-1.0"}))

    (work,) = known(works)

    assert (work.id, work.metadata["title"], work.metadata["licence"], work.metadata_source) == (
        "nine",
        "Nine",
        "CC0-1.0",
        "manifest.jsonl",
    )


def test_records_are_works_with_what_they_say_of_themselves(works: Path) -> None:
    rows = [{"id": "one", "text": TEXT, "title": "One"}, {"text": "Another work, of few words."}]
    (works / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    (works / "ninth.txt").unlink()

    first, second = known(works)

    assert (first.id, first.metadata, first.metadata_source) == ("one", {"title": "One"}, "its record")
    assert (second.id, second.metadata) == ("more.jsonl#1", {})


def test_a_web_page_is_one_work(works: Path) -> None:
    (works / "page.html").write_text(f"<!DOCTYPE html><html><head><title>Page</title></head><body><p>{TEXT}</p></body></html>")

    work = known(works)[1]

    assert (work.id, work.metadata_source) == ("page", "the file itself")
    assert TEXT in work.text


def test_what_lies_beside_works_is_none(works: Path) -> None:
    for name in ("README.md", ".hidden.txt"):
        (works / name).write_text("Not a work.")

    assert [work.id for work in known(works)] == ["ninth"]


def test_what_cannot_be_read_is_told(works: Path) -> None:
    (works / "odd.bin").write_bytes(bytes(range(256)) * 30)
    (works / "bad.jsonl").write_text('{"text": "one work"}\n{"text": broken}\n')
    heard = Heard()

    assert len(known(works, heard)) == 2
    assert sorted(line.split(": ")[1] for line in heard.lines) == ["bad.jsonl#1", "odd.bin"]


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    for use in (lambda: known(tmp_path / "nowhere"), lambda: libraries([tmp_path / "nowhere"], Silent())):
        with pytest.raises(LibraryError, match=r"no works at .*nowhere; name a folder of texts, a text, or a library"):
            use()


def test_a_folder_is_made_into_a_library_once(works: Path) -> None:
    heard = Heard()

    (first,), (again,) = libraries([works], heard), libraries([works], heard)

    assert len(heard.lines) == 1
    assert first.digest == again.digest
    assert described(first)["works"] == 1


def test_changed_works_make_another_library(works: Path) -> None:
    (before,) = libraries([works], Silent())
    (works / "tenth.txt").write_text("The tenth landing was never built.")

    (after,) = libraries([works], Silent())

    assert before.digest != after.digest


def test_one_text_is_a_library_too(works: Path) -> None:
    (made,) = libraries([works / "ninth.txt"], Silent())

    assert [entry.id for entry in made.works] == ["ninth"]


def test_a_damaged_library_in_the_cache_is_made_anew(works: Path) -> None:
    (before,) = libraries([works], Silent())
    (before.path / "library.json").write_text('{"body": {}, "digest": ""}')
    heard = Heard()

    (after,) = libraries([works], heard)

    assert before.digest == after.digest
    assert len(heard.lines) == 2


def test_a_library_is_opened_where_it_lies(works: Path, tmp_path: Path) -> None:
    made = index([works], tmp_path / "library", Silent())

    (opened,) = libraries([tmp_path / "library"], Silent())

    assert (opened.path, opened.digest) == (tmp_path / "library", made.digest)
    assert FORMAT >= 1


def test_a_library_that_cannot_be_written_is_told(works: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(RunError, match=r"cannot write to .*library"):
        index([works], tmp_path / "file" / "library", Silent())


def test_without_any_cache_a_library_must_be_made_first(works: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.text.cache.folder", lambda: None)

    with pytest.raises(LibraryError, match="make one: corpus-audit index"):
        libraries([works], Silent())


def rows_of(path: Path, heard: Heard, tmp_path: Path, **how: object) -> dict[str, dict[str, str]]:
    made = index([path], tmp_path / "made", heard, Making(**how))  # type: ignore[arg-type]
    return {entry.id: dict(entry.metadata) for entry in made.works}


@pytest.mark.parametrize(
    ("manifest", "content"),
    [
        ("manifest.jsonl", '{"id": "ninth", "title": "Nine"}\n'),
        ("works.toml", '[[work]]\nid = "ninth"\ntitle = "Nine"\n'),
        ("works.csv", "file,title\nninth.txt,Nine\n"),
        ("manifest.csv", "path,id,Title\nninth.txt,ninth,Nine\n"),
    ],
)
def test_a_folder_with_a_manifest_holds_what_it_lists(works: Path, tmp_path: Path, manifest: str, content: str) -> None:
    (works / "editions").mkdir()
    (works / "editions" / "ninth.txt").write_text("Another edition of the ninth, which is not in the manifest.")
    (works / "tenth.txt").write_text("The tenth.")
    (works / manifest).write_text(content)
    heard = Heard()

    assert rows_of(works, heard, tmp_path) == {"ninth": {"title": "Nine"}}
    assert heard.lines[0] == "left out, since the manifest does not list them: 2 files (editions/ninth.txt, tenth.txt)"


def test_a_manifest_can_be_given_by_itself(works: Path, tmp_path: Path) -> None:
    (works / "within").mkdir()
    (works / "within" / "tenth.txt").write_text(TEXT)
    rows = [{"id": "tenth", "license": "CC0-1.0", "rights_holder": "The Landing Press", "public_domain": "published 1901"}]
    rows.append({"id": "gone", "title": "Gone"})
    (works / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)))
    heard = Heard()

    found = rows_of(works / "manifest.jsonl", heard, tmp_path)

    assert found == {"tenth": {"licence": "CC0-1.0", "holder": "The Landing Press", "basis": "published 1901"}}
    assert "listed in manifest.jsonl, but not found: 1 (gone)" in heard.lines
    assert "left out, since the manifest does not list them: 1 files (ninth.txt)" in heard.lines


def test_a_file_by_itself_is_a_work_though_no_manifest_lists_it(works: Path, tmp_path: Path) -> None:
    (works / "manifest.jsonl").write_text('{"id": "other", "title": "Other"}')

    assert rows_of(works / "ninth.txt", Heard(), tmp_path) == {"ninth": {}}


def test_a_manifest_chooses_among_records(works: Path, tmp_path: Path) -> None:
    (works / "books.jsonl").write_text(
        '{"id": "a", "text": "The first of two.", "author": "A"}\n{"id": "b", "text": "The second."}\n'
    )
    (works / "manifest.jsonl").write_text('{"id": "a", "title": "First"}')

    assert rows_of(works, Heard(), tmp_path) == {"a": {"title": "First", "author": "A"}}
    (work,) = known(works)
    assert work.metadata_source == "manifest.jsonl; author: its record"


@pytest.mark.parametrize("row", ['{"title": "No id"}', "[1]", "{"])
def test_a_manifest_that_names_nothing_is_refused(works: Path, row: str) -> None:
    (works / "manifest.jsonl").write_text(row)

    with pytest.raises(LibraryError, match="one row a work, with id or file"):
        known(works)


TABLE = [
    {
        "id": "one",
        "text": TEXT,
        "title": "One",
        "holder": "Press",
        "year": 1901,
        "isbn": "978-1",
        "doi": "10.1/x",
        "territory": "US",
    },
    {"id": "two", "text": TEXT[::-1], "title": None, "holder": "", "year": None, "isbn": None, "doi": None, "territory": None},
]
SAID = {"title": "One", "holder": "Press", "year": "1901", "isbn": "978-1", "doi": "10.1/x", "territory": "US"}


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv", "nested"])
def test_tables_of_works_have_columns_of_metadata(tmp_path: Path, form: str) -> None:
    file = tmp_path / "w" / f"books.{form}"
    file.parent.mkdir()
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist(TABLE), file)
    elif form == "csv":
        with file.open("w", newline="") as stream:
            table = csv.DictWriter(stream, list(TABLE[0]))
            table.writeheader()
            table.writerows(TABLE)
    elif form == "jsonl":
        file.write_text("\n".join(map(json.dumps, TABLE)))
    else:
        file = file.with_suffix(".jsonl")
        nested = [{"id": row["id"], "text": row["text"], "metadata": row} for row in TABLE]
        file.write_text("\n".join(map(json.dumps, nested)))

    assert rows_of(file, Heard(), tmp_path) == {"one": SAID, "two": {}}


def test_a_table_whose_text_has_an_odd_name_is_read(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist([{"the_words": TEXT, "isbn": "1"}]), tmp_path / "books.parquet")

    assert rows_of(tmp_path / "books.parquet", Heard(), tmp_path) == {"books#0": {"isbn": "1"}}


def test_files_of_one_name_are_told_apart(works: Path, tmp_path: Path) -> None:
    (works / "within").mkdir()
    (works / "within" / "ninth.txt").write_text("Another.")

    assert set(rows_of(works, Heard(), tmp_path)) == {"ninth.txt", "within/ninth.txt"}


def test_works_in_mixed_encodings_and_odd_files_are_read(works: Path, tmp_path: Path) -> None:
    (works / "latin.txt").write_bytes("Le café était fermé, et personne ne répondait à la cloche.".encode("cp1252"))
    (works / "wide.txt").write_bytes(("Wide: " + TEXT).encode("utf-16"))
    (works / "packed.txt.gz").write_bytes(gzip.compress(("Packed: " + TEXT).encode()))
    (works / "line.txt").write_text("A word. " * 700_000)
    (works / "empty.txt").touch()
    (works / "zeros.txt").write_bytes(bytes(4000))
    heard = Heard()
    made = index([works], tmp_path / "made", heard)
    texts = {entry.id: made.text(number) for number, entry in enumerate(made.works)}

    assert "café était fermé" in texts["latin"]
    assert texts["wide"] == "Wide: " + TEXT
    assert texts["packed.txt"] == "Packed: " + TEXT
    assert len(texts["line"]) == 5_600_000
    assert sorted(line.split(": ")[1] for line in heard.lines if line.startswith("not read")) == ["empty.txt", "zeros.txt"]


def test_workers_change_no_byte(works: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"text": f"{number} {TEXT}"} for number in range(40)]
    for name in ("a", "b"):
        (works / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    one = index([works], tmp_path / "one", Silent(), Making(workers=1))
    monkeypatch.setattr("audit.pipeline.works.PARALLEL", 1)
    two = index([works], tmp_path / "two", Silent(), Making(workers=2))

    assert one.digest == two.digest
    assert {"a#0", "a#39", "b#7", "ninth"} <= {entry.id for entry in two.works}


def test_a_worker_that_dies_is_told(works: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying:
        def map(self, function: object, items: Sequence[Portion]) -> Iterator[Died[Portion]]:
            yield Died(items[0], "ended by SIGKILL")

    monkeypatch.setattr("audit.engines.create", lambda name, workers: Dying())

    with pytest.raises(LibraryError, match=r"ninth\.txt could not be read: a worker ended by SIGKILL; try --workers 1"):
        index([works], tmp_path / "made", Silent())


def test_records_are_numbered_through_the_pieces_of_a_file(works: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [json.dumps({"text": f"{number} {TEXT}"}) for number in range(30)]
    rows[7] = "{broken"
    (works / "many.jsonl").write_text("\n".join(rows))
    pieces = list(readers.discover([works / "many.jsonl"], readers.Settings(piece_bytes=900)))
    assert len(pieces) > 1
    discover = readers.discover
    monkeypatch.setattr("audit.readers.discover", lambda paths: discover(paths, readers.Settings(piece_bytes=900)))

    made = index([works / "many.jsonl"], tmp_path / "made", Silent())
    assert {entry.id for entry in made.works} == {f"many#{number}" for number in range(30) if number != 7}
    for number, entry in enumerate(made.works):
        assert made.text(number).startswith(f"{entry.id.split('#')[1]} ")


def test_what_a_scan_needs_is_made_beforehand(works: Path, tmp_path: Path) -> None:
    said = {profile: warmed(index([works], tmp_path / profile, Silent(), Making(profile))) for profile in PROFILES}

    assert "takes up to 1 MiB of memory" in said["open"]
    assert "no texts are kept" in said["positions"]
    assert "no texts and no positions" in said["sealed"]
    assert len(list((tmp_path / "cache" / "corpus-audit").iterdir())) == 2


def test_of_many_files_that_are_no_works_some_are_told(works: Path, tmp_path: Path) -> None:
    for number in range(13):
        (works / f"e{number:02}.txt").touch()
    heard = Heard()
    index([works], tmp_path / "made", heard)

    assert heard.lines[-1] == "not read as works: 3 more"


@pytest.mark.parametrize("field", ["text", "content", "raw_content", "body"])
@pytest.mark.parametrize("name", ["works.jsonl", "manifest.jsonl", "works.csv"])
@pytest.mark.parametrize("given", ["file", "folder"])
def test_a_file_called_like_a_manifest_whose_rows_hold_texts_holds_works(
    tmp_path: Path, field: str, name: str, given: str
) -> None:
    rows = [{"id": "one", field: TEXT, "title": "One"}, {"id": "two", field: TEXT[::-1], "title": "Two"}]
    file = tmp_path / "w" / name
    file.parent.mkdir()
    with file.open("w", newline="") as stream:
        if file.suffix == ".csv":
            table = csv.DictWriter(stream, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        else:
            stream.write("\n".join(map(json.dumps, rows)))

    found = rows_of(file if given == "file" else file.parent, Heard(), tmp_path)
    assert found == {"one": {"title": "One"}, "two": {"title": "Two"}}


def test_a_record_without_text_among_works_is_told(tmp_path: Path) -> None:
    (tmp_path / "works.jsonl").write_text(f'{{"id": "one", "text": "{TEXT}"}}\n{{"id": "two", "title": "Two"}}\n')
    heard = Heard()

    assert set(rows_of(tmp_path / "works.jsonl", heard, tmp_path)) == {"one"}
    assert [line.split(": ")[1] for line in heard.lines] == ["works.jsonl#1"]


@pytest.mark.parametrize("given", ["manifest", "record"])
def test_a_licence_in_words_is_kept_as_its_id_and_how_it_was_worded_is_told(works: Path, tmp_path: Path, given: str) -> None:
    if given == "manifest":
        (works / "manifest.jsonl").write_text('{"id": "ninth", "licence": "CC BY 4.0"}')
    else:
        (works / "ninth.txt").unlink()
        (works / "all.jsonl").write_text(json.dumps({"id": "ninth", "text": TEXT, "licence": "CC BY 4.0"}))

    (entry,) = index([works], tmp_path / "made", Silent()).works

    source = "manifest.jsonl" if given == "manifest" else "its record"
    assert (entry.metadata, entry.metadata_source) == ({"licence": "CC-BY-4.0"}, f"{source}; licence given as 'CC BY 4.0'")
