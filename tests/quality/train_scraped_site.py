"""
Train the model of sites, and measure it by five-fold cross-validation in which no publisher is in two folds.

    python tests/quality/train_scraped_site.py RECORDS.jsonl [--posts FILE] [--background FILE] [--code FOLDER]
        [--corpora FOLDER] [--doubted FILE] [-o MODEL.npz]

Needs the extra `train` (scikit-learn). The same files give the same model. RECORDS are measured; the others only widen the
training. Prints precision and recall by class with bounds chosen on the other folds, then the shares that mixes of other
proportions are estimated at, and the model's digest, which belongs into rules/scraped_site/pack.toml.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.detectors._scraped_site_model import vote_matrix
from audit.references import site_model
from audit.references.site_model import STEPS, SiteModel, Weights
from audit.references.site_shape import ratios
from audit.text import hashed_words
from tests.quality import site_bounds, site_mixes, site_records
from tests.quality.scraped_site import batches, detector
from tests.quality.site_records import CLASSES, PLATFORMS, Record

FOLDS = 5
QUANTILES = np.linspace(0.06, 0.94, 8)
FEWEST_PUBLISHERS = 3
"A feature that fewer use is a publisher's name or chance."
MOST_FEATURES = 60_000
WORDS, SHAPE, MARKS = 8.0, 0.7, 3.0
"How much each sort of feature counts against the penalty."
C = 0.2
"Inverse of the penalty."
VOTES = (*CLASSES[1:], "rights")
VARIANTS = {"full": 1.0, "main": 0.6, "filtered": 0.4}
"Weights of a page's text, of its extracted text, and of what C4's filter leaves of it."


@dataclass(frozen=True)
class Sample:
    """One text to learn from or to measure."""

    record: Record
    text: str
    variant: str


class Features:
    """Samples as numbers; what depends on the choice of training samples is left open."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        raw = [sample.text.encode(errors="replace") for sample in samples]
        self.ends = np.cumsum([len(one) for one in raw]).astype(np.int64)
        self.starts = np.concatenate([[0], self.ends[:-1]]).astype(np.int64)
        self.buffer = np.frombuffer(b"".join(raw), np.uint8)
        self.counts = hashed_words.shapes(self.buffer, self.starts, self.ends)
        self.ratios = ratios(self.counts)
        found = [np.unique(hashed_words.hashes(one)[0]) for one in raw]
        self.hashes, self.features = np.unique(np.concatenate(found), return_inverse=True)
        self.documents = np.repeat(np.arange(len(raw)), [len(one) for one in found])
        self.groups = np.unique([sample.record.group for sample in samples], return_inverse=True)[1]
        self.names = np.array([CLASSES.index(sample.record.name) for sample in samples])
        self.weights = np.array([VARIANTS[one.variant] * (1.0 if one.record.core else 0.35) for one in samples])
        self.doubtful = np.array([sample.record.doubtful for sample in samples])
        self.votes = _votes([sample.text for sample in samples])

    def vocabulary(self, train: np.ndarray) -> np.ndarray:
        """Numbers of features that enough publishers of the training samples use, the most used where there are too many."""
        chosen = train[self.documents]
        pairs = np.unique(self.features[chosen] * (self.groups.max() + 1) + self.groups[self.documents[chosen]])
        publishers = np.bincount(pairs // (self.groups.max() + 1), minlength=len(self.hashes))
        known = np.flatnonzero(publishers >= FEWEST_PUBLISHERS)
        return np.sort(known[np.argsort(-publishers[known], kind="stable")[:MOST_FEATURES]])


def main() -> None:
    """Read, measure, train on all and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records")
    parser.add_argument("--posts")
    parser.add_argument("--background")
    parser.add_argument("--code")
    parser.add_argument("--corpora")
    parser.add_argument("--doubted", help="a file of domains, one a line: labelled as no news, and news by a reader's judgement")
    parser.add_argument("-o", "--output")
    options = parser.parse_args()
    doubted = Path(options.doubted).read_text(encoding="utf-8").split() if options.doubted else ()
    records = list(site_records.pages(options.records, doubted))
    for reader in ("posts", "background", "code"):
        if given := getattr(options, reader):
            records += getattr(site_records, reader)(given)
    if options.corpora:
        records += site_records.corpora(options.corpora, detector())
    samples = [sample for record in records for sample in variants(record)]
    features = Features(samples)
    chances, folds = cross_validated(features, samples)
    measured = site_bounds.measure(samples, features, chances, folds)
    measured |= site_mixes.measure(samples, features, chances, folds)
    measured["platforms"] = PLATFORMS
    measured["means"] = site_mixes.means(samples, features, chances)
    if options.output:
        content = site_model.packed(fitted(features, np.ones(len(samples), bool), measured))
        Path(options.output).write_bytes(content)
        print(f"{options.output}: {len(content)} bytes, model_digest = {sha256(content).hexdigest()!r}")


def variants(record: Record) -> list[Sample]:
    """A record's text, and where it is a page what extractors and filters leave of it."""
    made = [Sample(record, record.text, "full")]
    if record.main:
        made.append(Sample(record, record.main, "main"))
        if len((kept := site_records.filtered(record.text)).split()) >= site_model.FEWEST_WORDS:
            made.append(Sample(record, kept, "filtered"))
    return made


def cross_validated(features: Features, samples: Sequence[Sample]) -> tuple[np.ndarray, np.ndarray]:
    """Of each sample, probabilities by a model that saw nothing of its publisher, and its fold."""
    folds = np.array([sha256(one.record.group.encode()).digest()[0] % FOLDS for one in samples])
    chances = np.zeros((len(samples), len(CLASSES)), np.float32)
    for fold in range(FOLDS):
        model = SiteModel(site_model.unpacked(site_model.packed(fitted(features, folds != fold, {}))))
        out = folds == fold
        chances[out] = model.answers(features.buffer, features.starts[out], features.ends[out], features.votes[out]).chances
    return chances, folds


def fitted(features: Features, train: np.ndarray, measured: dict[str, Any]) -> Weights:
    """A model of the training samples."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    train = train & site_model.in_range(features.counts) & ~features.doubtful
    vocabulary = features.vocabulary(train)
    numbers = np.full(len(features.hashes), -1)
    numbers[vocabulary] = np.arange(len(vocabulary))
    known = numbers[features.features] >= 0
    rows, columns = features.documents[known], numbers[features.features[known]]
    sizes = np.maximum(np.bincount(rows, minlength=len(train)), 1)
    words = csr_matrix((WORDS / np.sqrt(sizes[rows]), (rows, columns)), (len(train), len(vocabulary)))
    steps = np.quantile(features.ratios[train], QUANTILES, axis=0).T.astype(np.float32)
    shape = SHAPE * (features.ratios[:, :, None] > steps).reshape(len(train), -1)
    marks = MARKS * (features.votes[:, :, None] > STEPS).reshape(len(train), -1)
    table = hstack([words, csr_matrix(shape), csr_matrix(marks)]).tocsr()
    model = LogisticRegression(C=C, max_iter=200, tol=1e-3)
    model.fit(table[train], features.names[train], sample_weight=_balanced(features, train)[train])
    learnt = model.coef_.T.astype(np.float32)
    parts = np.split(learnt, [len(vocabulary), len(vocabulary) + shape.shape[1]])
    return Weights(
        CLASSES, VOTES, features.hashes[vocabulary], parts[0] * WORDS, steps, parts[1] * SHAPE, parts[2] * MARKS,
        model.intercept_.astype(np.float32), measured,
    )  # fmt: skip


def _balanced(features: Features, train: np.ndarray) -> np.ndarray:
    """Weights of samples; rare classes count for more than their number."""
    totals = np.bincount(features.names[train], features.weights[train], minlength=len(CLASSES))
    return features.weights * ((totals.sum() / len(CLASSES) / totals) ** 0.3)[features.names]


def _votes(texts: Sequence[str]) -> np.ndarray:
    """What the markers say of texts, without the model."""
    scraped = detector()
    parts = batches(scraped, texts, [None] * len(texts))
    return np.concatenate([vote_matrix(scraped.texts(part), len(part), VOTES, PLATFORMS) for part in parts])


if __name__ == "__main__":
    main()
