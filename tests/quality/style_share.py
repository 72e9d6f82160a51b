"""
Measure the shares by models that are told of mixes of known proportions, on texts that the style score was not made of.

    python tests/quality/style_share.py RECORDS.jsonl [--draws 200]      fields: text, label, domain, prompt_id, licence

For each kind of text with enough texts by people: half of the people's prompts are those known to be by people, the other half,
with texts by models of the same kind or of others, is what is asked for. Prints how often a share above 0 is told, how often the
interval holds the true share, and how often its lower end is a third of it or more.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.pipeline.calibrating import shipped
from audit.references.style_model import BANDS
from audit.references.style_share import PEOPLE_PASS, Counted, bounds
from tests.quality.interval import with_interval
from tests.quality.style_records import Text, labelled

SHARES = (0.0, 0.05, 0.2)
FEWEST = 400
"Texts by people that a kind must have."


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records")
    parser.add_argument("--draws", type=int, default=200)
    options = parser.parse_args()
    texts = [text for text in labelled(options.records) if not text.is_free]
    scores, bands, power = scored(texts)
    told = ~np.isnan(scores)
    kinds, is_model = np.array([text.kind for text in texts]), np.array([text.is_model for text in texts])
    groups = np.unique([text.group for text in texts], return_inverse=True)[1]
    print(f"{'kind':<16}{'models of':<12}{'true':>6}  {'above 0':<22}{'holds it':<22}a third or more")
    for kind in sorted(set(kinds)):
        people = np.flatnonzero(told & ~is_model & (kinds == kind))
        if len(people) < FEWEST:
            continue
        for whose in ("same kind", "others"):
            models = np.flatnonzero(told & is_model & ((kinds == kind) == (whose == "same kind")))
            if len(models) < FEWEST // 4:
                continue
            for share in SHARES:
                found = [trial(draw, share, people, models, groups, scores, bands, power) for draw in range(options.draws)]
                above = [low > 0 for low, _, _ in found]
                holds = [low <= true <= high for low, high, true in found]
                enough = [low >= true / 3 for low, _, true in found]
                cells = [with_interval(sum(one), len(one)) for one in (above, holds, enough)]
                print(f"{kind:<16}{whose:<12}{share:>6}  {cells[0]:<22}{cells[1]:<22}{cells[2]}")


def trial(
    draw: int,
    share: float,
    people: np.ndarray,
    models: np.ndarray,
    groups: np.ndarray,
    scores: np.ndarray,
    bands: np.ndarray,
    power: float,
) -> tuple[float, float, float]:
    """The interval's ends and the true share of one mix; prompts are drawn, not texts."""
    random = np.random.default_rng(draw)
    known_groups = random.permutation(np.unique(groups[people]))
    is_known = np.isin(groups[people], known_groups[: len(known_groups) // 2])
    known, rest = people[is_known], people[~is_known]
    mixed = np.concatenate([rest, random.choice(models, round(len(rest) * share / (1 - share)), replace=False)])
    least = np.array([_least(scores[known[bands[known] == band]]) for band in range(len(BANDS))])
    counted = [_counted(groups[rows], scores[rows] > least[bands[rows]]) for rows in (known, mixed)]
    found = bounds(counted[0], counted[1], power)
    return found.low, found.high, 1 - len(rest) / len(mixed)


def scored(texts: Sequence[Text]) -> tuple[np.ndarray, np.ndarray, float]:
    """Scores and bands by the model that ships, and its power."""
    model = shipped()
    raw = [text.text.encode() for text in texts]
    ends = np.cumsum([len(one) for one in raw]).astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
    words = np.array([len(text.text.split()) for text in texts])
    found, bands = model.scores(np.frombuffer(b"".join(raw), np.uint8), starts, ends, words)
    return found.astype(float), bands, float(model.weights.measured["power"])


def _least(scores: np.ndarray) -> float:
    return float(np.quantile(scores, 1 - PEOPLE_PASS)) if len(scores) >= 20 else np.inf


def _counted(groups: np.ndarray, passed: np.ndarray) -> Counted:
    numbers = np.unique(groups, return_inverse=True)[1]
    return Counted(np.bincount(numbers).tolist(), np.bincount(numbers, passed).astype(int).tolist())


if __name__ == "__main__":
    main()
