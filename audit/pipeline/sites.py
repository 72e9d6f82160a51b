"""Which sites a run's corpus is made of, and what they said: asked of the run's database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import idna

from audit.errors import UsageError
from audit.pipeline import packs
from audit.pipeline.folder import RunFolder
from audit.report_model import EstimateBasis, EstimateRow, OriginRow, SiteRow
from audit.reports.estimates import estimates
from audit.store import Store

BY = ("domain", "platform", "publisher", "kind", "group")
"What records can be counted by."


@dataclass(frozen=True, slots=True)
class Listing:
    """Sites, or what records were attributed to, by words."""

    by: str
    rows: Sequence[SiteRow | OriginRow]
    total: int
    "How many there are, those that are not listed included."
    estimates: Sequence[EstimateRow] = ()
    "Shares of kinds of site in the corpus, which attribute no record."
    estimates_basis: EstimateBasis | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a run knows of one domain, host, platform, publisher, group or kind of source."""

    what: str
    "domain, host, platform, publisher, group or kind."
    name: str
    documents: int
    words: int
    word_share: float
    bytes: int
    first_captured: date | None
    last_captured: date | None
    undated: int
    tiers: Mapping[str, int]
    "Documents by what the statement of their source rests on; unlisted: only their address names it."
    platforms: Mapping[str, int]
    publishers: Mapping[str, int]
    groups: Mapping[str, int]
    kinds: Mapping[str, int]
    hosts: Mapping[str, int]
    signals_at_capture: Mapping[str, int]
    signals_latest: Mapping[str, int]
    terms: Mapping[str, int]
    "Documents by class of the terms in force on their date."
    examples: Sequence[str]
    signals: Sequence[Mapping[str, Any]]
    "Every signal seen: host, signal, agent, agent_purpose, value, seen, origin, document, site_path."
    terms_by_date: Sequence[Mapping[str, Any]]
    rules: Sequence[Mapping[str, Any]]
    "Rules that named findings of source or opt-out: rule, outcome, documents, waived."


def listing(run: RunFolder, by: str, most: int | None) -> Listing:
    """The first rows, by words; None: all of them."""
    with Store.open(run.database) as store:
        told = estimates(store, packs.there(), run.manifest)
        if by == "domain":
            total = store.query("report_sites_total")[0]["sites"]
            return Listing(by, [SiteRow(**row) for row in store.query("report_sites", most=most)], total, *told)
        rows = store.query("report_origins", what=by, most=most)
        total = rows[0]["of_all"] if rows else 0
        return Listing(by, [OriginRow(**{k: v for k, v in row.items() if k != "of_all"}) for row in rows], total, *told)


def show(run: RunFolder, name: str) -> Shown:
    """What is known of a name, or of the host of a URL. UsageError, with the nearest names, where the run has none such."""
    called = _plain(name)
    with Store.open(run.database) as store:
        found = store.query("site_names", called=called)
        if not found:
            raise UsageError(_unknown(name, [row["name"] for row in store.query("site_near", called=called, most=3)]))
        chosen = {"what": found[0]["what"], "called": found[0]["name"]}
        return Shown(
            what=found[0]["what"],
            name=found[0]["name"],
            **store.query("site_documents", **chosen)[0],
            signals=store.query("site_signals", **chosen),
            terms_by_date=store.query("site_terms_of", **chosen),
            rules=store.query("site_rules", **chosen),
        )


def _plain(name: str) -> str:
    """A name as the store compares it: of a URL its host; in lower case, in ASCII where it is a host, and without www."""
    try:
        host = urlsplit(name if "//" in name else f"//{name}").hostname or name
        called = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except ValueError:  # of urlsplit, and of idna
        called = name
    return called.strip().lower().removeprefix("www.")


def _unknown(name: str, near: Sequence[str]) -> str:
    meant = f"did you mean {' or '.join(repr(one) for one in near)}? " if near else ""
    return f"no record of this run is known to come from '{name}'; {meant}`corpus-audit sites` lists all there are"
