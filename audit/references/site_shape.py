"""The shape of a text as ratios: of signs to words, of lines to lines, and its length."""

import numpy as np
import numpy.typing as npt

from audit.text.hashed_words import SHAPE

PER_WORD = (
    "full-stops", "commas", "question-marks", "exclamation-marks", "colons", "semicolons", "quotation-marks", "apostrophes",
    "capitals", "digits", "first-person", "second-person", "bars", "wiki-brackets", "timestamps", "copyright-signs",
)  # fmt: skip
PER_LINE = (
    "short-lines", "ended-lines", "lower-case-lines", "list-lines", "speaker-turns", "indented-lines", "long-lines",
    "quoted-lines", "headings", "empty-lines", "timestamps", "words", "question-marks",
)  # fmt: skip
PER_BYTE = ("code-signs", "non-ascii", "letters", "blanks")
LENGTHS = ("bytes", "lines", "words")
"As logarithms."


def ratios(counts: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
    """Of counts by `hashed_words.shapes`, a row a document: first those to words, then to lines, to bytes, then lengths."""
    column = {name: counts[:, place].astype(np.float32) for place, name in enumerate(SHAPE)}
    words, lines, size = (np.maximum(column[name], 1) for name in ("words", "lines", "bytes"))
    return np.stack(
        [column[name] / words for name in PER_WORD]
        + [column[name] / lines for name in PER_LINE]
        + [column[name] / size for name in PER_BYTE]
        + [np.log(column[name] + 1) for name in LENGTHS],
        axis=1,
    )


def is_extracted(counts: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """
    Whether each text looks like what an extractor leaves of a page: many of its lines end like sentences.

    Full pages have menus, of which few do.
    """
    column = {name: counts[:, place] for place, name in enumerate(SHAPE)}
    shape: npt.NDArray[np.bool_] = column["ended-lines"] > 0.3 * column["lines"]
    return shape
