"""
The files of a library: each with its size and the digests of its blocks, so that any altered or missing byte is noticed.

Large files are compared with their digests as a whole by `corpus-audit index verify`, and at some places spread over them
whenever they are opened.
"""

import mmap
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import orjson

from audit.errors import LibraryError
from audit.text.fingerprints import Bytes

BLOCK = 4 << 20
"Bytes that one digest is of."
CHECKED = 64 << 20
"Bytes of a file that are compared with its digests whenever it is opened for a scan."
MEND = "make it anew with corpus-audit index WORKS -o LIBRARY"
MANIFEST = "library.json"

_DIGEST = 16


def described(path: Path) -> dict[str, Any]:
    """Size and digests of a file, as a manifest tells them."""
    with path.open("rb") as stream:
        return {"bytes": path.stat().st_size, "blocks": [_digest(block).hex() for block in _blocks(stream)]}


def check_size(path: Path, said: Mapping[str, Any]) -> None:
    """A LibraryError where a file is missing or not as large as its manifest says."""
    if not path.is_file() or path.stat().st_size != said["bytes"]:
        raise LibraryError(f"{path} is missing or cut short; {MEND}")


def check(path: Path, said: Mapping[str, Any], most: int | None = None) -> None:
    """Compare blocks with their digests, about `most` bytes of them, spread evenly; None: all. A LibraryError names the file."""
    check_size(path, said)
    digests: Sequence[str] = said["blocks"]
    if len(digests) != -(-said["bytes"] // BLOCK):
        raise LibraryError(f"the digests of {path} are damaged; {MEND}")
    with path.open("rb") as stream:
        for number in _chosen(len(digests), most):
            stream.seek(number * BLOCK)
            if _digest(stream.read(BLOCK)).hex() != digests[number]:
                raise LibraryError(f"{path} was altered; {MEND}")


def mapped(path: Path, size: int) -> Bytes:
    """A file's bytes, mapped into memory; other processes that map it share them."""
    if not size:
        return np.zeros(0, np.uint8)
    with path.open("rb") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ), np.uint8)


def digest_of_body(body: Mapping[str, Any]) -> str:
    """A library's digest: that of what its manifest says, in one writing."""
    return blake2b(orjson.dumps(body, option=orjson.OPT_SORT_KEYS), digest_size=_DIGEST).hexdigest()


def write_manifest(folder: Path, body: Mapping[str, Any]) -> None:
    """Write what a library says of itself, with a digest of that."""
    said = {"digest": digest_of_body(body), "body": body}
    (folder / MANIFEST).write_bytes(orjson.dumps(said, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))


def read_manifest(path: Path, versions: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """What a manifest says, and its digest; a LibraryError where it was altered or its versions are not these."""
    try:
        said = orjson.loads((path / MANIFEST).read_bytes())
        body, digest = said["body"], said["digest"]
        whole = isinstance(body, dict) and digest_of_body(body) == digest
    except OSError as error:
        raise LibraryError(f"{path} is not a library of works ({error.strerror}); {MEND}") from error
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise LibraryError(f"{path / MANIFEST} is damaged; {MEND}") from error
    if not whole:
        raise LibraryError(f"{path / MANIFEST} was altered; {MEND}")
    other = [name for name, value in versions.items() if (body.get("versions") or {}).get(name) != value]
    if other:
        raise LibraryError(f"{path} was made by another version, which differs in {', '.join(other)}; {MEND}")
    return body, digest


def keep_arrays(path: Path, parts: Sequence[Bytes]) -> None:
    """Write arrays one after the other, and digests; others see all or nothing. Where one cannot write, nothing is kept."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    except OSError:
        return
    try:
        with os.fdopen(handle, "w+b") as file:
            for part in parts:
                file.write(np.ascontiguousarray(part).data)
            file.seek(0)
            digests = b"".join(map(_digest, _blocks(file)))
            file.write(digests + _digest(digests))
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)


def kept_arrays(path: Path, size: int) -> Bytes | None:
    """So many bytes that were kept, mapped; None where there are none, or they are not what was written."""
    count = -(-size // BLOCK)
    try:
        if path.stat().st_size != size + (count + 1) * _DIGEST:
            return None
        whole = mapped(path, size + (count + 1) * _DIGEST)
    except OSError:
        return None
    digests = whole[size : size + count * _DIGEST].tobytes()
    if _digest(digests) != whole[size + count * _DIGEST :].tobytes():
        return None
    for number in _chosen(count, CHECKED):
        block = whole[number * BLOCK : min(size, (number + 1) * BLOCK)]
        if _digest(block) != digests[number * _DIGEST : (number + 1) * _DIGEST]:
            return None
    return whole[:size]


def _chosen(count: int, most: int | None) -> Sequence[int]:
    """Which of so many blocks are compared: all, or some from the first to the last."""
    wanted = count if most is None else max(2, most // BLOCK)
    if wanted >= count:
        return range(count)
    return sorted({round(number * (count - 1) / (wanted - 1)) for number in range(wanted)})


def _blocks(stream: BinaryIO | Any) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def _digest(block: Any) -> bytes:
    return blake2b(block, digest_size=_DIGEST).digest()
