"""The run's database: one DuckDB file that is made from the shards' folders and can be made from them again."""

from audit.store.predicate import checked
from audit.store.store import Store

__all__ = ["Store", "checked"]
