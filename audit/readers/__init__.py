"""Readers: files to batches of records. `discover` finds the pieces, `find` one file's, `read` reads one, `inspect` looks."""

from audit.readers.discover import discover, find
from audit.readers.inspect import Inspection, inspect
from audit.readers.limits import Limits, Settings
from audit.readers.reading import read

__all__ = ["Inspection", "Limits", "Settings", "discover", "find", "inspect", "read"]
