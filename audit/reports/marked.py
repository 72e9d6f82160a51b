"""Foreign text in Markdown."""

import re

from audit.reports.visible import visible

LONGEST = 400
"Most characters that are shown of a text in a table."

_SIGNS = re.compile(r"[\\`*_{}\[\]|~$#^]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"What can begin markup or a link within a line."
_FIRST = re.compile(r"^(\s*\d*)([-+.)=])")
"What can make a line an item of a list, or the line above a title."
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&commat;"}
"Signs that a backslash does not disarm in every reader: HTML, entities, and names of people who would be told."


def escaped(text: str) -> str:
    """Text that is shown as it is, on one line: neither Markdown nor HTML, with hidden characters by name; it mentions nobody."""
    safe = _FIRST.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", visible(text, lines=False)))
    return re.sub("[&<>@]", lambda found: _NAMED[found.group()], safe)


def marked(text: str) -> str:
    """The same of a text that is cut where it is too long for a table."""
    return escaped(text[:LONGEST])
