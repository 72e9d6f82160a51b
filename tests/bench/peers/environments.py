"""The peers: how each is installed in an environment of its own, outside the project, and how it is run."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit import __version__

DRIVERS = Path(__file__).with_name("drivers")
PATIENCE = 400
"Seconds that an installation may take."


@dataclass(frozen=True)
class Peer:
    """A tool to compare with."""

    name: str
    settings: str
    tells: str
    "What a hit names: the document, the work, the place in both."
    driver: str
    packages: tuple[str, ...] = ()
    "What pip installs; none: this interpreter."
    alone: bool = False
    "Without what the package requires."
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What a peer did; seconds are of the processor."""

    indexing: float
    index_bytes: int
    seconds: float
    documents: int
    read_bytes: int
    found: frozenset[str]


OURS = "corpus-audit"
PEERS = (
    Peer(OURS, "open library, stride 8", "work, both places", "ours.py", extra=("open", "8")),
    Peer(f"{OURS}, findings", "the same, without clues", "work, both places", "ours.py", extra=("open", "8", "finding")),
    Peer(f"{OURS}, fast", "open library, stride 16", "work, both places", "ours.py", extra=("open", "16")),
    Peer(f"{OURS}, positions", "hashes and positions", "work, both places", "ours.py", extra=("positions", "8")),
    Peer(f"{OURS}, sealed", "membership only", "library, place", "ours.py", extra=("sealed", "8")),
    Peer(
        "datatrove",
        "12 words, exact",
        "work",
        "datatrove_ngrams.py",
        # it asks for these only when used, and hashes texts in a way that xxhash 4 no longer takes
        ("datatrove", "regex", "spacy", "xxhash<4"),
    ),
    Peer("dolma Bloom", "8 words, FPR 1e-5", "paragraph", "dolma_bloom.py", ("dolma",), alone=True),
    Peer("copydetect", "k 25, guarantee 30", "work, both places", "copydetect_winnowing.py", ("copydetect",)),
    Peer("rensa", "windows of 100 w, J ≥ .3", "work, window", "rensa_windows.py", ("rensa",)),
    Peer("datasketch", "windows of 100 w, J ≥ .3", "work, window", "datasketch_windows.py", ("datasketch",)),
)
LEFT_OUT = {
    "passim": "the package of that name on the index is another one, and passim needs Spark and a jar from the network",
}
"Peers that are not run, and why."


def installed(peer: Peer, folder: Path) -> tuple[Path | None, str]:
    """The interpreter of a peer's environment, made where it is not there; or None and why it could not be made."""
    if not peer.packages:
        return Path(sys.executable), ""
    place = folder / peer.driver.removesuffix(".py")
    python = place / "bin" / "python"
    if (place / "installed").is_file():
        return python, ""
    venv.create(place, with_pip=True, clear=True)
    words = [python, "-m", "pip", "install", "-q", *(["--no-deps"] if peer.alone else []), *peer.packages]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return None, f"its installation took more than {PATIENCE} s"
    if done.returncode:
        return None, f"it could not be installed: {_last_line(done.stderr)}"
    (place / "installed").touch()
    return python, ""


def version(peer: Peer, python: Path) -> str:
    """The version that is installed."""
    if not peer.packages:
        return __version__
    ask = f"from importlib.metadata import version; print(version({peer.packages[0]!r}))"
    done = subprocess.run([python, "-c", ask], capture_output=True, text=True)
    return done.stdout.strip() or "?"


def run(peer: Peer, python: Path, files: Sequence[Path], seconds: float) -> tuple[Result | None, str]:
    """Run a peer on works and corpus for at most so many seconds of the processor; or None and why it failed."""
    words = [python, DRIVERS / peer.driver, *files, str(seconds), *peer.extra]
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    try:
        done = subprocess.run(words, capture_output=True, text=True, env=kept, timeout=30 * seconds)
    except subprocess.TimeoutExpired:
        return None, f"it took more than {30 * seconds:.0f} s"
    if done.returncode:
        return None, f"it failed: {_last_line(done.stderr)}"
    *numbers, found = json.loads(done.stdout.splitlines()[-1])
    return Result(*numbers, frozenset(found)), ""


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("WARNING")]
    return lines[-1].strip()[:160] if lines else "it said nothing"
