"""Options of a command as a request to scan."""

from pathlib import Path
from typing import Any

from audit import policy
from audit.cli._voice import spoken
from audit.pipeline.scanning import ScanRequest


def request(corpus: tuple[Path, ...], policy_path: Path | None, given: dict[str, Any]) -> ScanRequest:
    """What a command's options ask to be scanned."""
    detectors = tuple(name.strip() for name in (given["detectors"] or "").split(",") if name.strip())
    asked = policy.load(policy_path)
    allow = (*map(Path, asked.allow), *given["allow"])
    return ScanRequest(
        corpus,
        given["works"],
        allow,
        detectors,
        dict(given["fields"]),
        asked.packs,
        given["robots"],
        given.get("manifest"),
        spoken(),
    )
