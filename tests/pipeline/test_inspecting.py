"""What a corpus looks like, on a terminal."""

from pathlib import Path

from audit.pipeline.inspecting import in_words, look


def shown(folder: Path, **fields: str) -> str:
    return in_words(look([folder], fields))


def test_fields_are_shown_with_what_they_are_taken_for(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"body": "A plain sentence, in English.", "link": "https://example.org/x", "n": 1}\n')

    text = shown(tmp_path, text="body")

    assert "1 file of jsonl" in text
    assert "    body  string  -> text" in text
    assert "    n     integer" in text


def test_no_character_of_the_corpus_steers_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "red \\u001b[31m and\\nmore\\u202e"}\n')

    text = shown(tmp_path)

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "text: red \N{REPLACEMENT CHARACTER}[31m and more" in text


def test_what_would_be_skipped_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "b.txt").touch()

    assert "1 skipped: empty-file; first: b.txt" in shown(tmp_path)


def test_long_lines_are_cut(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "' + "word " * 100 + '"}\n')

    assert max(map(len, shown(tmp_path).splitlines())) == 100


def test_packed_files_are_named_so(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "A plain sentence."}\n'))

    assert "1 file of jsonl, gzip" in shown(tmp_path)


def test_files_without_a_document_are_shown_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": ""}\n{"text": ""}\n')

    assert "0 of them documents" in shown(tmp_path)


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    assert shown(tmp_path) == "no files"
