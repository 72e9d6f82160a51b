"""Sources as the report shows them: statements side by side, trees that end, and a page that names what labels leave out."""

from collections.abc import Iterator
from typing import Any

import pytest

from audit.manifest.circles import in_circles
from audit.report_model.lineage import Lineage, LineageNode
from audit.reports.lineage import DEEPEST, lineage
from audit.store import Store
from tests.manifest.conftest import fill_terms


@pytest.fixture
def store() -> Iterator[Store]:
    """A store with the terms of a few licences."""
    with Store.memory() as made:
        fill_terms(made)
        yield made


def shown(store: Store, labels: dict[str, str | None], edges: list[tuple[str, str]] = (), **more: Any) -> Lineage:
    """The lineage of sources by id and label, each of one document."""
    rows = [
        {"source_id": id_, "name": id_, "kind": "web", "origin": "card", "listed": True, "declared": spdx, **more.get(id_, {})}
        for id_, spdx in labels.items()
    ]
    store.fill("document", [{"document": f"{id_}#0", "path": id_, "record": 0, "bytes": 9, "words": 3} for id_ in labels])
    store.fill("found", more.get("found", []))
    circling = in_circles(edges)
    store.take_sources(
        {
            "source": rows,
            "lineage": [
                {"child": child, "parent": parent, "relation": "copied", "basis": "t", "in_circle": (child, parent) in circling}
                for child, parent in edges
            ],
            "source_generator": more.get("generators", []),
            "source_match": [
                {"source_id": id_, "what": "path", "value": id_, "place": place} for place, id_ in enumerate(labels)
            ],
        }
    )
    return lineage(store, {})


def found(document: str, spdx: str, **more: Any) -> dict[str, Any]:
    plain = {"path": document[0], "record": 0, "detector": "licence", "kind": "licence", "level": "finding", "start": 0, "end": 9}
    return {
        **plain,
        "document": document,
        "score": 1.0,
        "attributes": "{}",
        "evidence": [],
        "fingerprint": document + spdx,
        "spdx": spdx,
        "scope": "page",
        **more,
    }


AGREEMENT = [
    ("none", None, {}, []),
    ("none", "NOASSERTION", {}, []),
    ("alone", "MIT", {}, []),
    ("alone", None, {"curated": "MIT"}, []),
    ("agree", "MIT", {"concluded": "MIT"}, [found("a#0", "MIT")]),
    ("differ", "MIT", {"curated": "CC-BY-NC-4.0"}, []),
    ("differ", "MIT", {}, [found("a#0", "CC-BY-SA-4.0")]),
]


@pytest.mark.parametrize(("expected", "declared", "more", "findings"), AGREEMENT)
def test_statements_agree_or_differ(store: Store, expected: str, declared: str | None, more: dict, findings: list) -> None:
    assert shown(store, {"a": declared}, a=more, found=findings).sources[0].agreement == expected


def test_what_records_declare_is_told_apart_from_what_is_found_in_them(store: Store) -> None:
    findings = [
        found("a#0", "MIT", attributes='{"place": "field"}', end=0),
        found("a#0", "CC-BY-SA-4.0"),
        found("a#0", "CC0-1.0", scope="element"),
        found("a#0", "CC-BY-NC-4.0", level="clue"),
    ]
    result = shown(store, {"a": "MIT"}, found=findings)

    assert [(one.spdx, one.place, one.document_share) for one in result.sources[0].detected] == [
        ("CC-BY-SA-4.0", "text", 1.0),
        ("MIT", "record", 1.0),
    ]
    assert [(row.kind, row.terms, row.other) for row in result.conflicts] == [("detected", {"derive": 1, "share_alike": 1}, None)]


def test_conflicts_name_the_other_statement(store: Store) -> None:
    result = shown(store, {"a": "MIT", "b": "MIT"}, a={"curated": "CC-BY-NC-4.0"}, b={"concluded": "CC-BY-ND-4.0"})

    assert {(row.source_id, row.kind, row.other) for row in result.conflicts} == {
        ("a", "curated", "CC-BY-NC-4.0"),
        ("b", "concluded", "CC-BY-ND-4.0"),
    }


def names(node: LineageNode) -> Any:
    return {node.name: [names(parent) for parent in node.parents]} if node.parents else node.name


def test_a_tree_tells_parents_of_parents_and_each_once(store: Store) -> None:
    result = shown(store, {"a": "MIT", "b": "MIT", "c": "MIT", "d": "MIT"}, [("a", "b"), ("a", "c"), ("b", "d"), ("c", "b")])

    assert [names(tree) for tree in result.trees] == [{"a": [{"b": ["d"]}, {"c": ["b"]}]}]
    assert result.trees[0].parents[1].parents[0].told_above


def test_circles_end_and_have_a_tree_beside_others(store: Store) -> None:
    result = shown(store, {"a": "MIT", "b": "MIT", "x": "MIT", "y": "MIT"}, [("a", "b"), ("x", "y"), ("y", "x")])

    assert [names(tree) for tree in result.trees] == [{"a": ["b"]}, {"x": [{"y": ["x"]}]}]
    assert result.cycles == ("x", "y")


def test_the_whole_corpus_comes_first_and_has_no_tree(store: Store) -> None:
    result = shown(store, {"a": "MIT", "b": "MIT", "whole": "MIT"}, [("whole", "a"), ("whole", "b")], whole={"kind": "corpus"})

    assert [row.source_id for row in result.sources] == ["whole", "a", "b"]
    assert result.trees == ()


def test_a_tree_is_no_deeper_than_a_page_bears(store: Store) -> None:
    result = shown(
        store, {f"s{step:02}": "MIT" for step in range(20)}, [(f"s{step:02}", f"s{step + 1:02}") for step in range(19)]
    )
    depth, node = 0, result.trees[0]
    while node.parents:
        depth, node = depth + 1, node.parents[0]

    assert (depth, node.told_above) == (DEEPEST, True)


def test_generators_are_named_with_what_is_known_of_them(store: Store) -> None:
    generators = [
        {"source_id": "a", "provider": provider, "model": model, "basis": "t"}
        for provider, model in [("Closed", "c-1"), (None, None)]
    ]
    result = shown(store, {"a": "CC0-1.0"}, generators=generators)

    assert result.trees[0].generators == ("Closed c-1", "a model that is not named")
    assert [one.terms_class for one in result.sources[0].generators] == ["restricts_competing", None]
    assert [(row.because_role, row.because_statement) for row in result.laundering] == [("generator", "Closed c-1")]


def test_the_run_tells_which_manifests_were_read(store: Store) -> None:
    row = {
        "form": "card",
        "name": "n",
        "file": "README.md",
        "digest": "d",
        "sources": 1,
        "found": True,
        "prefix": "",
        "copy": "x",
    }
    result = lineage(store, {"judged_manifests": [row]})

    assert [(one.form, one.file, one.found) for one in result.manifests] == [("card", "README.md", True)]


def test_sources_beyond_a_number_are_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.pipeline.sources_telling import as_table
    from audit.reports import lineage as module

    monkeypatch.setattr(module, "MOST", 1)
    result = shown(store, {"a": "MIT", "b": "MIT"})

    assert (len(result.sources), result.sources_total) == (1, 2)
    assert "the first 1 of 2 sources" in as_table(result)
