"""
At least how much of each source is by models, where texts of the same source are known to be by people; else no share is told.

Texts dated before LAST_BY_PEOPLE are taken to be by people. A share needs FEWEST_PEOPLE of these, of the same source, or a
calibration that was made of others.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from audit.references import style_model
from audit.references.style_model import BANDS
from audit.references.style_share import Counted, bounds
from audit.report_model import Style, StyleShareRow
from audit.reports.wording import plural
from audit.rulepacks import Pack
from audit.store import Store

LAST_BY_PEOPLE = date(2022, 11, 1)
"Before ChatGPT, of 30 November 2022: earlier texts by models are few enough to be left out of account."
FEWEST_PEOPLE, FEWEST = 200, 50
"Texts by people that a share is held against, and texts that a share is told of."
ROWS = 60
"Sources and months that a report lists."
Slices: TypeAlias = Mapping[tuple[str, date | None], Counted]


def style(store: Store, packs: Sequence[Pack], run: Mapping[str, Any]) -> Style:
    """
    What the style score says of a run. `run` is its manifest, with the calibration that was given, if any, as `calibration`.

    Raises PackError where the model's file was altered.
    """
    counts = store.query("report_style_counts", fewest=BANDS[0])[0]
    pack, model = _model(packs, set(run.get("models", {}).values()))
    if pack is None or model is None or not counts["scored"]:
        return Style(**counts)
    clues = store.query("report_style_clues")[0]["documents"]
    measured = tuple(row for row in pack.measured if str(row.get("kind_of_text", "")).startswith("style score"))
    told, rests_on = _told(store, model, run.get("calibration"))
    rows = sorted(told, key=lambda row: (row.month is not None, -row.at_least * row.documents, row.source, str(row.month)))
    return Style(**counts, clues=clues, rests_on=rests_on, shares=tuple(rows[:ROWS]), shares_total=len(rows), measured=measured)


def _told(store: Store, model: style_model.StyleModel, given: Mapping[str, Any] | None) -> tuple[list[StyleShareRow], str]:
    """Shares by source and month, and what they rest on."""
    power = float(model.weights.measured["power"])
    if given is not None and given["style_digest"] == model.digest:
        least = dict(zip(("short", "middle", "long"), given["passed_by_one_in_twenty"], strict=True))
        people = Counted(given["clusters"]["texts"], given["clusters"]["passed"])
        found = _slices(store.query("report_style_against", **least))
        rows = list(_rows({key: (people, counted) for key, counted in _with_totals(found).items()}, power))
        return rows, f"{plural(sum(people.texts), 'text')} from before {given['before']} that a calibration was made of"
    found = _slices(store.query("report_style_slices", before=LAST_BY_PEOPLE, people=FEWEST_PEOPLE))
    people_of = {source: counted for (source, month), counted in found.items() if month is None}
    later = _with_totals({key: counted for key, counted in found.items() if key[1] is not None})
    rows = list(_rows({key: (people_of[key[0]], counted) for key, counted in later.items()}, power))
    return rows, f"texts of the same source from before {LAST_BY_PEOPLE}" if rows else ""


def _rows(pairs: Mapping[tuple[str, date | None], tuple[Counted, Counted]], power: float) -> Iterator[StyleShareRow]:
    for (source, month), (people, texts) in pairs.items():
        if sum(texts.texts) >= FEWEST:
            share = bounds(people, texts, power)
            totals = sum(texts.texts), sum(people.texts), sum(texts.passed)
            yield StyleShareRow(source, month, *totals, share.at_least, share.low, share.high)


def _slices(rows: Sequence[Mapping[str, Any]]) -> Slices:
    """Texts and those that pass, by source and month, cluster by cluster."""
    texts, passed = _lists(), _lists()
    for row in rows:
        texts[row["source"], row["month"]].append(row["texts"])
        passed[row["source"], row["month"]].append(row["passed"])
    return {key: Counted(texts[key], passed[key]) for key in texts}


def _with_totals(found: Slices) -> Slices:
    """With a row for each source as a whole; texts without a date count there only."""
    texts, passed = _lists(), _lists()
    for (source, _), counted in found.items():
        texts[source, None] += counted.texts
        passed[source, None] += counted.passed
    whole = {key: Counted(texts[key], passed[key]) for key in texts}
    return {**whole, **{key: counted for key, counted in found.items() if key[1] is not None}}


def _lists() -> defaultdict[tuple[str, date | None], list[int]]:
    return defaultdict(list)


def _model(packs: Sequence[Pack], digests: set[str]) -> tuple[Pack | None, style_model.StyleModel | None]:
    """The pack whose style score the run was made with, and its model; None where it is not at hand."""
    for pack in packs:
        signals = pack.detector or {}
        if signals.get("style_digest") in digests:
            return pack, style_model.load(pack.folder / str(signals["style"]), str(signals["style_digest"]))
    return None, None
