"""A manifest by its file, whatever its format; and the one that lies in a corpus's folder."""

from pathlib import Path

from audit.errors import ConfigurationError
from audit.manifest import card, corpus_toml, croissant, datapackage, json_values
from audit.manifest.values import Manifest

NAMES = ("corpus.toml", "croissant.json", "datapackage.json", "README.md")
"Files that are looked for at the root of a corpus; the first that is there and says something of sources counts."


def read(path: Path) -> Manifest:
    """Read a corpus.toml, a Croissant file, a datapackage.json or a dataset's card. ConfigurationError where it is none."""
    if path.is_dir():
        raise ConfigurationError(f"{path}: is a folder; give the manifest in it, such as {path / NAMES[0]}")
    suffix = path.suffix.lower()
    if suffix == ".toml":
        return corpus_toml.read(path)
    if suffix in (".md", ".markdown"):
        return card.read(path)
    if suffix in (".json", ".jsonld"):
        found = json_values.load(path, "a Croissant file or a datapackage.json")
        return croissant.read(path) if "@context" in found else datapackage.read(path)
    raise ConfigurationError(f"{path}: is no manifest; give a corpus.toml, a Croissant file, a datapackage.json or a README.md")


def beside(folder: Path) -> Path | None:
    """The manifest at the root of a corpus's folder; None where there is none, or only a README that is no card."""
    for name in NAMES:
        place = folder / name
        if place.is_file() and (place.suffix != ".md" or _is_card(place)):
            return place
    return None


def _is_card(path: Path) -> bool:
    """Whether a README says something of licence or sources at its top; one with broken YAML is left alone."""
    try:
        return card.front_matter(path) is not None
    except ConfigurationError:
        return False
