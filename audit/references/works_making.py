"""From a work to what a library of some profile holds of it; works can be made apart from one another, in any order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
import zstandard

from audit.errors import LibraryError
from audit.references.works import FIELDS, STRIDES, Library, Work
from audit.references.works_licences import with_spdx
from audit.text.blur import blur
from audit.text.fingerprints import Bytes
from audit.text.fold import fold_text
from audit.text.hashes import EXACT_BYTES, hashes, packed, sketch
from audit.text.membership import Shape


@dataclass(frozen=True, slots=True)
class Part:
    """A filter of a sealed library, as it will be kept in another."""

    shape: Shape
    members: bytes
    owners: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """A work as a library will hold it."""

    facts: Mapping[str, Any]
    "Fields of Entry but for its places."
    main: bytes
    "Open: the folded and blurred stream. Positions: packed hashes. Sealed: hashes of eight bytes each."
    frame: bytes
    "Open: the text as a zstd frame."
    identity: str
    "Equal for works with the same letters."
    sketch: npt.NDArray[np.uint64]
    "For finding near-duplicates; empty where there is no text to make it of."
    part: Part | None = None
    "Where the work is already in a filter: that, and its `number` there."
    number: int = 0


def make(work: Work, profile: str) -> Made:
    """What a library of a profile holds of a work."""
    raw = work.text.encode(errors="replace")
    stream = fold_text(raw)
    blurred = blur(stream.stream)
    said, source = with_spdx(work.metadata, work.metadata_source)
    facts = {
        "id": work.id,
        "metadata": {name: said[name] for name in FIELDS if said.get(name)},
        "metadata_source": source,
        "characters": len(work.text),
        "words": int(stream.words[0]),
        "letters": len(blurred),
        "text_bytes": len(raw),
        "text_digest": blake2b(raw, digest_size=16).hexdigest(),
    }
    frame = zstandard.ZstdCompressor(level=3, write_content_size=True).compress(raw) if profile == "open" else b""
    return Made(facts, _main(blurred, profile), frame, _identity(blurred), sketch(blurred))


def made_of(library: Library, number: int, profile: str) -> Made:
    """What a library of a profile holds of a work that another library holds; a LibraryError where that holds too little."""
    entry = library.works[number]
    facts = {name: getattr(entry, name) for name in _FACTS} | {"metadata": dict(entry.metadata)}
    if library.profile == "open":
        blurred = library.folded[entry.folded[0] : entry.folded[1]]
        frame = library.file("texts")[entry.text[0] : entry.text[1]].tobytes() if profile == "open" else b""
        return Made(facts, _main(blurred, profile), frame, _identity(blurred), sketch(blurred))
    if library.profile != profile:
        raise LibraryError(
            f"{library.path} is {library.profile} and holds no texts, so no {profile} library can be made of it; "
            "give the works, or give both libraries to a scan: --works A --works B"
        )
    if profile == "sealed":
        part = part_of(library, entry.hashes[0])
        identity = f"{part.digest.hex()}-{entry.hashes[1]}"
        return Made(facts, b"", b"", identity, np.zeros(0, np.uint64), part, entry.hashes[1])
    first, last = entry.hashes
    main = library.file("hashes")[first * EXACT_BYTES : last * EXACT_BYTES].tobytes()
    return Made(facts, main, b"", blake2b(main, digest_size=16).hexdigest(), np.zeros(0, np.uint64))


@lru_cache(maxsize=64)
def part_of(library: Library, number: int) -> Part:
    """A part of a sealed library."""
    members, owners = library.part(number)
    shape = library.shapes[number]
    said = repr((shape.segment, shape.segments, shape.seed)).encode()
    return Part(shape, members, owners, blake2b(said + members + owners, digest_size=16).digest())


def renamed(made: Made, name: str) -> Made:
    """The same work by another id."""
    return replace(made, facts={**made.facts, "id": name})


_FACTS = ("id", "metadata", "metadata_source", "characters", "words", "letters", "text_bytes", "text_digest")


def _main(blurred: Bytes, profile: str) -> bytes:
    if profile == "open":
        return blurred.tobytes()
    stored = hashes(blurred, STRIDES[profile])
    return packed(stored) if profile == "positions" else stored.astype("<u8").tobytes()


def _identity(blurred: Bytes) -> str:
    return blake2b(blurred.tobytes(), digest_size=16).hexdigest()
