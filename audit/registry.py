"""
Which detectors there are: the modules of `audit/detectors/`, and those that other distributions offer by entry point.

An entry point of the group `corpus_audit.detectors` names a module with `create(signals)`. Its pack, if any, is the folder
`rules/<name>` beside that module, with underscores for hyphens, as ours is.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

import audit.detectors
from audit.detection import Detector, Signals
from audit.errors import ConfigurationError

GROUP = "corpus_audit.detectors"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a detector comes from."""

    name: str
    "Its name to users, such as known-work."
    module: str
    foreign: bool
    "True where another distribution offers it."


def sources() -> Mapping[str, Source]:
    """All detectors by name; our own come first and cannot be replaced."""
    return _sources()


def create(name: str, signals: Signals) -> Detector:
    """Make a detector from its pack's signals. Unknown names, and modules that cannot make one, are ConfigurationErrors."""
    make: Callable[[Signals], Detector] | None = getattr(module(name), "create", None)
    if make is None:
        raise ConfigurationError(f"the module of detector '{name}' has no function create(signals)")
    detector = make(signals)
    if detector.name != name:
        raise ConfigurationError(f"the module of detector '{name}' makes one that calls itself '{detector.name}'")
    return detector


def module(name: str) -> ModuleType:
    """The module of a detector; its docstring says what the detector finds and what it misses."""
    source = known(name)
    try:
        return import_module(source.module)
    except ImportError as error:
        if not source.foreign:
            raise
        raise ConfigurationError(
            f"detector '{name}' cannot be loaded from {source.module}: {error}; update or remove it"
        ) from error


def known(name: str) -> Source:
    """The source of a detector; an unknown name is a ConfigurationError that names those there are."""
    known_sources = sources()
    if name in known_sources:
        return known_sources[name]
    close = get_close_matches(name, known_sources, n=1)
    meant = f" (did you mean '{close[0]}'?)" if close else ""
    raise ConfigurationError(f"no detector named '{name}'{meant}; there are: {', '.join(known_sources) or 'none'}")


def foreign_pack(name: str) -> Path | None:
    """The folder of the pack that came with a detector of another distribution."""
    source = known(name)
    if not source.foreign:
        return None
    place = module(name).__file__
    pack = Path(place).parent / "rules" / name.replace("-", "_") if place else None
    return pack if pack and pack.is_dir() else None


@cache
def _sources() -> Mapping[str, Source]:
    own = [
        Source(found.name.replace("_", "-"), f"audit.detectors.{found.name}", foreign=False)
        for found in pkgutil.iter_modules(audit.detectors.__path__)
        if not found.name.startswith("_") and not found.ispkg
    ]
    offered = [Source(_user_name(point), point.module, foreign=True) for point in entry_points(group=GROUP)]
    found: dict[str, Source] = {}
    for source in sorted(own, key=lambda source: source.name) + sorted(offered, key=lambda source: source.name):
        found.setdefault(source.name, source)
    return found


def _user_name(point: EntryPoint) -> str:
    return point.name.replace("_", "-")
