"""
A library of known works: plain files that are mapped into memory, checked, and never run.

    library.json   what it is: versions, the works with their metadata and places, sizes and digests of the other files
    folded         the folded and blurred text of each work, each followed by a zero byte
    texts          each work's text as given, in UTF-8, as a zstd frame

Tables of fingerprints are made from `folded` when first needed, and kept in the user's cache folder.
"""

import mmap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import zstandard

from audit.errors import LibraryError
from audit.text import blur, cache, fold_table
from audit.text.fingerprints import Bytes, Grid, Places, Table, slots, table
from audit.text.fold import fold_text

FORMAT = 1
MANIFEST = "library.json"
FIELDS = ("title", "author", "holder", "year", "licence", "territory", "isbn", "doi", "url", "source")
"Metadata of a work that is kept; what is not given stays unknown."
COPIED = 256 << 20
"Bytes of a table's tags up to which each process has its own copy: large pages make each look-up faster."
STRIDE = 8
"Bytes of a document from one fingerprint to the next, where memory allows: 16 is faster and finds less of what is disguised."
MEMORY = 2 << 30
"Bytes that the tables of one library may take, unless told otherwise."


@dataclass(frozen=True, slots=True)
class Work:
    """A text to be found, and what is known of it: names of FIELDS, never guessed."""

    id: str
    text: str
    metadata: Mapping[str, str]
    metadata_source: str = "not given"
    "Where the metadata is from, such as manifest.jsonl."


@dataclass(frozen=True, slots=True)
class Entry:
    """A work in a library."""

    id: str
    metadata: Mapping[str, str]
    metadata_source: str
    characters: int
    words: int
    text: tuple[int, int]
    "First byte of its frame in `texts`, and the byte after it."
    text_bytes: int
    text_digest: str
    folded: tuple[int, int]
    "First byte in `folded`, and the byte after the last, which is zero."


@dataclass(frozen=True, slots=True)
class Opened:
    """A work's text, in UTF-8 too, and the text folded (not blurred)."""

    text: str
    raw: bytes
    stream: bytes


class Library:
    """An opened library of works."""

    def __init__(self, path: Path, body: Mapping[str, Any], digest: str) -> None:
        self.path = path
        self.digest = digest
        "Of the manifest, which holds the digests of the other files."
        self.works = tuple(
            Entry(**{**work, "text": tuple(work["text"]), "folded": tuple(work["folded"])}) for work in body["works"]
        )
        self._files = body["files"]

    @classmethod
    def open(cls, path: Path) -> "Library":
        """Open a library; sizes, versions and the manifest's digest are checked. A LibraryError says how to mend it."""
        body, digest = _manifest(path)
        try:
            library = cls(path, body, digest)
        except (KeyError, TypeError) as error:
            raise LibraryError(f"{path / MANIFEST} is damaged ({error}); {_MEND}") from error
        for name, file in library._files.items():
            if not (path / name).is_file() or (path / name).stat().st_size != file["bytes"]:
                raise LibraryError(f"{path / name} is missing or cut short; {_MEND}")
        return library

    def verify(self) -> None:
        """Read every byte and compare digests; a LibraryError names the file that was altered."""
        for name, file in self._files.items():
            with (self.path / name).open("rb") as stream:
                if digest_of(stream) != file["digest"]:
                    raise LibraryError(f"{self.path / name} was altered; {_MEND}")

    @property
    def stored_bytes(self) -> int:
        """Bytes of its files."""
        return sum(file["bytes"] for file in self._files.values())

    @cached_property
    def folded(self) -> Bytes:
        """The folded and blurred texts, mapped."""
        return _mapped(self.path / "folded", self._files["folded"]["bytes"])

    @cached_property
    def bounds(self) -> Places:
        """First byte of each work in `folded`, and the end of the last."""
        return np.array([*(entry.folded[0] for entry in self.works), len(self.folded)], np.int64)

    def text(self, number: int) -> str:
        """A work's text as it was given; a LibraryError where it was altered."""
        entry = self.works[number]
        frame = _mapped(self.path / "texts", self._files["texts"]["bytes"])[entry.text[0] : entry.text[1]].tobytes()
        try:
            raw = zstandard.ZstdDecompressor().decompress(frame, max_output_size=max(entry.text_bytes, 1))
        except zstandard.ZstdError as error:
            raise LibraryError(f"the text of {entry.id} in {self.path} was altered; {_MEND}") from error
        if blake2b(raw, digest_size=16).hexdigest() != entry.text_digest:
            raise LibraryError(f"the text of {entry.id} in {self.path} was altered; {_MEND}")
        return raw.decode()

    @cached_property
    def opened(self) -> Callable[[int], "Opened"]:
        """A work by its number; the last ones used are kept."""
        return lru_cache(maxsize=64)(self._open_work)

    def _open_work(self, number: int) -> "Opened":
        text = self.text(number)
        raw = text.encode()
        return Opened(text, raw, fold_text(raw).stream.tobytes())

    def given(self) -> Iterator[Work]:
        """The works as they were given, to build other libraries from."""
        for number, entry in enumerate(self.works):
            yield Work(entry.id, self.text(number), entry.metadata, entry.metadata_source)

    def grid(self, memory: int = MEMORY, stride: int = STRIDE) -> Grid:
        """The grid with this stride over documents, or, where its table needs more memory than so many bytes, a slower one."""
        for grid in (Grid(20, 1, stride), Grid(20, 3, 5), Grid(20, 5, 3)):
            if slots(len(self.folded) // grid.library_stride) * 5 <= memory:
                return grid
        return Grid(20, 16, 1)

    def fingerprints(self, grid: Grid) -> Table:
        """The table for a grid: mapped where it was kept, else made and kept where one may write."""
        folder = cache.folder()
        if folder is None:
            return table(self.folded, self.bounds[:-1], grid)
        kept = folder / f"works-{self.digest}-{grid.size}-{grid.library_stride}.table"
        size = slots(len(self.folded) // grid.library_stride + len(self.works))
        if not kept.is_file() or kept.stat().st_size != 5 * size:
            made = table(self.folded, self.bounds[:-1], grid)
            cache.write(kept, made.places.tobytes() + made.tags.tobytes())
            return made
        whole = _mapped(kept, 5 * size)
        tags = whole[4 * size :]
        if size <= COPIED:
            tags = tags.copy()
        return Table(tags, whole[: 4 * size].view(np.uint32))


_MEND = "make it anew with corpus-audit index WORKS -o LIBRARY"


def is_library(path: Path) -> bool:
    """Whether a folder is a library, and not a folder of texts."""
    return (path / MANIFEST).is_file()


def digest_of(stream: Any) -> str:
    """Digest of an open file."""
    digest = blake2b(digest_size=32)
    while chunk := stream.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def digest_of_body(body: Mapping[str, Any]) -> str:
    """A library's digest: that of what its manifest says, in one writing."""
    return blake2b(orjson.dumps(body, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


def versions() -> dict[str, Any]:
    """What must be equal for two streams to be comparable."""
    return {"format": FORMAT, "fold": fold_table.digest(), "blur": " ".join(blur.CLASSES)}


def _manifest(path: Path) -> tuple[Mapping[str, Any], str]:
    """What a manifest says, and its digest."""
    try:
        said = orjson.loads((path / MANIFEST).read_bytes())
        body, digest = said["body"], said["digest"]
    except OSError as error:
        raise LibraryError(f"{path} is not a library of works ({error.strerror}); {_MEND}") from error
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise LibraryError(f"{path / MANIFEST} is damaged; {_MEND}") from error
    if digest_of_body(body) != digest:
        raise LibraryError(f"{path / MANIFEST} was altered; {_MEND}")
    if not isinstance(body, dict) or body.get("versions") != versions():
        raise LibraryError(f"{path} was made by another version, whose folding or format differs; {_MEND}")
    return body, digest


def _mapped(path: Path, size: int) -> Bytes:
    with path.open("rb") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ), np.uint8)
