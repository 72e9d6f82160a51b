"""A baseline laid beside the verdicts: what was there before, what is new, and which of its entries are stale."""

from collections.abc import Sequence
from dataclasses import fields

from audit.model import BaselineEntry, Policy
from audit.store import Store

_COLUMNS = tuple(column.name for column in fields(BaselineEntry))


def apply(store: Store, entries: Sequence[BaselineEntry], policy: Policy) -> None:
    """Mark the verdicts that a baseline has, in place of what was marked before; waiving.prepare was called before."""
    store.run("baseline_forget")
    store.fill("baseline", [{name: getattr(entry, name) for name in _COLUMNS} for entry in entries])
    store.run("baseline_apply")
    store.run("baseline_stale", purposes=list(policy.purposes), jurisdictions=list(policy.jurisdictions))


def of_open(store: Store) -> tuple[tuple[BaselineEntry, ...], int]:
    """
    The open verdicts as entries of a baseline, and how many there are of critical rules, which cannot be in one.

    waiving.prepare was called before.
    """
    entries = tuple(BaselineEntry(**row) for row in store.query("baseline_lines", critical=False))
    return entries, len(store.query("baseline_lines", critical=True))
