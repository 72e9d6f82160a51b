"""
Whether a phrase stands in a text's own voice, or the text quotes it and speaks about it.

Looks at marks of quotation, code, verbs of saying before and after, doubts, and the line that introduces a list or a block.
Misses a quotation that nothing marks, and irony.
"""

import re
from collections.abc import Mapping
from typing import Any

from audit.model import Span

BEFORE = 120
"Characters looked at before a hit for quotation marks and verbs of saying."
AFTER = 360
"Characters looked at after a hit for the end of a quotation."
LISTED = 900
"Characters before a hit in which the line that introduces a list is looked for."
_OPENING = re.compile('[“«„「『‹《]|(?<![\\w"])"(?=\\S|$)|(?<![\\w`])`(?=\\S|$)|(?<!\\w)[\'‘](?=\\S|$)')
_CLOSING = re.compile("[”»“」』›》]|(?<=\\S)\"(?!\\w)|(?<=\\S)`|(?<=\\S)['’](?!\\w)")
_CODE = re.compile(r"<(/?)(?:code|pre|blockquote|kbd|samp|q)\b", re.I)
_ITEM = re.compile(r"\s*(?:[-*•–+]|[0-9]{1,2}[.)]|\([0-9a-z]\)|[0-9]\ufe0f?\u20e3)\s")
_LEADS = re.compile(r"[:：][\s*_]*$")
_ASKED = re.compile(r"[^.!?。\n]{0,90}[?？]")


class Quotations:
    """
    Tells phrases that are quoted or discussed from those that are said.

    `table` holds lists of words: `mentions` just before a phrase, `speakers` and `verbs` of saying, `doubts`, and
    `introductions` of lists.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        speakers, verbs, introductions, doubts = (_words(table[key]) for key in ("speakers", "verbs", "introductions", "doubts"))
        self._mentions = re.compile(rf"{_words(table['mentions'])}[\s:,，：]{{0,3}}[\"'“‘`«「(]?$", re.I)
        self._said = re.compile(rf"{speakers}[^.!?。\n]{{0,50}}?{verbs}[^.!?。\n]{{0,70}}$", re.I)
        self._says = re.compile(
            rf"[^.!?。\n]{{0,90}}[,.!?\"”'’]{{1,3}} ?(?:the |my |our |your )?{speakers} (?:\w+ )?{verbs}", re.I
        )
        self._doubts = re.compile(rf"{doubts}(?: that)?\s{{1,4}}$", re.I)
        self._introduces = re.compile(introductions, re.I)

    def hold(self, text: str, span: Span, begin: int, speaks: bool, discloses: bool) -> bool:
        """
        True where the text quotes the place or speaks about it.

        `begin` is where the turn begins, or the text; `speaks` says that the phrase is a sentence rather than a token, and
        `discloses` that it tells who wrote.
        """
        before = text[max(begin, span.start - BEFORE) : span.start].rpartition("\n")[2]
        rest = text[span.end - 1 : span.end + AFTER].partition("\n")[0]
        if self._mentions.search(before) or (_is_open(before) and _CLOSING.search(rest, 1)) or _is_code(text, span, begin):
            return True
        return speaks and self._is_reported(text, span, begin, before, rest, discloses)

    def _is_reported(self, text: str, span: Span, begin: int, before: str, rest: str, discloses: bool) -> bool:
        if before.lstrip().startswith(">") or self._doubts.search(before) or self._said.search(before):
            return True
        if discloses and _ASKED.match(rest, 1):
            return True
        return bool(self._says.match(rest, 1)) or self._is_introduced(text, span, begin)

    def _is_introduced(self, text: str, span: Span, begin: int) -> bool:
        """True where the line above, or the line above its list, ends with a colon and speaks about words."""
        *above, line = text[max(begin, span.start - LISTED) : span.start].split("\n")
        is_item = bool(_ITEM.match(line + " "))
        if not is_item and line.strip(" \t*_\"'“#"):
            return False
        for one in reversed(above):
            if not one.strip() or (is_item and _ITEM.match(one)):
                continue
            return bool(_LEADS.search(one) and (self._introduces.search(one) or self._said.search(one)))
        return False


def _is_open(before: str) -> bool:
    """True where a quotation that began before is not closed yet."""
    events = sorted({match.start(): +1 for match in _OPENING.finditer(before)}.items())
    closed = max((match.start() for match in _CLOSING.finditer(before)), default=-1)
    return bool(events) and events[-1][0] >= closed


def _is_code(text: str, span: Span, begin: int) -> bool:
    """True between fences of code, and inside elements that hold code or quotations."""
    if text.count("```", begin, span.start) % 2 and text.find("```", span.end) >= 0:
        return True
    last = None
    for last in _CODE.finditer(text, max(begin, span.start - LISTED), span.start):
        pass
    return last is not None and not last[1]


def _words(words: list[str]) -> str:
    """Any of the words; whole ones where their script has spaces between words."""
    spaced = "|".join(re.escape(word) for word in words if not _is_run_on(word))
    run_on = "|".join(re.escape(word) for word in words if _is_run_on(word))
    return rf"(?:(?<!\w)(?:{spaced})(?!\w)" + (f"|{run_on})" if run_on else ")")


def _is_run_on(word: str) -> bool:
    return word[0] >= "\u3040"
