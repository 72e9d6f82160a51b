"""Where the corpus comes from and what its sites said, as values: rows of the store's statements."""

from collections.abc import Mapping, Sequence
from typing import Any

from audit.report_model import AgentRow, ConsentRow, DomainRow, MonthRow, OriginRow, RiskRow, Sources, TierRow
from audit.reports.estimates import estimates
from audit.rulepacks import Pack
from audit.store import Store

BY = ("kind", "platform", "publisher", "group")
"What documents are counted by, beside their sites."
NAMES = 200
"Names that a report lists of each of these, by words; all are counted."
AGENTS = 60
"Agents that a report lists, by the hosts that name them."
RISKS = 12
"Sources that are listed with what is open on their documents."
LARGEST = 10
"One domain in so many is listed, by size of content: the template for Article 53(1)(d) of the EU AI Act, section 2.3."
LARGEST_SMALLER = 20
MOST_SMALLER = 1000
"A small or medium enterprise lists one in so many, or this many, whichever is lower."


def sources(store: Store, packs: Sequence[Pack], run: Mapping[str, Any]) -> Sources:
    """All that is told of the corpus's sources beside the table of its sites. `run` is the run's manifest."""
    total = store.query("report_sites_total")[0]
    by = {name: store.query("report_origins", what=name, most=NAMES) for name in BY}
    agents = store.query("report_agents", most=AGENTS)
    estimated, basis = estimates(store, packs, run)
    return Sources(
        origins=tuple(OriginRow(**_without_count(row)) for rows in by.values() for row in rows),
        origins_total={name: _of_all(rows) for name, rows in by.items()},
        tiers=tuple(TierRow(**row) for row in store.query("report_tiers")),
        consent=tuple(ConsentRow(**row) for row in store.query("report_consent")),
        agents=tuple(AgentRow(**_without_count(row)) for row in agents),
        agents_total=_of_all(agents),
        months=tuple(MonthRow(**row) for row in store.query("report_months")),
        domains=tuple(DomainRow(**row) for row in store.query("report_domains", part=LARGEST)),
        domains_smaller=smaller(total["sites"]),
        domain_documents=total["documents"],
        domain_words=total["words"],
        domain_bytes=total["bytes"],
        estimates=estimated,
        estimates_basis=basis,
        risk=tuple(RiskRow(**row) for row in store.query("report_risk", most=RISKS)),
    )


def smaller(domains: int) -> int:
    """How many of so many domains a small or medium enterprise lists."""
    return min(-(-domains // LARGEST_SMALLER), MOST_SMALLER)


def _of_all(rows: list[dict[str, Any]]) -> int:
    """How many rows there are, those that were cut off included."""
    return rows[0]["of_all"] if rows else 0


def _without_count(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "of_all"}
