"""What a corpus says of its own sources: manifests in several formats, and a list of datasets that are known."""

from audit.manifest.known import load as known_datasets
from audit.manifest.reading import beside, read
from audit.manifest.resolving import Named, Placed, Rows, resolve
from audit.manifest.values import RELATIONS, Manifest

__all__ = ["RELATIONS", "Manifest", "Named", "Placed", "Rows", "beside", "known_datasets", "read", "resolve"]
