"""Which findings a report shows with their text: the first of all, or those that a person asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from audit.errors import UsageError
from audit.store import Store

MOST_ASKED = 500
"Exhibits of one packet: a page with more is read by nobody."


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked for; nothing: the first of all."""

    fingerprints: tuple[str, ...] = ()
    "Or their first digits."
    works: tuple[str, ...] = ()
    "Ids: all findings of those works."

    def __bool__(self) -> bool:
        return bool(self.fingerprints or self.works)


def exhibit_rows(store: Store, most: int, chosen: Chosen) -> Iterator[Mapping[str, Any]]:
    """
    Rows of the statement report_exhibits, each with its `number`.

    A finding that the whole report shows has the same number in a packet; others follow. UsageError where something that is
    asked for is not there, or it is too much.
    """
    first = [{**row, "number": number} for number, row in enumerate(store.query("report_exhibits", most=most, only=None), 1)]
    if not chosen:
        yield from first
        return
    asked = _asked(store, chosen)
    yield from (row for row in first if row["fingerprint"] in asked)
    others = sorted(asked - {row["fingerprint"] for row in first})
    if others:
        rest = store.query("report_exhibits", most=MOST_ASKED, only=others)
        yield from ({**row, "number": number} for number, row in zip(count(most + 1), rest, strict=False))


def _asked(store: Store, chosen: Chosen) -> set[str]:
    """The fingerprints of all that is asked for."""
    digits = [one.strip().lower() for one in chosen.fingerprints]
    rows = store.query("exhibits_asked", fingerprints=digits, works=list(chosen.works))
    found = {row["asked"] for row in rows}
    for what, names in (("fingerprint", digits), ("work", chosen.works)):
        missing = next((name for name in names if name not in found), None)
        if missing is not None:
            raise UsageError(
                f"no finding of {what} '{missing}' is named by a rule; the report of all findings lists those there are"
            )
    asked = {str(row["fingerprint"]) for row in rows}
    if len(asked) > MOST_ASKED:
        raise UsageError(f"that is {len(asked):,} exhibits, and a packet holds {MOST_ASKED}; ask for fewer")
    return asked
