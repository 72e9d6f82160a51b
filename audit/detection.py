"""What a detector is: the protocol, what one is made from, and how one states a finding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from audit.batch import Batch, Document
from audit.model import Evidence, Finding, Kind, Level, Quote, Scalar, Span
from audit.text.matcher import Pattern

CONTEXT = 160
"Characters of the document kept on each side of a finding."
LONGEST = 4000
"Characters of a finding's text that are kept; the middle of a longer one is left out and counted."
EXPLAINING = frozenset({"because"})
"Attributes that tell why something is stated; they do not make it another statement."


@dataclass(frozen=True)
class Signals:
    """What a detector is made from: its pack's [detector] table, the pack's folder, and the libraries given for this run."""

    table: Mapping[str, Any]
    folder: Path
    libraries: tuple[Path, ...] = ()


class Detector(Protocol):
    """
    Finds one thing. The same text gives the same findings, whatever the batch, the order or the worker.

    A module of `audit/detectors/` has `create(signals: Signals) -> Detector`; its pack has the same name. One may also have
    `describe(batch) -> Mapping[str, pa.Array]`: columns of the table of documents, by name, that it fills.
    """

    name: str
    version: int
    "Raise it whenever the same text could draw other findings."
    patterns: tuple[Pattern, ...]
    "Cheap signals: matched once a batch, for all detectors together."

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """Findings by document and start."""
        ...


def state(
    detector: Detector,
    document: Document,
    kind: Kind,
    level: Level,
    span: Span,
    score: float,
    *evidence: Evidence,
    reference: str | None = None,
    attributes: Mapping[str, Scalar] | None = None,
    reference_span: Span | None = None,
    reference_quote: Quote | None = None,
) -> Finding:
    """Make a finding of what a detector saw in a document; (0, 0) is about the record as a whole."""
    attributes = dict(attributes or {})
    role = document.role_at(span.start) if len(span) else None
    if role is not None:
        attributes.setdefault("turn", role)
    return Finding(
        path=document.batch.name,
        record=document.record,
        record_id=document.record_id,
        url=document.url,
        detector=detector.name,
        kind=kind,
        level=level,
        span=span,
        score=round(score, 4),
        reference=reference,
        attributes=attributes,
        evidence=evidence,
        fingerprint=_fingerprint(detector.name, document, kind, span, reference, attributes),
        quote=quote(document.text, span),
        reference_span=reference_span,
        reference_quote=reference_quote,
    )


def quote(text: str, span: Span) -> Quote:
    """A span of a text with its surroundings; a long middle is left out and counted."""
    inner = text[span.start : span.end]
    omitted = max(0, len(inner) - LONGEST)
    if omitted:
        inner = inner[: LONGEST // 2] + "\n[…]\n" + inner[-(LONGEST // 2) :]
    return Quote(text[max(0, span.start - CONTEXT) : span.start], inner, text[span.end : span.end + CONTEXT], omitted)


def _fingerprint(
    name: str, document: Document, kind: Kind, span: Span, reference: str | None, attributes: Mapping[str, Scalar]
) -> str:
    """Stays the same while document, place and statement do: no record number, no detector version."""
    identity = document.record_id or document.url or document.digest
    named = sorted((key, str(value)) for key, value in attributes.items() if isinstance(value, str) and key not in EXPLAINING)
    said = "\x1f".join([name, kind, document.batch.name, identity, f"{span.start}-{span.end}", reference or "", repr(named)])
    return blake2b(said.encode(errors="surrogatepass"), digest_size=16).hexdigest()
