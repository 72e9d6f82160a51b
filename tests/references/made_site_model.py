"""A model of sites small enough to be seen through: a few words, one step of shape, and markers."""

from typing import Any

import numpy as np

from audit.references.site_model import STEPS, SiteModel, Weights
from audit.references.site_shape import LENGTHS, PER_BYTE, PER_LINE, PER_WORD
from audit.text.hashed_words import hashes

CLASSES = ("none", "news", "transcript")
VOTES = ("news", "transcript", "rights")
RATIOS = len(PER_WORD) + len(PER_LINE) + len(PER_BYTE) + len(LENGTHS)
NEWS, TALK = "harbour", "anyway"
"Words that speak for news and for a transcript."
BOUNDS = {
    "news": {"veto": 0.2, "finding": 0.9, "clue": 0.5, "abroad": 0.0},
    "transcript": {"veto": 0.2, "finding": 0.9, "clue": 0.5, "abroad": 1.0},
}
MEANS = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.1, 0.8]]


def weights(**changed: Any) -> Weights:
    """The numbers; words speak with a weight of 60, so that one of them decides a short text."""
    features = [int(hashes(word.encode())[0][0]) for word in (NEWS, TALK)]
    order = np.argsort(features)
    words = np.array([[0, 60, 0], [0, 0, 60]], np.float32)[order]
    made: dict[str, Any] = {
        "classes": CLASSES,
        "votes": VOTES,
        "hashes": np.array(features, np.uint64)[order],
        "words": words,
        "steps": np.full((RATIOS, 1), 1e9, np.float32),
        "shape": np.zeros((RATIOS, 3), np.float32),
        "marks": np.zeros((len(VOTES) * len(STEPS), 3), np.float32),
        "bias": np.array([2, 0, 0], np.float32),
        "measured": {
            "thresholds": {"full": BOUNDS, "extracted": BOUNDS},
            "platforms": {"youtube": "transcript"},
            "means": [MEANS] * 5,
            "widening": 2.0,
        },
    }
    return Weights(**{**made, **changed})


def model(**changed: Any) -> SiteModel:
    """The model of these numbers."""
    return SiteModel(weights(**changed))
