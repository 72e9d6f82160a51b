"""Foreign text in Markdown."""

import re

from audit.reports.visible import visible

LONGEST = 400
"Most characters that are shown."

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:])")


def marked(text: str) -> str:
    """Text that is neither Markdown nor HTML, and mentions nobody."""
    short = visible(text[:LONGEST], lines=False)
    escaped = _MARKS.sub(r"\\\1", short.replace("&", "&amp;"))
    return escaped.replace("<", "&lt;").replace(">", "&gt;").replace("@", "&commat;")
