"""The sources of a corpus, their licences and what they descend from, as values of the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A manifest that a run was judged by."""

    form: str
    name: str
    file: str
    digest: str
    sources: int
    found: bool
    "It lay in the corpus; nobody named it."


@dataclass(frozen=True, slots=True)
class DetectedLicence:
    """A licence that documents of a source bear."""

    spdx: str
    place: str
    "record: as the record itself declares; text: as found in what the document holds."
    documents: int
    document_share: float
    "Of the source's documents, 0 to 1."


@dataclass(frozen=True, slots=True)
class BoundRow:
    """What a source is bound by in one dimension, and because of whom."""

    dimension: str
    "commercial, derive, redistribute, share_alike or train_competing."
    value: int
    "0 granted, 1 on a condition, 2 unclear, 3 refused: the strictest of the source and all that it descends from."
    because: str
    "The source whose statement that is."
    because_name: str
    because_role: str
    "concluded, declared, curated, none or generator."
    because_statement: str
    because_depth: int
    "Steps up to it; 0: the source itself."
    declared: int | None
    "What the declared licence says; None: none is declared."


@dataclass(frozen=True, slots=True)
class LaunderingRow:
    """A label that says less than what the source was made from, by the statement that says more."""

    source_id: str
    name: str
    declared: str
    "SPDX expression of the label."
    terms: Mapping[str, tuple[int, int]]
    "By dimension: what the label says and what the other statement says, 0 to 3."
    because: str
    "The source whose statement that is."
    because_name: str
    because_role: str
    "concluded, declared, curated or generator."
    because_statement: str
    documents: int
    "Of the source."


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Statements on the licence of one source that differ."""

    kind: str
    "detected, curated or concluded: what the declared licence differs from."
    source_id: str
    name: str
    declared: str
    other: str | None
    "The other statement; None: of several documents."
    terms: Mapping[str, int]
    "By dimension: documents that bear a stricter licence; else by how much the statements differ."
    documents: int
    "Of the source."


@dataclass(frozen=True, slots=True)
class ParentRow:
    """One thing that a source was made from."""

    id: str
    name: str
    relation: str
    basis: str
    note: str | None
    licence: str | None
    "The one of its statements that counts; None: none is stated."
    described: bool


@dataclass(frozen=True, slots=True)
class GeneratorRow:
    """A model that wrote a source or parts of it."""

    provider: str | None
    model: str | None
    product: str | None
    written: date | None
    basis: str
    terms_class: str | None
    "Strictest of its provider's terms, as in `wording.OUTPUT_TERMS`; None: none are recorded."


@dataclass(frozen=True, slots=True)
class LineageNode:
    """A source in the tree of what another descends from."""

    source_id: str
    name: str
    licence: str | None
    relation: str | None
    "To the source above; None: the first."
    described: bool
    generators: tuple[str, ...] = ()
    parents: tuple["LineageNode", ...] = ()
    told_above: bool = False
    "Its own parents are told where it stands first."


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source, all that is stated of its licence, and what that comes to."""

    source_id: str
    name: str
    kind: str
    origin: str
    "corpus.toml, croissant, card, datapackage, known dataset or not described."
    listed: bool
    url: str | None
    author: str | None
    attribution: str | None
    documents: int
    words: int
    word_share: float
    declared_raw: str | None
    declared: str | None
    suggestion: str | None
    declared_by: str | None
    concluded: str | None
    concluded_by: str | None
    concluded_reason: str | None
    concluded_on: date | None
    curated: str | None
    curated_by: str | None
    agreement: str
    "agree, differ, alone (one statement only) or none (no statement)."
    detected: tuple[DetectedLicence, ...] = ()
    bound: tuple[BoundRow, ...] = ()
    parents: tuple[ParentRow, ...] = ()
    generators: tuple[GeneratorRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """All of it."""

    manifests: tuple[ManifestRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    "Those that manifests list and those that documents are of: a whole corpus first, then by words."
    sources_total: int = 0
    ancestors: int = 0
    "Further sources that these descend from."
    documents_without_source: int = 0
    words_without_source: int = 0
    word_share_without_source: float = 0.0
    laundering: tuple[LaunderingRow, ...] = ()
    conflicts: tuple[ConflictRow, ...] = ()
    without_licence: tuple[str, ...] = ()
    "Names of sources that nobody states a licence of."
    not_described: tuple[str, ...] = ()
    "Names of parents that nothing is known of."
    without_documents: tuple[str, ...] = ()
    "Names of sources that a manifest lists and no document is of."
    cycles: tuple[str, ...] = ()
    "Names of sources that descend from themselves."
    not_read: tuple[str, ...] = ()
    "Sentences on what lay in the corpus and could not be read as a manifest."
    trees: tuple[LineageNode, ...] = ()
    "Of sources with parents or generators."
