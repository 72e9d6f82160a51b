"""Arrays that were dear to make, in one file that is mapped into memory, so that processes share it and read what they use."""

import mmap
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from audit.text import cache

Array = npt.NDArray[Any]
_ALIGNED = 64
"Bytes: each array begins at a multiple of these, so that it can be used where it lies."
_PREFIX = 8
"Bytes that tell the length of the header."


def keep(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write flat arrays under their names; others see all of the file or none, and one that cannot be written is no error."""
    places, parts, end = [], [], 0
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array).tobytes()
        places.append([name, array.dtype.str, end, len(array)])
        parts.append(raw + bytes(-len(raw) % _ALIGNED))
        end += len(parts[-1])
    header = orjson.dumps({"order": sys.byteorder, "bytes": end, "arrays": places})
    header += b" " * (-(len(header) + _PREFIX) % _ALIGNED)
    cache.write(path, len(header).to_bytes(_PREFIX, "little") + header + b"".join(parts))


def kept(path: Path) -> dict[str, Array] | None:
    """The arrays of a file, mapped and not to be written; None where there is none or it is not whole."""
    try:
        with path.open("rb") as file:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        first = _PREFIX + int.from_bytes(whole[:_PREFIX], "little")
        header = orjson.loads(whole[_PREFIX:first])
        if header["order"] != sys.byteorder or len(whole) != first + header["bytes"]:
            return None
        return {name: np.frombuffer(whole, np.dtype(kind), count, first + place) for name, kind, place, count in header["arrays"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
