"""Readers: from files to batches of records. One module a format; `discover` finds the pieces, `read` reads one."""

from audit.readers.discover import discover
from audit.readers.limits import Limits, Settings
from audit.readers.reading import read

__all__ = ["Limits", "Settings", "discover", "read"]
