"""A model of style small enough to be seen through: three words that models like, two that people like, and fillers."""

from typing import Any

import numpy as np

from audit.references.style_model import StyleModel, StyleWeights
from audit.text.hashed_words import hashes

WARM, COLD = ("tapestry", "nuanced", "vibrant"), ("gonna", "nope")
FILLERS = tuple(f"plain{chr(97 + place)}{chr(97 + other)}" for place in range(20) for other in range(20))


def weights(**changed: Any) -> StyleWeights:
    """The numbers: a warm word speaks for a model, a cold one against it, fillers are known and say nothing."""
    said = {**dict.fromkeys(FILLERS, 0.0), **dict.fromkeys(WARM, 60.0), **dict.fromkeys(COLD, -60.0)}
    features = np.array([int(hashes(word.encode())[0][0]) for word in said], np.uint64)
    order = np.argsort(features)
    made: dict[str, Any] = {
        "hashes": features[order],
        "words": np.array(list(said.values()), np.float32)[order],
        "bias": -1.0,
        "measured": {"strict": [2.0, 1.5, 1.0], "strictest": [4.0, 3.5, 3.0], "coverage": [0.01, 0.01, 0.01]},
    }
    return StyleWeights(**{**made, **changed})


def model(**changed: Any) -> StyleModel:
    """The model of these numbers."""
    return StyleModel(weights(**changed), "made")


def text(count: int, *words: str) -> str:
    """So many fillers, and the words after them."""
    return " ".join([*(FILLERS[place % len(FILLERS)] for place in range(count)), *words])
