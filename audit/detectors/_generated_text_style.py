"""
What a text looks like: a clue where it reads more like a model's than nearly all measured texts by people, and a score for each.

A clue of this sort is never more than a clue, and names no model: people write so too, in some kinds of text far oftener than in
others, and most text by models does not pass.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa

from audit.batch import Batch
from audit.detection import Detector, Signals, state
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references import style_model
from audit.references.style_model import BANDS, StyleModel

STYLE = "style"
"Where a pack names the file of its model; beside it its digest."
SCORE = 0.3
"How sure such a clue is: not very, whatever the score."


class Style:
    """Scores the documents of a batch, once."""

    def __init__(self, model: StyleModel) -> None:
        self.model = model

    def clues(self, detector: Detector, batch: Batch) -> Iterator[Finding]:
        """A clue for each document that passes the strict bound of its band of lengths."""
        scores, bands = self._scored(batch)
        least = np.array(self.model.weights.measured["strict"], np.float32)[bands]
        for index in np.flatnonzero((scores > least) & (bands >= 0)).tolist():
            document = batch.document(index)
            score = Evidence("style-score", round(float(scores[index]), 2), "log odds, not calibrated")
            bound = Evidence("passed-by-people", 1, "of 100, all measured kinds of text alike")
            told: dict[str, Scalar] = {
                "marker": "style",
                "basis": "style",
                "because": ", ".join(self.model.telling(document.raw)),
            }
            reference = f"style: {BANDS[bands[index]]} words and more"
            yield state(
                detector,
                document,
                Kind.GENERATED,
                Level.CLUE,
                Span(0, 0),
                SCORE,
                score,
                bound,
                reference=reference,
                attributes=told,
            )

    def columns(self, batch: Batch) -> Mapping[str, pa.Array]:
        """Columns of the table of documents."""
        scores = self._scored(batch)[0]
        return {"style_score": pa.array(scores, pa.float32(), mask=np.isnan(scores))}

    def _scored(self, batch: Batch) -> tuple[style_model.Floats, style_model.Places]:
        return batch.once(self._score)

    def _score(self, batch: Batch) -> tuple[style_model.Floats, style_model.Places]:
        return self.model.scores(batch.buffer, batch.starts, batch.ends, batch.folded.words)


def load(signals: Signals) -> Style | None:
    """The model that a pack names, with the digest that it must have; None where it names none."""
    if STYLE not in signals.table:
        return None
    return Style(style_model.load(signals.folder / str(signals.table[STYLE]), str(signals.table.get(f"{STYLE}_digest", ""))))
