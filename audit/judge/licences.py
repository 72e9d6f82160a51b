"""
What licences are and say, by the lists of the packs, as rows of the tables of a run.

| list | what it tells |
|---|---|
| licence_terms.csv | what each licence says, by dimension |
| licence_additions.csv | what changes with an exception or addition; an empty value is that of the licence |
| licences.csv | family, kind, category and validity of each |
| licence_obligations.csv | what each licence, or each of a family or category, obliges to |
| compat.csv | whether what is under one may go out under another |
| licence_exceptions.csv | which exceptions of the law may stand in for a licence where a model is trained |

Where lists differ on terms, the stricter holds; else the later list. A row that nobody reviewed has an empty `reviewed_by`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.judge import algebra, lists
from audit.judge.algebra import DIMENSIONS, UNCLEAR, Choices, Licence, Values
from audit.model import JURISDICTIONS, PURPOSES

TERMS = ("licence", *DIMENSIONS, "source", "date", "reviewed_by")
ADDITIONS = ("addition", *DIMENSIONS, "source", "date", "reviewed_by")
KINDS = ("content", "software", "data", "model", "other")
CATEGORIES = (
    "public-domain",
    "permissive",
    "attribution",
    "copyleft",
    "no-derivatives",
    "non-commercial",
    "restricted-use",
    "unknown",
    "proprietary",
)
"What kinds of licences there are, the strictest last."
LICENCES = ("licence", "family", "kind", "category", "valid_from", "valid_to")
OBLIGATIONS = ("licence", "obligation", "trigger", "text", "wording", "cite", "date", "reviewed_by")
TRIGGERS = ("redistribute", "derive", "weights-release")
COMPAT = ("inbound", "outbound", "verdict", "note", "source", "date", "reviewed_by")
EXCEPTIONS = ("exception", "jurisdiction", "purpose", "lowers_to", "condition", "note", "cite", "date", "reviewed_by")
CONDITIONS = ("always", "not_reserved_at_capture")

Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Licences:
    """All that the lists say of licences. Keys are ids in lower case."""

    _terms: dict[str, tuple[Values, dict[str, Any]]] = field(default_factory=dict)
    _additions: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    _known: dict[str, dict[str, Any]] = field(default_factory=dict)
    _duties: dict[str, Rows] = field(default_factory=dict)
    _compat: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    _exceptions: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)

    def take_in(self, folder: Path) -> None:
        """Read the lists of a pack's folder, those that it has. PackError for one that does not fit."""
        for row in lists.rows(folder / "licence_terms.csv", TERMS):
            self._take_terms(row)
        for row in lists.rows(folder / "licence_additions.csv", ADDITIONS):
            changed = tuple(lists.value(row, name) if row[name] else None for name in DIMENSIONS)
            self._additions[row["addition"].lower()] = changed
        for row in lists.rows(folder / "licences.csv", LICENCES):
            self._known[row["licence"].lower()] = _known(row)
        for row in lists.rows(folder / "licence_obligations.csv", OBLIGATIONS):
            self._duties.setdefault(row["licence"].lower(), []).append(_duty(row))
        for row in lists.rows(folder / "compat.csv", COMPAT):
            self._compat[row["inbound"].lower(), row["outbound"].lower()] = _compat(row)
        for row in lists.rows(folder / "licence_exceptions.csv", EXCEPTIONS):
            exception = _exception(row)
            self._exceptions[exception["exception"], exception["jurisdiction"], exception["purpose"]] = exception

    def tables(self, expressions: Iterable[str], choices: Choices) -> dict[str, Rows]:
        """The rows of every table about licences, for the expressions that a run names."""
        taken = {expression: self._taken(expression, choices) for expression in expressions}
        met = {licence.id.lower(): licence.id for one in taken.values() for licence in one.licences}
        listed = [self._licence(key) for key in met if key in self._terms]
        return {
            "licence_terms": [self._row(spdx, one) for spdx, one in taken.items()],
            "licence": listed,
            "licence_part": [self._part(spdx, licence) for spdx, one in taken.items() for licence in one.licences],
            "licence_choice": [
                {"spdx": spdx, "branch": one.branch, "chosen_by": one.chosen_by} for spdx, one in taken.items() if one.chosen_by
            ],
            "licence_obligation": [duty for row in listed for duty in self._duties_of(row)],
            "compat": [self._spelt(pair, row) for pair, row in self._compat.items() if pair[0] in met],
            "licence_exception": list(self._exceptions.values()),
        }

    def _take_terms(self, row: lists.Row) -> None:
        key, values = row["licence"].lower(), tuple(lists.value(row, name) for name in DIMENSIONS)
        about = {"licence": row["licence"], "source": row["source"], **_reading(row)}
        if key in self._terms:
            before, known = self._terms[key]
            values = algebra.strictest((values, before))
            about = {**known, "source": f"{known['source']}; {about['source']}"}
        self._terms[key] = values, about

    def _taken(self, expression: str, choices: Choices) -> algebra.Taken:
        """What an expression comes to; the lists also have names that are no expressions, such as public domain."""
        if expression.lower() in self._terms:
            tree: algebra.Expression | None = Licence(expression)
        else:
            tree = algebra.parse(expression)
        return algebra.take(Licence("NOASSERTION") if tree is None else tree, self._values, choices)

    def _values(self, licence: Licence) -> Values:
        """What one licence says with its addition; what is not listed is unclear."""
        base = self._terms[licence.id.lower()][0] if licence.id.lower() in self._terms else UNCLEAR
        if licence.addition is None:
            return base
        changed = self._additions.get(licence.addition.lower())
        if changed is None:
            return algebra.strictest((base, UNCLEAR))
        return tuple(old if new is None else new for old, new in zip(base, changed, strict=True))

    def _row(self, spdx: str, taken: algebra.Taken) -> dict[str, Any]:
        """A row of the table licence_terms."""
        known = [self._about(licence.id.lower()) for licence in taken.licences]
        families, kinds = {one["family"] for one in known}, {one["kind"] for one in known}
        return {
            "spdx": spdx,
            **dict(zip(DIMENSIONS, taken.values, strict=True)),
            "family": families.pop() if len(families) == 1 else None,
            "kind": kinds.pop() if len(kinds) == 1 else "other",
            "category": max((one["category"] for one in known), key=CATEGORIES.index),
        }

    def _about(self, key: str) -> dict[str, Any]:
        nothing = {"family": None, "kind": "other", "category": "unknown", "valid_from": None, "valid_to": None}
        return self._known.get(key, nothing)

    def _licence(self, key: str) -> dict[str, Any]:
        about = self._about(key)
        listed = self._terms[key][1]
        return {**listed, **about, "family": about["family"] or _family(listed["licence"])}

    def _part(self, spdx: str, licence: Licence) -> dict[str, Any]:
        listed = self._terms.get(licence.id.lower())
        share_alike = self._values(licence)[DIMENSIONS.index("share_alike")] == 1
        name = listed[1]["licence"] if listed else licence.id
        return {"spdx": spdx, "licence": name, "addition": licence.addition, "share_alike": share_alike}

    def _duties_of(self, licence: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The duties of a licence by its id, else those of its family, else those that all of its category have."""
        keys = (licence["licence"].lower(), licence["family"].lower(), licence["category"])
        for duty in next((self._duties[key] for key in keys if key in self._duties), ()):
            yield {"licence": licence["licence"], **duty}

    def _spelt(self, pair: tuple[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of compat, its licences spelt as in the list of terms."""
        inbound, outbound = (self._terms[key][1]["licence"] if key in self._terms else key for key in pair)
        return {"inbound": inbound, "outbound": outbound, **row}


def load(folders: Sequence[Path]) -> Licences:
    """The lists of these folders, the later over the earlier."""
    licences = Licences()
    for folder in folders:
        licences.take_in(folder)
    return licences


def _reading(row: lists.Row) -> dict[str, Any]:
    return {"recorded": lists.day(row, "date"), "reviewed_by": row["reviewed_by"] or None}


def _known(row: lists.Row) -> dict[str, Any]:
    return {
        "family": row["family"],
        "kind": lists.choice(row, "kind", KINDS),
        "category": lists.choice(row, "category", CATEGORIES),
        **lists.period(row, lists.day_or_none(row, "valid_from")),
    }


def _duty(row: lists.Row) -> dict[str, Any]:
    return {
        "obligation": row["obligation"],
        "trigger": lists.choice(row, "trigger", TRIGGERS),
        "text": row["text"],
        "wording": row["wording"] or None,
        "cite": row["cite"],
        **_reading(row),
    }


def _compat(row: lists.Row) -> dict[str, Any]:
    verdict = lists.choice(row, "verdict", ("yes", "no", "unclear"))
    return {"verdict": verdict, "note": row["note"], "source": row["source"], **_reading(row)}


def _exception(row: lists.Row) -> dict[str, Any]:
    lowered = lists.choice(row, "lowers_to", ("1", ""))
    return {
        "exception": row["exception"],
        "jurisdiction": lists.choice(row, "jurisdiction", JURISDICTIONS),
        "purpose": lists.choice(row, "purpose", PURPOSES),
        "lowers_to": int(lowered) if lowered else None,
        "condition": lists.choice(row, "condition", CONDITIONS),
        "note": row["note"],
        "cite": row["cite"],
        **_reading(row),
    }


def _family(licence: str) -> str:
    """A licence's id without its version and what follows it."""
    return re.split(r"-v?\d", licence, maxsplit=1)[0]
