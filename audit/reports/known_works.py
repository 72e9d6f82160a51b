"""The known works of which something is in the corpus, as a report tells of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from audit.report_model import WorkRow
from audit.report_model.works import Stated
from audit.reports.choices import choices, totals, words_by_class
from audit.store import Store

FIELDS = ("title", "author", "holder", "year", "licence", "basis", "territory", "identifier", "source")
"What can be known of a work, in the order it is told."
_OF_FIELDS = re.compile(r"; ((?:\w+, )*\w+): ")
"Where a source of other fields begins; those before it are from the source before it."
_GIVEN_AS = re.compile(r"; licence given as (?P<words>'.*'|\".*\")$", re.DOTALL)
_IDENTIFIERS = {"isbn": "identifier", "doi": "identifier", "url": "identifier"}


def known_works(store: Store) -> dict[str, Any]:
    """The report's `works`, most of a work first, and `work_totals`."""
    rows = store.query("report_works")
    found = choices(store, rows)
    works = (work_row(row) for row in rows)
    made = ((work, found.get((work.library, work.work), ())) for work in works)
    return {
        "works": tuple(replace(work, choices=of, words_by_class=words_by_class(of)) for work, of in made),
        "work_totals": totals(found),
    }


def work_row(row: Mapping[str, Any]) -> WorkRow:
    """A row of the store's statement report_works as the report has it, without its choices."""
    intervals = tuple((place["start"], place["end"]) for place in row["intervals"])
    stated, given_as = said_by(row)
    unknown = tuple(name for name in FIELDS if not row[name])
    return WorkRow(**{**row, "intervals": intervals, "stated": stated, "licence_given_as": given_as, "not_given": unknown})


def said_by(row: Mapping[str, Any]) -> tuple[tuple[Stated, ...], str]:
    """Who stated which fields that are there, and how a licence was worded before it got its id, if that was otherwise."""
    told = row["metadata_source"]
    given_as = _GIVEN_AS.search(told)
    main, *others = _OF_FIELDS.split(told[: given_as.start()] if given_as else told)
    there = [name for name in FIELDS if row[name]]
    parts = list(_parts(others))
    elsewhere = {name for names, _ in parts for name in names}
    made = [Stated(main, tuple(name for name in there if name not in elsewhere))]
    made += [Stated(source, tuple(name for name in there if name in names)) for names, source in parts]
    return tuple(one for one in made if one.fields), given_as["words"][1:-1] if given_as else ""


def _parts(others: list[str]) -> Iterator[tuple[set[str], str]]:
    """Names of fields with the source that follows them."""
    for names, source in zip(others[::2], others[1::2], strict=True):
        yield {_IDENTIFIERS.get(name, name) for name in names.split(", ")}, source
