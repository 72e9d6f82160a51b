"""A waiver in order, to be changed by tests."""

from datetime import date
from pathlib import Path
from typing import Any

from audit.model import Waiver

FINGERPRINT = "0123456789abcdef" * 2
ENTRY: dict[str, Any] = {
    "id": "press-12",
    "rule": "core/work-passage",
    "fingerprints": [FINGERPRINT],
    "reason_code": "LICENCE_ACQUIRED",
    "reason": "Contract 12 lets us train.",
    "owner": "Mira Lund",
    "approver": "Nils Berg",
    "evidence": "https://example.org/contracts/12",
    "created": date(2026, 11, 1),
    "expires": date(2027, 10, 31),
}


def toml(**changes: Any) -> str:
    """An entry as TOML; None takes a key out."""
    values = {key: value for key, value in {**ENTRY, **changes}.items() if value is not None}
    return "[[waiver]]\n" + "".join(f"{key} = {_shown(value)}\n" for key, value in values.items())


def write(folder: Path, text: str, name: str = "waivers.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def waiver(**changes: Any) -> Waiver:
    return Waiver(**{**ENTRY, "fingerprints": (FINGERPRINT,), **changes})


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_shown(one)}" for key, one in value.items()) + " }"
    return str(value)
