"""The terms of providers of models, as the packs list them, by provider, day and product."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from audit.errors import UsageError
from audit.judge import terms
from audit.pipeline import packs
from audit.reports.terminal import wrapped
from audit.reports.wording import OUTPUT_TERMS
from audit.strict import nearest

_FIELDS = ("name", *terms.PROVIDER[1:])


def known(provider: str | None = None, on: date | None = None, product: str | None = None) -> list[Mapping[str, Any]]:
    """
    The rows of a provider, of all where none is named, that were in force on a day and are about a product.

    Rows about all products of a provider are about each. UsageError, with the nearest name, where no provider is called so.
    """
    listed = terms.load([pack.folder for pack in packs.there()]).providers
    called = provider.strip().lower() if provider is not None else None
    names = sorted({row["name"] for row in listed})
    if called is not None and called not in {row["provider"] for row in listed}:
        raise UsageError(f"no terms of '{provider}' are on record{nearest(str(provider), names)}")
    return [
        {"provider": row["name"], **{name: row[name] for name in _FIELDS[1:]}}
        for row in sorted(listed, key=lambda row: (row["provider"], row["valid_from"], row["product"], row["applies_to"]))
        if called in (None, row["provider"])
        and (product is None or row["product"] in ("", product))
        and (on is None or row["valid_from"] <= on < (row["valid_to"] or date.max))
    ]


def in_words(rows: Sequence[Mapping[str, Any]], on: date | None = None) -> str:
    """Rows on a terminal, for a person, by provider."""
    return "\n".join(_lines(rows, on))


def _lines(rows: Sequence[Mapping[str, Any]], on: date | None) -> Iterator[str]:
    if not rows:
        yield f"no terms are on record{f' for {on}' if on else ''}: what held is not known"
        return
    before = None
    for row in rows:
        if row["provider"] != before:
            yield from ["", row["provider"]] if before is not None else [row["provider"]]
            before = row["provider"]
        until = f", until {row['valid_to']}" if row["valid_to"] else ""
        about = f"{row['product'] or 'all products'}{': ' + row['applies_to'] if row['applies_to'] else ''}"
        yield from wrapped(f"from {row['valid_from']}{until}, {about}", "- ")
        yield from wrapped(f"{OUTPUT_TERMS[row['class']]}: {row['clause']}", "    ")
        for name in ("exceptions", "regions"):
            if row[name]:
                yield from wrapped(f"{name}: {row[name]}", "    ")
        yield from wrapped(f"[{row['document']}; {row['source']}]", "    ")
    yield ""
    yield "Whether terms bind a later user of a text is for counsel. Before its first row, a provider's terms are not known."
