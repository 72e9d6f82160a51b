"""What a file is, by its first bytes; its name is only a hint where the bytes leave it open."""

import json
import re
from dataclasses import dataclass
from pathlib import PurePath

import orjson

from audit.model import SkipReason
from audit.readers.choosing import choose
from audit.readers.stream import MAGIC, compression_of

HEAD = 1 << 16
"Decoded bytes that are looked at."
_BINARY = (
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow-file"),
    (b"\xff\xff\xff\xff", "arrow"),
    (b"WARC/", "warc"),
    (b"filedesc://", "arc"),
)
_UNREAD = (
    (b"PK\x03\x04", "a zip archive: unpack it, and give the folder"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it, and give the folder"),
    (b"Rar!", "a RAR archive: unpack it, and give the folder"),
    (b"SQLite format 3\0", "an SQLite database: export it as JSONL or Parquet"),
    (b"Obj\x01", "an Avro file: export it as JSONL or Parquet"),
    (b"ORC", "an ORC file: export it as JSONL or Parquet"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"\x89HDF", "an HDF5 file"),
)
_XML = (
    (re.compile(rb"<mediawiki[\s>]"), "mediawiki"),
    (re.compile(rb"<posts[\s>]"), "stackexchange"),
)
_HTML = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*+<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL)
_DOC = re.compile(rb"\s*<doc [^>]{0,2000}\b(?:id|url)=")
_WRAPPER = re.compile(rb'\s*\{\s*"(data|rows|train|examples)"\s*:\s*\[\s*\{')
_ARRAY = re.compile(rb'\s*\[\s*(?:[{\[]|"(?:[^"\\]|\\.)*"\s*[,\]]|\]\s*$)')
_OBJECT = re.compile(rb'\s*\{\s*(?:"|\}|$)')
_HOLDERS = ("data", "rows", "train", "examples", "posts")
"Names under which an object holds a list of records."
_POSTS = re.compile(rb'"posts"\s*:\s*\[')
_CODE = frozenset(
    f".{name}"
    for names in (
        "py js mjs ts tsx jsx c h cc cpp hpp cs java go rs rb php pl sh tex bib css scss sql r m swift kt scala lua hs ml",
        "md rst vtt srt toml ini cfg yaml yml ipynb",
    )
    for name in names.split()
)
"Suffixes whose content is text, even where it begins like JSON."


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A format's name, or why there is none."""

    format: str | None
    reason: SkipReason | None = None
    detail: str = ""


def sniff(head: bytes, name: str, complete: bool) -> Sniffed:
    """The format of a file from its first decoded bytes; `complete` where they are all of it."""
    if not head:
        return Sniffed(None, SkipReason.EMPTY_FILE)
    known = next((found for magic, found in _BINARY if head.startswith(magic)), None)
    if known is not None:
        return Sniffed(known)
    if head.startswith(b"PK\x03\x04") and b"application/epub+zip" in head[:200]:
        return Sniffed("epub")
    refused = next((what for magic, what in _UNREAD if head.startswith(magic)), None)
    if refused is None and head[257:262] == b"ustar":
        refused = "a tar archive: unpack it, and give the folder"
    if refused is None and is_binary(head):
        refused = "binary data"
    if refused is not None:
        return Sniffed(None, SkipReason.UNSUPPORTED, refused)
    return Sniffed(_text_format(head, suffix(name), complete))


def suffix(name: str) -> str:
    """The last suffix of a name in lower case, compressions' suffixes left out."""
    parts = [part.lower() for part in PurePath(name).suffixes]
    while parts and parts[-1] in (".gz", ".zst", ".zstd", ".bz2", ".xz", ".lz4", ".gzip"):
        parts.pop()
    return parts[-1] if parts else ""


def is_binary(head: bytes) -> bool:
    """Whether the bytes are no text: more than one control character in a hundred, without a mark of UTF-16 or UTF-32."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    control = sum(map(head.count, _CONTROL))
    return control * 100 > len(head)


_CONTROL = [bytes((code,)) for code in (*range(0, 7), *range(14, 27), 28, 29, 31, 127)]


def _text_format(head: bytes, suffix: str, complete: bool) -> str:
    head = head.removeprefix(b"\xef\xbb\xbf")
    if suffix in _CODE:
        return "text"
    start = head[:4096]
    if start.lstrip().startswith(b"<"):
        return _markup(head, suffix)
    if _OBJECT.match(start) or _ARRAY.match(start):
        found = "json" if _ARRAY.match(start) else _object(head, complete)
        return "text" if complete and suffix == ".json" and _holds_no_record(head) else found
    if suffix in (".csv", ".tsv", ".tab"):
        return "csv"
    if suffix in (".jsonl", ".ndjson") and b"{" in start:
        return "jsonl"
    return "text"


def _markup(head: bytes, suffix: str) -> str:
    known = next((name for pattern, name in _XML if pattern.search(head[:4096])), None)
    if known is not None:
        return known
    if _DOC.match(head):
        return "wikiextractor"
    return "html" if _HTML.match(head) or suffix in (".html", ".htm", ".xhtml") else "text"


def _is_whole(line: bytes) -> bool:
    """Whether a line is a JSON value, by the wider reading of the reader of lines."""
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        try:
            json.loads(line.decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError):
            return False
    return True


def _object(head: bytes, complete: bool) -> str:
    """JSON lines, where the first line is a whole object or has no end in sight; else values that span lines."""
    line, newline, rest = head.lstrip().partition(b"\n")
    whole = _is_whole(line)
    single = not rest.strip() and (complete or not newline)
    if single and (_WRAPPER.match(line) or (complete and whole and _POSTS.search(line))):
        return "json"
    if whole or (not newline and not complete):
        return "jsonl"
    following = rest.lstrip()[:1]
    return "jsonl" if following == b"{" and line.rstrip().endswith(b"}") else "json"


def _holds_no_record(whole: bytes) -> bool:
    """Whether a JSON file is a document of its own, such as a configuration: none of its objects has a field for a text."""
    try:
        value = orjson.loads(whole)
    except orjson.JSONDecodeError:
        return False
    objects = value if isinstance(value, list) else [value]
    if not all(isinstance(one, dict) for one in objects):
        return False
    return not any(choose(one, {}).texts or any(isinstance(one.get(name), list) for name in _HOLDERS) for one in objects)


__all__ = ["HEAD", "MAGIC", "Sniffed", "compression_of", "is_binary", "sniff", "suffix"]
