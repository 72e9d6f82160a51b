"""
Make examples/corpus from corpus.toml and examples/works: python tests/examples/make.py [FOLDER]

The same input gives the same texts. Bytes of Parquet and of compressed files may differ with the version of a library.
"""

import csv
import gzip
import io
import random
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"
PASSAGE = re.compile(r"\[\[([^|\]]+)\|([^|]+)\|([^|]+)\|([^|\]]*)\]\]")
CURLY = str.maketrans({"'": "’", '"': "“", "-": "–"})
MISREAD = {"rn": "m", "li": "h", "cl": "d", "e": "c", "l": "1", "o": "0", "h": "b", "n": "u"}
"What a scanner takes letters for."


def main(folder: Path) -> None:
    """Write every file of corpus.toml."""
    for file in tomllib.loads((HERE / "corpus.toml").read_text("utf-8"))["file"]:
        path = folder / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_packed(path.suffix, content(file), file.get("keep", 1.0)))


def content(file: Mapping[str, Any]) -> bytes:
    """A file's bytes before compression."""
    if file["form"] == "text":
        return (planted(file["text"]).strip("\n") + "\n").encode()
    if file["form"] == "filler":
        return _lines(filler(file["seed"], file["number"]))
    return FORMS[file["form"]]([_filled(record) for record in file["record"]])


def planted(text: str) -> str:
    """A text with the passages that it names."""
    return PASSAGE.sub(lambda found: passage(*found.groups()), text)


def passage(work: str, first: str, last: str, disguises: str) -> str:
    """A work's text from its first words to its last, disguised."""
    whole = next(path for path in (EXAMPLES / "works").iterdir() if path.stem == work).read_text("utf-8")
    start = whole.index(first)
    text = whole[start : whole.index(last, start) + len(last)]
    for disguise in disguises.split():
        text = DISGUISES[disguise](text)
    return text


def filler(seed: int, number: int) -> list[dict[str, Any]]:
    """Ordinary records of no interest: sentences put together by chance."""
    chance = random.Random(seed)
    parts = tomllib.loads((HERE / "filler.toml").read_text("utf-8"))
    records = []
    for place in range(number):
        sentences = (" ".join(chance.choice(parts[part]) for part in ("who", "did", "where", "when")) for _ in range(8))
        text = " ".join(sentence + "." for sentence in sentences)
        url = f"https://village-{chance.randrange(40)}.example.org/{place}"
        records.append({"id": f"filler-{place}", "text": text, "source": "example-web", "metadata": {"url": url}})
    return records


def _filled(record: Any) -> Any:
    """A record with its passages, at whatever depth."""
    if isinstance(record, str):
        return planted(record).strip("\n")
    if isinstance(record, list):
        return [_filled(item) for item in record]
    return {key: _filled(value) for key, value in record.items()} if isinstance(record, dict) else record


def _lines(records: Sequence[Mapping[str, Any]]) -> bytes:
    return b"".join(orjson.dumps(record) + b"\n" for record in records)


def _array(records: Sequence[Mapping[str, Any]]) -> bytes:
    return orjson.dumps(records, option=orjson.OPT_INDENT_2) + b"\n"


def _table(records: Sequence[Mapping[str, Any]]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(records)), sink)
    return sink.getvalue()


def _csv(records: Sequence[Mapping[str, Any]]) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return sink.getvalue().encode()


def _warc(records: Sequence[Mapping[str, Any]]) -> bytes:
    blocks = [
        _warc_record("warcinfo", 0, "2023-05-02T09:59:59Z", b"software: corpus-audit examples\r\n", "application/warc-fields")
    ]
    for place, record in enumerate(records, 1):
        body = (record["body"] + "\n").encode()
        head = "\r\n".join(["HTTP/1.1 200 OK", *record["headers"], f"Content-Length: {len(body)}", "", ""]).encode()
        blocks.append(
            _warc_record("response", place, record["date"], head + body, "application/http; msgtype=response", record["url"])
        )
    return b"".join(blocks)


def _warc_record(kind: str, place: int, date: str, block: bytes, media: str, url: str | None = None) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-9000-{place:012}>",
        f"WARC-Date: {date}",
    ]
    lines += [f"WARC-Target-URI: {url}"] if url else []
    lines += [f"Content-Type: {media}", f"Content-Length: {len(block)}", "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def _packed(suffix: str, raw: bytes, keep: float) -> bytes:
    if suffix == ".gz":
        raw = gzip.compress(raw, mtime=0)
    elif suffix == ".zst":
        raw = zstandard.compress(raw)
    return raw[: int(len(raw) * keep)]


def _curly(text: str) -> str:
    return text.translate(CURLY)


def _hyphens(text: str) -> str:
    """Set in lines of 60 characters, with long words broken at their ends."""
    return "\n\n".join("\n".join(_set(paragraph.split())) for paragraph in text.split("\n\n"))


def _set(words: list[str], width: int = 60) -> Iterator[str]:
    line = ""
    for word in words:
        room = width - len(line) - 2
        if len(line) + len(word) < width:
            line = f"{line} {word}".strip()
        elif word.isalpha() and 3 <= room <= len(word) - 3:
            yield f"{line} {word[:room]}-"
            line = word[room:]
        else:
            yield line
            line = word
    yield line


def _html(text: str) -> str:
    verses = (f"<p>{verse}</p>" for verse in text.replace("'", "&#39;").split("\n\n"))
    return "\n".join(verse.replace("\n", "<br>\n") for verse in verses)


def _ocr(text: str) -> str:
    """Misread about one letter in sixty."""
    chance = random.Random(412)
    return re.sub("|".join(MISREAD), lambda m: MISREAD[m.group()] if chance.random() < 0.04 else m.group(), text)


FORMS = {"jsonl": _lines, "json": _array, "parquet": _table, "csv": _csv, "warc": _warc}
DISGUISES = {"curly": _curly, "hyphens": _hyphens, "html": _html, "ocr": _ocr}

if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else EXAMPLES / "corpus")
