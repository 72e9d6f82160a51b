"""Edges lie in a circle where their ends reach each other."""

from hypothesis import given
from hypothesis import strategies as st

from audit.manifest.circles import in_circles

IDS = "abcdef"
edges = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=14)


@given(edges)
def test_an_edge_lies_in_a_circle_where_its_parent_reaches_its_child(edges) -> None:
    assert in_circles(edges) == {(child, parent) for child, parent in edges if child in _reached(parent, edges)}


def test_lineage_of_any_depth_is_followed() -> None:
    chain = [(str(step), str(step + 1)) for step in range(50_000)]

    assert in_circles(chain) == set()
    assert len(in_circles([*chain, ("50000", "0")])) == 50_001


def _reached(start: str, edges: list[tuple[str, str]]) -> set[str]:
    met, todo = {start}, [start]
    while todo:
        one = todo.pop()
        for child, parent in edges:
            if child == one and parent not in met:
                met.add(parent)
                todo.append(parent)
    return met
