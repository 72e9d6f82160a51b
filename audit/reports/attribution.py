"""
The files that go along with a release: ATTRIBUTION.md for people, NOTICE as plain text, and a sheet with a line for each duty.

What records and manifests say is hostile: in Markdown every sign that could mean something is escaped, and an address is a link
only where it is plain. The same run gives the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from audit.report_model.obligations import CreditRow, LicenceDuties, Obligations
from audit.reports.marked import escaped
from audit.reports.mask import masked, masked_all
from audit.reports.sheet import sheet
from audit.reports.visible import visible
from audit.reports.wording import count, plural
from audit.reports.wording_obligations import MISSING, OBLIGATIONS, ORIGINS, TRIGGERS, credit, missing

LISTED = 500
"Origins of a licence that ATTRIBUTION.md lists; obligations.csv has all."
HEAD = (
    "licence", "licence_address", "obligation", "trigger", "what_to_do", "prescribed_wording", "clause", "reviewed_by",
    "origin_type", "origin", "title", "author", "address", "changes", "records", "words", "missing",
)  # fmt: skip
DOCUMENTS = ("licence", "origin_type", "origin", "record", "address", "title", "author", "holder")
"Columns of the sheets of addresses, in the store's order."

_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/?#@!$&'*+,;=%:-]*)?")


def linked(address: str) -> str:
    """An address as a link where it is plain, else as text."""
    return f"<{address}>" if _PLAIN_URL.fullmatch(address) else escaped(address)


def attribution(found: Obligations, about: str) -> bytes:
    """ATTRIBUTION.md. `about` says, in one sentence, what run it is of."""
    return ("\n".join(_attribution(found, about)) + "\n").encode()


def notice(found: Obligations, notices: Sequence[Mapping[str, Any]], about: str) -> bytes:
    """NOTICE: each licence with its address, prescribed words, credits, and the copyright notices of records under it."""
    lines = [about, "Notices are as records hold them. A line that says NOT KNOWN has to be filled in by hand."]
    for licence in found.licences:
        lines += ["", "=" * 78, _headed(licence), ""]
        lines += [f"Prescribed words: {duty.wording}" for duty in licence.duties if duty.wording]
        lines += [_credited(row) for row in licence.origins]
        lines += [_noticed(row) for row in notices if row["licence"] == licence.licence]
    return ("\n".join(lines) + "\n").encode()


def duties(found: Obligations) -> bytes:
    """obligations.csv: a line for each licence, duty and origin."""
    return sheet(HEAD, (line for licence in found.licences for line in _duty_lines(licence)))


def addresses(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A sheet of records with what is known for their credit; secrets in addresses are masked."""
    table = [dict(zip(DOCUMENTS, row.values(), strict=True)) for row in rows]
    for row, address in zip(table, masked_all([row["address"] for row in table]), strict=True):
        row["address"] = address or None
    return sheet(DOCUMENTS, (list(row.values()) for row in table))


def _attribution(found: Obligations, about: str) -> Iterator[str]:
    yield from ("# Attribution", "", escaped(about), "")
    yield (
        "What licences ask for is told in words of our own; their texts decide. What is not known is named as such and has to be "
        "filled in. A match is evidence, not a legal conclusion."
    )
    if not found.licences:
        yield from ("", "No record bears a licence that asks for anything here. That is not permission.")
        return
    yield from ("", "| Licence | Records | From | Not known |", "| --- | ---: | ---: | --- |")
    for licence in found.licences:
        lacking = (
            ", ".join(f"{MISSING[name]} ({count(number)})" for name, number in licence.missing) or "nothing that is asked for"
        )
        yield f"| {escaped(licence.licence)} | {count(licence.documents)} | {count(licence.origins_total)} | {lacking} |"
    for licence in found.licences:
        yield from ("", *_section(licence))


def _section(licence: LicenceDuties) -> Iterator[str]:
    yield from (f"## {escaped(licence.licence)}", "")
    yield f"Text of the licence: {linked(licence.link) if licence.link else 'address not known'}"
    yield ""
    for duty in licence.duties:
        reviewed = "" if duty.reviewed_by else "; not reviewed"
        name = OBLIGATIONS.get(duty.obligation, escaped(duty.obligation))
        when = TRIGGERS.get(duty.trigger, escaped(duty.trigger))
        yield f"* **{name}**, {when}: {escaped(duty.text)} ({escaped(duty.cite)}{reviewed})"
        if duty.wording:
            yield f"  Prescribed words: {escaped(duty.wording)}"
    if not licence.duties:
        yield "No duty is listed for it. That is no statement that there is none."
    yield from ("", "| From | Title | Credit | Address | Records | Not known |", "| --- | --- | --- | --- | ---: | --- |")
    for row in licence.origins[:LISTED]:
        yield _line(row)
    if licence.origins_total > LISTED:
        yield ""
        yield f"The first {count(LISTED)} of {count(licence.origins_total)} are listed here; obligations.csv has all of them."


def _line(row: CreditRow) -> str:
    cells = (
        f"{ORIGINS[row.origin_type]} {escaped(row.origin)}",
        escaped(row.title or ""),
        escaped(credit(row)),
        linked(masked(row.address)) if row.address else "",
        count(row.documents),
        "; ".join(missing(row)) or "nothing that is asked for",
    )
    return f"| {' | '.join(cells)} |"


def _headed(licence: LicenceDuties) -> str:
    unknown = "ADDRESS OF ITS TEXT NOT KNOWN" if "licence-link" in dict(licence.missing) else ""
    return visible(": ".join(part for part in (licence.licence, licence.link or unknown) if part), lines=False)


def _credited(row: CreditRow) -> str:
    lacking = {name for name, _ in row.missing}
    parts = [
        row.title or ("TITLE NOT KNOWN" if "title" in lacking else ""),
        credit(row) or ("AUTHOR NOT KNOWN" if "author" in lacking else ""),
        masked(row.address) if row.address else "ADDRESS NOT KNOWN" if "address" in lacking else "",
        f"changes: {row.changes}" if row.changes else ("CHANGES NOT KNOWN" if "changes" in lacking else ""),
    ]
    told = "; ".join(visible(part, lines=False) for part in parts if part)
    return (
        f"- {ORIGINS[row.origin_type]} {visible(row.origin, lines=False)}: {told or 'named'} ({plural(row.documents, 'record')})"
    )


def _noticed(row: Mapping[str, Any]) -> str:
    said = " ".join(visible(row[name], lines=False) for name in ("years", "holder") if row[name])
    return f"- Copyright {said} ({plural(row['documents'], 'record')})"


def _duty_lines(licence: LicenceDuties) -> Iterator[tuple[Any, ...]]:
    for row in licence.origins:
        address = masked(row.address) if row.address else None
        about = (row.origin_type, row.origin, row.title, credit(row) or None, address, row.changes, row.documents, row.words)
        lacking = "; ".join(missing(row)) or None
        for duty in licence.duties:
            told = (duty.obligation, duty.trigger, duty.text, duty.wording, duty.cite, duty.reviewed_by)
            yield (licence.licence, licence.link, *told, *about, lacking)
        if not licence.duties:
            yield (licence.licence, licence.link, None, None, "no duty is listed for it", None, None, None, *about, lacking)
