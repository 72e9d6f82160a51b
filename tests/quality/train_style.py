"""
Train the style score, and measure it on kinds of text that were left out of the training.

    python tests/quality/train_style.py RECORDS.jsonl [--background FILE] [-o MODEL.npz]

Needs the extra `train` (scikit-learn). The same files give the same model. Weights are made of texts under free licences only;
texts of all licences measure. Prints for each kind of texts by models the share that is found when the whole kind was left out,
at the score that one in a hundred texts by people passes: of people's texts of the kinds learnt from, and of all measured ones,
each counting alike, the operating point. Then how many texts by people of each kind pass both, and the model's digest.
"""

import argparse
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.references.style_model import BANDS, MOST_KNOWN, StyleModel, StyleWeights, packed, unpacked
from audit.references.style_share import PEOPLE_PASS
from audit.text import hashed_words
from tests.quality.interval import with_interval
from tests.quality.style_records import Text, background, labelled

FOLDS = 5
FEWEST_TEXTS, FEWEST_KINDS = 8, 2
"Texts and kinds of text that a feature must stand in."
C = 10.0
"Inverse of the penalty."
RATES = {"strict": 0.01, "strictest": 0.001}
"Share of texts by people, every kind counting alike, that passes."
FEWEST_OF_KIND = 20
"Texts by people of a kind and a band that its share is taken from."
LEAST_COVERED = 0.002
"Share of the training's texts that are less covered than what is scored."
LEFT_OUT, FEWEST_PEOPLE = 300, 100
"Texts by models that a kind must have to be left out and measured, and by people to be held against."
LEAST_PASSING = 0.15
"Of all pairs of kinds of texts by people and by models, those in which fewer pass."


class Features:
    """Texts as numbers."""

    def __init__(self, texts: Sequence[Text]) -> None:
        raw = [text.text.encode() for text in texts]
        self.ends = np.cumsum([len(one) for one in raw]).astype(np.int64)
        self.starts = np.concatenate([[0], self.ends[:-1]]).astype(np.int64)
        self.buffer = np.frombuffer(b"".join(raw), np.uint8)
        found = [np.unique(hashed_words.hashes(one)[0]) for one in raw]
        self.hashes, features = np.unique(np.concatenate(found), return_inverse=True)
        from scipy.sparse import csr_matrix

        bounds = np.concatenate([[0], np.cumsum([len(one) for one in found])])
        table = csr_matrix((np.ones(len(features), np.float32), features, bounds), (len(raw), len(self.hashes)))
        self.names, self.kinds = np.unique([text.kind for text in texts], return_inverse=True)
        usual = np.asarray((table > 0).sum(0)).ravel() >= FEWEST_TEXTS
        self.table, self.hashes = table[:, usual].tocsr(), self.hashes[usual]
        self.is_model = np.array([text.is_model for text in texts])
        self.free = np.array([text.is_free for text in texts])
        self.words = np.array([len(text.text.split()) for text in texts])
        self.folds = np.array([sha256(text.group.encode()).digest()[0] % FOLDS for text in texts])

    def chosen(self, train: np.ndarray) -> np.ndarray:
        """Features that stand in enough kinds of the training's texts: what stands in one only is its subject."""
        kinds = np.zeros(self.table.shape[1], int)
        for kind in np.unique(self.kinds[train]):
            kinds += np.asarray(self.table[train & (self.kinds == kind)].sum(0)).ravel() >= 2
        return np.flatnonzero(kinds >= FEWEST_KINDS)


def main() -> None:
    """Read, measure, train on all and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records")
    parser.add_argument("--background")
    parser.add_argument("-o", "--output")
    options = parser.parse_args()
    texts = [*labelled(options.records), *(background(options.background) if options.background else ())]
    features = Features(texts)
    power = left_out(features)
    scores = cross_scored(features)
    people = ~features.is_model
    measured: dict[str, Any] = {name: bounds(features, scores, people, rate) for name, rate in RATES.items()}
    model = fitted(features, features.free)
    measured |= {"coverage": coverage(features, model), "power": round(power, 3)}
    print(by_kind(features, scores, measured))
    if options.output:
        content = packed(StyleWeights(model.hashes, model.words, model.bias, measured))
        Path(options.output).write_bytes(content)
        digest = sha256(content).hexdigest()
        print(f"{options.output}: {len(content)} bytes, {len(model.hashes)} features, style_digest = {digest!r}")


def left_out(features: Features) -> float:
    """
    Print what is found of each kind of texts by models when nothing of the kind was learnt from.

    Gives the share that passes what one in twenty texts by people passes, where it is about least: by kinds of both.
    """
    lines = [f"{'left out':<24}{'n':>6}  found, kinds learnt from   found, operating point   200+ words, both"]
    found, passing = [], []
    for number, name in enumerate(features.names):
        out = features.kinds == number
        wanted = out & features.is_model
        if wanted.sum() < LEFT_OUT:
            continue
        held = (features.folds == 0) & ~out
        train = features.free & ~out & ~held
        scores = scored(features, fitted(features, train))
        people = ~features.is_model & ~out & ~train
        passes = [over(features, scores, bounds(features, scores, people & rows, 0.01)) for rows in (features.free, ~out)]
        passing += held_against(features, scores, people, wanted)
        long = wanted & (features.words >= BANDS[-1])
        found.append([passed[rows].mean() if rows.any() else np.nan for rows in (wanted, long) for passed in passes])
        cells = [with_interval(int(passed[wanted].sum()), int(wanted.sum())) for passed in passes]
        lines.append(f"{name:<24}{wanted.sum():>6}  {cells[0]:<27}{cells[1]:<25}{found[-1][2]:.3f} {found[-1][3]:.3f}")
    middle, worst = np.nanmedian(found, axis=0), np.nanmin(found, axis=0)
    ends = [
        f"{name:<30}  {row[0]:<27.3f}{row[1]:<25.3f}{row[2]:.3f} {row[3]:.3f}"
        for name, row in (("median", middle), ("worst", worst))
    ]
    print("\n".join(lines + ends))
    tenths = np.quantile(passing, np.linspace(0, 1, 11))
    print("passing what one in twenty of one kind of texts by people passes, tenths:", tenths.round(2))
    return float(np.quantile(passing, LEAST_PASSING))


def held_against(features: Features, scores: np.ndarray, people: np.ndarray, wanted: np.ndarray) -> list[float]:
    """Of the wanted texts by models, the shares that pass what one in twenty of each kind of texts by people passes."""
    made = []
    for kind in range(len(features.names)):
        rows = people & (features.kinds == kind)
        sizes = np.bincount(bands(features)[rows], minlength=len(BANDS))
        fit = wanted & (sizes[bands(features)] >= FEWEST_OF_KIND)
        if rows.sum() >= FEWEST_PEOPLE and fit.any():
            by_band = [scores[rows & (bands(features) == band)] for band in range(len(BANDS))]
            least = [np.quantile(one, 1 - PEOPLE_PASS) if len(one) else np.inf for one in by_band]
            made.append(float((scores[fit] > np.array(least)[bands(features)[fit]]).mean()))
    return made


def cross_scored(features: Features) -> np.ndarray:
    """Scores by models that saw no text of the same prompt or document."""
    scores = np.zeros(len(features.words))
    for fold in range(FOLDS):
        out = features.folds == fold
        scores[out] = scored(features, fitted(features, features.free & ~out))[out]
    return scores


def fitted(features: Features, train: np.ndarray) -> StyleWeights:
    """A model of the training's texts; every kind weighs by the root of its number, people and models alike."""
    from scipy.sparse import diags
    from sklearn.linear_model import LogisticRegression

    chosen = features.chosen(train)
    table = features.table[:, chosen].tocsr()
    table = (diags(1 / np.sqrt(np.maximum(np.asarray(table.sum(1)).ravel(), 1))) @ table).tocsr()
    weights = np.zeros(len(train))
    for is_model in (False, True):
        rows = train & (features.is_model == is_model)
        sizes = np.bincount(features.kinds[rows], minlength=len(features.names))
        weights[rows] = 1 / np.sqrt(sizes[features.kinds[rows]])
        weights[rows] *= train.sum() / 2 / weights[rows].sum()
    model = LogisticRegression(C=C, max_iter=300, tol=1e-3)
    model.fit(table[train], features.is_model[train], sample_weight=weights[train])
    return StyleWeights(
        features.hashes[chosen], model.coef_[0].astype(np.float32), float(model.intercept_[0]), {"coverage": [0, 0, 0]}
    )


def scored(features: Features, weights: StyleWeights) -> np.ndarray:
    """Scores as a scan gives them, by the model as it is written to its file."""
    model = StyleModel(unpacked(packed(weights)), "")
    return model.scores(features.buffer, features.starts, features.ends, features.words)[0]


def bounds(features: Features, scores: np.ndarray, people: np.ndarray, rate: float) -> list[float]:
    """By band, the score that such a share of people's texts passes, every kind counting alike."""
    made = []
    for band in range(len(BANDS)):
        rows = np.flatnonzero(people & (bands(features) == band))
        sizes = np.bincount(features.kinds[rows], minlength=len(features.names))
        rows = rows[sizes[features.kinds[rows]] >= FEWEST_OF_KIND]
        rows = rows[np.argsort(-scores[rows])]
        passed = np.cumsum(1 / sizes[features.kinds[rows]]) / (sizes >= FEWEST_OF_KIND).sum()
        made.append(round(float(scores[rows[np.searchsorted(passed, rate)]]), 4))
    return made


def over(features: Features, scores: np.ndarray, least: Sequence[float]) -> np.ndarray:
    """Which texts pass the bound of their band."""
    return scores > np.array(least)[bands(features)]


def bands(features: Features) -> np.ndarray:
    """The band of each text."""
    return np.searchsorted(BANDS, features.words, side="right") - 1


def coverage(features: Features, model: StyleWeights) -> list[float]:
    """By band, known features a byte below which a text is unlike nearly all that was learnt from."""
    known = np.asarray(features.table[:, np.isin(features.hashes, model.hashes)].sum(1)).ravel()
    part = known / np.minimum(features.ends - features.starts, hashed_words.HEAD + hashed_words.TAIL)
    print("known features of the longest texts:", int(np.median(known[features.words > 280])), "of", MOST_KNOWN)
    return [
        round(float(np.quantile(part[features.free & (bands(features) == band)], LEAST_COVERED)), 4) for band in range(len(BANDS))
    ]


def by_kind(features: Features, scores: np.ndarray, measured: dict[str, Any]) -> str:
    """How many texts of each kind pass the operating points, people's and models' apart."""
    passes = [over(features, scores, measured[name]) for name in RATES]
    lines = [f"{'kind of text':<24}{'by':<8}{'n':>6}  strict                 strictest"]
    for is_model in (False, True):
        for number, name in enumerate(features.names):
            rows = (features.kinds == number) & (features.is_model == is_model)
            if rows.sum() >= FEWEST_OF_KIND:
                cells = [with_interval(int(passed[rows].sum()), int(rows.sum())) for passed in passes]
                lines.append(f"{name:<24}{'models' if is_model else 'people':<8}{rows.sum():>6}  {cells[0]:<23}{cells[1]}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
