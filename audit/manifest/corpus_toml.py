"""
corpus.toml: the sources of a corpus, one table [[source]] each.

`[corpus]` has name, version, owner and licence: the one that it is to be passed on under, which is then weighed as the label of
something that was made from all sources. `[[source]]` has:

* id (required), name, kind, url, version, author, attribution, retrieved_from, retrieved_to;
* licence: as declared. concluded: the one that a person found to hold, with concluded_by, concluded_reason and concluded_on;
* which documents are meant: paths (names of files; a star stands for any characters, folders too), fields (what records name as
  their source), domains, datasets (ids of known datasets);
* parents: `{ id, relation, note }`, and generators: `{ provider, model, product, on }`.

Of a document that several sources claim, a path counts before a record's field, that before a domain, that before a known
dataset; of several paths the longest pattern.
"""

from pathlib import Path

from audit import strict
from audit.errors import ConfigurationError
from audit.manifest import values
from audit.manifest.json_values import MOST_BYTES
from audit.manifest.labels import label
from audit.manifest.values import Conclusion, Generator, Manifest, Parent, Source
from audit.strict import Table

PRODUCTS = ("consumer", "API", "weights")


def read(path: Path) -> Manifest:
    """Read a corpus.toml. ConfigurationError, which says how to mend it, where it does not fit."""
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise ConfigurationError(
            f"{path}: is larger than {MOST_BYTES >> 20} MiB, which no list of sources is; join some into one source"
        )
    table = strict.read(path)
    about = Table(table.mapping("corpus", {}), f"{path}: [corpus]")
    sources = tuple(_source(one) for one in table.tables("source"))
    table.done()
    if not sources:
        raise table.wrong("names no source; add a table [[source]] with an id for each")
    _refuse_more(table, sources)
    manifest = Manifest(
        form="corpus.toml",
        name=about.text("name", path.stem),
        version=about.text("version", None),
        owner=about.text("owner", None),
        outbound=label(about.text("licence", None)),
        sources=sources,
    )
    about.done()
    return manifest


def _source(table: Table) -> Source:
    id_ = table.text("id")
    source = Source(
        id=id_,
        name=table.text("name", id_),
        kind=table.choice("kind", values.KINDS, "other"),
        url=table.text("url", None),
        version=table.text("version", None),
        licence=label(table.text("licence", None)),
        conclusion=_conclusion(table),
        author=table.text("author", None),
        attribution=table.text("attribution", None),
        retrieved_from=table.day("retrieved_from", None),
        retrieved_to=table.day("retrieved_to", None),
        paths=table.texts("paths", ()),
        fields=table.texts("fields", ()),
        domains=tuple(domain.lower() for domain in table.texts("domains", ())),
        datasets=table.texts("datasets", ()),
        parents=tuple(_parent(one) for one in table.tables("parents")),
        generators=tuple(_generator(one) for one in table.tables("generators")),
    )
    table.done()
    if source.retrieved_from and source.retrieved_to and source.retrieved_to < source.retrieved_from:
        raise table.wrong("'retrieved_to' is before 'retrieved_from'")
    return source


def _conclusion(table: Table) -> Conclusion | None:
    """A conclusion is a person's, with a reason and a day; without these it is none."""
    concluded = label(table.text("concluded", None))
    by, reason = table.text("concluded_by", None), table.text("concluded_reason", None)
    on = table.day("concluded_on", None)
    if concluded is None:
        if by or reason or on:
            raise table.wrong("says who concluded, or why or when, and no licence; add 'concluded'")
        return None
    if not (by and reason and on):
        raise table.wrong(
            "'concluded' needs 'concluded_by', 'concluded_reason' and 'concluded_on': who concluded it, why and when"
        )
    return Conclusion(concluded, by, reason, on)


def _parent(table: Table) -> Parent:
    parent = Parent(table.text("id"), table.choice("relation", values.RELATIONS), table.text("note", None))
    table.done()
    return parent


def _generator(table: Table) -> Generator:
    generator = Generator(
        provider=table.text("provider", None),
        model=table.text("model", None),
        product=table.choice("product", PRODUCTS, None),
        on=table.day("on", None),
    )
    table.done()
    if not (generator.provider or generator.model):
        raise table.wrong("a generator needs a 'provider' or a 'model'")
    return generator


def _refuse_more(table: Table, sources: tuple[Source, ...]) -> None:
    """An id twice would let one source hide another; too many would let a manifest stop an audit."""
    met: set[str] = set()
    for source in sources:
        if source.id in met:
            raise table.wrong(f"two sources have the id '{source.id}'; give each its own")
        met.add(source.id)
    parents = sum(len(source.parents) for source in sources)
    if len(sources) > values.MOST_SOURCES or parents > values.MOST_PARENTS:
        raise ConfigurationError(
            f"{table.where}: has {len(sources):,} sources and {parents:,} parents; there may be "
            f"{values.MOST_SOURCES:,} and {values.MOST_PARENTS:,}. Join some into one source"
        )
