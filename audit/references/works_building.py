"""Making a library of known works; the same works in the same order give the same bytes."""

import shutil
import tempfile
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import zstandard

from audit.errors import LibraryError
from audit.references import works as library
from audit.references.works import FIELDS, Library, Work
from audit.references.works_sources import texts_of
from audit.text import cache
from audit.text.blur import blur
from audit.text.fingerprints import END_OF_WORK
from audit.text.fold import fold_text

CHECKED = 256 << 20
"Bytes of a library up to which it is read and compared with its digests whenever it is opened for a scan."


def build(works: Iterable[Work], out: Path) -> Library:
    """
    Make a library of works in a folder that is new or an older library.

    A LibraryError names two works of one id, a folder that holds something else, or that there are no works.
    """
    if out.exists() and any(out.iterdir()) and not library.is_library(out):
        raise LibraryError(f"{out} holds something other than a library; name a new folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    try:
        _write(works, made)
        if out.exists():
            shutil.rmtree(out)
        made.rename(out)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Library.open(out)


def prepare(path: Path) -> Library:
    """The library at a path; a folder of texts, or one text, is made into one in the user's cache folder and kept there."""
    if library.is_library(path):
        return _checked(path)
    works = list(texts_of(path))
    folder = cache.folder() or Path(tempfile.mkdtemp(prefix="corpus-audit-"))
    kept = folder / f"works-{_digest_of(works)}"
    try:
        return _checked(kept)
    except LibraryError:
        shutil.rmtree(kept, ignore_errors=True)
        return build(works, kept)


def _checked(path: Path) -> Library:
    """A library, each byte of which is compared with its digests, unless it is so large that this takes seconds."""
    opened = Library.open(path)
    if opened.stored_bytes <= CHECKED:
        opened.verify()
    return opened


def _write(works: Iterable[Work], folder: Path) -> None:
    entries: list[dict[str, Any]] = []
    ids: set[str] = set()
    with (folder / "folded").open("wb") as folded, (folder / "texts").open("wb") as texts:
        for work in works:
            if work.id in ids:
                raise LibraryError(f"two works have the id {work.id!r}; give each its own")
            ids.add(work.id)
            entries.append(_entry(work, folded, texts))
    if not entries:
        raise LibraryError("there are no works; name a folder with texts, or a library")
    files = {}
    for name in ("folded", "texts"):
        with (folder / name).open("rb") as stream:
            files[name] = {"bytes": (folder / name).stat().st_size, "digest": library.digest_of(stream)}
    body = {"versions": library.versions(), "works": entries, "files": files}
    said = {"digest": library.digest_of_body(body), "body": body}
    (folder / library.MANIFEST).write_bytes(orjson.dumps(said, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))


def _entry(work: Work, folded: BinaryIO, texts: BinaryIO) -> dict[str, Any]:
    raw = work.text.encode(errors="replace")
    stream = fold_text(raw)
    first, text_first = folded.tell(), texts.tell()
    folded.write(blur(stream.stream).tobytes())
    texts.write(zstandard.ZstdCompressor(level=3, write_content_size=True).compress(raw))
    last = folded.tell()
    folded.write(bytes([END_OF_WORK]))
    return {
        "id": work.id,
        "metadata": {name: work.metadata[name] for name in FIELDS if work.metadata.get(name)},
        "metadata_source": work.metadata_source,
        "characters": len(work.text),
        "words": int(stream.words[0]),
        "text": [text_first, texts.tell()],
        "text_bytes": len(raw),
        "text_digest": blake2b(raw, digest_size=16).hexdigest(),
        "folded": [first, last],
    }


def _digest_of(works: Iterable[Work]) -> str:
    digest = blake2b(orjson.dumps(library.versions()), digest_size=16)
    for work in works:
        said = [
            work.id,
            work.metadata_source,
            sorted(work.metadata.items()),
            blake2b(work.text.encode(errors="replace")).hexdigest(),
        ]
        digest.update(orjson.dumps(said))
    return digest.hexdigest()
