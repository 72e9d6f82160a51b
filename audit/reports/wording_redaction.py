"""How much of the corpus's words a report shows, in words for a person."""

from audit.report_model.redaction import Redaction, Showing
from audit.reports.wording import count, plural

LIKE_THIS = "in lower case and NFKC, with single spaces and no other signs; of scripts without spaces each sign is a word"
"How words stand in a digest."


def shown(redaction: Redaction) -> str:
    """What stands of a passage in this report."""
    if redaction.level is Showing.EXCERPT:
        return f"excerpts, at most {count(redaction.side or 0)} characters a side and {count(redaction.work or 0)} of one work"
    return {
        Showing.FULL: "whole passages, as far as the run keeps them",
        Showing.MASKED: "masked: of each word its first letter and its length",
        Showing.NONE: "none: places and digests only",
    }[redaction.level]


def in_title(redaction: Redaction) -> str:
    """What the name of a window, and so of a file that is saved from it, adds; empty where excerpts are shown."""
    return {Showing.FULL: " (whole passages)", Showing.MASKED: " (masked)", Showing.NONE: " (no text)"}.get(redaction.level, "")


def kept_back(redaction: Redaction) -> str:
    """What is not shown, counted; empty: nothing is kept back."""
    parts = [
        f"{plural(number, 'finding')} {'shows' if number == 1 else 'show'} {what} of the text"
        for number, what in ((redaction.cut, "a part"), (redaction.left_out, "nothing"))
        if number
    ]
    return f"{' and '.join(parts)}." if parts else ""
