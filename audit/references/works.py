"""
A library of known works: plain files that are mapped into memory, checked, and never run.

    library.json   what it is: versions, profile, kind, the works with their metadata, sizes and digests of the other files
    folded         open: the folded and blurred text of each work, each followed by a zero byte
    texts          open: each work's text as given, in UTF-8, as a zstd frame
    table          open, where asked for: fingerprints of `folded`, else made when first needed and kept in the user's cache
    hashes         positions: hashes of each work at each sixteenth byte of its stream, in order, without its text
    members        sealed: a filter of the hashes of all works, at each 28th byte; of merged libraries one filter each
    owners         sealed: what tells, of a hash and a work, whether it is the work's
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import zstandard

from audit.errors import LibraryError
from audit.references.works_files import (
    BLOCK,
    CHECKED,
    MANIFEST,
    MEND,
    check,
    check_size,
    keep_arrays,
    kept_arrays,
    mapped,
    read_manifest,
)
from audit.text import blur, cache, fold_table, hashes, trails
from audit.text.fingerprints import SIZE, Bytes, Grid, Places, Table, slots, table
from audit.text.fold import fold_text
from audit.text.hashes import EXACT_BYTES
from audit.text.membership import Shape
from audit.text.sealed import Filters

FORMAT = 3
FIELDS = (
    "title", "author", "holder", "year", "licence", "basis", "territory", "isbn", "doi", "url", "identifier", "source",
    "dataset", "generator", "provider", "product",
)  # fmt: skip
"""
Metadata of a work that is kept; what is not given stays unknown. `basis`: why it is in the public domain. The last four are of
data that a model made: of which dataset, by which model, whose it is, and by which of its products.
"""
PROFILES = ("open", "positions", "sealed")
KINDS = ("works", "licence-texts", "benchmarks", "boilerplate", "datasets", "allow-list")
STRIDES = {"open": 1, "positions": 16, "sealed": 28}
"Bytes of a work from one stored hash to the next, by profile."
COPIED = 256 << 20
"Bytes of a table's tags up to which each process has its own copy: large pages make each look-up faster."
STRIDE = 8
"Bytes of a document from one fingerprint to the next, where memory allows: 16 is faster and finds less of what is disguised."
MEMORY = 2 << 30
"Bytes that the tables of one library may take, unless told otherwise."
LARGEST_TEXT = 1 << 31
"Bytes of a work's text that are unpacked, whatever a manifest says."


@dataclass(frozen=True, slots=True)
class Work:
    """A text to be found, and what is known of it: names of FIELDS, never guessed."""

    id: str
    text: str
    metadata: Mapping[str, str]
    metadata_source: str = "not given"
    "Where the metadata is from, such as manifest.jsonl; where fields are from several places, they are named."


@dataclass(frozen=True, slots=True)
class Entry:
    """A work in a library."""

    id: str
    metadata: Mapping[str, str]
    metadata_source: str
    characters: int
    words: int
    letters: int
    "Bytes of its folded stream."
    text: tuple[int, int] = (0, 0)
    "Open: first byte of its frame in `texts`, and the byte after it."
    text_bytes: int = 0
    text_digest: str = ""
    "Empty where it is not told: in a sealed library."
    folded: tuple[int, int] = (0, 0)
    "Open: first byte in `folded`, and the byte after the last, which is zero."
    hashes: tuple[int, int] = (0, 0)
    "Positions: number of the first hash, and the number after the last. Sealed: its part, and its number in the part."


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
        self.profile = str(body["profile"])
        "One of PROFILES: open, with the works' texts; positions, with hashes in order; sealed, with filters only."
        self.kind = str(body["kind"])
        "What its texts are, one of KINDS."
        self.works = tuple(
            Entry(**{**work, **{name: tuple(work[name]) for name in ("text", "folded", "hashes")}}) for work in body["works"]
        )
        self.files: Mapping[str, Mapping[str, Any]] = body["files"]
        self.shapes = tuple(Shape(*shape) for shape in body.get("filters", ()))
        "Sealed: of the filter of each part; libraries that were merged are parts."
        self._table: Mapping[str, int] | None = body.get("table")

    @classmethod
    def open(cls, path: Path) -> "Library":
        """Open a library; sizes, versions and the manifest's digest are checked. A LibraryError says how to mend it."""
        body, digest = read_manifest(path, versions())
        try:
            library = cls(path, body, digest)
            for name, said in library.files.items():
                check_size(path / name, said)
            library._check_places()
        except (KeyError, TypeError, ValueError) as error:
            raise LibraryError(f"{path / MANIFEST} is damaged ({error}); {MEND}") from error
        return library

    def verify(self, most: int | None = None) -> None:
        """Compare all bytes with their digests, or about so many of each file; a LibraryError names the file that was altered."""
        for name, said in self.files.items():
            check(self.path / name, said, most)

    @property
    def stored_bytes(self) -> int:
        """Bytes of its files."""
        return sum(file["bytes"] for file in self.files.values())

    @cached_property
    def folded(self) -> Bytes:
        """The folded and blurred texts, mapped."""
        return self.file("folded")

    def file(self, name: str) -> Bytes:
        """A file's bytes, mapped."""
        return mapped(self.path / name, self.files[name]["bytes"])

    @cached_property
    def bounds(self) -> Places:
        """First byte of each work in `folded`, and the end of the last."""
        return np.array([*(entry.folded[0] for entry in self.works), len(self.folded)], np.int64)

    @cached_property
    def firsts(self) -> Places:
        """Positions: number of each work's first hash, and the end of the last."""
        return np.array([*(entry.hashes[0] for entry in self.works), self.works[-1].hashes[1]], np.int64)

    def text(self, number: int) -> str:
        """A work's text as it was given; a LibraryError where it was altered, or is not held."""
        entry = self.works[number]
        if self.profile != "open":
            raise LibraryError(f"{self.path} is {self.profile}: it holds no texts")
        frame = self.file("texts")[entry.text[0] : entry.text[1]].tobytes()
        try:
            told = zstandard.get_frame_parameters(frame).content_size
            raw = zstandard.ZstdDecompressor().decompress(frame) if told == entry.text_bytes <= LARGEST_TEXT else b""
        except zstandard.ZstdError as error:
            raise LibraryError(f"the text of {entry.id} in {self.path} was altered; {MEND}") from error
        if blake2b(raw, digest_size=16).hexdigest() != entry.text_digest:
            raise LibraryError(f"the text of {entry.id} in {self.path} was altered; {MEND}")
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
        """The works as they were given."""
        for number, entry in enumerate(self.works):
            yield Work(entry.id, self.text(number), entry.metadata, entry.metadata_source)

    def grid(self, memory: int = MEMORY, stride: int = STRIDE) -> Grid:
        """
        The grid that `index` made a table for, if its table fits into so many bytes of memory.

        Else the one with this stride over documents, or, where its table does not fit, a slower one.
        """
        if self._table is not None and self.files["table"]["bytes"] <= memory:
            own = self._table["library_stride"]
            return Grid(self._table["size"], own, stride if own == 1 else self._table["batch_stride"])
        return grid_for(len(self.folded), memory, stride)

    def fingerprints(self, grid: Grid) -> Table:
        """The table for a grid: mapped where it was kept, else made and kept where one may write."""
        size = slots(len(self.folded) // grid.library_stride + len(self.works))
        if self._table is not None and (self._table["size"], self._table["library_stride"]) == (grid.size, grid.library_stride):
            return _as_table(self.file("table"), size)
        folder = cache.folder()
        if folder is None:
            return table(self.folded, self.bounds[:-1], grid)
        kept = folder / f"works-{self.digest}-{grid.size}-{grid.library_stride}.table"
        whole = kept_arrays(kept, 5 * size)
        if whole is not None:
            return _as_table(whole, size)
        made = table(self.folded, self.bounds[:-1], grid)
        keep_arrays(kept, [made.places.view(np.uint8), made.tags])
        return made

    @cached_property
    def index(self) -> trails.Index:
        """Positions: where each hash is; mapped where it was kept, else made and kept where one may write."""
        size = slots(len(self.file("hashes")) // EXACT_BYTES)
        folder = cache.folder()
        kept = folder / f"works-{self.digest}.index" if folder else None
        whole = kept_arrays(kept, 5 * size) if kept else None
        if whole is not None:
            found = _as_table(whole, size)
            return trails.Index(found.tags, found.places)
        made = trails.index(self.file("hashes"))
        if kept:
            keep_arrays(kept, [made.numbers.view(np.uint8), made.tags])
        return made

    @cached_property
    def sieve(self) -> trails.Sieve:
        """Positions: what is asked before the index."""
        return trails.sieve(self.file("hashes"))

    @cached_property
    def filters(self) -> Filters:
        """Sealed: the filters, mapped, and which works are whose."""
        checks = np.cumsum([0, *(shape.cells for shape in self.shapes)])
        codes = np.cumsum([0, *(shape.code_bytes for shape in self.shapes)])
        rows = zip(checks.tolist(), codes.tolist(), self.shapes, strict=False)
        parts = np.array([[*first, one.seed, one.segment, one.segments] for *first, one in rows], np.uint64)
        works = sorted((*entry.hashes, number) for number, entry in enumerate(self.works))
        table = np.ascontiguousarray(np.array(works, np.int64).T)
        members = self.file("members")
        return Filters(members.copy() if len(members) <= COPIED else members, self.file("owners"), parts, table)

    def part(self, number: int) -> tuple[bytes, bytes]:
        """Sealed: a part's members and owners."""
        members, owners = (int(self.filters.parts[number, column]) for column in (0, 1))
        shape = self.shapes[number]
        checks = self.file("members")[members : members + shape.cells]
        return checks.tobytes(), self.file("owners")[owners : owners + shape.code_bytes].tobytes()

    def _check_places(self) -> None:
        """A ValueError where works lie outside the files."""
        ends = {name: said["bytes"] for name, said in self.files.items()}
        if self.profile not in PROFILES or not self.works:
            raise ValueError("no known profile, or no works")
        if self.profile == "sealed":
            return self._check_filters(ends)
        hashes_end = ends.get("hashes", 0) // EXACT_BYTES
        for name, end in (("text", ends.get("texts", 0)), ("folded", ends.get("folded", 0)), ("hashes", hashes_end)):
            places = np.array([getattr(entry, name) for entry in self.works], np.int64)
            if (places < 0).any() or (places > end).any() or (places[:, 0] > places[:, 1]).any():
                raise ValueError(f"{name} lies outside its file")
        if self._table is not None:
            self._check_table(ends["table"])

    def _check_filters(self, ends: Mapping[str, int]) -> None:
        """A ValueError where filters have other sizes than their files, or works are in no part."""
        for shape in self.shapes:
            if min(shape.segment, shape.segments) < 1 or shape.segment & (shape.segment - 1) or shape.seed < 0:
                raise ValueError("no filter has such a shape")
        sizes = sum(shape.cells for shape in self.shapes), sum(shape.code_bytes for shape in self.shapes)
        if sizes != (ends["members"], ends["owners"]):
            raise ValueError("the filters have another size")
        if any(not 0 <= entry.hashes[0] < len(self.shapes) or entry.hashes[1] < 0 for entry in self.works):
            raise ValueError("a work is in no filter")

    def _check_table(self, size: int) -> None:
        """A ValueError where a table that came with a library would lead outside its text."""
        said = self._table or {}
        stride = Grid(said["size"], said["library_stride"], said["batch_stride"]).library_stride
        if size != 5 * slots(len(self.folded) // stride + len(self.works)):
            raise ValueError("the table has another size")
        places = self.file("table")[: size // 5 * 4].view(np.uint32)
        most = max(int(places[start : start + BLOCK].max()) for start in range(0, len(places), BLOCK))
        if most * stride >= len(self.folded):
            raise ValueError("the table leads outside the text")


def grid_for(letters: int, memory: int, stride: int = STRIDE) -> Grid:
    """The fastest grid whose table for so many bytes of folded text takes no more than so many bytes."""
    for grid in (Grid(SIZE, 1, stride), Grid(SIZE, 2, 7), Grid(SIZE, 3, 5), Grid(SIZE, 5, 3)):
        count = letters // grid.library_stride
        if slots(count) * 5 <= memory and count < 1 << 32:
            return grid
    return Grid(SIZE, 16, 1)


def is_library(path: Path) -> bool:
    """Whether a folder is a library, and not a folder of texts."""
    return (path / MANIFEST).is_file()


def versions() -> dict[str, Any]:
    """What must be equal for two streams to be comparable."""
    return {"format": FORMAT, "fold": fold_table.digest(), "blur": " ".join(blur.CLASSES), "hash": hashes.VERSION}


def checked(path: Path) -> Library:
    """
    A library as a scan opens it: each file is compared with its digests, a very large one at some places.

    That is done once in a process, while the library's files stay as they are.
    """
    states = [(file.name, file.stat()) for file in sorted(path.iterdir())] if path.is_dir() else []
    return _checked(path, tuple((name, state.st_ino, state.st_size, state.st_mtime_ns) for name, state in states))


@lru_cache(maxsize=16)
def _checked(path: Path, _states: tuple[tuple[str, int, int, int], ...]) -> Library:
    opened = Library.open(path)
    opened.verify(CHECKED)
    return opened


def _as_table(whole: Bytes, size: int) -> Table:
    tags = whole[4 * size :]
    return Table(tags.copy() if size <= COPIED else tags, whole[: 4 * size].view(np.uint32))
