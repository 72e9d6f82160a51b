"""Exhibits: the findings that are shown with their text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from audit.model import Evidence, Kind, Level, Outcome, Quote, Scalar, Span
from audit.report_model import Exhibit
from audit.reports.discounts import credit, discounts
from audit.reports.excerpt import Allowance
from audit.reports.mask import masked


def exhibits(rows: Iterable[Mapping[str, Any]], versions: Mapping[str, int], run: str) -> Iterator[Exhibit]:
    """
    Number and cut findings, given in the order they are shown, as rows of the store's statement report_exhibits.

    `versions` are the detectors'; `run` is the run's folder as a command names it.
    """
    allowance = Allowance()
    for number, row in enumerate(rows, 1):
        yield _exhibit(number, row, versions, allowance, run)


def _exhibit(number: int, row: Mapping[str, Any], versions: Mapping[str, int], allowance: Allowance, run: str) -> Exhibit:
    attributes = _attributes(row["attributes"])
    quote = _quote(row["quote"]) or Quote("", "", "")
    shown = allowance.show(quote, _quote(row["reference_quote"]), _work(row, attributes))
    return Exhibit(
        number=number,
        document=row["document"],
        record_id=_masked(row["record_id"]),
        url=_masked(row["url"]),
        captured=row["captured"],
        detector=row["detector"],
        detector_version=versions.get(row["detector"], 0),
        kind=Kind(row["kind"]),
        level=Level(row["level"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        rules=tuple(row["rules"] or ()),
        attributes=attributes,
        evidence=tuple(Evidence(**measure) for measure in row["evidence"]),
        span=Span(row["start"], row["end"]),
        reference=row["reference"],
        reference_span=None if row["reference_start"] is None else Span(row["reference_start"], row["reference_end"]),
        left=shown.left,
        right=shown.right,
        quote=shown.quote,
        fingerprint=row["fingerprint"],
        reproduce=f"corpus-audit findings {run} | grep {row['fingerprint']}",
        left_cut=shown.left_cut,
        right_cut=shown.right_cut,
        changes=shown.changes,
        passage_documents=row["passage_documents"],
        discounts=discounts(attributes, row["passage_documents"], common=row["common"]),
        credit=credit(attributes),
        waivers=tuple(row["waivers"] or ()),
        open=row["open"],
        new=row["new"],
    )


def _attributes(text: str) -> dict[str, Scalar]:
    """A finding's attributes, by name; addresses in them are masked."""
    return {key: masked(value) if isinstance(value, str) else value for key, value in sorted(orjson.loads(text).items())}


def _work(row: Mapping[str, Any], attributes: Mapping[str, Scalar]) -> str | None:
    """What the shown text counts against: the work, or whatever else it was compared with."""
    return str(attributes["work"]) if "work" in attributes else row["reference"] if row["reference_quote"] else None


def _quote(value: Mapping[str, Any] | None) -> Quote | None:
    return None if value is None else Quote(**value)


def _masked(text: str | None) -> str | None:
    return None if text is None else masked(text)
