"""Making a library of known works; the same works give the same bytes, in whatever order they come."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import orjson

from audit.errors import LibraryError
from audit.references import works as library
from audit.references.works import Library, Work, checked, grid_for
from audit.references.works_files import described, mapped, write_manifest
from audit.references.works_likeness import Likeness
from audit.references.works_making import Made, Part, make
from audit.references.works_sources import texts_of
from audit.text import cache
from audit.text.fingerprints import END_OF_WORK, table
from audit.text.hashes import EXACT_BYTES, SIZE
from audit.text.membership import filters

Tell = Callable[[str], None]


def build(works: Iterable[Work], out: Path, profile: str = "open", kind: str = "works", memory: int | None = None) -> Library:
    """
    Make a library of works in a folder that is new or an older library.

    `memory`: bytes that the table of fingerprints may take; it is then made and kept in the library (open only). A
    LibraryError names two works of one id, a folder that holds something else, or that there are no works.
    """
    return build_of((make(work, profile) for work in works), out, profile, kind, memory)


def build_of(
    made: Iterable[Made], out: Path, profile: str, kind: str = "works", memory: int | None = None, tell: Tell = lambda line: None
) -> Library:
    """The same of works that were made before; `tell` hears of duplicates and of works that are too short to be found."""
    if out.exists() and any(out.iterdir()) and not library.is_library(out):
        raise LibraryError(f"{out} holds something other than a library; name a new folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    try:
        with _Spool(folder) as spool:
            for one in made:
                spool.add(one)
            body = spool.write(profile)
        spool.likeness.tell(tell)
        files = {file.name: described(file) for file in sorted(folder.iterdir())}
        if profile == "open" and memory is not None:
            body["table"] = _write_table(folder, body["works"], memory)
            files["table"] = described(folder / "table")
        write_manifest(folder, body | {"versions": library.versions(), "profile": profile, "kind": kind, "files": files})
        if out.exists():
            shutil.rmtree(out)
        folder.chmod(0o755)
        folder.rename(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Library.open(out)


def prepare(path: Path) -> Library:
    """The library at a path; a folder of texts, or one text, is made into one in the user's cache folder and kept there."""
    if library.is_library(path):
        return checked(path)
    works = list(texts_of(path))
    folder = cache.folder() or Path(tempfile.mkdtemp(prefix="corpus-audit-"))
    kept = folder / f"works-{_digest_of(works)}"
    try:
        return checked(kept)
    except LibraryError:
        shutil.rmtree(kept, ignore_errors=True)
        return build(works, kept)


class _Spool:
    """Works as they come, kept in files until all are there and can be put in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._works: list[tuple[dict[str, Any], tuple[int, int], tuple[int, int]]] = []
        self._ids: set[str] = set()
        self._parts: dict[str, tuple[Part, int]] = {}
        self.likeness = Likeness()

    def __enter__(self) -> "_Spool":
        self._main = (self._folder / ".main").open("w+b")
        self._frames = (self._folder / ".frames").open("w+b")
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._main, self._frames):
            file.close()
            Path(file.name).unlink()

    def add(self, made: Made) -> None:
        """Take a work."""
        name = str(made.facts["id"])
        if name in self._ids:
            mend = f"give each its own, or leave the older one out with --remove {name}"
            if made.part or name in self._parts:
                mend = f"take it out of one library first: corpus-audit index LIBRARY --remove {name} -o LIBRARY"
            raise LibraryError(f"two works have the id {name!r}; {mend}")
        self._ids.add(name)
        self.likeness.add(made)
        if made.part:
            self._parts[name] = made.part, made.number
        self._works.append((dict(made.facts), _append(self._main, made.main), _append(self._frames, made.frame)))

    def write(self, profile: str) -> dict[str, Any]:
        """The library's files, works by id, and what its manifest says of them."""
        if not self._works:
            raise LibraryError("there are no works; name a folder with texts, or a library")
        self._works.sort(key=lambda one: str(one[0]["id"]))
        if profile == "open":
            return {"works": self._write_open()}
        return {"works": self._write_hashes()} if profile == "positions" else self._write_filters()

    def _write_open(self) -> list[dict[str, Any]]:
        entries = []
        with (self._folder / "folded").open("wb") as folded, (self._folder / "texts").open("wb") as texts:
            for facts, main, frame in self._works:
                place = _append(folded, _cut(self._main, main))
                folded.write(bytes([END_OF_WORK]))
                entries.append(_entry(facts, folded=place, text=_append(texts, _cut(self._frames, frame))))
        return entries

    def _write_hashes(self) -> list[dict[str, Any]]:
        entries = []
        with (self._folder / "hashes").open("wb") as hashes:
            for facts, main, _ in self._works:
                first, last = _append(hashes, _cut(self._main, main))
                entries.append(_entry(facts, hashes=(first // EXACT_BYTES, last // EXACT_BYTES)))
        return entries

    def _write_filters(self) -> dict[str, Any]:
        """The works' own filter, and those that they were in before, by their digests."""
        new = [main for facts, main, _ in self._works if facts["id"] not in self._parts]
        parts = {part.digest: part for part, _ in self._parts.values()}
        own = [np.frombuffer(_cut(self._main, main), "<u8").astype(np.uint64) for main in new]
        rows = [(shape, checks.tobytes(), codes.tobytes()) for shape, checks, codes in ([filters(own)] if own else [])]
        rows += [(one.shape, one.members, one.owners) for _, one in sorted(parts.items(), key=lambda row: row[0])]
        places = {digest: number + bool(own) for number, digest in enumerate(sorted(parts))}
        with (self._folder / "members").open("wb") as members, (self._folder / "owners").open("wb") as owners:
            for _, checks, codes in rows:
                members.write(checks)
                owners.write(codes)
        numbers = iter(range(len(own)))
        entries = []
        for facts, _, _ in self._works:
            part, number = self._parts.get(facts["id"], (None, 0))
            place = (places[part.digest], number) if part else (0, next(numbers))
            entries.append(_entry({**facts, "text_digest": "", "text_bytes": 0}, hashes=place))
        return {"works": entries, "filters": [[one.segment, one.segments, one.seed] for one, _, _ in rows]}


def _entry(facts: dict[str, Any], **places: tuple[int, int]) -> dict[str, Any]:
    none = {"text": [0, 0], "folded": [0, 0], "hashes": [0, 0]}
    return {**facts, **none, **{name: list(place) for name, place in places.items()}}


def _write_table(folder: Path, entries: list[dict[str, Any]], memory: int) -> dict[str, int]:
    """Make the table of fingerprints that fits into so much memory, and keep it in the library."""
    folded = mapped(folder / "folded", (folder / "folded").stat().st_size)
    grid = grid_for(len(folded), memory)
    made = table(folded, np.array([entry["folded"][0] for entry in entries], np.int64), grid)
    with (folder / "table").open("wb") as file:
        file.write(made.places.view(np.uint8).data)
        file.write(made.tags.data)
    return {"size": grid.size, "library_stride": grid.library_stride, "batch_stride": grid.batch_stride}


def _append(file: BinaryIO, content: bytes) -> tuple[int, int]:
    first = file.tell()
    file.write(content)
    return first, first + len(content)


def _cut(file: BinaryIO, place: tuple[int, int]) -> bytes:
    file.seek(place[0])
    return file.read(place[1] - place[0])


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


def too_short(works: Iterable[Any]) -> Iterator[str]:
    """Ids of works that have fewer letters than one hash is made of, and so cannot be found."""
    return (entry.id for entry in works if entry.letters < SIZE)
