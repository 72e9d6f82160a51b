"""Eight bytes looked at as one number, in compiled loops."""

from typing import Any

import numpy as np

from audit.text.kernels import inlined

ONES = np.uint64(0x0101010101010101)
"Times a byte, that byte in each of the eight places."
HIGHS = np.uint64(0x8080808080808080)
"The high bit of each byte."


@inlined
def word(data: Any, at: Any) -> Any:
    """Bytes [at, at + 8) as a number, the first the lowest; compiled to one load."""
    number = np.uint64(0)
    for i in range(8):
        number |= np.uint64(data[at + np.uint64(i)]) << np.uint64(8 * i)
    return number


@inlined
def zero_bytes(number: Any) -> Any:
    """The high bit of each byte that is zero; above the lowest of them a byte of 1 may be marked too."""
    return (number - ONES) & ~number & HIGHS
