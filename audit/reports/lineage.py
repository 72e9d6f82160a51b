"""The sources of a run, their licences side by side, and what they descend from, as the report shows them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from audit.report_model.lineage import (
    BoundRow,
    ConflictRow,
    DetectedLicence,
    GeneratorRow,
    LaunderingRow,
    Lineage,
    LineageNode,
    ManifestRow,
    ParentRow,
    SourceRow,
)
from audit.store import Store

MOST = 500
"Sources that a report lists, by words; all are counted."
DEEPEST = 8
"Steps of a tree of lineage that are shown; terms are followed further."
_SILENT = frozenset({"NOASSERTION", "NONE"})
_CONFLICTS = {
    "declared_detected_conflict": ("detected", None),
    "declared_curated_conflict": ("curated", "curated"),
    "declared_concluded_conflict": ("concluded", "concluded"),
}


def lineage(store: Store, run: Mapping[str, Any]) -> Lineage:
    """All that is reported of sources; `run` is the run's manifest, whose `judged_manifests` tells what they were read from."""
    measures = store.query("report_source_measures")
    rows = store.query("report_source_rows", most=MOST)
    bound, edges = _by(store.query("report_source_bound"), "source_id"), _by(store.query("report_source_edges"), "child")
    generators = _by(store.query("report_source_generators"), "source_id")
    detected = _by(store.query("report_source_detected"), "source_id")
    parents = {child: tuple(ParentRow(**row) for row in found) for child, found in edges.items()}
    models = {id_: tuple(GeneratorRow(**row) for row in found) for id_, found in generators.items()}
    sources = tuple(_source(row, detected[row["source_id"]], bound[row["source_id"]], parents, models) for row in rows)
    return Lineage(
        manifests=tuple(
            ManifestRow(**{name: row[name] for name in ManifestRow.__slots__}) for row in run.get("judged_manifests", ())
        ),
        sources=sources,
        **store.query("report_source_counts")[0],
        laundering=tuple(_laundering(measures, bound)),
        conflicts=tuple(_conflicts(measures)),
        without_licence=_names(measures, "source_without_licence"),
        not_described=_names(measures, "parent_not_described"),
        without_documents=_names(measures, "source_without_documents"),
        cycles=_names(measures, "lineage_cycle"),
        not_read=tuple(run.get("manifests_not_read", ())),
        trees=_trees(sources, parents, models),
    )


def _names(measures: Sequence[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    """Names of the sources that a measure is about."""
    return tuple(row["name"] for row in measures if row["measure"] == name)


def _by(rows: Iterable[dict[str, Any]], key: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by a key that is taken out of them."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row.pop(key)].append(row)
    return found


def _source(
    row: Mapping[str, Any],
    detected: Sequence[Mapping[str, Any]],
    bound: Sequence[Mapping[str, Any]],
    parents: Mapping[str, tuple[ParentRow, ...]],
    models: Mapping[str, tuple[GeneratorRow, ...]],
) -> SourceRow:
    seen = tuple(DetectedLicence(**one) for one in detected)
    return SourceRow(
        **row,
        agreement=_agreement([row["declared"], row["concluded"], row["curated"], *(one.spdx for one in seen)]),
        detected=seen,
        bound=tuple(BoundRow(**{name: one[name] for name in BoundRow.__slots__}) for one in bound),
        parents=parents.get(row["source_id"], ()),
        generators=models.get(row["source_id"], ()),
    )


def _agreement(stated: Sequence[str | None]) -> str:
    """Whether all that is stated of a source's licence is the same."""
    said = [one for one in stated if one is not None and one not in _SILENT]
    if len(said) < 2:
        return "alone" if said else "none"
    return "agree" if len(set(said)) == 1 else "differ"


def _laundering(
    measures: Sequence[Mapping[str, Any]], bound: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[LaunderingRow]:
    """Labels that say less, one row for each source and statement that says more."""
    grouped: dict[tuple[str, ...], dict[str, tuple[int, int]]] = defaultdict(dict)
    first: dict[str, Mapping[str, Any]] = {}
    for row in measures:
        if row["measure"] == "label_laundering":
            first.setdefault(row["source_id"], row)
            one = next(one for one in bound[row["source_id"]] if one["dimension"] == row["dimension"])
            why = tuple(one[f"inherited_{name}"] for name in ("because", "name", "role", "statement"))
            grouped[row["source_id"], *why][row["dimension"]] = (one["declared"], one["inherited_value"])
    for (id_, because, name, role, statement), terms in grouped.items():
        row = first[id_]
        yield LaunderingRow(id_, row["name"], row["declared"], terms, because, name, role, statement, row["documents"])


def _conflicts(measures: Sequence[Mapping[str, Any]]) -> Iterator[ConflictRow]:
    """Statements that differ, one row for each source and kind of statement."""
    grouped: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    first: dict[str, Mapping[str, Any]] = {}
    for row in measures:
        if row["measure"] in _CONFLICTS:
            first.setdefault(row["source_id"], row)
            grouped[row["source_id"], row["measure"]][row["dimension"]] = int(row["value"])
    for (id_, measure), terms in grouped.items():
        row, (kind, other) = first[id_], _CONFLICTS[measure]
        yield ConflictRow(kind, id_, row["name"], row["declared"], row[other] if other else None, terms, row["documents"])


def _trees(
    sources: Sequence[SourceRow], parents: Mapping[str, tuple[ParentRow, ...]], models: Mapping[str, tuple[GeneratorRow, ...]]
) -> tuple[LineageNode, ...]:
    """The tree of each source that descends from something, the whole corpus left out; one in another's tree has none itself."""
    inner = {one.id for row in sources for one in row.parents if one.id != row.source_id}
    descending = [row for row in sources if (row.parents or row.generators) and row.kind != "corpus"]
    descending.sort(key=lambda row: row.source_id in inner)  # those that only stand in circles come last
    met: set[str] = set()

    def node(id_: str, name: str, licence: str | None, relation: str | None, described: bool, depth: int) -> LineageNode:
        again = id_ in met or depth == DEEPEST
        met.add(id_)
        above = () if again else parents.get(id_, ())
        return LineageNode(
            source_id=id_,
            name=name,
            licence=licence,
            relation=relation,
            described=described,
            generators=tuple(dict.fromkeys(_model(one) for one in models.get(id_, ()))),
            parents=tuple(node(one.id, one.name, one.licence, one.relation, one.described, depth + 1) for one in above),
            told_above=again and bool(parents.get(id_)),
        )

    return tuple(
        node(row.source_id, row.name, row.concluded or row.declared or row.curated, None, True, 0)
        for row in descending
        if row.source_id not in met
    )


def _model(one: GeneratorRow) -> str:
    return " ".join(part for part in (one.provider, one.model) if part) or "a model that is not named"
