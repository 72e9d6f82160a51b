"""What the licences of a judged run oblige to: duties by licence, credits by origin, and what a credit lacks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from audit.report_model.obligations import CreditRow, Duty, LicenceDuties, Obligations
from audit.store import Store

ORIGINS = 100
"Origins of a licence that a report lists, by records; all are counted."
FIELDS = ("author", "title", "address", "licence-link", "changes")
TRIGGERS = {
    "dataset-redistribution": ("redistribute", "derive"),
    "weights-release": ("weights-release",),
    "commercial-training": (),
    "research-training": (),
}
"What each purpose sets off: who trains and passes nothing on is asked by no licence here for anything."
_CC = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-([1-4]\.[05])")


def obligations(store: Store, triggers: Sequence[str] | None = None, most: int | None = ORIGINS) -> Obligations:
    """
    Duties of the licences that records bear, those that begin with one of `triggers` (None: all).

    `most` is how many origins of a licence are given (None: all); all are counted. A licence without such a duty is left out
    where triggers are asked for.
    """
    duties: dict[str, list[Duty]] = defaultdict(list)
    for row in store.query("report_duties"):
        if triggers is None or row["trigger"] in triggers:
            duties[row.pop("licence")].append(Duty(**row))
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in store.query("report_creditors"):
        rows[row["licence"]].append(row)
    found = [_licence(name, duties[name], rows[name], most) for name in sorted(rows) if triggers is None or duties[name]]
    return Obligations(tuple(found), tuple(triggers or ()))


def link(licence: str) -> str | None:
    """Where a licence's text stands; None where that is not known."""
    if made := _CC.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{made[1].lower()}/{made[2]}/"
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return None if licence.startswith("LicenseRef-") else f"https://spdx.org/licenses/{licence}.html"


def _licence(name: str, duties: Sequence[Duty], rows: Sequence[Mapping[str, Any]], most: int | None) -> LicenceDuties:
    asked = {duty.obligation for duty in duties}
    origins = [_origin(row, asked, link(name)) for row in rows]
    return LicenceDuties(
        licence=name,
        link=link(name),
        duties=tuple(duties),
        documents=sum(row.documents for row in origins),
        words=sum(row.words for row in origins),
        origins=tuple(origins[:most]),
        origins_total=len(origins),
        missing=_added(row.missing for row in origins),
    )


def _origin(row: Mapping[str, Any], asked: set[str], licence_link: str | None) -> CreditRow:
    lacking = {}
    if "attribution" in asked:
        lacking = {name: row[f"without_{name}"] for name in ("author", "title", "address")}
    if asked & {"licence-link", "licence-text"} and licence_link is None:
        lacking["licence-link"] = row["documents"]
    if "changes" in asked and not row["changes"]:
        lacking["changes"] = row["documents"]
    kept = {name: value for name, value in row.items() if name != "licence" and not name.startswith("without_")}
    return CreditRow(**kept, missing=tuple((name, number) for name, number in lacking.items() if number))


def _added(parts: Iterable[tuple[tuple[str, int], ...]]) -> tuple[tuple[str, int], ...]:
    total: dict[str, int] = defaultdict(int)
    for part in parts:
        for name, number in part:
            total[name] += number
    return tuple((name, total[name]) for name in FIELDS if name in total)
