"""Folding: text to a stream of letters and digits in which case, accents, width, spaces and punctuation are gone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded stream of a batch: UTF-8 of the folded characters, documents one after the other."""

    stream: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64]
    "Words of each document: runs of folded characters without a separator between them."


def fold(buffer: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Folded:
    """Fold the documents of a buffer."""
    raise NotImplementedError  # first slice: replaced by the kernel
