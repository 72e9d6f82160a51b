"""
What manifests say, together with what is known of the datasets that they and the corpus name, as rows of the run's database.

A parent that nobody describes is a source too, one of which nothing is known: its terms are unclear and not granted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from audit.manifest.circles import in_circles
from audit.manifest.known import KnownDataset, KnownDatasets
from audit.manifest.labels import label
from audit.manifest.values import Generator, Manifest, Parent, Source

KNOWN, UNDECLARED = "known dataset", "not described"
"Where a source comes from that no manifest lists."
WHOLE = "corpus.toml"
"The form of manifest whose licence is that of the whole; that of a card is its one source's."
CORPUS = "corpus"
"The kind of source that stands for the whole."


@dataclass(frozen=True, slots=True)
class Placed:
    """A manifest, and where in the corpus it stands: names of files there begin with the prefix."""

    manifest: Manifest
    prefix: str = ""


@dataclass(slots=True)
class Rows:
    """Rows of the tables source, lineage, source_generator and source_match."""

    source: list[dict[str, Any]] = field(default_factory=list)
    lineage: list[dict[str, Any]] = field(default_factory=list)
    source_generator: list[dict[str, Any]] = field(default_factory=list)
    source_match: list[dict[str, Any]] = field(default_factory=list)

    def tables(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """The rows by table."""
        return {name: getattr(self, name) for name in ("source", "lineage", "source_generator", "source_match")}


@dataclass(frozen=True, slots=True)
class Named:
    """What the corpus itself names: sources in records, folders of files, and datasets that findings tell."""

    fields: Sequence[str] = ()
    paths: Sequence[str] = ()
    "One file's name for each folder will do."
    datasets: Sequence[str] = ()


def resolve(placed: Sequence[Placed], known: KnownDatasets, named: Named | None = None) -> Rows:
    """All rows. Ids that two manifests give to different sources are told apart by a number."""
    made = _Resolving(known)
    for one in placed:
        made.take(one)
    if named is not None:
        made.recognise(named)
    made.close()
    return made.rows


class _Resolving:
    def __init__(self, known: KnownDatasets) -> None:
        self.rows = Rows()
        self._known = known
        self._ids: set[str] = set()
        self._of_known: dict[str, str] = {}
        "Id of the source that stands for a known dataset."
        self._waiting: list[tuple[str, Parent, str]] = []
        "Child, parent and basis of edges whose parents were not looked up yet."

    def take(self, placed: Placed) -> None:
        """The sources of one manifest."""
        renamed = {source.id: self._free(source.id) for source in placed.manifest.sources}
        self._ids.update(renamed.values())
        if placed.manifest.form == WHOLE and placed.manifest.outbound is not None:
            self._source(self._whole(placed.manifest, renamed.values()), placed)
        for source in placed.manifest.sources:
            parents = tuple(replace(one, id=renamed.get(one.id, one.id)) for one in source.parents)
            self._source(replace(source, id=renamed[source.id], parents=parents), placed)

    def _whole(self, manifest: Manifest, ids: Iterable[str]) -> Source:
        """What a manifest lists, under the licence that it is to be passed on under: it descends from all of it."""
        id_ = self._free(manifest.name)
        self._ids.add(id_)
        parents = tuple(Parent(one, "aggregated", "listed in the manifest") for one in ids)
        return Source(id_, manifest.name, CORPUS, version=manifest.version, licence=manifest.outbound, parents=parents)

    def recognise(self, named: Named) -> None:
        """Add the known datasets that the corpus names, each with what names it."""
        for what, values, find in (
            ("field", named.fields, self._known.telling),
            ("path", named.paths, self._known.in_path),
            ("dataset", named.datasets, self._known.find),
        ):
            for value in values:
                dataset = find(value)
                if dataset is not None:
                    self._match(self._stand_for(dataset), what, _folder_of(value, dataset) if what == "path" else value.lower())

    def close(self) -> None:
        """Look up the parents that are named and not yet there, until there are none."""
        while self._waiting:
            child, parent, basis = self._waiting.pop()
            id_ = parent.id
            if id_ not in self._ids:
                dataset = self._known.find(id_)
                id_ = self._stand_for(dataset) if dataset else self._unknown(id_)
            self.rows.lineage.append(
                {"child": child, "parent": id_, "relation": parent.relation, "basis": basis, "note": parent.note}
            )

        self._mark_circles()

    def _mark_circles(self) -> None:
        flowing = [(row["child"], row["parent"]) for row in self.rows.lineage if row["relation"] != "facts_only"]
        circling = in_circles(flowing)
        for row in self.rows.lineage:
            row["in_circle"] = row["relation"] != "facts_only" and (row["child"], row["parent"]) in circling

    def _source(self, source: Source, placed: Placed) -> None:
        dataset = next((found for name in _names(source) if (found := self._known.find(name))), None)
        basis = placed.manifest.form
        self.rows.source.append(_row(source, basis, dataset))
        self._edges(source.id, source.parents, source.generators, basis)
        if dataset is not None:
            self._of_known.setdefault(dataset.dataset, source.id)
            self._edges(source.id, dataset.parents, dataset.generators, KNOWN)
        for what, values in (("field", source.fields), ("domain", source.domains), ("dataset", source.datasets)):
            for value in values:
                self._match(source.id, what, value.lower())
        for pattern in source.paths:
            for value in globs(pattern):
                self._match(source.id, "path", _escaped(placed.prefix) + value)
        if source.whole:
            self._match(source.id, "whole", _escaped(placed.prefix) + "*")

    def _edges(self, child: str, parents: Sequence[Parent], generators: Sequence[Generator], basis: str) -> None:
        self._waiting += [(child, parent, basis) for parent in parents]
        for one in generators:
            self.rows.source_generator.append(
                {
                    "source_id": child,
                    "provider": one.provider,
                    "model": one.model,
                    "product": one.product,
                    "written": one.on,
                    "basis": basis,
                }
            )

    def _stand_for(self, dataset: KnownDataset) -> str:
        """The source that stands for a known dataset, which is made where no manifest lists it."""
        id_ = self._of_known.get(dataset.dataset)
        if id_ is None:
            id_ = self._of_known[dataset.dataset] = self._free(dataset.dataset)
            self._ids.add(id_)
            source = Source(id_, dataset.dataset, "dataset")
            self.rows.source.append(_row(source, KNOWN, dataset))
            self._edges(id_, dataset.parents, dataset.generators, KNOWN)
        return id_

    def _unknown(self, id_: str) -> str:
        self._ids.add(id_)
        self.rows.source.append(_row(Source(id_, id_), UNDECLARED, None))
        return id_

    def _match(self, id_: str, what: str, value: str) -> None:
        first = value.split("/")[0] if "/" in value else None
        self.rows.source_match.append(
            {
                "source_id": id_,
                "what": what,
                "value": value,
                "folder": first if what == "path" and first and not re.search(r"[*?\[]", first) else None,
                "place": len(self.rows.source_match),
            }
        )

    def _free(self, id_: str) -> str:
        free, number = id_, 2
        while free in self._ids:
            free, number = f"{id_}~{number}", number + 1
        return free


def globs(pattern: str) -> Iterator[str]:
    """A pattern of a manifest as patterns of the database, where a star stands for any characters, slashes too."""
    pattern = pattern.removeprefix("./")
    pattern = pattern + "*" if pattern.endswith("/") else pattern
    before, several, after = pattern.partition("**/")
    yield re.sub(r"\*+", "*", pattern)
    if several:
        yield re.sub(r"\*+", "*", before + after)


def _names(source: Source) -> Iterator[str]:
    """What may name a known dataset: what the manifest says that it is, its address, its id."""
    yield from source.datasets
    if source.url and re.search(r"(?:huggingface\.co|hf\.co)/datasets/", source.url):
        yield source.url
    if source.kind == "dataset":
        yield source.id


def _row(source: Source, origin: str, dataset: KnownDataset | None) -> dict[str, Any]:
    stated = source.licence or (label(dataset.declared) if dataset else None)
    concluded = source.conclusion
    return {
        "source_id": source.id,
        "name": source.name,
        "kind": source.kind,
        "url": source.url,
        "version": source.version,
        "author": source.author,
        "attribution": source.attribution,
        "retrieved_from": source.retrieved_from,
        "retrieved_to": source.retrieved_to,
        "declared_raw": stated.raw if stated else None,
        "declared": stated.spdx if stated else None,
        "suggestion": stated.suggestion if stated else None,
        "declared_by": (origin if source.licence else KNOWN) if stated else None,
        "concluded": concluded.label.spdx if concluded else None,
        "concluded_by": concluded.by if concluded else None,
        "concluded_reason": concluded.reason if concluded else None,
        "concluded_on": concluded.on if concluded else None,
        "curated": dataset.curated if dataset else None,
        "curated_by": dataset.source if dataset and dataset.curated else None,
        "known_as": dataset.dataset if dataset else None,
        "origin": origin,
        "listed": origin not in (KNOWN, UNDECLARED),
    }


def _folder_of(path: str, dataset: KnownDataset) -> str:
    """The pattern of the files that lie in the dataset's folder, by the name of one of them."""
    parts = path.split("/")
    last = re.sub(r"[\W_]", "", dataset.dataset.rpartition("/")[2].lower())
    depth = next(
        (number for number, part in enumerate(parts, 1) if re.sub(r"[\W_]", "", part.lower()).endswith(last)), len(parts)
    )
    return _escaped("/".join(parts[:depth])) + "*"


def _escaped(name: str) -> str:
    """A name as a pattern that means itself."""
    return re.sub(r"[*?\[]", lambda found: f"[{found[0]}]", name)
