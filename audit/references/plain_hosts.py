"""
Hosts of URLs that are written as nearly all are: https://host/path, without user, percent signs or letters beyond ASCII.

One compiled pass over the bytes of all URLs; whatever is written otherwise is left to those who read it with care.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from audit.text.kernels import kernel, read_only

LONGEST = 253
"Characters of a host name, by RFC 1035."

_LETTERS = np.zeros(256, np.uint8)
"By byte: itself in lower case, where a host may hold it; else 0."
for _sign in b"abcdefghijklmnopqrstuvwxyz0123456789.-_":
    _LETTERS[_sign] = _sign
for _sign in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ":
    _LETTERS[_sign] = _sign + 32


def read(urls: pa.Array) -> pa.Array:
    """The host of each URL of a string array, in lower case; null where the URL is null or not written in the usual way."""
    if not len(urls):
        return pa.nulls(0, pa.string())
    _, offsets, data = urls.buffers()
    places = read_only(np.frombuffer(offsets, np.int32)[urls.offset : urls.offset + len(urls) + 1])
    text = read_only(np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8))
    held = read_only(np.asarray(urls.is_valid()))
    starts, lengths = np.zeros(len(urls), np.int64), np.zeros(len(urls), np.int32)
    _find(text, places, held, _LETTERS, starts, lengths)
    ends = np.concatenate([np.zeros(1, np.int32), np.cumsum(lengths, dtype=np.int32)])
    hosts = np.empty(int(ends[-1]), np.uint8)
    _copy(text, starts, ends, _LETTERS, hosts)
    found = np.packbits(lengths > 0, bitorder="little")
    return pa.StringArray.from_buffers(len(urls), pa.py_buffer(ends), pa.py_buffer(hosts), pa.py_buffer(found))


@kernel
def _find(text: Any, places: Any, held: Any, letters: Any, starts: Any, lengths: Any) -> None:
    """Where each host begins and how long it is; a length of 0 where there is none that is surely one."""
    for number in range(len(places) - 1):
        place, end = np.int64(places[number]), np.int64(places[number + 1])
        if not held[number] or end - place < 10 or letters[text[place]] != 104:  # h
            continue
        if letters[text[place + 1]] != 116 or letters[text[place + 2]] != 116 or letters[text[place + 3]] != 112:  # ttp
            continue
        place += 5 if letters[text[place + 4]] == 115 else 4  # s
        if text[place] != 58 or text[place + 1] != 47 or text[place + 2] != 47:  # ://
            continue
        place += 3
        stop = place
        while stop < end and letters[text[stop]] > 0:
            stop += 1
        after = stop
        if after < end and text[after] == 58:  # a port
            after += 1
            while after < end and 48 <= text[after] <= 57:
                after += 1
        if stop - place <= LONGEST and (after == end or text[after] == 47 or text[after] == 63 or text[after] == 35):  # / ? #
            starts[number], lengths[number] = place, stop - place


@kernel
def _copy(text: Any, starts: Any, ends: Any, letters: Any, hosts: Any) -> None:
    """Each host in lower case at its place."""
    for number in range(len(starts)):
        first = ends[number]
        for place in range(ends[number + 1] - first):
            hosts[first + place] = letters[text[starts[number] + place]]
