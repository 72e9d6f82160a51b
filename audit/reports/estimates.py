"""
Shares of the corpus by kind of site, as the learned model's mean probabilities let them be estimated; no record is attributed.

An estimate speaks of the documents that the model answered for. It takes texts of a class to look here as they looked where the
model was measured, mostly on English and German pages.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from audit.references import site_model
from audit.references.site_model import FEWEST_WORDS, Weights
from audit.references.site_shares import shares
from audit.report_model import EstimateBasis, EstimateRow
from audit.reports.wording import count, plural, words
from audit.rulepacks import Pack
from audit.store import Store

FEWEST = 100
"Answered documents below which nothing is estimated: chance alone then moves a share of one fifth by 4 points, the aim."
SPREAD_OVER = 100_000
"Documents that the spread is taken from, about; of more of them it would differ by less than its share of an interval."
NARROWEST = 0.001
"Half of an interval before it is widened, at least; the widening was measured so."
REST = "none"
NAMES: Mapping[str, str] = {
    "news": "News",
    "reddit": "Reddit",
    "stackexchange": "Stack Exchange",
    "forum": "Forums",
    "wikipedia": "Wikipedia",
    "transcript": "Transcripts of speech",
    "book": "Books",
    "code": "Source code",
    REST: "The rest of the web",
}
Doubles = npt.NDArray[np.float64]


def estimates(
    store: Store, packs: Sequence[Pack], run: Mapping[str, Any]
) -> tuple[tuple[EstimateRow, ...], EstimateBasis | None]:
    """
    Estimated shares, largest first and the rest of the web last, with what they rest on; no rows where that says why.

    Neither where no model answered for any document. `run` is its manifest; `packs` are those at hand, of which one must hold the
    model that the run was made with. Raises PackError where that file was altered.
    """
    made_with = set(run.get("models", {}).values())
    told = store.query("report_scored", fewest=FEWEST_WORDS)[0]
    if not told["scored"]:
        return (), None
    weights = _weights(packs, made_with)
    if weights is None:
        return (), _basis(told, "the learned model that the corpus was scanned with is not the one at hand; scan again for them")
    if told["scored"] < FEWEST:
        return (), _basis(
            told, f"the learned model could answer for {plural(told['scored'], 'document')} only, and {FEWEST} are needed"
        )
    return _rows(store, weights, told["scored"]), _basis(told, "", weights.measured.get("within_4_points"))


def class_of(platform: str | None, source_kind: str | None, weights: Weights) -> str:
    """The class of the model that holds what a finding attributed a document to."""
    named = str(weights.measured["platforms"].get(platform, platform))
    return next((name for name in (named, source_kind) if name in weights.classes), REST)


def _weights(packs: Sequence[Pack], digests: set[str]) -> Weights | None:
    """The numbers of the model of one of these digests, of the pack that names it; None where none does."""
    for pack in packs:
        signals = pack.detector or {}
        if signals.get("model_digest") in digests:
            return site_model.load(pack.folder / str(signals["model"]), str(signals["model_digest"])).weights
    return None


def _basis(told: Mapping[str, int], why_none: str, within: float | None = None) -> EstimateBasis:
    reasons = {
        f"of fewer than {FEWEST_WORDS} words": told["short"],
        "that are chats with a model": told["chats"],
        "mostly in letters beyond those of Western languages": told["foreign_script"],
    }
    unanswered = "; ".join(f"{count(number)} {reason}" for reason, number in reasons.items() if number)
    return EstimateBasis(told["documents"], told["scored"], told["short"], told["foreign_script"], unanswered, why_none, within)


def _rows(store: Store, weights: Weights, documents: int) -> tuple[EstimateRow, ...]:
    mean, spread = _mean(store, documents)
    estimated = _widened(*shares(mean, spread, np.array(weights.measured["means"])), weights.measured["widening"])
    attributed = Counter[str]()
    for row in store.query("report_scored_sources"):
        attributed[class_of(row["platform"], row["source_kind"], weights)] += row["documents"]
    rows = [
        EstimateRow(
            name, NAMES.get(name, words(name)), documents, attributed[name], attributed[name] / documents, share, low, high
        )
        for name, (share, low, high) in zip(weights.classes, estimated.tolist(), strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.name == REST, -row.estimated_share, row.name)))


def _mean(store: Store, documents: int) -> tuple[Doubles, Doubles]:
    """Mean probabilities of C classes, [C], and the covariance of that mean over draws of so many documents, [C, C]."""
    mean = np.array([row["mean"] for row in store.query("report_scored_means")])
    pairs = store.query("report_scored_spread", classes=len(mean), most=SPREAD_OVER)
    return mean, np.array([row["covariance"] for row in pairs]).reshape(len(mean), -1) / documents


def _widened(share: Doubles, low: Doubles, high: Doubles, factor: float) -> Doubles:
    """Shares with the ends of their intervals moved away from them by a factor, [C, 3]; all from 0 to 1."""
    below, above = (np.maximum(side, NARROWEST) * factor for side in (share - low, high - share))
    return np.clip(np.stack([share, share - below, share + above], axis=1), 0, 1)
