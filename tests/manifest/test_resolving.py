"""Manifests and what is known become rows: ids stay apart, parents are looked up, and what nobody describes is said to be so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from audit.manifest import Manifest, Named, Placed, Rows, resolve
from audit.manifest.known import KnownDataset, KnownDatasets
from audit.manifest.resolving import globs
from audit.manifest.values import Generator, Label, Parent, Source

Toml = Callable[[str], Manifest]
TIDES = KnownDataset(
    "harbour/tide-tables", (), "MIT", "CC-BY-NC-4.0", (Parent("harbour/logs", "aggregated"),), (Generator("Closed", "c"),), "us"
)
LOGS = KnownDataset("harbour/logs", (), None, "CC-BY-SA-4.0", (Parent("old maps", "aggregated"),), (), "us")
KNOWN = KnownDatasets([TIDES, LOGS])


def made(*sources: Source, named: Named | None = None, prefix: str = "", form: str = "corpus.toml") -> Rows:
    return resolve([Placed(Manifest(form, "m", sources), prefix)], KNOWN, named)


def by_id(rows: Rows) -> dict[str, dict[str, Any]]:
    return {row["source_id"]: row for row in rows.source}


def test_a_parent_that_is_known_brings_its_own_parents() -> None:
    rows = made(Source("mine", "Mine", parents=(Parent("Harbour/Tide-Tables", "filtered", "n"),)))

    assert {(row["child"], row["parent"], row["relation"], row["basis"]) for row in rows.lineage} == {
        ("mine", "harbour/tide-tables", "filtered", "corpus.toml"),
        ("harbour/tide-tables", "harbour/logs", "aggregated", "known dataset"),
        ("harbour/logs", "old maps", "aggregated", "known dataset"),
    }
    assert {row["source_id"]: row["origin"] for row in rows.source} == {
        "mine": "corpus.toml",
        "harbour/tide-tables": "known dataset",
        "harbour/logs": "known dataset",
        "old maps": "not described",
    }
    assert [row["provider"] for row in rows.source_generator] == ["Closed"]


def test_a_source_that_is_a_known_dataset_keeps_its_own_licence_and_gets_the_curated_one() -> None:
    row = by_id(made(Source("a", "A", licence=Label("CC0", "CC0-1.0"), datasets=("harbour/tide-tables",))))["a"]

    assert (row["declared"], row["declared_by"], row["curated"], row["curated_by"]) == (
        "CC0-1.0",
        "corpus.toml",
        "CC-BY-NC-4.0",
        "us",
    )


@pytest.mark.parametrize(
    "source",
    [
        Source("a", "A", datasets=("nowhere/x", "harbour/tide-tables")),
        Source("a", "A", url="https://huggingface.co/datasets/harbour/tide-tables"),
        Source("harbour/tide-tables", "A", "dataset"),
    ],
)
def test_a_source_without_a_licence_has_that_of_the_card_of_the_known_dataset(source: Source) -> None:
    row = made(source).source[0]

    assert (row["declared"], row["declared_by"], row["known_as"]) == ("MIT", "known dataset", "harbour/tide-tables")


@pytest.mark.parametrize(
    "source", [Source("harbour/tide-tables", "A", "web"), Source("a", "A", url="https://harbour.example/logs")]
)
def test_a_source_of_another_kind_or_address_is_no_known_dataset(source: Source) -> None:
    assert made(source).source[0]["known_as"] is None


def test_a_known_dataset_that_a_manifest_lists_is_the_parent_that_is_meant() -> None:
    rows = made(
        Source("tides", "T", datasets=("harbour/tide-tables",)),
        Source("b", "B", parents=(Parent("harbour/tide-tables", "copied"),)),
    )

    assert ("b", "tides") in {(row["child"], row["parent"]) for row in rows.lineage}
    assert "harbour/tide-tables" not in by_id(rows)


def test_sources_of_two_manifests_with_one_id_are_told_apart_and_keep_their_parents() -> None:
    pair = Manifest("corpus.toml", "m", (Source("a", "A", parents=(Parent("b", "copied"),)), Source("b", "B")))
    rows = resolve([Placed(pair, "x/"), Placed(pair, "y/")], KNOWN)

    assert sorted(by_id(rows)) == ["a", "a~2", "b", "b~2"]
    assert {(row["child"], row["parent"]) for row in rows.lineage} == {("a", "b"), ("a~2", "b~2")}


def test_patterns_of_files_stand_below_the_folder_of_their_manifest() -> None:
    rows = made(Source("a", "A", paths=("web/*.txt", "*.md", "b*/x"), whole=True), prefix="c[1]/")

    assert [(row["what"], row["value"], row["folder"]) for row in rows.source_match] == [
        ("path", "c[[]1]/web/*.txt", None),
        ("path", "c[[]1]/*.md", None),
        ("path", "c[[]1]/b*/x", None),
        ("whole", "c[[]1]/*", None),
    ]


def test_a_pattern_without_a_wildcard_in_its_first_folder_is_compared_there_only() -> None:
    rows = made(Source("a", "A", paths=("web/*.txt", "w*/x.txt", "x.txt")))

    assert [row["folder"] for row in rows.source_match] == ["web", None, None]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("web/*.txt", ["web/*.txt"]),
        ("./web/", ["web/*"]),
        ("web/**/x.txt", ["web/*/x.txt", "web/x.txt"]),
        ("**/x.txt", ["*/x.txt", "x.txt"]),
        ("web/**", ["web/*"]),
    ],
)
def test_patterns_are_those_that_people_write(pattern: str, expected: list[str]) -> None:
    assert list(globs(pattern)) == expected


def test_what_the_corpus_names_is_recognised() -> None:
    named = Named(
        fields=("Tide Tables", "ferries"),
        paths=("cache/harbour___logs/v1/x.arrow", "harbour/tide-tables/x.jsonl", "ferries/x.jsonl"),
        datasets=("logs", "ferries"),
    )
    rows = made(named=named)

    assert {(row["source_id"], row["what"], row["value"]) for row in rows.source_match} == {
        ("harbour/tide-tables", "field", "tide tables"),
        ("harbour/logs", "path", "cache/harbour___logs*"),
        ("harbour/tide-tables", "path", "harbour/tide-tables*"),
        ("harbour/logs", "dataset", "logs"),
    }


def test_names_of_people_and_days_are_kept(toml: Toml) -> None:
    text = (
        '[[source]]\nid = "a"\nconcluded = "MIT"\nconcluded_by = "me"\nconcluded_reason = "r"\nconcluded_on = 2026-01-01\n'
        'fields = ["F"]\ndomains = ["d.example"]\ngenerators = [{ model = "m", on = 2024-01-01 }]'
    )
    rows = resolve([Placed(toml(text))], KNOWN)

    assert rows.source[0]["concluded_on"] == date(2026, 1, 1)
    assert rows.source_generator[0]["written"] == date(2024, 1, 1)
    assert [(row["what"], row["value"]) for row in rows.source_match] == [("field", "f"), ("domain", "d.example")]


def test_a_circle_of_known_datasets_ends() -> None:
    circle = KnownDatasets([replace(LOGS, parents=(Parent("harbour/tide-tables", "copied"),)), TIDES])
    rows = resolve([Placed(Manifest("card", "m", (Source("harbour/logs", "L", "dataset"),)))], circle)

    assert {(row["child"], row["parent"]) for row in rows.lineage} == {
        ("harbour/logs", "harbour/tide-tables"),
        ("harbour/tide-tables", "harbour/logs"),
    }


def test_the_whole_corpus_with_its_licence_descends_from_all_sources(toml: Toml) -> None:
    rows = resolve([Placed(toml('[corpus]\nname = "a"\nlicence = "MIT"\n[[source]]\nid = "a"\n[[source]]\nid = "b"'))], KNOWN)

    assert {(row["source_id"], row["kind"], row["declared"]) for row in rows.source} == {
        ("a", "other", None),
        ("b", "other", None),
        ("a~2", "corpus", "MIT"),
    }
    assert {(row["child"], row["parent"]) for row in rows.lineage} == {("a~2", "a"), ("a~2", "b")}


def test_a_corpus_without_a_licence_of_its_own_is_no_source(toml: Toml) -> None:
    rows = resolve([Placed(toml('[corpus]\nname = "x"\n[[source]]\nid = "a"'))], KNOWN)

    assert [row["source_id"] for row in rows.source] == ["a"]


def test_edges_of_a_circle_are_marked(toml: Toml) -> None:
    facts = '{ id = "a", relation = "facts_only" }'
    parents = {
        "a": '{ id = "b", relation = "copied" }',
        "b": '{ id = "a", relation = "copied" }, { id = "c", relation = "copied" }',
    }
    text = f'[[source]]\nid = "a"\nparents = [{parents["a"]}]\n[[source]]\nid = "b"\nparents = [{parents["b"]}, {facts}]'
    rows = resolve([Placed(toml(text))], KNOWN)

    assert {(row["child"], row["parent"], row["relation"]) for row in rows.lineage if row["in_circle"]} == {
        ("a", "b", "copied"),
        ("b", "a", "copied"),
    }
