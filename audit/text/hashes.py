"""
Hashes of a folded stream that are stored in libraries, and so never change; those of `fingerprints` live only in memory.

A hash is of SIZE bytes. What is stored of a text are hashes at each so-manieth byte; what is scanned is hashed at each byte.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from audit.text.eight_bytes import word
from audit.text.fingerprints import Bytes
from audit.text.kernels import inlined, kernel, read_only

SIZE = 20
"Bytes of a stream that one hash is made of."
VERSION = 1
"Of the arithmetic below: part of what must be equal for two libraries to be comparable."
EXACT_BYTES = 5
"Bytes of a hash that the profile with positions stores: by chance one of 2 ** 40 is equal."

Hashes = npt.NDArray[np.uint64]


def hashes(stream: Bytes, stride: int) -> Hashes:
    """Hashes of one text at bytes 0, stride, 2 * stride … of its stream; none reaches beyond its end."""
    out = np.empty(max(0, (len(stream) - SIZE) // stride + 1), np.uint64)
    _at_each(read_only(stream), np.uint64(stride), out)
    return out


def sketch(stream: Bytes, size: int = 128) -> Hashes:
    """The smallest hashes of a text, whatever their place; two texts share as many as they have in common (Broder 1997)."""
    lowest = np.empty(len(stream) // 16 + size, np.uint64)
    limit = np.uint64(2**64 - 1) // np.uint64(max(1, len(stream) // (4 * size)))
    count = int(_below(read_only(stream), limit, lowest))
    return np.unique(lowest[: min(count, len(lowest))])[:size]


def packed(stored: Hashes) -> bytes:
    """Hashes cut to EXACT_BYTES each."""
    return stored.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :EXACT_BYTES].tobytes()


@kernel
def _at_each(stream: Any, stride: Any, out: Any) -> None:
    for i in range(len(out)):
        out[i] = hash_at(stream, np.uint64(i) * stride)


@kernel
def _below(stream: Any, limit: Any, out: Any) -> Any:
    count = 0
    for i in range(len(stream) - SIZE + 1):
        hashed = hash_at(stream, np.uint64(i))
        if hashed <= limit and count < len(out):
            out[count] = hashed
            count += 1
    return count


@inlined
def hash_at(stream: Any, at: Any) -> Any:
    """The hash of the SIZE bytes from a place on: three words, the last two overlapping, mixed."""
    hashed = (word(stream, at) ^ np.uint64(0x452821E638D01377)) * np.uint64(0x9E3779B97F4A7C15)
    hashed = (hashed ^ hashed >> np.uint64(32) ^ word(stream, at + np.uint64(8))) * np.uint64(0xBF58476D1CE4E5B9)
    hashed = (hashed ^ hashed >> np.uint64(29) ^ word(stream, at + np.uint64(12))) * np.uint64(0x94D049BB133111EB)
    return mixed(hashed)


@inlined
def mixed(value: Any) -> Any:
    """A number from a number, each bit of which depends on all (Appleby's finaliser of MurmurHash3)."""
    value = (value ^ value >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
    value = (value ^ value >> np.uint64(33)) * np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ value >> np.uint64(33)
