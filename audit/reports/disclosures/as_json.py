"""A draft as JSON: every field with value, basis, evidence and coverage; keys sorted, pure ASCII, with a version."""

import json

from audit.report_model.disclosures import Disclosure
from audit.reports.plain import plain

VERSION = 1
"Raised when a field is renamed, removed or changes its meaning."


def render(draft: Disclosure) -> bytes:
    """Two-space indented JSON with a final line break."""
    document = {"format": "corpus-audit/disclosure", "version": VERSION, "disclosure": plain(draft)}
    return (json.dumps(document, indent=2, sort_keys=True, allow_nan=False) + "\n").encode("ascii")
