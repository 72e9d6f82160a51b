"""
What licences and the terms of providers and sites say, by the lists of the packs: licence_terms.csv, provider_terms.csv and
site_terms.csv.

A licence's terms are numbers, by dimension: 0 granted, 1 on a condition, 2 unclear, 3 refused. Where lists differ, the stricter
holds. Of an expression, AND is the strictest of its parts, and OR the one whole branch that refuses least.

A provider's terms are rows by date, product and models; which of them holds for a finding is worked out in the view output_terms.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from license_expression import ExpressionError, Licensing

from audit import bundled
from audit.errors import PackError

DIMENSIONS = (
    "commercial",
    "derive",
    "redistribute",
    "attribution",
    "share_alike",
    "notice_text",
    "source_disclosure",
    "train_competing",
)
PROVIDER = (
    "provider",
    "product",
    "applies_to",
    "class",
    "train_competing",
    "clause",
    "document",
    "source",
    "first_seen",
    "valid_from",
    "valid_to",
    "recorded",
    "exceptions",
    "regions",
)
PRODUCTS = ("consumer", "API", "weights")
"How output is had from a provider: an app for people, a service for programs, or weights that one runs oneself."
PROVIDER_CLASSES = (
    "restricts_training",
    "restricts_competing",
    "non_commercial",
    "unknown",
    "flow_down",
    "naming_duty",
    "permits",
)
"The strictest first."
SITE = ("domain", "valid_from", "valid_to", "class", "clause", "document_name", "source", "source_date", "note")
SITE_CLASSES = ("no_scraping_no_ai", "no_ai", "no_scraping", "conditional", "open")
"The strictest first."
UNCLEAR = (2,) * len(DIMENSIONS)

Values = tuple[int, ...]


class Terms:
    """The terms of the lists that were read."""

    def __init__(
        self, licences: Mapping[str, Values], providers: Sequence[Mapping[str, Any]], sites: Sequence[Mapping[str, Any]]
    ) -> None:
        self._licences = licences
        self.providers = providers
        "Rows of the table provider_terms."
        self.sites = sites
        "Rows of the table site_terms."
        self._licensing = Licensing()

    def of(self, expression: str) -> dict[str, Any]:
        """A row of the table licence_terms for an SPDX expression or a listed name; what is neither is unclear."""
        values = self._licences.get(expression.lower()) or self._parsed(expression)
        return {"spdx": expression, **dict(zip(DIMENSIONS, values, strict=True))}

    def _parsed(self, expression: str) -> Values:
        try:
            tree = self._licensing.parse(expression)
        except (ExpressionError, RecursionError):
            return UNCLEAR
        return UNCLEAR if tree is None else self._values(tree)

    def _values(self, tree: Any) -> Values:
        if tree.isliteral or not hasattr(tree, "operator"):
            key = getattr(tree, "license_symbol", tree).key  # of "GPL-2.0-only WITH x": the exception only ever grants more
            return self._licences.get(key.lower(), UNCLEAR)
        parts = [self._values(part) for part in tree.args]
        if tree.operator.strip() == "OR":
            return min(parts, key=lambda part: (max(part), sum(part), part))
        return tuple(max(values) for values in zip(*parts, strict=True))


def load(folders: Sequence[Path]) -> Terms:
    """The lists of the core pack and of these folders, those that have any. PackError for a list that does not fit."""
    places = list(dict.fromkeys([bundled.folder("rules") / "core", *folders]))
    licences: dict[str, Values] = {}
    providers: list[dict[str, Any]] = []
    sites: list[dict[str, Any]] = []
    for folder in places:
        for row in _rows(folder / "licence_terms.csv", ("licence", *DIMENSIONS, "source", "date")):
            key, values = row["licence"].lower(), tuple(_value(row, name) for name in DIMENSIONS)
            licences[key] = tuple(map(max, values, licences.get(key, values)))
        providers += [_provider(row) for row in _rows(folder / "provider_terms.csv", PROVIDER)]
        sites += [_site(row) for row in _rows(folder / "site_terms.csv", SITE)]
    _refuse_overlap(providers)
    return Terms(licences, providers, sites)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """The rows of a list with exactly these columns; each knows where it stands. None where there is no such list."""
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if tuple(reader.fieldnames or ()) != tuple(columns):
                raise PackError(f"{path}: its columns must be {','.join(columns)}")
            for row in reader:
                if None in row or None in row.values():
                    raise PackError(f"{path}, line {reader.line_num}: must have {len(columns)} values")
                yield {**row, "where": f"{path}, line {reader.line_num}"}
    except (csv.Error, UnicodeDecodeError) as problem:
        raise PackError(f"{path}: is not CSV in UTF-8: {problem}") from problem


def _value(row: Mapping[str, str], name: str) -> int:
    if row[name] not in {"0", "1", "2", "3"}:
        raise PackError(
            f"{row['where']}: '{name}' must be 0 granted, 1 on a condition, 2 unclear or 3 refused, not '{row[name]}'"
        )
    return int(row[name])


def _provider(row: Mapping[str, str]) -> dict[str, Any]:
    if row["class"] not in PROVIDER_CLASSES:
        raise PackError(f"{row['where']}: 'class' must be one of {', '.join(PROVIDER_CLASSES)}, not '{row['class']}'")
    if row["product"] not in ("", *PRODUCTS):
        raise PackError(f"{row['where']}: 'product' must be one of {', '.join(PRODUCTS)}, or empty, not '{row['product']}'")
    texts = {name: row[name] for name in ("product", "applies_to", "class", "clause", "document", "exceptions", "regions")}
    recorded = _day(row, "recorded")
    return {
        "provider": row["provider"].lower(),
        "name": row["provider"],
        **texts,
        "models": _models(row),
        "severity": len(PROVIDER_CLASSES) - PROVIDER_CLASSES.index(row["class"]),
        "train_competing": _value(row, "train_competing"),
        "first_seen": _day(row, "first_seen"),
        **_validity(row),
        "source": f"{row['source']} ({recorded})",
        "recorded": recorded,
    }


def _models(row: Mapping[str, str]) -> list[str]:
    """Names of models as patterns of LIKE over names in lower case, between hyphens; a star stands for any characters."""
    names = [name.strip() for name in row["applies_to"].split(";") if name.strip()]
    for name in names:
        if not re.fullmatch(r"[a-z0-9.*-]+", name):
            raise PackError(f"{row['where']}: 'applies_to' has '{name}'; a name has a-z, 0-9, full stops, hyphens and stars")
    return [f"%-{name}-%".replace("*", "%") for name in names]


def _validity(row: Mapping[str, str]) -> dict[str, date | None]:
    """The first day of a row's terms, and the day after the last; none: they were still in force when recorded."""
    first, after = _day(row, "valid_from"), _day(row, "valid_to") if row["valid_to"] else None
    if after is not None and after <= first:
        raise PackError(f"{row['where']}: 'valid_to' must be after 'valid_from'")
    return {"valid_from": first, "valid_to": after}


def _site(row: Mapping[str, str]) -> dict[str, Any]:
    if row["class"] not in SITE_CLASSES:
        raise PackError(f"{row['where']}: 'class' must be one of {', '.join(SITE_CLASSES)}, not '{row['class']}'")
    texts = {name: row[name] for name in ("class", "clause", "document_name", "source")}
    return {
        "domain": row["domain"].lower(),
        **_validity(row),
        **texts,
        "source_date": _day(row, "source_date"),
        "note": row["note"] or None,
    }


def _day(row: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(row[name])
    except ValueError:
        raise PackError(f"{row['where']}: '{name}' must be a date such as 2026-01-31, not '{row[name]}'") from None


def _refuse_overlap(providers: list[dict[str, Any]]) -> None:
    """Of the same document two rows for one day contradict each other, or one is too many."""
    key = itemgetter("provider", "product", "applies_to", "document", "class")
    providers.sort(key=lambda row: (*key(row), row["valid_from"]))
    for earlier, later in pairwise(providers):
        if key(earlier) == key(later) and (earlier["valid_to"] or date.max) > later["valid_from"]:
            raise PackError(
                f"provider_terms.csv: the terms of '{later['provider']}' from {later['valid_from']} overlap with those before"
            )
