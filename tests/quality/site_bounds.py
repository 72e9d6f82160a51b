"""Bounds of probability from which the model of sites speaks, and how right it is with bounds that were chosen on other folds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from audit.detectors._scraped_site_model import HEADS, LANGUAGES, decided
from audit.model import Level
from audit.references import markers
from audit.references.site_shape import is_extracted
from audit.text.language import language
from tests.quality.interval import with_interval
from tests.quality.site_records import CLASSES

TARGETS = {"news": 0.95, "reddit": 0.97, "stackexchange": 0.97, "forum": 0.97, "wikipedia": 0.97, "transcript": 0.97}
"Precision that findings are to have."
CLUES = 0.7
"Precision that clues are to have."
VETO = 0.2
"Where there are few marked texts of a class: a class that is less likely is not stated because of markers."
VETOES = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
MANY = 150
"Marked texts of a class from which its veto is chosen; the wanted precision is then that of markers and model together."
GRID = np.concatenate([np.linspace(0.5, 0.98, 49), [0.985, 0.99, 0.995]])
"Bounds that are tried."
LOWEST, OF_SPEECH = 0.7, 0.5
"No bound is lower, since in a corpus a class may be rarer than in what was measured; speech is like nothing else."
CLUE_GRID = np.linspace(0.3, 0.98, 69)
NEVER = 2.0
FEWEST_ABROAD = 12
"Texts in other languages that must be found rightly before the model may speak alone in these."
MARGIN = 0.4
"Share of the errors that a target allows by which bounds must do better on the texts that they are chosen on."
FEWEST = 100
"Texts of a class that a head must have for bounds of its own; else those of both heads are taken together."


@dataclass(frozen=True)
class Trial:
    """What is known of the texts that are measured, a row each."""

    chances: np.ndarray
    names: np.ndarray
    extracted: np.ndarray
    marked: np.ndarray
    "The class of which markers weigh enough by themselves; -1: none."
    fluent: np.ndarray
    "Whether the model may speak alone in the text's language."
    folds: np.ndarray
    variants: np.ndarray
    hard: np.ndarray
    doubtful: np.ndarray
    "Whether the label is held for wrong."


def measure(samples: Sequence[Any], features: Any, chances: np.ndarray, folds: np.ndarray) -> dict[str, Any]:
    """Print what was reached, and give the bounds of all folds together."""
    trial = _trial(samples, features, chances, folds)
    answers = np.full((len(trial.names), 2), -1)
    for fold in sorted(set(folds)):
        out = trial.folds == fold
        answers[out] = _answers(trial, out, thresholds(trial, ~out & ~trial.doubtful))
    print("by labels as given")
    print(_table(trial, answers, np.ones(len(trial.names), bool)))
    print(f"without the {trial.doubtful.sum()} texts whose labels are doubted")
    print(_table(trial, answers, ~trial.doubtful))
    found = thresholds(trial, ~trial.doubtful)
    print(found)
    return {"thresholds": found}


def thresholds(trial: Trial, chosen: np.ndarray) -> dict[str, dict[str, dict[str, float]]]:
    """Bounds by head and class, from the chosen rows."""
    made: dict[str, dict[str, dict[str, float]]] = {head: {} for head in HEADS}
    for place, head in enumerate(HEADS):
        for name, target in TARGETS.items():
            rows = chosen & (trial.extracted == bool(place))
            if (trial.names[rows] == CLASSES.index(name)).sum() < FEWEST:
                rows = chosen
            made[head][name] = _bounds(trial, rows, CLASSES.index(name), target + MARGIN * (1 - target))
    return made


def _bounds(trial: Trial, rows: np.ndarray, column: int, target: float) -> dict[str, float]:
    """The veto and the bound of findings that find most at the wanted precision."""
    chance, true = trial.chances[rows, column], trial.names[rows] == column
    marked = trial.marked[rows] == column
    alone = (trial.marked[rows] < 0) & (trial.chances[rows].argmax(axis=1) == column)
    vetoes = VETOES if (marked & true).sum() >= MANY else (VETO,)
    lowest = OF_SPEECH if CLASSES[column] == "transcript" else LOWEST
    best, kept = 0, {"veto": VETO, "finding": NEVER, "abroad": 0.0}
    for abroad in (0.0, 1.0):
        found = alone & (trial.fluent[rows] | bool(abroad))
        if abroad and (found & true & ~trial.fluent[rows]).sum() < FEWEST_ABROAD:
            continue
        for veto in vetoes:
            for bound in GRID[np.greater_equal(GRID, lowest - 1e-9)]:
                own = found & (chance >= bound)
                said = own | (marked & (chance >= veto))
                measured = said if len(vetoes) > 1 else own
                right = int((said & true).sum())
                if _precision(true, measured) >= target and right > best:
                    best, kept = right, {"veto": float(veto), "finding": float(bound), "abroad": abroad}
    clues = [bound for bound in CLUE_GRID if _precision(true, alone & (chance >= bound)) >= CLUES]
    return {**kept, "finding": round(kept["finding"], 3), "clue": round(float(min([*clues, kept["finding"]])), 3)}


def _precision(true: np.ndarray, said: np.ndarray) -> float:
    return float(true[said].mean()) if said.any() else 0.0


def _answers(trial: Trial, rows: np.ndarray, found: Mapping[str, Any]) -> np.ndarray:
    """Class and whether it is a finding, as the detector decides; -1 where nothing is said."""
    made = []
    for row in np.flatnonzero(rows):
        chances = dict(zip(CLASSES, trial.chances[row].tolist(), strict=True))
        marked = trial.marked[row]
        weights = {CLASSES[marked]: markers.FINDING} if marked >= 0 else {}
        name, level = decided(found[HEADS[int(trial.extracted[row])]], chances, weights)
        alone = level is Level.FINDING and marked < 0
        bounds = found[HEADS[int(trial.extracted[row])]]
        stated = level is Level.FINDING and not (alone and not trial.fluent[row] and not bounds[name]["abroad"])
        made.append((CLASSES.index(name) if name else -1, int(stated)))
    return np.array(made)


def _trial(samples: Sequence[Any], features: Any, chances: np.ndarray, folds: np.ndarray) -> Trial:
    """The records to be measured: pages with their furniture and as extracted, and dumps."""
    rows = np.array([place for place, one in enumerate(samples) if one.record.core and one.variant != "filtered"])
    votes = features.votes[rows][:, : len(CLASSES) - 1]
    marked = np.where(votes.max(axis=1) >= markers.FINDING, votes.argmax(axis=1) + 1, -1)
    marked[~np.isin(marked, [CLASSES.index(name) for name in TARGETS])] = -1
    known = chances[rows].copy()
    unknown = np.isnan(known[:, 0])
    known[unknown] = 0
    known[unknown & (marked >= 0), marked[unknown & (marked >= 0)]] = 1  # where the model abstains, markers stand by themselves
    return Trial(
        known,
        features.names[rows],
        is_extracted(features.counts)[rows],
        marked,
        np.array([language(samples[row].text) in LANGUAGES for row in rows]),
        folds[rows],
        np.array([samples[row].variant for row in rows]),
        np.array([samples[row].record.hard_negative for row in rows]),
        np.array([samples[row].record.doubtful for row in rows]),
    )


def _table(trial: Trial, answers: np.ndarray, chosen: np.ndarray) -> str:
    lines = []
    for variant in ("full", "main"):
        rows = chosen & (trial.variants == variant)
        lines.append(f"{variant} text{'n':>16}{'found':>7}{'right':>7}  precision           recall              clues right")
        for name in TARGETS:
            column = CLASSES.index(name)
            true, said = trial.names[rows] == column, answers[rows, 0] == column
            if true.sum() < 5:
                continue
            found, clue = said & (answers[rows, 1] == 1), said & (answers[rows, 1] == 0)
            right = int((found & true).sum())
            cells = (with_interval(right, int(found.sum())), with_interval(right, int(true.sum())))
            clues = f"{int((clue & true).sum())} of {int(clue.sum())}"
            lines.append(f"{name:<16}{true.sum():>9}{found.sum():>7}{right:>7}  {cells[0]:<20}{cells[1]:<20}{clues}")
        lines.append(_together(trial, answers, rows))
        wrong = (answers[rows, 1] == 1) & (answers[rows, 0] != trial.names[rows]) & trial.hard[rows]
        lines.append(f"hard negatives found wrongly: {wrong.sum()} of {trial.hard[rows].sum()}")
    return "\n".join(lines)


def _together(trial: Trial, answers: np.ndarray, rows: np.ndarray) -> str:
    """Questions and answers, and forums, as one kind of source."""
    both = [CLASSES.index(name) for name in ("stackexchange", "forum")]
    true, found = np.isin(trial.names[rows], both), np.isin(answers[rows, 0], both) & (answers[rows, 1] == 1)
    right = int((found & true).sum())
    cells = (with_interval(right, int(found.sum())), with_interval(right, int(true.sum())))
    return f"{'Q&A or forum':<16}{true.sum():>9}{found.sum():>7}{right:>7}  {cells[0]:<20}{cells[1]:<20}"
