"""The scan: what is read is cut into shards, and each shard becomes one folder of findings, documents and a receipt."""

from audit.scan.folder import clear_drafts, load, record_dead, record_unread
from audit.scan.plan import Instrument, Plan, make_plan, shards, split
from audit.scan.work import Scanner

__all__ = [
    "Instrument",
    "Plan",
    "Scanner",
    "clear_drafts",
    "load",
    "make_plan",
    "record_dead",
    "record_unread",
    "shards",
    "split",
]
