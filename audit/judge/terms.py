"""
What licences and the terms of providers and sites say, by the lists of the packs: those about licences, provider_terms.csv and
site_terms.csv.

A provider's terms are rows by date, product and models; which of them holds for a finding is worked out in the view output_terms.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from audit import bundled
from audit.errors import PackError
from audit.judge import licences, lists
from audit.judge.licences import Licences

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


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the lists that were read."""

    licences: Licences
    providers: Sequence[Mapping[str, Any]]
    "Rows of the table provider_terms."
    sites: Sequence[Mapping[str, Any]]
    "Rows of the table site_terms."


def load(folders: Sequence[Path]) -> Terms:
    """The lists of the core pack and of these folders, those that have any. PackError for a list that does not fit."""
    places = list(dict.fromkeys([bundled.folder("rules") / "core", *folders]))
    providers = [_provider(row) for folder in places for row in lists.rows(folder / "provider_terms.csv", PROVIDER)]
    sites = [_site(row) for folder in places for row in lists.rows(folder / "site_terms.csv", SITE)]
    _refuse_overlap(providers)
    return Terms(licences.load(places), providers, sites)


def _provider(row: lists.Row) -> dict[str, Any]:
    lists.choice(row, "class", PROVIDER_CLASSES)
    lists.choice(row, "product", ("", *PRODUCTS))
    texts = {name: row[name] for name in ("product", "applies_to", "class", "clause", "document", "exceptions", "regions")}
    recorded = lists.day(row, "recorded")
    return {
        "provider": row["provider"].lower(),
        "name": row["provider"],
        **texts,
        "models": _models(row),
        "severity": len(PROVIDER_CLASSES) - PROVIDER_CLASSES.index(row["class"]),
        "train_competing": lists.value(row, "train_competing"),
        "first_seen": lists.day(row, "first_seen"),
        **lists.validity(row),
        "source": f"{row['source']} ({recorded})",
        "recorded": recorded,
    }


def _models(row: lists.Row) -> list[str]:
    """Names of models as patterns of LIKE over names in lower case, between hyphens; a star stands for any characters."""
    names = [name.strip() for name in row["applies_to"].split(";") if name.strip()]
    for name in names:
        if not re.fullmatch(r"[a-z0-9.*-]+", name):
            raise PackError(f"{row['where']}: 'applies_to' has '{name}'; a name has a-z, 0-9, full stops, hyphens and stars")
    return [f"%-{name}-%".replace("*", "%") for name in names]


def _site(row: lists.Row) -> dict[str, Any]:
    lists.choice(row, "class", SITE_CLASSES)
    texts = {name: row[name] for name in ("class", "clause", "document_name", "source")}
    return {
        "domain": row["domain"].lower(),
        **lists.validity(row),
        **texts,
        "source_date": lists.day(row, "source_date"),
        "note": row["note"] or None,
    }


def _refuse_overlap(providers: list[dict[str, Any]]) -> None:
    """Of the same document two rows for one day contradict each other, or one is too many."""
    key = itemgetter("provider", "product", "applies_to", "document", "class")
    providers.sort(key=lambda row: (*key(row), row["valid_from"]))
    for earlier, later in pairwise(providers):
        if key(earlier) == key(later) and (earlier["valid_to"] or date.max) > later["valid_from"]:
            raise PackError(
                f"provider_terms.csv: the terms of '{later['provider']}' from {later['valid_from']} overlap with those before"
            )
