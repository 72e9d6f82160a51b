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


def warm(announce: Callable[[], None], *uses: Callable[[], None]) -> bool:
    """
    Compile or load a probe, then run `uses`, each of which calls kernels on something tiny.

    `announce` is called before them where the probe had to be compiled, since then the others probably must be too: seconds.
    """
    _probe(np.zeros(1, np.uint8))
    compiled = bool(sum(_probe.stats.cache_misses.values()))  # type: ignore[attr-defined]
    if compiled:
        announce()
    for use in uses:
        use()
    return compiled


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
