"""Known works as a command is given them: a library, or texts of any readable format, which are made into one and kept."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import orjson

from audit import engines, readers
from audit.engines import Died
from audit.errors import LibraryError, UsageError, cannot_write
from audit.model import Piece, Scalar, Skip
from audit.pipeline.progress import Progress
from audit.pipeline.works_reading import Portion, Read, Reader, portions, works_in
from audit.references import works as library
from audit.references.works import Library, Work, checked
from audit.references.works_building import build_of
from audit.references.works_making import Made, made_of
from audit.references.works_sources import BESIDE, Listed, Row, left_out, manifest, metadata_of, with_metadata
from audit.text import cache

PARALLEL = 32 << 20
"Bytes of works from which on worker processes pay."
_READING = 2
"Raise it whenever the same files could make another library."
_MOST_TOLD = 10
"Files or records that could not be read, of which each is told."


@dataclass(frozen=True, slots=True)
class Making:
    """How a library is made."""

    profile: str | None = None
    "None: that of the library that is added to, else open."
    kind: str | None = None
    memory: int | None = None
    "Bytes of the table of fingerprints that is kept in the library; None: none is, it is made when first needed."
    workers: int | None = None
    add: bool = False
    "Keep the works of the library that is there."
    remove: tuple[str, ...] = ()
    "Ids of works that are not kept."
    merge: tuple[Path, ...] = ()
    "Libraries whose works are taken."


def libraries(paths: Sequence[Path], progress: Progress) -> tuple[Library, ...]:
    """Libraries for the given paths, made and kept where a path holds texts. What is wrong with one is a LibraryError."""
    return tuple(checked(path) if library.is_library(path) else _kept(path, progress) for path in paths)


def kept_as(works: Sequence[Made], kind: str) -> Library:
    """A library of some kind of works that were made before, in the cache; made once of the same works."""
    folder = cache.folder()
    if folder is None:
        raise LibraryError(
            f"a library of the kind {kind} cannot be kept in any cache; make one: corpus-audit index --kind {kind}"
        )
    said = sorted(orjson.dumps(dict(one.facts), option=orjson.OPT_SORT_KEYS).decode() for one in works)
    place = folder / f"library-{blake2b(orjson.dumps([kind, library.versions(), said]), digest_size=16).hexdigest()}"
    with suppress(LibraryError):
        return checked(place)
    shutil.rmtree(place, ignore_errors=True)
    return build_of(works, place, "open", kind)


def index(paths: Sequence[Path], out: Path, progress: Progress, how: Making = Making()) -> Library:
    """Make a library of the works at some paths, in a new folder or in place of an older library, whose works may be kept."""
    olds = [Library.open(out)] if how.add or how.remove else []
    olds += [Library.open(path) for path in (*how.merge, *filter(library.is_library, paths))]
    texts = [path for path in paths if not library.is_library(path)]
    if not olds and not texts:
        raise UsageError("no works; name files or folders of works, or libraries with --merge LIBRARY")
    profile = how.profile or (olds[0].profile if olds else "open")
    kind = how.kind or (olds[0].kind if olds else "works")
    made = _distinct(_all(olds, texts, profile, how, progress), progress)
    try:
        return build_of(made, out, profile, kind, how.memory, progress.say)
    except OSError as error:
        raise cannot_write(out, error) from error


def warmed(made: Library) -> str:
    """Make what a scan with a library needs, so that the first scan finds it in the cache; a sentence about it."""
    if made.profile == "open":
        grid = made.grid()
        table = made.fingerprints(grid)
        size = max(1, (len(table.tags) * 5) >> 20)
        dense = strides(grid.library_stride, grid.batch_stride)
        return f"fingerprints of {dense}; a scan takes up to {size:,} MiB of memory for them"
    if made.profile == "positions":
        return f"{len(made.index.numbers) * 5 >> 20:,} MiB of memory in a scan; no texts are kept"
    return f"{made.stored_bytes >> 10:,} KiB; no texts and no positions are kept"


def strides(of_works: int, of_documents: int) -> str:
    """How dense fingerprints are, in words."""
    each, other = ("each letter" if step == 1 else f"every {step} letters" for step in (of_works, of_documents))
    return f"{each} of a work and {other} of a document"


def works_of(path: Path, progress: Progress) -> Iterator[Work]:
    """The works at a path, as they were read, by name. LibraryError where there is no such path."""
    found = _found(path, progress)
    skips: list[Skip] = []
    for portion in found.portions:
        for work, number in works_in(portion, skips):
            called = Work(work.id or f"{portion.name}#{number}", work.text, work.metadata, work.metadata_source)
            row = found.row(portion, called.id)
            if row is not None or portion.is_whole or not found.listed:
                yield with_metadata(called, row, found.listed.source)
    _tell(skips, progress)


def described(one: Library) -> Mapping[str, Scalar]:
    """What the manifest of a run tells of a library."""
    about: dict[str, Scalar] = {"name": one.path.name, "digest": one.digest, "works": len(one.works), "bytes": one.stored_bytes}
    return {**about, "profile": one.profile, "kind": one.kind}


@dataclass(frozen=True, slots=True)
class _Found:
    """The portions of a path, and what a manifest says of them."""

    listed: Listed
    files: Mapping[str, Row]
    portions: list[Portion]

    def row(self, portion: Portion, called: str) -> Row | None:
        """What the manifest says of a work."""
        return self.files.get(portion.file) or (None if portion.is_whole else self.listed.of_record(called))


def _all(olds: Sequence[Library], texts: Sequence[Path], profile: str, how: Making, progress: Progress) -> Iterator[Made]:
    """All works that a library will hold; a removed id must be that of a work."""
    unknown = sorted(set(how.remove) - {entry.id for old in olds for entry in old.works})
    if unknown:
        raise LibraryError(f"no work has the id {unknown[0]!r}; corpus-audit index info LIBRARY --json lists them")
    for old in olds:
        for number, entry in enumerate(old.works):
            if entry.id not in how.remove:
                yield made_of(old, number, profile)
    for path in texts:
        yield from _made(path, profile, how.workers, progress)


def _distinct(works: Iterator[Made], progress: Progress) -> Iterator[Made]:
    """Works without those that are there already, under the same id and with the same letters and metadata."""
    known: dict[str, tuple[str, Mapping[str, str]]] = {}
    again: list[str] = []
    for work in works:
        name, said = str(work.facts["id"]), (work.identity, work.facts["metadata"])
        if known.get(name) == said:
            again.append(name)
        else:
            known[name] = said
            yield work
    if again:
        progress.say(f"{len(again):,} works were there already: {_some(sorted(again), 5)}")


def _made(path: Path, profile: str, workers: int | None, progress: Progress) -> Iterator[Made]:
    """The works at a path, made in this process or, where they are large, in several."""
    found = _found(path, progress)
    waiting: list[Read] = []
    for answer in _answers(found.portions, profile, workers, progress):
        if answer.skips or any(number is not None for number in answer.numbers):
            waiting.append(answer)  # its records' numbers depend on other pieces of the file
        else:
            yield from _named(answer, found, 0)
    waiting.sort(key=lambda answer: (answer.portion.file, answer.portion.pieces[0].order))
    before: dict[str, int] = {}
    for answer in waiting:
        yield from _named(answer, found, before.get(answer.portion.file, 0))
        before[answer.portion.file] = before.get(answer.portion.file, 0) + answer.records
    missing = found.listed.missing()
    if missing:
        progress.say(f"listed in {found.listed.source}, but not found: {len(missing):,} ({_some(missing, 3)})")
    _tell([skip for answer in waiting for skip in answer.skips], progress)


def _answers(found: Sequence[Portion], profile: str, workers: int | None, progress: Progress) -> Iterator[Read]:
    """What became of each portion, in any order."""
    total = sum(portion.stored_bytes for portion in found)
    many = workers != 1 and len(found) > 1 and total >= PARALLEL
    progress.begin("Works", total)
    for answer in engines.create("processes" if many else "serial", workers).map(Reader(profile), found):
        if isinstance(answer, Died):
            raise LibraryError(f"{answer.item.file} could not be read: a worker {answer.detail}; try --workers 1")
        progress.step(answer.portion.stored_bytes)
        yield answer
    progress.end()


def _named(answer: Read, found: _Found, before: int) -> Iterator[Made]:
    """A portion's works with their ids and what a manifest says of them."""
    for made, number in zip(answer.works, answer.numbers, strict=True):
        facts = made.facts
        called = str(facts["id"]) if number is None else f"{answer.portion.name}#{before + number}"
        row = found.row(answer.portion, called)
        if row is not None or answer.portion.is_whole or not found.listed:
            work = with_metadata(Work(called, "", facts["metadata"], facts["metadata_source"]), row, found.listed.source)
            said = {"id": work.id, "metadata": dict(work.metadata), "metadata_source": work.metadata_source}
            yield replace(made, facts={**facts, **said})


def _found(path: Path, progress: Progress) -> _Found:
    """What a manifest lists, and the portions it lists, or all; what is left out is told."""
    if not path.exists():
        raise LibraryError(f"no works at {path}; name a folder of texts, a text, or a library")
    own = manifest(path) if path.name in BESIDE and path.suffix in (".jsonl", ".toml", ".csv") else None
    root = path if path.is_dir() else path.parent
    listed = own or metadata_of(root)
    pieces, skips = _pieces(root if own else path)
    names = sorted({piece.name for piece in pieces} | {skip.path for skip in skips})
    files = listed.of_files(names)
    if path.is_file() and own is None:  # given by itself, it is a work whether a manifest beside it lists it or not
        listed = Listed(listed.source, tuple(files.values()), listed.met) if files else Listed()
    records = {piece.name for piece in pieces if not Portion((piece,), "").is_whole}
    kept = {name for name in names if not listed or name in files or name in records}
    left_out([name for name in names if name not in kept], progress.say)
    _tell([skip for skip in skips if skip.path in kept], progress)
    return _Found(listed, files, list(portions([piece for piece in pieces if piece.name in kept])))


def _pieces(path: Path) -> tuple[list[Piece], list[Skip]]:
    pieces, skips = [], []
    for found in readers.discover([path]):
        name = found.name if isinstance(found, Piece) else found.path
        aside = Path(name).name in BESIDE and path.is_dir() and not _holds_texts(path / name)
        if aside or any(part.startswith(".") for part in Path(name).parts):
            continue
        if isinstance(found, Piece):
            pieces.append(found)
        else:
            skips.append(found)
    return pieces, skips


def _holds_texts(file: Path) -> bool:
    """Whether a file that is called like a manifest holds works."""
    return file.suffix in (".jsonl", ".csv") and manifest(file) is None


def _kept(path: Path, progress: Progress) -> Library:
    """The library of the texts at a path: made once while their files stay as they are."""
    if not path.exists():
        raise LibraryError(f"no works at {path}; name a folder of texts, a text, or a library")
    folder = cache.folder()
    if folder is None:
        raise LibraryError(f"a library of {path} cannot be kept in any cache; make one: corpus-audit index {path} -o LIBRARY")
    place = folder / f"library-{_identity(path)}"
    if library.is_library(place):
        try:
            return checked(place)
        except LibraryError:
            progress.say(f"the kept library of {path} is of another version")
    progress.say(f"making a library of the works in {path}")
    return index([path], place, progress)


def _identity(path: Path) -> str:
    """A digest of what decides a library: names, sizes and times of its files, and the versions of what reads them."""
    beside = path if path.is_dir() else path.parent
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    files += [] if path.is_dir() else sorted(file for file in beside.iterdir() if file.name in BESIDE)
    known = [[str(file.relative_to(beside)), file.stat().st_size, file.stat().st_mtime_ns] for file in files]
    return blake2b(orjson.dumps([str(path.resolve()), library.versions(), _READING, known]), digest_size=16).hexdigest()


def _tell(skips: Sequence[Skip], progress: Progress) -> None:
    """Say what is in no work; of many the first."""
    lost = [skip for skip in skips if skip.reason != "sidecar-file"]
    for skip in lost[:_MOST_TOLD]:
        record = "" if skip.record is None else f"#{skip.record}"
        progress.say(f"not read as a work: {skip.path}{record}: {skip.reason}: {skip.detail}")
    if len(lost) > _MOST_TOLD:
        progress.say(f"not read as works: {len(lost) - _MOST_TOLD:,} more")


def _some(names: Sequence[str], most: int) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
