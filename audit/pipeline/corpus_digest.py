"""
The digest of a corpus: of the names and bytes of all its files, as the dirHash of in-toto, which `sha256sum` can make too.

All of the corpus is read. Names are those of findings: relative to the folder that was given.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import file_digest, sha256
from pathlib import Path

from audit.errors import UsageError
from audit.model import Piece, Skip, SkipReason
from audit.pipeline.folder import RunFolder
from audit.readers import discover
from audit.readers.discover import files
from audit.readers.limits import Limits, Settings
from audit.scan import Plan, shards, split
from audit.store import Store

_APART = frozenset({SkipReason.LINK_LOOP, SkipReason.SIDECAR, SkipReason.UNSUPPORTED})
"A file that was met by another name, folders of version control, and what is no file."


def of_files(corpus: Sequence[Path]) -> dict[str, str]:
    """By name: the SHA-256 of each file of a corpus. UsageError where one cannot be read."""
    found = list(_files(corpus))
    with ThreadPoolExecutor() as pool:  # reading and digesting let other threads run
        return dict(zip((name for _, name in found), pool.map(_of_file, (path for path, _ in found)), strict=True))


def dir_hash(digests: Mapping[str, str]) -> str:
    """The dirHash of files: the SHA-256 of a line for each, sorted by the bytes of its name."""
    lines = sorted((os.fsencode(name), digest) for name, digest in digests.items())
    return sha256(b"".join(digest.encode() + b"  " + name + b"\n" for name, digest in lines)).hexdigest()


def refuse_other(run: RunFolder, corpus: Sequence[Path]) -> None:
    """UsageError where a corpus is not the one that a run has scanned, told by names, sizes and times of its files."""
    manifest = run.manifest
    pieces = [piece for piece in discover(corpus, Settings(fields=manifest["fields"])) if isinstance(piece, Piece)]
    pieces.sort(key=lambda piece: (piece.name, piece.order))
    plan = Plan(run.shards, (), Limits(), manifest["plan"])
    known = set(manifest["shards"])
    changed = [
        shard
        for shard in shards(pieces, plan)
        if shard.key not in known and any(one.key not in known for one in split(shard, plan))
    ]
    with Store.open(run.database) as store:
        gone = {row["path"] for row in store.query("signoff_files")} - {piece.name for piece in pieces}
    if changed or gone:
        named = sorted(gone) or sorted(piece.name for shard in changed for piece in shard.pieces)
        raise UsageError(
            f"the corpus is not as it was scanned: see {named[0]}; scan again (what did not change is not read again), then judge"
        )


def _files(corpus: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    for file, name in files(corpus):
        if isinstance(file, Skip):
            if file.reason not in _APART:
                raise UsageError(f"{file.path} cannot be read: {file.detail}; make it readable, or name another corpus")
        elif "\n" in name:
            raise UsageError(f"{name!r}: a name with a line break cannot be in a digest of the corpus; rename the file")
        else:
            yield file, name


def _of_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; make it readable, or name another corpus") from error
