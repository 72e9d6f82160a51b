"""datapackage.json, the Data Package of Frictionless Data: name, licences, sources and contributors of a dataset."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audit.manifest import json_values as json
from audit.manifest.croissant import identity
from audit.manifest.labels import all_of
from audit.manifest.values import Manifest, Parent, Source


def read(path: Path) -> Manifest:
    """Read a datapackage.json. ConfigurationError where it is no JSON object."""
    found = json.load(path, "a datapackage.json")
    name = json.first(found.get("name")) or path.parent.name or path.stem
    source = Source(
        id=name,
        name=json.first(found.get("title")) or name,
        kind="dataset",
        url=json.first(found.get("homepage")),
        version=json.first(found.get("version")),
        licence=all_of(json.texts(found.get("licenses") or found.get("license"), ("name", "path", "title"))),
        author=json.joined(found.get("contributors"), ("title", "name")),
        parents=tuple(_parents(found)),
        whole=True,
    )
    return Manifest("datapackage", source.name, (source,), version=source.version, outbound=source.licence)


def _parents(found: Mapping[str, Any]) -> Iterator[Parent]:
    for name in dict.fromkeys(json.texts(found.get("sources"), ("path", "title", "name"))):
        yield Parent(identity(name) or name, "aggregated", "a source, as its datapackage.json says")
