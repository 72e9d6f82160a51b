"""Tables of a report as heads and rows, for formats that write tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_origin, get_type_hints

from audit.report_model import Report, SiteRow, WorkRow
from audit.report_model.lineage import SourceRow
from audit.reports.counts import STATES

_RULE = ("id", "pack", "title", "outcome", "severity", "view", "plain", "rationale", "fix")


@dataclass(frozen=True, slots=True)
class Rows:
    """A head, and values in the order of it."""

    head: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]


def works(report: Report) -> Rows:
    """Known works with how much of each is in the corpus."""
    return _rows(_single(WorkRow), report.works)


def sources(report: Report) -> Rows:
    """Sources with what is stated of their licences."""
    return _rows(_single(SourceRow), report.lineage.sources)


def sites(report: Report) -> Rows:
    """The largest sites, as the report shows them."""
    return _rows(_single(SiteRow), report.sites)


def rules(report: Report) -> Rows:
    """Rules in force with how many verdicts of each are open, waived and, of the open ones, in the baseline."""
    told = _rows(_RULE, [row.rule for row in report.rules])
    counted = ((*rule, *(getattr(row, state) for state in STATES)) for rule, row in zip(told.values, report.rules, strict=True))
    return Rows((*_RULE, *STATES), tuple(counted))


def _single(kind: type) -> tuple[str, ...]:
    """Fields of a dataclass that one cell holds; those that are tables of their own are in the JSON report."""
    return tuple(name for name, hint in get_type_hints(kind).items() if get_origin(hint) not in (tuple, Mapping))


def _rows(names: Sequence[str], things: Iterable[object]) -> Rows:
    return Rows(tuple(names), tuple(tuple(_plain(getattr(thing, name)) for name in names) for thing in things))


def _plain(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value
