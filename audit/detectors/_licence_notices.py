"""What notices say: licences named in sentences that grant, in sections and fields about the licence, and copyright notices."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from audit.detectors._licence_words import Words
from audit.model import Span
from audit.references.licence_expressions import NOASSERTION, Stated
from audit.references.licence_index import family
from audit.references.licence_urls import POINTER
from audit.references.licences import Licences, Named, is_unversioned, says_less

LISTED = 3
"A text with fields about more licences than these lists them."
LONGEST_SENTENCE = 900
LONGEST_EXAMPLE = 1500
"Characters of a block of code before a field in it."
_MARKS = re.compile(r"^[ \t]*(?://+|/?\*+|[#;%|!>+]+|--|dnl\b|REM\b|\.\\\"|@?<!--)[ \t]?(?:[*#;]+(?=\s))?", re.M | re.I)
_TRAIL = re.compile(r"(?<=\S)[ \t]{1,200}[#*|/%;]{1,3}[ \t]{0,40}$", re.M)
_LIST = re.compile(
    (
        r"(?:\s*\n[ \t]*(?:[-*•+]|\d+[.)])[ \t][^\n]*(?:\n[ \t]+[^\s*•+-][^\n]*)*){1,8}(?:\s{1,4}at (?:your|"
        r"the user's) (?:option|preference|choice))?"
    ),
    re.I,
)
_ITEM = re.compile(r"[ \t]*(?:[-*•+]|\d+[.)])[ \t]")
_INTRO = re.compile(
    r"[^\n]{0,200}(?::|\bof|\beither|\blicen[sc]es)[ \t]*\n(?:[ \t]*\n)?(?:[ \t]*(?:[-*•+]|\d+[.)])[ \t][^\n]*\n){0,6}\Z", re.I
)
_BREAK = re.compile(r"\n[ \t]*\n|(?<=[a-z0-9)\]\"'][.!?])[)\"']?\s+(?=[A-Z\"'(\[])|\n(?=[ \t]*(?:[-*•]|\d+[.)])\s)")
_HEADING = re.compile(
    (
        r"^[ \t]*(?:#{1,6}|=+|\d+\.?|\*\*)?[ \t]*(?:\W{0,4}[ \t])?(?:\d+\.?[ \t]+)?(?:[\w&/-]+[ \t]+)"
        r"{0,3}?(?:licen[sc](?:e|es|ing)|legal)(?:[ \t]+(?:and|&)[ \t]+[\w-]+|[ \t]+information|"
        r"[ \t]+statement)?[ \t]*:?[ \t]*(?:#+|=+|\*\*)?[ \t]*$"
    ),
    re.I | re.M,
)
_NEXT_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+\S|^[^\n]{2,60}\n[=~-]{3,}[ \t]*$", re.M)
_FIELD = re.compile(
    (
        r"^[ \t]*[\"':]?licen[sc]e[\"']?[ \t]*(?::|=>?)[ \t]*[\"'\[{(]*([A-Za-z0-9][^\n\"'\]}]{1,80})|(?:@|"
        r"\bx-)licen[sc]e:?[ \t]+([^\n]{2,80})|<licen[sc]e>\s*<name>\s*([^<\n]{2,80})|"
        r"<licen[sc]e[^>]{0,60}>\s*([^<\n]{2,80})</licen[sc]e>|License ::\s+(?:OSI Approved ::\s+)"
        r"?([^\n\"']{2,80})"
        r"|[\"']licen[sc]es?[\"']\s*:\s*\[?\s*(?:\{[^{}]{0,160}?[\"'](?:type|name)[\"']\s*:\s*)"
        r"?[\"']([^\"'\n]{2,80})|(?:^|\n)About: License\s+([^\n]{5,80})"
    ),
    re.I | re.M,
)
_COPYRIGHT = re.compile(r"(?:\bcopyright\b|©|\(c\))[\s,:*#]{0,6}(?:\(c\)|©|\bby\b)?[^\n]{0,200}", re.I)
_YEARS_BEFORE = re.compile(r"\b((?:1[89]|20)\d\d(?:[-–](?:(?:1[89]|20)?\d\d))?)[\s,]{0,3}\Z")
_HOLDER_ENDS = re.compile(
    r"\s*(?:\ball\b\s+(?:other\s+)?rights\b|[|•·]|\.\s|\s{3,}|<|\s-\s|\.?$)"
    r"|\s+(?:permission\b|(?:and\s+)?(?:is\s+|are\s+)?licen[sc]ed\b|redistribution\b|this\s+(?:program|file|software|library|work)\b)",
    re.I,
)
LONGEST_NOTICE = 260
"Characters of a copyright notice that are looked at."
_USUAL = re.compile(
    r"(?:(?:copyright|\(c\)|©) )+((?:1[89]|20)[0-9]{2}(?:-(?:1[89]|20)[0-9]{2})?),? (?!(?:and|to|present|now|today)\b)"
    r"([A-Za-z][^0-9]*)",
    re.I,
)
"A notice in the form that most have: what spaCy's tokens would say of it is known without them, and without loading spaCy."


@dataclass(frozen=True, slots=True)
class Notice:
    """A licence stated in words."""

    span: Span
    spdx: str
    place: str
    "sentence, section, field, or pointer, where only a file of a licence's text is named."
    grants: bool
    "False where the words only speak about it."


@dataclass(frozen=True, slots=True)
class Copyright:
    """A copyright notice."""

    span: Span
    holder: str
    years: str
    "As written, such as 2014-2020; empty where there is none."
    reserved: bool
    "All rights are said to be reserved."


def plain(text: str, start: int = 0, end: int | None = None) -> str:
    """A text of the same length without the marks of comments at the beginnings and ends of lines from start to end."""
    end = len(text) if end is None else end
    part = _MARKS.sub(lambda found: " " * len(found[0]), text[start:end])
    return text[:start] + _TRAIL.sub(lambda found: " " * len(found[0]), part) + text[end:]


def notices(
    clean: str, places: list[Span], headings: list[Span], fields: list[Span], licences: Licences, words: Words
) -> list[Notice]:
    """
    Licences named near places of a text, each the first time: in fields, in sections about the licence, in sentences that grant.

    `clean` is the text as `plain` gives it.
    """
    found: list[Notice] = []
    declared = list(_fields(clean, fields, licences))
    if len({notice.spdx for notice in declared}) > LISTED:
        declared = [replace(notice, grants=False) for notice in declared]
    told: set[tuple[str, str, bool]] = set()
    for stated in (*declared, *_sections(clean, headings, licences, words), *_sentences(clean, places, licences, words)):
        said = (stated.spdx, stated.place, stated.grants)
        if said not in told and all(
            stated.span.end <= other.span.start or other.span.end <= stated.span.start for other in found
        ):
            found.append(stated)
            told.add(said)
    return _without_tables(clean, sorted(found, key=lambda notice: notice.span))


def _without_tables(text: str, found: list[Notice]) -> list[Notice]:
    """Licences in several rows of a table are those of what the table lists."""
    rows = {notice: _line(text, notice.span).count("|") > 0 for notice in found}
    if len({notice.spdx for notice, is_row in rows.items() if is_row}) < 2:
        return found
    return [replace(notice, grants=False) if rows[notice] else notice for notice in found]


def _line(text: str, span: Span) -> str:
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)]


def copyrights(text: str, places: list[Span], words: Words) -> Iterator[Copyright]:
    """Copyright notices at places, parsed; where all rights are reserved and nobody is named, that alone."""
    last = -1
    for place in places:
        match = _COPYRIGHT.search(text, max(last, place.start - 2), min(len(text), place.end + 300))
        if match is None or match.start() <= last:
            alone = words.reserved.match(text, place.start) if match is None and place.start > last else None
            if alone is not None:
                last = alone.end()
                yield Copyright(Span(*alone.span()), "", "", True)
            continue
        last = match.end()
        parsed = _parsed(match[0].rstrip(), words)
        if parsed is not None:
            years, holder = parsed
            before = None if years else _YEARS_BEFORE.search(text, max(0, match.start() - 16), match.start())
            reserved = bool(words.reserved.search(text, match.start(), min(len(text), match.end() + 80)))
            start = before.start() if before else match.start()
            yield Copyright(Span(start, match.start() + len(match[0].rstrip())), holder, before[1] if before else years, reserved)


def _fields(text: str, places: list[Span], licences: Licences) -> Iterator[Notice]:
    done = 0
    known: dict[str, Stated] = {}
    fences = [found.start() for found in re.finditer("\n```", text)] if places else []
    for place in places:
        start = max(done, place.start - 300, text.rfind("\n", 0, place.start) + 1)
        match = _FIELD.search(text, start, min(len(text), place.end + 300))
        if match is None or place.start < done:
            continue
        done = match.end()
        number = match.lastindex or 0
        value = re.split(r",? see\b", match.group(number), maxsplit=1)[0].strip().rstrip(",;.*/->").strip("\"'` ")
        if value not in known:
            known[value] = licences.declared(value) if len(value.split()) < 9 else Stated(NOASSERTION)
        stated = known[value]
        if stated.spdx != NOASSERTION:
            span = Span(match.start(number), match.start(number) + len(value))
            yield Notice(span, stated.spdx, "field", not _is_example(text, span.start, fences))


def _is_example(text: str, place: int, fences: list[int]) -> bool:
    """True within a block of code of a text that is written in Markdown, with fences there, or in reStructuredText."""
    if bisect_left(fences, place) % 2:
        return True
    *before, line = text[max(0, place - LONGEST_EXAMPLE) : place].split("\n")
    outer = next((one for one in reversed(before) if one.strip() and not one[0].isspace()), "")
    return line[:1].isspace() and outer.rstrip().endswith("::")


def _sections(text: str, places: list[Span], licences: Licences, words: Words) -> Iterator[Notice]:
    """Names in the first words under a heading about the licence."""
    for place in places:
        heading = _HEADING.search(text, text.rfind("\n", 0, place.start) + 1, min(len(text), place.end + 40))
        if heading is None:
            continue
        after = _NEXT_HEADING.search(text, heading.end() + 12)
        end = min(after.start() if after else len(text), heading.end() + 1500)
        for start, stop in _split(text, heading.end(), end):
            named = list(licences.named(text, start, stop))
            said = text[start:stop]
            is_short = len(said.split()) <= 16
            if named and not words.speaks_about.search(said) and (is_short or words.grants.search(said)):
                yield from _joined(named, said, start, "section", True, words)


def _sentences(text: str, places: list[Span], licences: Licences, words: Words) -> Iterator[Notice]:
    done = 0
    for place in places:
        if place.start < done:
            continue
        start, stop = around(text, place)
        done = stop
        named = list(licences.named(text, start, stop))
        said = text[start:stop]
        if POINTER in said:
            yield from _pointed(said, start, named, licences)
        elif named and words.grants.search(said):
            yield from _joined(named, said, start, "sentence", not words.speaks_about.search(said), words)


def _pointed(said: str, start: int, named: list[Named], licences: Licences) -> Iterator[Notice]:
    """Files that hold a licence's text; what is said of one beside it may tell its version."""
    for found in re.finditer(re.escape(POINTER) + r"[\w.-]{2,16}", said):
        spdx = licences.url(found[0])
        if spdx is not None:
            before = [one.spdx for one in named if one.span.end <= start + found.start() and not is_unversioned(one.spdx)]
            same = [one for one in before if family(one) == family(spdx)]
            yield Notice(Span(start + found.start(), start + found.end()), same[-1] if same else spdx, "pointer", True)


def _joined(named: list[Named], said: str, start: int, place: str, grants: bool, words: Words) -> Iterator[Notice]:
    """Names of one sentence: a choice is one expression, others stand for themselves."""
    named = [one for one in named if not says_less(one.spdx, [other.spdx for other in named])]
    ids = list(dict.fromkeys(one.spdx for one in named))
    whole = Span(named[0].span.start, named[-1].span.end)
    if len(ids) > 1 and (words.choice.search(said) or _is_or_between(named, said, start)):
        yield Notice(whole, " OR ".join(f"({one})" if " " in one else one for one in ids), place, grants)
        return
    seen: set[str] = set()
    for one in named:
        if one.spdx not in seen:
            seen.add(one.spdx)
            yield Notice(one.span, one.spdx, place, grants)


def _is_or_between(named: list[Named], said: str, start: int) -> bool:
    """True where all that stands between the names is a list with an "or"."""
    gaps = [said[one.span.end - start : other.span.start - start] for one, other in pairwise(named)]
    return all(len(gap) < 60 for gap in gaps) and bool(re.search(r"\bor\b", gaps[-1], re.I))


def around(text: str, place: Span) -> tuple[int, int]:
    """The sentence that holds a place."""
    low, high = max(0, place.start - LONGEST_SENTENCE // 2), min(len(text), place.end + LONGEST_SENTENCE)
    starts = [match.end() for match in _BREAK.finditer(text, low, place.start)]
    ends = _BREAK.search(text, place.end, high)
    stop = ends.start() if ends else high
    if re.search(r"(?::|\bof|\beither|\blicen[sc]es)\s*$", text[max(0, stop - 30) : stop]) and (items := _LIST.match(text, stop)):
        stop = items.end()
    start = starts[-1] if starts else low
    if _ITEM.match(text, start) and (intro := _INTRO.search(text, low, start)):
        start = intro.start()
    return start, stop


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    here = start
    for match in _BREAK.finditer(text, start, end):
        yield here, match.start()
        here = match.end()
    yield here, end


def _parsed(notice: str, words: Words) -> tuple[str, str] | None:
    """Years and holder of a notice; None where there is neither."""
    written, said = _simple(notice) or _tokenized(notice)
    said = words.reserved.split(said, maxsplit=1)[0]
    holder = _HOLDER_ENDS.split(said, maxsplit=1)[0]
    holder = re.sub(r"^(?:by|the)\s+", "", holder.strip(" ,.:;-–*/#\"'()[]。،"), flags=re.I)[:120]
    if not written and not (holder[:1].isalpha() and not holder[:1].islower()):
        return None
    return (written, holder) if written or len(holder) > 1 else None


def _simple(notice: str) -> tuple[str, str] | None:
    """Years as written and what follows them, of a notice in the usual form; None: it must be looked at word by word."""
    found = _USUAL.fullmatch(notice) if len(notice) <= LONGEST_NOTICE else None
    return (found[1], found[2]) if found else None


def _tokenized(notice: str) -> tuple[str, str]:
    """Years as written, and what stands after them or, where nothing does, before them."""
    nlp, matcher = _pipeline()
    document = nlp(notice[:LONGEST_NOTICE])
    years = [document[start:end] for _, start, end in matcher(document)]
    last = max((span.end for span in years), default=0)
    first_word = next(
        (token.i for token in document if token.lower_ not in _LEADING and not token.is_punct and not token.is_space),
        len(document),
    )
    said = document[max(last, first_word) :].text if len(document) > max(last, first_word) else ""
    if not said.strip(" .,") and years and years[0].start > first_word:
        said = document[first_word : years[0].start].text
    return _written(document, years), said


def _written(document: Any, years: list[Any]) -> str:
    """Years as they are written, where only signs stand between them; else one after another."""
    whole = document[years[0].start : years[-1].end] if years else document[:0]
    inside = {token.i for span in years for token in span}
    if all(token.i in inside or not token.is_alpha for token in whole):
        return " ".join(whole.text.split())
    return ", ".join(dict.fromkeys(span.text for span in years))


_LEADING = frozenset({"copyright", "©", "(c", "c", ")", "(", "(c)", "by", "copr", "all"})


@cache
def _pipeline() -> tuple[Any, Any]:
    """A tokenizer and a matcher of years, made once."""
    import spacy
    from spacy.matcher import Matcher
    from spacy.util import filter_spans  # noqa: F401

    nlp = spacy.blank("xx")
    matcher = Matcher(nlp.vocab)
    year = {"TEXT": {"REGEX": r"^(?:1[89]|20)\d\d(?:[-–](?:(?:1[89]|20)?\d\d|present|now))?$"}}
    dash = {"TEXT": {"IN": ["-", "–", "—", ",", "/", "&", "and", "to"]}}
    matcher.add(
        "YEARS", [[year], [year, dash, year], [year, dash, {"LOWER": {"IN": ["present", "now", "today"]}}]], greedy="LONGEST"
    )
    return nlp, matcher
