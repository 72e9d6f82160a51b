"""
From runs to passages: what lies between runs is aligned, and both ends are extended to where the likeness ends.

A passage is a stretch of a document and the stretch of the work that it resembles, with the blocks that are equal in
both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

WINDOW = 300
"Bytes aligned at once beyond an end."

Block = tuple[int, int, int]
"First byte in the document, first byte in the work, bytes: equal in both."

_LOOKS = (16, 48, WINDOW)
"Bytes that are compared before two texts are aligned."
_UNLIKE = 0.78
_WIDEST_ALIGNED = 4000
_SHORT = 3
_LONG_GAP = 8
_NEAR = 160
_NEAR_IN_WORK = 2000


@dataclass(frozen=True, slots=True)
class Passage:
    """Bytes [start, end) of a document's stream that resemble bytes [work_start, work_end) of a work's."""

    start: int
    end: int
    work_start: int
    work_end: int
    blocks: tuple[Block, ...] = field(repr=False)
    "By document; they do not overlap there."
    letters: int = 0
    "Letters of the longest run that led to it, as `chains` counts them."

    @property
    def equal(self) -> int:
        """Bytes that are equal in both."""
        return sum(length for _, _, length in self.blocks)

    @property
    def similarity(self) -> float:
        """Equal bytes as a share of the longer side."""
        return self.equal / max(self.end - self.start, self.work_end - self.work_start, self.equal)

    @property
    def changes(self) -> tuple[int, int, int]:
        """Bytes of the document that stand for others of the work, that were added, and bytes of the work that were left out."""
        replaced = at = work_at = 0
        for place, (start, work_start, length) in enumerate(self.blocks):
            if place:
                replaced += max(0, min(start - at, work_start - work_at))
            at, work_at = start + length, work_start + length
        added = self.end - self.start - self.equal - replaced
        return replaced, max(0, added), max(0, self.work_end - self.work_start - self.equal - replaced)

    @property
    def longest(self) -> Block:
        """The longest block."""
        joined: list[Block] = []
        for start, work_start, length in self.blocks:
            if joined and (joined[-1][0] + joined[-1][2], joined[-1][1] + joined[-1][2]) == (start, work_start):
                joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + length)
            else:
                joined.append((start, work_start, length))
        return max(joined, key=lambda block: block[2])


def align(document: bytes, work: bytes, runs: Sequence[Block], letters: int) -> Passage:
    """The passage around runs of one chain, which are in the order of the document."""
    blocks: list[Block] = []
    at, work_at = runs[0][:2]
    for start, work_start, length in runs:
        cut = max(0, at - start, work_at - work_start)
        if cut >= length:
            continue
        blocks.extend(_between(document[at : start + cut], work[work_at : work_start + cut], at, work_at))
        blocks.append((start + cut, work_start + cut, length - cut))
        at, work_at = start + length, work_start + length
    after = list(_after(document, work, at, work_at))
    before = list(_before(document, work, *runs[0][:2]))
    return _passage([*before, *blocks, *after], letters)


def merge(passages: Sequence[Passage]) -> list[Passage]:
    """
    Passages of one document and one work, by place: near ones become one, and of two on the same stretch the better
    one stays.

    Near are passages at most 160 bytes apart in the document and 2,000 in the work, in any order, since clauses may
    change places.
    """
    merged: list[Passage] = []
    for passage in sorted(passages, key=lambda one: (one.start, -one.equal)):
        last = merged[-1] if merged else None
        if last is None or not _are_near(last, passage):
            if last is not None and passage.start < last.end and _overlap(last, passage) > 0.5:
                merged[-1] = max(last, passage, key=lambda one: one.equal)
            else:
                merged.append(passage)
        else:
            merged[-1] = _union(last, passage)
    return merged


def _are_near(one: Passage, other: Passage) -> bool:
    apart = max(other.work_start - one.work_end, one.work_start - other.work_end)
    return other.start - one.end <= _NEAR and apart <= _NEAR_IN_WORK


def _overlap(one: Passage, other: Passage) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / min(one.end - one.start, other.end - other.start)


def _union(one: Passage, other: Passage) -> Passage:
    """One passage of two; where their blocks overlap in the document, those of the first stay."""
    blocks: list[Block] = []
    for start, work_start, length in sorted([*one.blocks, *other.blocks]):
        cut = max(0, (blocks[-1][0] + blocks[-1][2] if blocks else 0) - start)
        if cut < length:
            blocks.append((start + cut, work_start + cut, length - cut))
    ends = max(one.end, other.end)
    works = min(one.work_start, other.work_start), max(one.work_end, other.work_end)
    return Passage(one.start, ends, *works, tuple(blocks), max(one.letters, other.letters))


def _passage(blocks: Sequence[Block], letters: int) -> Passage:
    first, last = blocks[0], blocks[-1]
    return Passage(first[0], last[0] + last[2], first[1], last[1] + last[2], tuple(blocks), letters)


def _between(left: bytes, right: bytes, at: int, work_at: int) -> Iterator[Block]:
    """Equal blocks of a gap; of a very wide one none are looked for."""
    if not left or not right or len(left) > _WIDEST_ALIGNED or len(right) > _WIDEST_ALIGNED:
        return
    for step in Levenshtein.opcodes(left, right):
        if step.tag == "equal":
            yield at + step.src_start, work_at + step.dest_start, step.src_end - step.src_start


def _after(document: bytes, work: bytes, at: int, work_at: int) -> Iterator[Block]:
    """Equal blocks beyond the end, as long as the texts stay alike."""
    while True:
        blocks = _best(document[at : at + WINDOW], work[work_at : work_at + WINDOW])
        if not blocks:
            return
        yield from ((at + start, work_at + work_start, length) for start, work_start, length in blocks)
        start, work_start, length = blocks[-1]
        at, work_at = at + start + length, work_at + work_start + length
        if max(start, work_start) + length < WINDOW // 2:
            return


def _before(document: bytes, work: bytes, at: int, work_at: int) -> Iterator[Block]:
    """Equal blocks before the start, as long as the texts stay alike."""
    found: list[Block] = []
    while True:
        left, right = document[max(0, at - WINDOW) : at][::-1], work[max(0, work_at - WINDOW) : work_at][::-1]
        blocks = _best(left, right)
        if not blocks:
            return iter(found[::-1])
        found.extend((at - start - length, work_at - work_start - length, length) for start, work_start, length in blocks)
        start, work_start, length = blocks[-1]
        at, work_at = at - start - length, work_at - work_start - length
        if max(start, work_start) + length < WINDOW // 2:
            return iter(found[::-1])


def _best(left: bytes, right: bytes) -> list[Block]:
    """The equal blocks of the beginning of two texts in which equal bytes outweigh the others by most."""
    blocks: list[Block] = []
    score = best = kept = 0
    gap = gap_in_work = 0
    if _are_alike(left, right):
        for step in Levenshtein.opcodes(left, right):
            wide, high = step.src_end - step.src_start, step.dest_end - step.dest_start
            if step.tag == "equal":
                blocks.append((step.src_start, step.dest_start, wide))
            if step.tag != "equal" or wide < _SHORT:  # a letter or two are equal by chance
                gap, gap_in_work = gap + wide, gap_in_work + high
                continue
            score += wide - _cost(max(gap, gap_in_work))
            gap = gap_in_work = 0
            if score > best:
                best, kept = score, len(blocks)
    return blocks[:kept]


def _are_alike(left: bytes, right: bytes) -> bool:
    """
    Whether an alignment is worth its time: whether at the beginning, or over all, fewer bytes differ than by chance.

    Of two unlike texts of one language more than eight bytes in ten have to be edited.
    """
    return any(
        Levenshtein.distance(left[:size], right[:size], score_cutoff=most) <= most
        for size in _LOOKS
        if (most := int(_UNLIKE * min(size, max(len(left), len(right))))) > 0
    )


def _cost(gap: int) -> int:
    """What a gap weighs against equal bytes: of a long one, such as a remark between two lines, a part."""
    return min(gap, _LONG_GAP + (gap - _LONG_GAP) // 4)
