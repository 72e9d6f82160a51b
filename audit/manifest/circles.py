"""Circles in what descends from what: a source that, as stated, is made from itself."""

from collections import defaultdict
from collections.abc import Iterable


def in_circles(edges: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those edges of child and parent that lie in a circle: whose ends reach each other. Time is that of the edges (Tarjan)."""
    parents: dict[str, list[str]] = defaultdict(list)
    for child, parent in edges:
        parents[child].append(parent)
    group = _groups(parents)
    return {(child, parent) for child, above in parents.items() for parent in above if group[child] == group.get(parent)}


def _groups(parents: dict[str, list[str]]) -> dict[str, int]:
    """A number for each source, the same for sources that reach each other. No recursion: lineage may be deep."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    group: dict[str, int] = {}
    open_: list[str] = []
    for start in list(parents):
        todo = [(start, iter(parents[start]))] if start not in order else []
        if todo:
            order[start] = lowest[start] = len(order)
            open_.append(start)
        while todo:
            child, rest = todo[-1]
            parent = next(rest, None)
            if parent is None:
                todo.pop()
                if todo:
                    lowest[todo[-1][0]] = min(lowest[todo[-1][0]], lowest[child])
                if lowest[child] == order[child]:
                    _close(child, open_, group)
            elif parent not in order:
                order[parent] = lowest[parent] = len(order)
                open_.append(parent)
                todo.append((parent, iter(parents.get(parent, ()))))
            elif parent not in group:
                lowest[child] = min(lowest[child], order[parent])
    return group


def _close(first: str, open_: list[str], group: dict[str, int]) -> None:
    """Number all that was opened since the first of a group."""
    number = len(group)
    while first not in group:
        group[open_.pop()] = number
