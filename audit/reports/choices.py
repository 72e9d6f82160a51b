"""The figures of works by every choice of passages that a reader may leave out, made beforehand: so a page needs no script."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from audit.report_model.choices import KINDS, Choice, LibraryTotal
from audit.report_model.tally import CLASSES
from audit.store import Store

FREE = frozenset({"public-domain", "said-public-domain", "permitted"})
"Permissions of works that are free to copy."

Choices = Mapping[tuple[str, str | None], tuple[Choice, ...]]
"By library and work; a library's total has None for the work."


def choices(store: Store, works: Sequence[Mapping[str, Any]]) -> Choices:
    """What each work and library comes to; `works` are the rows of the store's statement report_works."""
    free = {(row["library"], row["work"]) for row in works if row["permission"] in FREE}
    rows = store.query("report_work_choices", free=sorted(f"{library}/{work}" for library, work in free))
    made: dict[tuple[str, str | None], list[Choice]] = defaultdict(list)
    for row in rows:
        made[row["library"], row["work"]].append(_choice(row))
    return {key: tuple(_of_free(of) if key in free else of) for key, of in made.items()}


def totals(found: Choices) -> tuple[LibraryTotal, ...]:
    """The libraries' totals, in the order of their digests."""
    return tuple(LibraryTotal(library, of) for (library, work), of in found.items() if work is None)


def words_by_class(made: Sequence[Choice]) -> dict[str, int]:
    """Words of a work by the class of their passage; nothing where only one class occurs."""
    classes = [name for name in CLASSES if made and name in made[0].counted]
    if len(classes) < 2:
        return {}
    others = {name for name in made[0].counted if name not in CLASSES}
    words = {frozenset(one.counted): one.matched_words for one in made}
    unclassed = words[frozenset(others)]
    return {name: words[frozenset({name, *others})] - unclassed for name in classes}


def _choice(row: Mapping[str, Any]) -> Choice:
    there = [name for place, name in enumerate(KINDS) if row["kinds"] >> place & 1]
    counted = tuple(name for name in there if row["counted"] >> KINDS.index(name) & 1)
    figures = (row["findings"], row["documents"], row["matched_words"], row["share_of_work"])
    return Choice(counted, tuple(name for name in there if name not in counted), *figures)


def _of_free(made: Sequence[Choice]) -> list[Choice]:
    """The choices of a work that is free to copy: there is nothing of it where such works are left out."""
    counted = [Choice((*one.counted, "free"), one.left_out, *_figures(one)) for one in made]
    return [*counted, Choice((), ("free",), 0, 0, 0, 0.0)]


def _figures(one: Choice) -> tuple[int, int, int, float | None]:
    return one.findings, one.documents, one.matched_words, one.share_of_work
