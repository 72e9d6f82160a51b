"""
A learned model of the sites that text is from: class probabilities by words, by the shape of the text, and by its markers.

A multinomial logistic regression that `tests/quality/train_scraped_site.py` makes of labelled records. Its file holds numbers
only: hashes of features, weights of eight bits, and what was measured while it was trained. No text can be read from it.
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
from audit.references.site_shape import is_extracted, ratios
from audit.text import hashed_words
from audit.text.kernels import kernel, read_only

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

FEWEST_WORDS = 40
"Shorter texts have no answer."
MOST_FOREIGN = 0.12
"Share of letters beyond ASCII from which a text is in a script that the model was not trained on."
STEPS = np.array([0.3, 0.9, 1.25, 1.9], np.float32)
"Weights of markers at which a feature more is true."


@dataclass(frozen=True)
class Weights:
    """The numbers of a model. C classes, F features of words, R ratios of shape with Q steps each, V sorts of votes."""

    classes: tuple[str, ...]
    "none, the rest of the web, comes first."
    votes: tuple[str, ...]
    "Classes that markers vote for, and `rights`."
    hashes: npt.NDArray[np.uint64]
    "[F], sorted."
    words: Floats
    "[F, C]"
    steps: Floats
    "[R, Q], rising."
    shape: Floats
    "[R x Q, C]"
    marks: Floats
    "[V x STEPS, C]"
    bias: Floats
    "[C]"
    measured: dict[str, Any]
    """
    What cross-validation by publisher gave. `thresholds` by head and class; `platforms`: those that count as a class of another
    name; `means`: mean probabilities of texts of each class; `widening` of intervals of shares.
    """


@dataclass(frozen=True)
class Answers:
    """What a model says of N documents."""

    chances: Floats
    "Class probabilities, [N, C]; NaN where the text is too short or in a script out of range."
    extracted: npt.NDArray[np.bool_]
    "[N]: whether the text looks like what an extractor leaves of a page."


class SiteModel:
    """Gives class probabilities of documents."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.classes = weights.classes

    def answers(self, buffer: npt.NDArray[np.uint8], starts: Places, ends: Places, votes: Floats) -> Answers:
        """What the model says of each of N documents. `votes`: what markers say, [N, V], in powers of ten."""
        weights = self.weights
        counts = hashed_words.shapes(buffer, starts, ends)
        rows, bounds = hashed_words.rows(buffer, starts, ends, *self._table)
        scores = np.empty((len(starts), len(self.classes)), np.float32)
        _sum(rows, bounds, read_only(weights.words), read_only(weights.bias), scores)
        scores += (ratios(counts)[:, :, None] > weights.steps).reshape(len(starts), -1).astype(np.float32) @ weights.shape
        scores += (votes[:, :, None] > STEPS).reshape(len(starts), -1).astype(np.float32) @ weights.marks
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        chances[~in_range(counts)] = np.nan
        return Answers(chances, is_extracted(counts))

    def telling(self, raw: bytes, name: str, most: int = 5) -> tuple[str, ...]:
        """The words of a text that speak loudest for a class against the mean of the others, loudest first."""
        column = self.classes.index(name)

        def loudness(numbers: npt.NDArray[np.intp]) -> Floats:
            weights = self.weights.words[numbers]
            loud: Floats = weights[:, column] - (weights.sum(axis=1) - weights[:, column]) / (len(self.classes) - 1)
            return loud

        return hashed_words.loudest(raw, self.weights.hashes, loudness, most)

    @cached_property
    def _table(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]:
        """An open table of the hashes, half full at most."""
        return table(self.weights.hashes)


def table(hashes: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]:
    """An open table of hashes, half full at most, and the number of each in the given order."""
    size = 1 << max(4, int(2 * len(hashes)).bit_length())
    keys, numbers = np.zeros(size, np.uint64), np.zeros(size, np.int32)
    _fill(read_only(hashes), keys, numbers)
    return keys, numbers


def in_range(counts: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Of which documents a model can speak, by their counts."""
    columns = {name: counts[:, place] for place, name in enumerate(hashed_words.SHAPE)}
    enough: npt.NDArray[np.bool_] = columns["words"] >= FEWEST_WORDS
    return enough & (columns["non-ascii"] <= MOST_FOREIGN * np.maximum(columns["letters"], 1))


def load(path: Path, digest: str) -> SiteModel:
    """Read a model's file. Raises PackError where it is missing, altered or no model."""
    return SiteModel(checked(path, digest, "model_digest", unpacked))


def packed(weights: Weights) -> bytes:
    """A model's file: a NumPy archive without pickled objects, the same for the same numbers."""
    told = {"classes": weights.classes, "votes": weights.votes, "measured": weights.measured}
    scale = np.maximum(np.abs(weights.words).max(axis=0), 1e-6) / 127
    out = BytesIO()
    np.savez_compressed(
        out,
        told=np.frombuffer(orjson.dumps(told, option=orjson.OPT_SORT_KEYS), np.uint8),
        gaps=np.diff(weights.hashes, prepend=np.uint64(0)),  # smaller than hashes when compressed
        words=np.round(weights.words / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        **{name: getattr(weights, name).astype(np.float32) for name in ("steps", "shape", "marks", "bias")},
    )
    return out.getvalue()


def unpacked(content: bytes) -> Weights:
    """The numbers of a model's file. ValueError, KeyError or BadZipFile where it is none."""
    with np.load(BytesIO(content), allow_pickle=False) as file:
        told = orjson.loads(file["told"].tobytes())
        hashes, words = np.cumsum(file["gaps"], dtype=np.uint64), file["words"].astype(np.float32) * file["scale"]
        steps, shape, marks, bias = (file[name] for name in ("steps", "shape", "marks", "bias"))
    classes, votes = tuple(told["classes"]), tuple(told["votes"])
    return Weights(classes, votes, hashes, words, steps, shape, marks, bias, told["measured"])


@kernel
def _fill(hashes: Any, keys: Any, numbers: Any) -> None:
    mask = np.uint64(len(keys) - 1)
    for number in range(len(hashes)):
        slot = hashes[number] & mask
        while keys[slot] != 0:
            slot = (slot + np.uint64(1)) & mask
        keys[slot], numbers[slot] = hashes[number], number


@kernel
def _sum(rows: Any, bounds: Any, words: Any, bias: Any, scores: Any) -> None:
    """Words by the root of their number, so that long texts do not shout."""
    for document in range(len(scores)):
        scores[document] = 0
        for place in range(bounds[document], bounds[document + 1]):
            for column in range(len(bias)):
                scores[document, column] += words[rows[place], column]
        known = max(bounds[document + 1] - bounds[document], 1)
        for column in range(len(bias)):
            scores[document, column] = scores[document, column] / np.sqrt(known) + bias[column]
