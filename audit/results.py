"""A shard's result at rest: the columns of its findings and documents, which the scan writes and the store reads."""

from collections.abc import Sequence

import orjson
import pyarrow as pa

from audit.model import Finding, Quote

QUOTE = pa.struct([("before", pa.string()), ("text", pa.string()), ("after", pa.string()), ("omitted", pa.int64())])

FINDING_SCHEMA = pa.schema(
    [
        ("path", pa.string()),
        ("piece", pa.int32()),  # order of the piece in its file
        ("record", pa.int64()),  # in the piece
        ("record_id", pa.string()),
        ("url", pa.string()),
        ("detector", pa.string()),
        ("kind", pa.string()),
        ("level", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("score", pa.float64()),
        ("reference", pa.string()),
        ("reference_start", pa.int64()),
        ("reference_end", pa.int64()),
        ("attributes", pa.string()),  # a JSON object, keys sorted
        ("evidence", pa.list_(pa.struct([("measure", pa.string()), ("value", pa.float64()), ("unit", pa.string())]))),
        ("fingerprint", pa.string()),
        ("quote", QUOTE),
        ("reference_quote", QUOTE),
    ]
)

DOCUMENT_SCHEMA = pa.schema(
    [
        ("path", pa.string()),
        ("piece", pa.int32()),
        ("record", pa.int64()),
        ("record_id", pa.string()),
        ("url", pa.string()),
        ("host", pa.string()),  # of the URL, archives resolved
        ("domain", pa.string()),  # registered domain of the host
        ("captured", pa.date32()),
        ("licence", pa.string()),  # as declared
        ("source", pa.string()),
        ("model", pa.string()),
        ("language", pa.string()),
        ("bytes", pa.int64()),  # of the text in UTF-8
        ("words", pa.int64()),
        ("class_scores", pa.list_(pa.uint8())),  # probabilities of the learned model x 255; null: it did not answer
        (
            "style_score",
            pa.float32(),
        ),  # of the style of models, log odds that are not calibrated; null: too short, or unlike what was learnt from
        ("prompt", pa.string()),  # head and tail of the first thing that a chat asks; null: nobody asks
        ("answers", pa.int32()),  # turns of a model; null: no chat
        ("account", pa.string()),  # who asked, masked
        ("hour", pa.int32()),  # of a chat, since 1970 in UTC
        ("title", pa.string()),  # as the record states
        ("author", pa.string()),  # as the record states
    ]
)


def findings_table(findings: Sequence[Finding], piece: int) -> pa.Table:
    """Findings of one piece as rows."""
    return pa.Table.from_pylist([_row(finding, piece) for finding in findings], schema=FINDING_SCHEMA)


def _row(finding: Finding, piece: int) -> dict[str, object]:
    reference = finding.reference_span
    return {
        "path": finding.path,
        "piece": piece,
        "record": finding.record,
        "record_id": finding.record_id,
        "url": finding.url,
        "detector": finding.detector,
        "kind": str(finding.kind),
        "level": str(finding.level),
        "start": finding.span.start,
        "end": finding.span.end,
        "score": finding.score,
        "reference": finding.reference,
        "reference_start": reference.start if reference else None,
        "reference_end": reference.end if reference else None,
        "attributes": orjson.dumps(finding.attributes, option=orjson.OPT_SORT_KEYS).decode(),
        "evidence": [{"measure": e.measure, "value": e.value, "unit": e.unit} for e in finding.evidence],
        "fingerprint": finding.fingerprint,
        "quote": _quote(finding.quote),
        "reference_quote": _quote(finding.reference_quote) if finding.reference_quote else None,
    }


def _quote(quote: Quote) -> dict[str, object]:
    return {"before": quote.before, "text": quote.text, "after": quote.after, "omitted": quote.omitted}
