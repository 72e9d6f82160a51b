"""
Croissant 1.0 and 1.1: a dataset described in JSON-LD, as hubs offer it.

The dataset is read as one source. Whatever it is based on or derived from becomes a parent; a Croissant file does not say how, so
every term of the parent is taken to flow. Agents of provenance are not read, since a model is not told apart from a person there.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit.errors import ConfigurationError
from audit.manifest import json_values as json
from audit.manifest.labels import all_of
from audit.manifest.values import Manifest, Parent, Source

PARENTS = ("isBasedOn", "isBasedOnUrl", "wasDerivedFrom", "hadPrimarySource", "wasQuotedFrom", "isVariantOf")
"Properties that name what a dataset was made from."
_FOLDER = re.compile(r"^https?://(?:huggingface\.co|hf\.co)/datasets/", re.IGNORECASE)


def read(path: Path) -> Manifest:
    """Read a Croissant file. ConfigurationError where it is none."""
    found = {_short(key): value for key, value in json.load(path, "a Croissant file").items()}
    if not is_croissant(found):
        raise ConfigurationError(f"{path}: describes no dataset in Croissant's terms: it has no '@type' Dataset")
    name = json.first(found.get("name")) or path.stem
    url = json.first(found.get("url"))
    source = Source(
        id=identity(url) or name,
        name=name,
        kind="dataset",
        url=url,
        version=json.first(found.get("version")),
        licence=all_of(json.texts(found.get("license"), ("@id", "url", "name", "identifier"))),
        author=json.joined(found.get("creator")) or json.joined(found.get("publisher")),
        attribution=json.first(found.get("creditText")) or json.first(found.get("citeAs")) or json.first(found.get("citation")),
        parents=tuple(_parents(found)),
        whole=True,
    )
    return Manifest("croissant", name, (source,), version=source.version, outbound=source.licence)


def is_croissant(found: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a description of a dataset in JSON-LD."""
    types = [_short(name) for name in json.texts(found.get("@type"))]
    return "@context" in found and "Dataset" in types


def identity(url: str | None) -> str | None:
    """The id of a dataset on a hub, such as owner/name, by its address; another address is its own id; None: no address."""
    if url is None or not (found := _FOLDER.match(url)):
        return url
    return "/".join(url[found.end() :].strip("/").split("/")[:2])


def _parents(found: Mapping[str, Any]) -> list[Parent]:
    named = [name for key in PARENTS for name in json.texts(found.get(key))]
    return [Parent(identity(name) or name, "aggregated", "as its Croissant file says") for name in dict.fromkeys(named)]


def _short(name: str) -> str:
    """A property or type without its vocabulary: sc:Dataset and https://schema.org/Dataset are Dataset."""
    return name if name.startswith("@") else re.split(r"[:/#]", name)[-1]
