"""Two texts word by word: what is identical, changed a little, in other words, left out, or put in."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from audit.report_model import Segment

MINOR = 0.6
"A word in place of another counts as a minor change when at least this share of their letters is alike."

# Scripts that are written without spaces are compared character by character, each with the signs that combine with it:
# Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese and Korean.
_UNSPACED = (
    (0x0E00, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)  # fmt: skip
_ALONE = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSPACED)
_SIGNS = "".join(chr(code) for code in range(0x0E00, 0x3100) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
_WORD = re.compile(rf"\s*(?:[{_ALONE}][{_SIGNS}]*|[^\s{_ALONE}]+)\s*")
_ENDS = re.compile(r"[.!?。！？｡।؟۔…][\"'”’»)\]」』）]*\s*$|\n\s*$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the document beside its word of the reference; one side may be empty."""

    left: str
    right: str
    change: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides as segments, equal in number: those of one place stand side by side."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    left_cut: int
    "Characters at the end that are not shown."
    right_cut: int
    changes: Mapping[str, int]
    "Words by kind of change, those that are not shown included."


def compare(left: str, right: str, most: int) -> Comparison:
    """Compare the document's text with the reference's and show at most `most` characters a side."""
    pairs = list(_pairs(words(left), words(right)))
    shown = _within(pairs, most)
    segments = [(_join(run, "left"), _join(run, "right")) for run in _runs(shown)]
    sides = tuple(one for one, _ in segments), tuple(other for _, other in segments)
    lengths = [sum(len(segment.text) for segment in side) for side in sides]
    changes = Counter(pair.change for pair in pairs)
    return Comparison(*sides, len(left) - lengths[0], len(right) - lengths[1], changes)


def rows(left: Sequence[Segment], right: Sequence[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Segments in rows that end where a sentence or a line does on both sides, so that the two sides stay level."""
    made: list[tuple[list[Segment], list[Segment]]] = [([], [])]
    for one, other in zip(left, right, strict=True):
        made[-1][0].append(one)
        made[-1][1].append(other)
        if all(_ended(side) for side in made[-1]):
            made.append(([], []))
    return [row for row in made if row[0]]


def _ended(side: Sequence[Segment]) -> bool:
    """Whether one side of a row stands at the end of a sentence or a line, or is empty."""
    last = next((segment.text for segment in reversed(side) if segment.text), None)
    return last is None or bool(_ENDS.search(last))


def words(text: str) -> list[str]:
    """The words of a text with the white space around them: joined they give the text again, unless it is white space only."""
    return _WORD.findall(text)


def _pairs(left: list[str], right: list[str]) -> Iterator[Pair]:
    for step in Levenshtein.opcodes([_key(word) for word in left], [_key(word) for word in right]):
        ours, theirs = left[step.src_start : step.src_end], right[step.dest_start : step.dest_end]
        if step.tag == "insert":
            yield from (Pair("", word, "omitted") for word in theirs)
        elif step.tag == "delete":
            yield from (Pair(word, "", "added") for word in ours)
        else:
            yield from (Pair(one, other, _change(one, other)) for one, other in zip(ours, theirs, strict=True))


def _change(one: str, other: str) -> str:
    if one.strip() == other.strip():
        return "identical"
    alike = Levenshtein.normalized_similarity(_key(one), _key(other))
    return "minor" if alike >= MINOR else "different"


def _key(word: str) -> str:
    """Letters and digits without case, width and accents; the word itself where it has none."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in folded if c.isalnum()) or word.strip()


def _within(pairs: Sequence[Pair], most: int) -> list[Pair]:
    """The first pairs that fit; a first word that is too long by itself is cut."""
    shown: list[Pair] = []
    left = right = 0
    for pair in pairs:
        left, right = left + len(pair.left), right + len(pair.right)
        if max(left, right) > most:
            return shown or [Pair(pair.left[:most], pair.right[:most], pair.change)]
        shown.append(pair)
    return shown


def _runs(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Neighbours of one change, parted at the ends of sentences and lines."""
    for _, group in groupby(pairs, key=lambda pair: pair.change):
        run: list[Pair] = []
        for pair in group:
            run.append(pair)
            if _ENDS.search(pair.left) or _ENDS.search(pair.right):
                yield run
                run = []
        if run:
            yield run


def _join(run: Sequence[Pair], side: str) -> Segment:
    return Segment("".join(pair.left if side == "left" else pair.right for pair in run), run[0].change)
