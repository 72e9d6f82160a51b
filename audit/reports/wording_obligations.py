"""Words for what licences oblige to, for people who are no programmers."""

from audit.report_model.obligations import CreditRow
from audit.reports.wording import count

OBLIGATIONS = {
    "attribution": "Credit",
    "licence-link": "Name of the licence",
    "licence-text": "Text of the licence",
    "notice": "Notices",
    "changes": "Statement of changes",
    "share-alike": "Same licence",
    "source": "Source",
    "no-endorsement": "No endorsement",
    "no-technical-measures": "No technical locks",
    "no-redistribution": "No passing on",
    "unchanged": "Unchanged only",
    "naming": "Naming",
    "use-policy": "Rules of use",
    "removal-of-credit": "Removal of credit",
}
TRIGGERS = {
    "redistribute": "when copies are passed on",
    "derive": "when adapted versions are passed on",
    "weights-release": "when a model's weights are passed on",
}
MISSING = {
    "author": "author",
    "title": "title",
    "address": "address",
    "licence-link": "address of the licence's text",
    "changes": "changes made",
}
ORIGINS = {"site": "Site", "source": "Source", "work": "Known work", "file": "File"}


def missing(row: CreditRow) -> list[str]:
    """What a credit lacks, each as `author: not known`, with how many records where that is not all."""
    return [
        f"{MISSING[name]}: not known" + (f" for {count(number)} of {count(row.documents)}" if number < row.documents else "")
        for name, number in row.missing
    ]


def credit(row: CreditRow) -> str:
    """Whom a credit names; empty where nobody is known."""
    if row.attribution:
        return row.attribution
    if row.author:
        return row.author
    return f"{count(row.authors)} authors, as records name them" if row.authors else ""
