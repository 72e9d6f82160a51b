"""A manifest as values: sources, what they descend from, what generated them, and the licences that they are said to have."""

from dataclasses import dataclass
from datetime import date

KINDS = ("web", "dataset", "books", "code", "chat", "forum", "news", "wiki", "transcripts", "papers", "synthetic", "other")
"What a source can be."
FLOWING = ("copied", "filtered", "translated", "paraphrased", "aggregated", "annotated")
"Relations through which every term of the parent reaches the child."
RELATIONS = (*FLOWING, "generated_by", "facts_only")
"All relations: through generated_by only terms on training reach the child, through facts_only none."
MOST_SOURCES = 10_000
MOST_PARENTS = 50_000
"More than so many in one manifest are refused."


@dataclass(frozen=True, slots=True)
class Label:
    """A licence as somebody states it."""

    raw: str
    "As written."
    spdx: str
    "The SPDX expression it stands for, or NOASSERTION."
    suggestion: str | None = None
    "The nearest known id where it did not resolve."


@dataclass(frozen=True, slots=True)
class Parent:
    """A source that another one was made from."""

    id: str
    relation: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Generator:
    """A model that wrote a source, or parts of it."""

    provider: str | None
    "Who offers the model; None: not known."
    model: str | None = None
    product: str | None = None
    "consumer, API or weights; None: not known."
    on: date | None = None
    "When it wrote; None: not known, and the terms recorded last are taken."


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A licence that a person concluded to hold, whatever is declared."""

    label: Label
    by: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a corpus, as its manifest describes it."""

    id: str
    name: str
    kind: str = "other"
    url: str | None = None
    version: str | None = None
    licence: Label | None = None
    "As declared; None: nothing is."
    conclusion: Conclusion | None = None
    author: str | None = None
    attribution: str | None = None
    "The credit line to give."
    retrieved_from: date | None = None
    retrieved_to: date | None = None
    paths: tuple[str, ...] = ()
    "Patterns of names of files; a star stands for any characters, folders too."
    fields: tuple[str, ...] = ()
    "What records name as their source."
    domains: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    "Ids or names of known datasets that it is."
    parents: tuple[Parent, ...] = ()
    generators: tuple[Generator, ...] = ()
    whole: bool = False
    "It is all of the folder that its card lies in."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one manifest says."""

    form: str
    "corpus.toml, croissant, card or datapackage."
    name: str
    sources: tuple[Source, ...]
    version: str | None = None
    owner: str | None = None
    outbound: Label | None = None
    "The licence under which the corpus is to be passed on."
    told: tuple[str, ...] = ()
    "What a reader should know of how it was read."
