"""
How much a text reads like a model's: weights of its words and pairs of words summed, in log odds that mean nothing by themselves.

A logistic regression that `tests/quality/train_style.py` makes of texts by people and by models. The file holds numbers only; no
text can be read from it. What a score means depends on the kind of text: it must be set against texts of the same kind that are
known to be by people.
"""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from audit.references.model_files import checked
from audit.references.site_model import table
from audit.text import hashed_words
from audit.text.kernels import kernel, read_only

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

BANDS = (50, 100, 200)
"Words from which a band of lengths begins; shorter texts have no score."
MOST_KNOWN = 300
"Known features from which a longer text weighs no more: about what the longest texts of the training have."


@dataclass(frozen=True)
class StyleWeights:
    """The numbers of a model of F features."""

    hashes: npt.NDArray[np.uint64]
    "[F], sorted."
    words: Floats
    "[F]"
    bias: float
    measured: dict[str, Any]
    """
    `strict` and `strictest`: by band the score that 1 in 100 and 1 in 1,000 texts by people pass, every measured kind counting
    alike; `coverage`: by band known features a byte below which a text is unlike all that was learnt from.
    """


class StyleModel:
    """Scores documents."""

    def __init__(self, weights: StyleWeights, digest: str) -> None:
        self.weights = weights
        self.digest = digest

    def scores(
        self, buffer: npt.NDArray[np.uint8], starts: Places, ends: Places, words: npt.NDArray[np.int64]
    ) -> tuple[Floats, npt.NDArray[np.int64]]:
        """
        The score of each of N documents of so many words, and its band, -1 where it is too short.

        NaN where a text is too short, or unlike all that was learnt from, as are other languages and code.
        """
        rows, bounds = hashed_words.rows(buffer, starts, ends, *self._table)
        made = np.empty(len(starts), np.float32)
        _sum(rows, bounds, read_only(self.weights.words), np.float32(self.weights.bias), np.int64(MOST_KNOWN), made)
        bands = np.searchsorted(BANDS, words, side="right") - 1
        sizes = np.minimum(ends - starts, hashed_words.HEAD + hashed_words.TAIL)
        least = np.array([*self.weights.measured["coverage"], np.inf])[bands]  # -1 takes the last: too short
        made[np.diff(bounds) < least * np.maximum(sizes, 1)] = np.nan
        return made, bands

    def telling(self, raw: bytes, most: int = 8) -> tuple[str, ...]:
        """The words and pairs of words of a text that speak loudest for a model, loudest first."""
        return hashed_words.loudest(raw, self.weights.hashes, lambda numbers: self.weights.words[numbers], most)

    @cached_property
    def _table(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]:
        return table(self.weights.hashes)


def load(path: Path, digest: str) -> StyleModel:
    """Read a model's file. Raises PackError where it is missing, altered or no model."""
    return StyleModel(checked(path, digest, "style_digest", unpacked), digest)


def packed(weights: StyleWeights) -> bytes:
    """A model's file: a NumPy archive without pickled objects, the same for the same numbers; weights of eight bits."""
    scale = max(float(np.abs(weights.words).max()), 1e-6) / 127
    out = BytesIO()
    np.savez_compressed(
        out,
        told=np.frombuffer(orjson.dumps(weights.measured, option=orjson.OPT_SORT_KEYS), np.uint8),
        gaps=np.diff(weights.hashes, prepend=np.uint64(0)),  # smaller than hashes when compressed
        words=np.round(weights.words / scale).astype(np.int8),
        scale=np.array([scale, weights.bias], np.float32),
    )
    return out.getvalue()


def unpacked(content: bytes) -> StyleWeights:
    """The numbers of a model's file. ValueError, KeyError or BadZipFile where it is none."""
    with np.load(BytesIO(content), allow_pickle=False) as file:
        scale, bias = (float(number) for number in file["scale"])
        hashes = np.cumsum(file["gaps"], dtype=np.uint64)
        return StyleWeights(
            hashes, file["words"].astype(np.float32) * np.float32(scale), bias, orjson.loads(file["told"].tobytes())
        )


@kernel
def _sum(rows: Any, bounds: Any, words: Any, bias: Any, most: Any, scores: Any) -> None:
    """Mean weight by the root of the number of known features, which stops growing where the training's texts end."""
    for document in range(len(scores)):
        known = bounds[document + 1] - bounds[document]
        total = np.float32(0)
        for place in range(bounds[document], bounds[document + 1]):
            total += words[rows[place]]
        scores[document] = total / max(known, 1) * np.sqrt(np.float32(min(known, most))) + bias
