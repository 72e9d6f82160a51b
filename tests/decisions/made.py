"""Records of decisions, made up."""

from datetime import UTC, date, datetime
from typing import Any

FINGERPRINT = "0123456789abcdef" * 2
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
ENTRY: dict[str, Any] = {
    "id": "d1",
    "at": "2026-11-01T09:00:00Z",
    "actor": {"name": "Mira Lund", "email": "mira@example.org"},
    "target": {"kind": "finding", "selector": {"rule": "p/keep", "fingerprint": FINGERPRINT}},
    "state": "permitted",
    "reason": "quotation",
}
RISK = {"state": "accepted_risk", "reason": "", "expires": str(date(2027, 1, 1))}


def entry(**changes: Any) -> dict[str, Any]:
    """An entry in order, but for what is changed."""
    return {**ENTRY, **changes}


def about(fingerprint: str, rule: str = "p/keep") -> dict[str, Any]:
    """A target of one finding."""
    return {"kind": "finding", "selector": {"rule": rule, "fingerprint": fingerprint}}


def group(count: int = 2, digest: str = "a" * 64, **selector: str) -> dict[str, Any]:
    """A target of a group."""
    chosen = {"rule": "p/keep", **(selector or {"work": "alice"})}
    return {"kind": "group", "selector": chosen, "count": count, "fingerprints_sha256": digest}
