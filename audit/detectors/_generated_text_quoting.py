"""
Whether a phrase stands in a text's own voice, or the text quotes it and speaks about it.

Looks at marks of quotation, code, verbs of saying before and after, doubts, and the line that introduces a list or a block.
Misses a quotation that nothing marks, and irony.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from audit.model import Span

BEFORE = 120
"Characters looked at before a hit for quotation marks and verbs of saying."
AFTER = 360
"Characters looked at after a hit for the end of a quotation."
LISTED = 900
"Characters before a hit in which the line that introduces a list is looked for."
STATEMENTS = frozenset({"self-identification", "assistant-phrase", "refusal", "cutoff", "disclosure"})
"Sorts of markers that speak: each place counts, and a user's turn weakens them. Of others the first in a text stands for all."
TOKENS = frozenset({"template", "tool-call", "reasoning"})
"Sorts of markers that a chat glues to what is said, or puts on lines of their own."
_OPENING = re.compile(
    '[“«„「『‹《]|(?<=[\\s(=,\\[][rbfu])["\']|(?<![\\w"])"(?=\\S|$)|(?<![\\w`])`(?=\\S|$)|(?<!\\w)[\'‘](?=\\S|$)'
)
_CLOSING = re.compile("[”»“」』›》]|(?<=\\S)\"(?!\\w)|(?<=\\S)`|(?<=\\S)['’](?!\\w)")
_FENCE = re.compile("```")
_CODE = re.compile(r"<(/?)(?:code|pre|blockquote|kbd|samp|q)\b", re.I)
_ITEM = re.compile(r"\s*(?:[-*•–+]|[0-9]{1,2}[.)]|\([0-9a-z]\)|[0-9]\ufe0f?\u20e3)\s")
_LEADS = re.compile(r"[:：][\s*_]*$")
_IN_PROSE = re.compile(r"(?:\w,?|>,) $")
_CAPITALS = frozenset({"As ", "En ", "Als"})
"Within a sentence such a capital shows that another text begins."
_LATIN_ENDS = "\u0370"
_GOES_ON = re.compile(r"[ .,;:?!)]|$")
_LEAD = re.compile(r"(?:[\w'’,]+ ){1,8}[\w'’]+: $")
_NOTE = re.compile(r"\b(?:(?:please|important|quick) note|mind|disclaimer|reminder|answer|response|assistant)\b", re.I)
"In a model's own lead to what it says of itself: please note, keep in mind."
_OTHER_SCRIPT = re.compile(r"[A-Za-z],? $")
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
        who = rf"(?:the |my |our |your |a |an )?{speakers}"
        self._said = re.compile(rf"(?:{speakers}[^.!?。\n]{{0,50}}?{verbs}|{verbs} {who})[^.!?。\n]{{0,70}}$", re.I)
        self._says = re.compile(rf"[^.!?。\n]{{0,90}}?[,!?\"”’']{{1,3}} ?(?:{who} (?:\w+ )?{verbs}|{verbs} {who})", re.I)
        self._doubts = re.compile(rf"{doubts}(?: that)?\s{{1,4}}$", re.I)
        self._introduces = re.compile(introductions, re.I)

    def hold(self, text: str, span: Span, begin: int, sort: str, fences: Sequence[int]) -> bool:
        """
        True where the text quotes a marker of that sort or speaks about it.

        `begin` is where its turn begins, or the text; `fences` are the places that `fences` tells of the text.
        """
        before = text[max(begin, span.start - BEFORE) : span.start].rpartition("\n")[2]
        rest = text[span.end - 1 : span.end + AFTER].partition("\n")[0]
        if (
            self._mentions.search(before)
            or (_is_open(before) and _CLOSING.search(rest, 1))
            or _is_code(text, span, begin, fences)
        ):
            return True
        if self._is_introduced(text, span, begin, sort in STATEMENTS or sort == "system-prompt"):
            return True
        if sort in TOKENS:
            return bool((_IN_PROSE.search(before) or _is_led_to(before)) and _GOES_ON.match(rest, 1))
        return sort in STATEMENTS and self._is_reported(text[span.start : span.start + 3], before, rest, sort == "disclosure")

    def _is_reported(self, first: str, before: str, rest: str, discloses: bool) -> bool:
        """True where the words around tell that somebody said it, asked it or doubts it."""
        if before.lstrip().startswith(">") or self._doubts.search(before) or self._said.search(before):
            return True
        if _is_led_to(before) or (first in _CAPITALS and _IN_PROSE.search(before)):
            return True
        if first[0] >= _LATIN_ENDS and _OTHER_SCRIPT.search(before):
            return True
        if discloses and (before.endswith("that ") or _ASKED.match(rest, 1)):
            return True
        return bool(self._says.match(rest))

    def _is_introduced(self, text: str, span: Span, begin: int, speaks: bool) -> bool:
        """True where the line above a list, or above a phrase that speaks, ends with a colon and is about words."""
        *above, line = text[max(begin, span.start - LISTED) : span.start].split("\n")
        is_item = bool(_ITEM.match(line + " "))
        if not is_item and (not speaks or line.strip(" \t*_\"'“#")):
            return False
        for one in reversed(above):
            if not one.strip() or (is_item and _ITEM.match(one)):
                continue
            return bool(_LEADS.search(one) and (self._introduces.search(one) or self._said.search(one)))
        return False


def _is_led_to(before: str) -> bool:
    """True after words and a colon within a line, unless the words are such as lead to a model's own voice."""
    lead = _LEAD.search(before)
    return lead is not None and not _NOTE.search(lead[0])


def fences(text: str) -> list[int]:
    """Where fences of code stand in a text, in order."""
    return [found.start() for found in _FENCE.finditer(text)]


def _is_open(before: str) -> bool:
    """True where a quotation that began before is not closed yet."""
    events = sorted({match.start(): +1 for match in _OPENING.finditer(before)}.items())
    closed = max((match.start() for match in _CLOSING.finditer(before)), default=-1)
    return bool(events) and events[-1][0] >= closed


def _is_code(text: str, span: Span, begin: int, fences: Sequence[int]) -> bool:
    """True between fences of code, and inside elements that hold code or quotations."""
    above = bisect_left(fences, span.start)
    if (above - bisect_left(fences, begin)) % 2 and above < len(fences):
        return True
    tags = [tag[1] for tag in _CODE.finditer(text, max(begin, span.start - LISTED), span.start)]
    return bool(tags) and not tags[-1]


def _words(words: list[str]) -> str:
    """Any of the words; whole ones where their script has spaces between words."""
    spaced = "|".join(re.escape(word) for word in words if not _is_run_on(word))
    run_on = "|".join(re.escape(word) for word in words if _is_run_on(word))
    return rf"(?:(?<!\w)(?:{spaced})(?!\w)" + (f"|{run_on})" if run_on else ")")


def _is_run_on(word: str) -> bool:
    return word[0] >= "\u3040"
