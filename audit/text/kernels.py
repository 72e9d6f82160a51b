"""
Compiled functions: compiled once on a machine, kept where one may write, and loaded from there.

Numba keeps them beside the source, or, where that is read-only, in the user's cache folder. Where neither can be
written, a folder of the system's temporary folder serves, so that a read-only installation without a home works too.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

Scalar = TypeVar("Scalar", bound=np.generic)
Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Compile a function when it is first called; the compiled code is kept for later processes."""
    try:
        return _compiled(function, kept=True)
    except RuntimeError:  # no place to keep it
        vars(numba.config)["CACHE_DIR"] = _temporary_folder()
    try:
        return _compiled(function, kept=True)
    except RuntimeError:  # the source is no file, as in a zip
        return _compiled(function, kept=False)


def inlined(function: Function) -> Function:
    """Compile a function into the kernels of the same file that call it."""
    compiled: Any = numba.njit(nogil=True)(function)
    return cast(Function, compiled)


def read_only(array: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """A view that cannot be written, as mapped files and Arrow's buffers are: a kernel is compiled for one sort of array only."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


def warm(announce: Callable[[], None]) -> bool:
    """
    Compile or load all kernels, and tell whether anything was compiled.

    `announce` is called before the long part, some seconds, where a first small one had to be compiled.
    """
    before = _misses()
    _probe(np.zeros(1, np.uint8))
    compiled = _misses() > before
    if compiled:
        announce()
    _use_all()
    return compiled


def _misses() -> int:
    """How often this process has not found the first small one compiled."""
    return sum(_probe.stats.cache_misses.values())  # type: ignore[attr-defined]


def _use_all() -> None:
    """Call each kernel with a little text of the types that batches have."""
    from audit.text import blur, chains, fingerprints, fold, json_texts, prompts

    text = "Each kernel is called once with this text of a few words, and so is compiled."
    stream, _ = fold.fold_with_offsets(text)
    fold.signposts(text.encode(), len(stream))
    json_texts.take_apart(b'{"text": "%s"}\n' % text.encode(), "text")
    blurred, zero = blur.blur(stream), np.zeros(1, np.int64)
    library = np.append(blurred, np.zeros(1, np.uint8))
    grid = fingerprints.Grid()
    table = fingerprints.table(library, zero, grid)
    ends = np.array([len(stream)], np.int64)
    runs = fingerprints.runs(blurred, zero, ends, library, zero, table, grid)
    chains.chain(runs, blurred, zero, ends, library, np.array([0, len(library)], np.int64))
    prompts.sketches(*prompts.cut(np.frombuffer(text.encode(), np.uint8), zero, zero, ends))


def _temporary_folder() -> str:
    user = getattr(os, "getuid", lambda: "user")()
    folder = Path(tempfile.gettempdir()) / f"corpus-audit-kernels-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return str(folder)


def _compiled(function: Function, kept: bool) -> Function:
    compiled: Any = numba.njit(cache=kept, nogil=True)(function)
    return cast(Function, compiled)


@kernel
def _probe(data: Any) -> int:
    return len(data)
