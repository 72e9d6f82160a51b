"""
Prompts that were made from one template, with the words that are fixed in it: candidates by sketch, then a look at their words.

Time is linear in the prompts: each is compared with a few leaders of each group that shares one of its hashes, and with the words
of a bounded number of templates.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from audit.text.kernels import kernel
from audit.text.prompts import NONE, Sketches

FEWEST = 5
"Prompts that make a cluster, at least."
FIXED = 8
"Words that a template keeps fixed, at least: shorter openings are everybody's."
DISTINCT = 6
"Of these, so many must be different words, numbers aside: rows of figures are no template."
RUN = 3
"Fixed words in a row, at least: single ones agree by chance."
FIXED_SHARE = 0.15
"Share of a prompt's words that its template's fixed words make, at least."
KEPT = 0.8
"Share of a template's fixed words that each of its prompts has in the same order, at least."
ALIKE = 0.3
"Share of repeated hashes that two sketches have in common, at least, to be looked at."
LEADERS = 4
"Prompts of a group that others are compared with."
ROUNDS = 24
"Templates that are looked for in one group of candidates."
SAMPLE = 24
"Prompts that a template's fixed words are read from."
VOTERS = 3
"Of these, so many must share as many words with it."
LIKE = 0.6
"Of what so many share with it, what others must share to be asked: so templates with a common opening stay apart."
MOST = 0.75
"Of those that are asked, the share that must have a word in its place."
SLOT = "{…}"
"What stands for words that differ."
NUMBER = "0"
"What stands for any number."

Numbers = npt.NDArray[np.int64]
_WORD = re.compile(r"\d+|[\u3040-\ud7ff]|[^\W\d\u3040-\ud7ff]+")


@dataclass(frozen=True, slots=True)
class Template:
    """Prompts that share their fixed words."""

    text: str
    "The fixed words in lower case, with SLOT where prompts differ."
    fixed_words: int
    slots: int
    members: tuple[int, ...]
    "Places of its prompts, ascending."


def templates(sketches: Sketches, texts: Callable[[Sequence[int]], Sequence[str]]) -> list[Template]:
    """The templates of N prompts with sketches [N, SIZE], most prompts first; `texts` gives the prompts at some places."""
    found: list[Template] = []
    for members in candidates(sketches):
        found.extend(_told(members, [_words(text) for text in texts(members)]))
    return sorted(found, key=lambda one: (-len(one.members), one.members))


def candidates(sketches: Sketches) -> list[list[int]]:
    """Groups of prompts with alike sketches, by their first, FEWEST and more in each; hashes that hardly repeat tell nothing."""
    places, hashes = _repeated(sketches)
    bounds = np.searchsorted(places, np.arange(len(sketches) + 1))
    order = np.argsort(hashes, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(hashes[order]) != 0, True)) + 1 if len(order) else np.zeros(0, np.int64)
    parents = np.arange(len(sketches))
    _join(hashes, bounds, places[order], np.concatenate([np.zeros(1, np.int64), ends]), parents)
    _, sizes = np.unique(parents, return_counts=True)
    members = np.argsort(parents, kind="stable")
    ends = np.cumsum(sizes)
    return [members[end - size : end].tolist() for end, size in zip(ends, sizes, strict=True) if size >= FEWEST]


def _repeated(sketches: Sketches) -> tuple[Numbers, Sketches]:
    """Hashes that at least FEWEST prompts have, by prompt and ascending, and whose each is."""
    order = np.argsort(sketches, axis=None, kind="stable")
    values = sketches.ravel()[order]
    starts = np.flatnonzero(np.append(True, np.diff(values) != 0)) if len(values) else np.zeros(0, np.int64)
    counts = np.diff(np.append(starts, len(values)))
    kept = np.empty(len(values), bool)
    kept[order] = (np.repeat(counts, counts) >= FEWEST) & (values != NONE)
    places = np.flatnonzero(kept)
    return places // sketches.shape[1], sketches.ravel()[places]


@kernel
def _join(hashes: Any, bounds: Any, members: Any, ends: Any, parents: Any) -> None:
    """Join prompts that are alike, among those that share a hash; in the end each one's parent is the first of its group."""
    leaders = np.empty(LEADERS, np.int64)
    for group in range(len(ends) - 1):
        led = 0
        for place in range(ends[group], ends[group + 1]):
            one, is_joined = members[place], False
            for leader in range(led):
                if _is_alike(hashes, bounds, leaders[leader], one):
                    a, b = _root(parents, leaders[leader]), _root(parents, one)
                    parents[max(a, b)] = min(a, b)
                    is_joined = True
                    break
            if not is_joined and led < LEADERS:
                leaders[led] = one
                led += 1
    for one in range(len(parents)):
        parents[one] = _root(parents, one)


@kernel
def _root(parents: Any, one: Any) -> Any:
    while parents[one] != one:
        parents[one] = parents[parents[one]]
        one = parents[one]
    return one


@kernel
def _is_alike(hashes: Any, bounds: Any, one: Any, other: Any) -> Any:
    i, j, shared = bounds[one], bounds[other], 0
    first, second = bounds[one + 1], bounds[other + 1]
    longer = max(first - i, second - j)
    while i < first and j < second:
        if hashes[i] == hashes[j]:
            shared += 1
            i += 1
            j += 1
        elif hashes[i] < hashes[j]:
            i += 1
        else:
            j += 1
    return shared >= 2 and shared >= ALIKE * longer


def _words(text: str) -> list[str]:
    """A prompt's words in lower case; numbers are all alike."""
    return [NUMBER if word.isdigit() else word for word in _WORD.findall(text.lower())]


def _told(members: Sequence[int], words: Sequence[list[str]]) -> list[Template]:
    """The templates of a group: of each round, the one that its first prompt was made from."""
    found: list[Template] = []
    left = list(range(len(members)))
    for _ in range(ROUNDS):
        if len(left) < FEWEST:
            break
        fixed = _fixed(words[left[0]], [words[place] for place in _spread(left)])
        flat = [word for run in fixed for word in run]
        like = (
            [place for place in left if _is_made_from(flat, words[place])]
            if len(flat) >= FIXED and len({*flat} - {NUMBER}) >= DISTINCT
            else []
        )
        if len(like) >= FEWEST:
            text, slots = _with_slots(fixed, [words[place] for place in like])
            found.append(Template(text, len(flat), slots, tuple(members[place] for place in like)))
        taken = set(like) if len(like) >= FEWEST else {left[0]}
        left = [place for place in left if place not in taken]
    return found


def _spread(places: Sequence[int]) -> list[int]:
    """Some of the others, evenly."""
    others = places[1:]
    return [*others[:: max(1, len(others) // SAMPLE)]][:SAMPLE]


def _fixed(first: list[str], others: Sequence[list[str]]) -> list[list[str]]:
    """Runs of a prompt's words that stand in the same order in most of the others that are most like it."""
    agreed = np.array([_agreed(first, other) for other in others], bool).reshape(len(others), len(first))
    amounts = agreed.sum(axis=1)
    if (amounts >= FIXED).sum() < VOTERS:
        return []
    voting = amounts >= max(FIXED, LIKE * np.sort(amounts)[-VOTERS])
    runs: list[list[str]] = [[]]
    for word, share in zip(first, agreed[voting].mean(axis=0), strict=True):
        if share >= MOST:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= RUN]


def _agreed(first: list[str], other: list[str]) -> npt.NDArray[np.bool_]:
    """Which words of a prompt stand, in runs and in the same order, in another."""
    agreed = np.zeros(len(first), bool)
    for step in LCSseq.opcodes(first, other):
        if step.tag == "equal" and step.src_end - step.src_start >= RUN:
            agreed[step.src_start : step.src_end] = True
    return agreed


def _is_made_from(fixed: Sequence[str], words: Sequence[str]) -> bool:
    return len(fixed) >= FIXED_SHARE * len(words) and LCSseq.similarity(fixed, words) >= KEPT * len(fixed)


def _with_slots(fixed: Sequence[Sequence[str]], prompts: Sequence[list[str]]) -> tuple[str, int]:
    """The runs with slots between them, and before and after where most prompts have words there; and how many slots."""
    opens = sum(prompt[:RUN] == fixed[0][:RUN] for prompt in prompts) * 2 >= len(prompts)
    closes = sum(prompt[-RUN:] == fixed[-1][-RUN:] for prompt in prompts) * 2 >= len(prompts)
    text = f" {SLOT} ".join(" ".join(run) for run in fixed)
    slots = len(fixed) - 1 + (not opens) + (not closes)
    return f"{'' if opens else SLOT + ' '}{text}{'' if closes else ' ' + SLOT}", slots
