"""Which detectors run, and what each is made from: its pack's signals and the libraries given."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit import registry
from audit.detection import Signals
from audit.rulepacks import Pack
from audit.scan import Instrument


def choose(packs: Sequence[Pack], names: Sequence[str], libraries: Sequence[tuple[Path, str]]) -> tuple[Instrument, ...]:
    """
    The detectors of these names, or all, made from their packs. `libraries` are folders with their digests.

    An unknown name is a ConfigurationError.
    """
    by_name = {pack.name: pack for pack in packs}
    chosen = names or [name for name, source in registry.sources().items() if source.foreign or name in by_name]
    return tuple(_instrument(registry.known(name).name, by_name.get(name), libraries) for name in sorted(set(chosen)))


def described(instruments: Sequence[Instrument], packs: Sequence[Pack]) -> list[dict[str, Any]]:
    """What the manifest tells of each detector: version, what it finds and misses, how well it was measured to do."""
    measured: Mapping[str, Any] = {pack.name: [dict(row) for row in pack.measured] for pack in packs}
    return [
        {
            "name": one.name,
            "version": one.version,
            "summary": _paragraph(one.name, ""),
            "misses": _paragraph(one.name, "Misses"),
            "measured": measured.get(one.name, []),
            "thresholds": _thresholds(one),
            "digest": one.digest,
        }
        for one in instruments
    ]


def left_out(instruments: Sequence[Instrument]) -> list[str]:
    """Detectors there are that did not run."""
    ran = {one.name for one in instruments}
    return [name for name in registry.sources() if name not in ran]


def _thresholds(one: Instrument) -> dict[str, Any]:
    """From where on a detector states something: what its module tells of itself, else the numbers that its pack sets."""
    told = getattr(registry.module(one.name), "thresholds", None)
    if told:
        return dict(told(one.signals))
    return {name: value for name, value in one.signals.table.items() if isinstance(value, int | float)}


def _instrument(name: str, pack: Pack | None, libraries: Sequence[tuple[Path, str]]) -> Instrument:
    signals = Signals(pack.detector or {} if pack else {}, pack.folder if pack else Path(), tuple(path for path, _ in libraries))
    digest = sha256((pack.detector_digest if pack else "").encode())
    for _, library in libraries:
        digest.update(library.encode())
    version = registry.create(name, replace(signals, libraries=())).version  # which libraries take memory does not change
    return Instrument(name, version, signals, digest.hexdigest())


def _paragraph(name: str, begins: str) -> str:
    """The first paragraph of a detector's docstring that begins so, on one line."""
    paragraphs = (" ".join(part.split()) for part in (registry.module(name).__doc__ or "").strip().split("\n\n"))
    return next((paragraph for paragraph in paragraphs if paragraph.startswith(begins)), "")
