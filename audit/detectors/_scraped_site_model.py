"""What the learned model adds to markers: an opinion on each document, which raises clues, vetoes weak marks, or speaks alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from audit.batch import Batch, Document
from audit.detection import Signals
from audit.model import Level
from audit.references import chats, markers, site_model
from audit.references.markers import Vote
from audit.references.site_model import Answers, SiteModel
from audit.text.language import language

MODEL = "model"
"Where a pack names the file of its model; beside it its digest."
RIGHTS = "rights"
HEADS = ("full", "extracted")
"Kinds of text that have bounds of their own: with a page's furniture, and as extractors leave it."
Bounds: TypeAlias = Mapping[str, Mapping[str, float]]
"By class, probabilities from which there is a clue, a finding, no veto of heavy markers; `abroad`: 1 where in any language."
LANGUAGES = ("en", "de")
"In others, of which few texts were there to learn from and to measure, the model gives clues."


@dataclass(frozen=True, slots=True)
class Text:
    """What markers say of a document."""

    votes: Sequence[Vote]
    "For platforms, heaviest first."
    rights: Sequence[Vote]


NOTHING = Text((), ())
Reading: TypeAlias = Callable[[Batch], Mapping[int, Text]]
"Gives what markers say of the documents of a batch in which there are any."


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model and the markers say together of a document."""

    name: str
    "A class of the model."
    level: Level
    chance: float
    "Of that class, by the model."
    platforms: tuple[str, ...] = ()
    "Those of the class for which markers vote."
    is_marked: bool = False
    "True where the markers of the class weigh enough to be stated themselves."


class Learned:
    """The model, and what it said of the last batch."""

    def __init__(self, model: SiteModel) -> None:
        self.model = model
        self.classes: Mapping[str, str] = model.weights.measured["platforms"]
        self._last: tuple[Batch | None, Mapping[int, Text], Answers | None] = (None, {}, None)

    def read(self, batch: Batch, texts: Reading) -> tuple[Mapping[int, Text], Mapping[int, Opinion]]:
        """What markers say of a batch's documents, and what is to be said of those of which the model knows anything."""
        said, answers = self._answers(batch, texts)
        places = sorted(said.keys() | set(self._likely(answers)))
        opinions = {index: self._opinion(batch.document(index), said.get(index, NOTHING).votes, answers) for index in places}
        return said, {index: opinion for index, opinion in opinions.items() if opinion is not None}

    def columns(self, batch: Batch, texts: Reading) -> Mapping[str, pa.Array]:
        """Columns of the table of documents."""
        return {"class_scores": column(self._answers(batch, texts)[1].chances)}

    def because(self, document: Document, opinion: Opinion) -> Sequence[str]:
        """The words of a document that speak loudest for its class."""
        return self.model.telling(document.raw, opinion.name)

    def _answers(self, batch: Batch, texts: Reading) -> tuple[Mapping[int, Text], Answers]:
        """What markers and model say of a batch; kept until another is asked for, since findings and columns need it."""
        last, said, answers = self._last
        if last is not batch or answers is None:
            said = texts(batch)
            votes = vote_matrix(said, len(batch), self.model.weights.votes, self.classes)
            answers = self.model.answers(batch.buffer, batch.starts, batch.ends, votes)
            answers.chances[chats.answers(batch) > 0] = np.nan  # it learnt from no chats
            self._last = (batch, said, answers)
        return said, answers

    def _likely(self, answers: Answers) -> list[int]:
        """The documents of which the model would say something without any marker."""
        thresholds = self.model.weights.measured["thresholds"].values()
        least = [
            min((bounds[name]["clue"] for bounds in thresholds if name in bounds), default=2.0) for name in self.model.classes
        ]
        return [int(place) for place in np.flatnonzero((answers.chances >= np.array(least, np.float32)).any(axis=1))]

    def _opinion(self, document: Document, votes: Sequence[Vote], answers: Answers) -> Opinion | None:
        """What is to be said of a document; None where the model abstains, or holds nothing for likely enough."""
        row = answers.chances[document.index]
        if np.isnan(row[0]):
            return None
        weights = vote_weights(votes, self.model.weights.votes, self.classes)
        bounds = self.model.weights.measured["thresholds"][HEADS[int(answers.extracted[document.index])]]
        name, level = decided(bounds, dict(zip(self.model.classes, row.tolist(), strict=True)), weights)
        if not name:
            return None
        weight = weights.get(name, 0.0)
        alone = level is Level.FINDING and weight < markers.FINDING and not bounds[name]["abroad"]
        if alone and language(document.text) not in LANGUAGES:
            level = Level.CLUE
        platforms = tuple(vote.platform for vote in votes if self.classes.get(vote.platform, vote.platform) == name)
        stated = any(vote.platform in platforms and vote.weight >= markers.CLUE for vote in votes[:1])
        return Opinion(name, level, float(row[self.model.classes.index(name)]), platforms, stated)


def load(signals: Signals) -> Learned | None:
    """The model that a pack names, with the digest that it must have; None where it names none."""
    if MODEL not in signals.table:
        return None
    model = site_model.load(signals.folder / str(signals.table[MODEL]), str(signals.table.get(f"{MODEL}_digest", "")))
    return Learned(model)


def column(chances: npt.NDArray[np.float32]) -> pa.Array:
    """Probabilities as bytes, 255 for 1; null where the model abstained."""
    known = ~np.isnan(chances[:, 0])
    values = np.round(np.nan_to_num(chances) * 255).astype(np.uint8)
    offsets = np.concatenate([np.zeros(1, np.int32), np.cumsum(known * chances.shape[1], dtype=np.int32)])
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(values[known].ravel()), mask=pa.array(~known))


def vote_matrix(
    texts: Mapping[int, Text], count: int, names: Sequence[str], classes: Mapping[str, str]
) -> npt.NDArray[np.float32]:
    """Weights of markers by class, a row for each of `count` documents."""
    matrix = np.zeros((count, len(names)), np.float32)
    for index, text in texts.items():
        for name, weight in vote_weights(text.votes, names, classes).items():
            matrix[index, names.index(name)] = weight
        matrix[index, names.index(RIGHTS)] = sum(vote.weight for vote in text.rights)
    return matrix


def vote_weights(votes: Sequence[Vote], names: Sequence[str], classes: Mapping[str, str]) -> dict[str, float]:
    """Weights of markers summed by class; platforms that the model has no class for are left out."""
    weights: dict[str, float] = {}
    for vote in votes:
        name = classes.get(vote.platform, vote.platform)
        if name in names:
            weights[name] = weights.get(name, 0.0) + vote.weight
    return weights


def decided(bounds: Bounds, chances: Mapping[str, float], weights: Mapping[str, float]) -> tuple[str, Level]:
    """
    What probabilities and markers of so much weight, both by class, say together, by the bounds of one head: class and level.

    Heavy markers stand by themselves, unless the model holds their class for less likely than its veto. Else the likeliest
    class is a finding, or a clue, from its bounds on; an empty class: nothing is likely enough.
    """
    heaviest = max(weights, key=lambda name: (weights[name], name), default="")
    if heaviest in bounds and weights[heaviest] >= markers.FINDING:
        return heaviest, Level.CLUE if chances[heaviest] < bounds[heaviest]["veto"] else Level.FINDING
    name = max(chances, key=lambda name: chances[name])
    if name not in bounds or chances[name] < bounds[name]["clue"]:
        return "", Level.CLUE
    return name, Level.FINDING if chances[name] >= bounds[name]["finding"] else Level.CLUE
