"""Exhibits: the findings that are shown with their text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from audit.model import Evidence, Kind, Level, Outcome, Quote, Scalar, Span
from audit.report_model import Exhibit
from audit.reports.discounts import credit, discounts
from audit.reports.redaction import Redactor
from audit.reports.tally import tally


def exhibits(
    rows: Iterable[Mapping[str, Any]], versions: Mapping[str, int], run: str, redactor: Redactor | None = None
) -> Iterator[Exhibit]:
    """
    Number and cut findings, given in the order they are shown, as rows of the store's statement report_exhibits; a row may
    have its `number`.

    `versions` are the detectors'; `run` is the run's folder as a command names it; without a redactor, excerpts are shown.
    """
    redactor = redactor or Redactor()
    for place, row in enumerate(rows, 1):
        yield _exhibit(row.get("number", place), row, versions, redactor, run)


def _exhibit(number: int, row: Mapping[str, Any], versions: Mapping[str, int], redactor: Redactor, run: str) -> Exhibit:
    stated = dict(sorted(orjson.loads(row["attributes"]).items()))
    attributes = redactor.attributes(stated)
    quote = _quote(row["quote"]) or Quote("", "", "")
    evidence = tuple(Evidence(**measure) for measure in row["evidence"])
    reference = _quote(row["reference_quote"])
    shown = redactor.show(quote, reference, _work(row, stated))
    return Exhibit(
        number=number,
        document=row["document"],
        record_id=redactor.name(row["record_id"]),
        url=redactor.name(row["url"]),
        captured=row["captured"],
        detector=row["detector"],
        detector_version=versions.get(row["detector"], 0),
        kind=Kind(row["kind"]),
        level=Level(row["level"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        rules=tuple(row["rules"] or ()),
        attributes=attributes,
        evidence=evidence,
        span=Span(row["start"], row["end"]),
        reference=row["reference"],
        reference_span=None if row["reference_start"] is None else Span(row["reference_start"], row["reference_end"]),
        left=shown.left,
        right=shown.right,
        quote=shown.quote,
        fingerprint=row["fingerprint"],
        reproduce=f"corpus-audit reproduce {row['fingerprint']} --run {run}",
        left_cut=shown.left_cut,
        right_cut=shown.right_cut,
        changes=shown.changes,
        tally=tally(shown.changes, evidence),
        passage_documents=row["passage_documents"],
        discounts=discounts(attributes, row["passage_documents"], common=row["common"]),
        credit=credit(attributes),
        waivers=tuple(row["waivers"] or ()),
        open=row["open"],
        new=row["new"],
        digest=redactor.digest(quote),
        reference_digest=redactor.digest(reference),
    )


def _work(row: Mapping[str, Any], attributes: Mapping[str, Scalar]) -> str:
    """What the shown text counts against: the work, or whatever else it was compared with; else the record itself."""
    return str(attributes["work"] if "work" in attributes else row["reference"] if row["reference_quote"] else row["document"])


def _quote(value: Mapping[str, Any] | None) -> Quote | None:
    return None if value is None else Quote(**value)
