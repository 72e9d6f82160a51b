"""
Licences, as a text or its record states them: tags, fields, marks of pages, licence texts, notices, and copyright lines.

Misses fragments of licence texts, the rest of a file with more than some hundred of them, notices in languages beyond those of
the pack, and licences that stand in another file or page. Finds notices of parts too: what a vendored file or a picture says does
not always hold for the whole, so each finding tells its scope. What a record declares about itself, and what a file says, has
scope "file"; a page "page"; a picture in it "element".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any

import pyarrow.compute as pc

from audit.batch import Batch, Document, Hit
from audit.detection import Signals, state
from audit.detectors._licence_cards import declared, is_card
from audit.detectors._licence_notices import around, copyrights, notices, plain
from audit.detectors._licence_pages import is_page, page_marks
from audit.detectors._licence_words import words
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references import licence_prints, licence_texts, licences
from audit.references.licence_expressions import NOASSERTION
from audit.references.licence_index import family
from audit.references.licence_texts import TextMatch
from audit.text.matcher import Pattern

NAME = "licence"
BEFORE, AFTER = 1200, 2600
"Characters around a hit in which a licence text is looked for."
JOINED = 6000
"Characters between such surroundings that are looked at too, so that a long text stays whole."
AROUND = 3000
"Characters around the first and the last hit of which marks of comments are taken off."
TRUSTED = 16
"Words of a known notice that speaks for itself; shorter ones may stand in a sentence that says more."
MOST_OF_IT = 0.5
"Share of a licence's words from which a part of it, and of no other, is a finding."
BESIDE = 700
"Characters between a licence's statement and a condition that is told as beside it."
LONGEST_CONDITION = 300
"Characters before and after the words of a condition that are told."
MOST_COPYRIGHTS = 5
"Copyright notices that are told of one document."
_WORDED = frozenset({"text", "name", "grant", "heading", "field", "mark"})
"Kinds of hits around which licence texts and notices are looked for."
WHOLE_FILE = 0.8
"Share of a file's characters from which a licence is all of it."
LAST_LINES = 600
"Characters around the end of such a licence that are about its text."
_IDS = re.compile(r"[\w.+-]+(?: WITH [\w.+-]+)?(?=\)?(?: (?:AND|OR) |$))")
_GNU = frozenset({"GPL", "LGPL", "AGPL", "GFDL"})
_TAG = re.compile(r"SPDX-License-Identifier:[ \t]*([^\n\r]{1,200})", re.I)
_TAG_END = re.compile(r"\s*(?:\*/|-->|#\}|\?>|%>|\"|'|`|<|\\n|\*\)|\}\}).*$")


@dataclass(frozen=True, slots=True)
class _Seen:
    span: Span
    spdx: str | None
    scope: str
    place: str
    level: Level
    score: float
    evidence: tuple[Evidence, ...]
    more: dict[str, Scalar] = field(default_factory=dict)


class Licence:
    """Finds statements of licences."""

    name = NAME
    version = 2

    def __init__(self, signals: Signals) -> None:
        self._folder = signals.folder
        self._words = words(signals.table["words"])
        self.patterns = tuple(
            Pattern(NAME, f"{kind}-{place}", regex)
            for kind, rows in signals.table["patterns"].items()
            for place, regex in enumerate(rows)
        )

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """What the records declare, what their pages are marked with, and what their texts say."""
        seen: dict[int, list[_Seen]] = {}
        for document in batch.having("licence"):
            seen.setdefault(document.index, []).extend(self._declared(document))
        for index in _marked(batch):
            seen.setdefault(index, []).extend(self._marks(batch.document(index)))
        documents: dict[int, Document] = {}
        for document, hits in batch.hits(self):
            documents[document.index] = document
            seen.setdefault(document.index, []).extend(self._said(document, hits))
        for index in sorted(seen):
            document = documents.get(index) or batch.document(index)
            for one in sorted(seen[index], key=lambda one: (one.span, one.place, one.spdx or "")):
                yield self._state(document, one)

    def _state(self, document: Document, one: _Seen) -> Finding:
        attributes: dict[str, Scalar] = {"scope": one.scope, "place": one.place, **one.more}
        if one.spdx is not None:
            attributes["spdx"] = one.spdx
        return state(
            self, document, Kind.LICENCE, one.level, one.span, one.score, *one.evidence, reference=one.spdx, attributes=attributes
        )

    def _declared(self, document: Document) -> Iterator[_Seen]:
        """The record's own field: it is about the whole record."""
        said = str(document.licence).strip()
        if not said:
            return
        stated = self._licences.declared(said)
        more: dict[str, Scalar] = {"declared": said[:200]}
        if stated.suggestion:
            more["suggestion"] = stated.suggestion
        level = Level.CLUE if stated.spdx == NOASSERTION else Level.FINDING
        yield _Seen(Span(0, 0), stated.spdx, "file", "field", level, 0.9, _one("record-fields", 1, "fields"), more)

    def _marks(self, document: Document) -> Iterator[_Seen]:
        """Marks that the reader kept of a page outside its text; the first of meta, JSON-LD, link, a wins."""
        found = [(mark["place"], spdx, mark["value"]) for mark in document.marks if (spdx := self._marked_with(mark))]
        order = ("header", "meta", "json-ld", "link", "a:footer", "a:aside", "a:header", "a:body", "a:figure")
        best = min(found, key=lambda one: order.index(one[0]) if one[0] in order else len(order), default=None)
        for place, spdx, value in dict.fromkeys(found):
            is_best = best is not None and spdx == best[1]
            is_element = place == "a:figure" or (place.startswith("a:") and not is_best)
            scope, more = "element" if is_element else "page", {"declared": value[:200]}
            level = Level.FINDING if is_element or is_best else Level.CLUE  # two marks of a page that disagree
            yield _Seen(Span(0, 0), spdx, scope, place, level, 0.9, _one("marks", 1, "marks"), dict(more))

    def _marked_with(self, mark: dict[str, str]) -> str | None:
        if not re.search(r"licen[sc]e|rights|copyright", mark["name"] or "", re.I):
            return None
        value = mark["value"] or ""
        return self._licences.url(value) or next((one.spdx for one in self._licences.named(value) if "CC" in one.spdx), None)

    def _said(self, document: Document, hits: tuple[Hit, ...]) -> list[_Seen]:
        text, places = document.text, _places(document, hits)
        kinds = places.keys()
        seen = list(self._tags(text)) if "tag" in kinds else []
        page = is_page(text)
        card = not page and is_card(text)
        if page and kinds & {"mark", "field"}:
            seen += self._pages(text)
        if card:
            seen += self._cards(text)
        short: list[TextMatch] = []
        if kinds & _WORDED:
            worded, short = self._worded(text, places)
            seen += worded
        if kinds & {"name", "grant", "heading", "field", "mark"}:
            seen += self._notices(text, places, seen, page)
        seen += self._short(text, short, seen, page)
        seen = _settled(seen, len(text))
        if card:
            seen = [replace(one, scope="dataset") if one.scope == "file" else one for one in seen]
        scope = "page" if page else "dataset" if card else "file"
        if "condition" in kinds:
            seen += list(self._conditions(text, places["condition"], seen, scope))
        if "rights" in kinds:
            licensed = any(one.spdx and one.scope != "element" and one.level is Level.FINDING for one in seen)
            seen += self._rights(text, places["rights"], licensed, scope)
        return seen

    def _worded(self, text: str, places: dict[str, list[Span]]) -> tuple[list[_Seen], list[TextMatch]]:
        """Licence texts and notices, and apart from them the notices of a few words."""
        windows = _windows(_of(places, *_WORDED), len(text))
        seen = list(self._models(text, windows)) if "model" in places and "text" in places else []
        of_models = [one.span for one in seen]
        matches = [one for one in self._texts_index.search(text, windows) if not _overlaps(one.span, of_models)]
        short = [one for one in matches if 0 < one.template < TRUSTED]
        return [*seen, *self._texts([one for one in matches if not 0 < one.template < TRUSTED])], short

    def _tags(self, text: str) -> Iterator[_Seen]:
        told: set[str] = set()
        for match in _TAG.finditer(text):
            said = _TAG_END.sub("", match[1]).strip()
            stated = self._licences.expression(said)
            if stated.spdx in told or not said:
                continue
            told.add(stated.spdx)
            more: dict[str, Scalar] = {"declared": said}
            if stated.suggestion:
                more["suggestion"] = stated.suggestion
            span = Span(match.start(), match.start(1) + len(said))
            yield _Seen(span, stated.spdx, "file", "tag", Level.FINDING, 1.0, _one("tags", 1, "tags"), more)

    def _pages(self, text: str) -> Iterator[_Seen]:
        for mark in page_marks(text, self._licences, self._words):
            score = 0.95 if mark.scope == "page" else 0.6
            yield _Seen(
                mark.span, mark.spdx, mark.scope, mark.place, Level.FINDING, score, _one("place-weight", mark.weight, "points")
            )

    def _texts(self, matches: list[TextMatch]) -> Iterator[_Seen]:
        for match in matches:
            evidence = [
                Evidence("words-of-licence", round(match.recall, 4), "share"),
                Evidence("words-of-place", round(match.precision, 4), "share"),
            ]
            more: dict[str, Scalar] = {"modified": match.modified}
            if match.changes is not None:
                evidence.append(Evidence("words-added", match.changes.added, "words"))
                evidence.append(Evidence("words-removed", match.changes.removed, "words"))
                more["changes"] = match.changes.told
            place = "header" if match.is_header else "text"
            level = Level.FINDING
            if match.rivals is not None:
                more["part"] = True
                evidence.append(Evidence("licences-as-like", match.rivals, "licences"))
                level = Level.CLUE if match.rivals or match.recall < MOST_OF_IT else level
            yield _Seen(match.span, match.spdx, "file", place, level, match.recall, tuple(evidence), more)

    def _models(self, text: str, windows: list[Span]) -> Iterator[_Seen]:
        """Licences of models and data of which only prints are known."""
        for match in self._prints.search(text, windows):
            evidence = (
                Evidence("prints-of-licence", round(match.share, 4), "share"),
                Evidence("prints-found", match.prints, "prints"),
            )
            more: dict[str, Scalar] = {"modified": match.modified}
            yield _Seen(match.span, match.spdx, "file", "text", Level.FINDING, min(1.0, match.share), evidence, more)

    def _cards(self, text: str) -> Iterator[_Seen]:
        """What a file that describes a dataset declares of it."""
        for one in declared(text, self._licences):
            more: dict[str, Scalar] = {"declared": one.said}
            if one.stated.suggestion:
                more["suggestion"] = one.stated.suggestion
            level = Level.CLUE if one.stated.spdx == NOASSERTION else Level.FINDING
            yield _Seen(one.span, one.stated.spdx, "dataset", "card", level, 0.9, _one("record-fields", 1, "fields"), more)

    def _conditions(self, text: str, places: list[Span], seen: list[_Seen], scope: str) -> Iterator[_Seen]:
        """Conditions beside a licence that are not the licence's own words."""
        stated = [
            one.span for one in seen if one.spdx not in (None, NOASSERTION, licences.RESERVED) and one.level is Level.FINDING
        ]
        own = [one.span for one in seen if one.place in ("text", "header")]
        last = 0
        for place in places:
            near = any(place.start - BESIDE < span.end and span.start < place.end + BESIDE for span in stated)
            if place.start < last or not near or _overlaps(place, own):
                continue
            start, last = around(text, place)
            start, last = max(start, place.start - LONGEST_CONDITION), min(last, place.end + LONGEST_CONDITION)
            more: dict[str, Scalar] = {"notice": "extra_condition"}
            yield _Seen(Span(start, last), None, scope, "sentence", Level.FINDING, 0.7, _one("conditions", 1, "conditions"), more)

    def _short(self, text: str, matches: list[TextMatch], seen: list[_Seen], page: bool) -> Iterator[_Seen]:
        """Known notices of a few words, where no sentence was understood: they are as good as the sentence around them."""
        taken = [one.span for one in seen if len(one.span)]
        for match in matches:
            if _overlaps(match.span, taken):
                continue
            start, stop = around(text, match.span)
            holds = not page and not self._words.speaks_about.search(text, start, stop)
            level, score = (Level.FINDING, 0.85) if holds else (Level.CLUE, 0.3)
            evidence = _one("words-of-notice", match.template, "words")
            yield _Seen(match.span, match.spdx, "page" if page else "file", "sentence", level, score, evidence)

    def _notices(self, text: str, places: dict[str, list[Span]], seen: list[_Seen], page: bool) -> Iterator[_Seen]:
        taken = [one.span for one in seen if len(one.span)]
        free = [place for place in _of(places, "name", "grant", "mark") if not _overlaps(place, taken)]
        headings, fields = _of(places, "heading"), _of(places, "field")
        first, *_, last = sorted([*free, *headings, *fields]) * 2 or [Span(0, 0)] * 2
        clean = plain(text, max(0, first.start - AROUND), min(len(text), last.end + AROUND))
        for notice in notices(clean, free, headings, fields, self._licences, self._words):
            if _overlaps(notice.span, taken):
                continue
            holds = notice.grants and not page and notice.spdx != NOASSERTION
            level, score = (Level.FINDING, 0.85) if holds else (Level.CLUE, 0.3)
            scope = "page" if page else "file"
            yield _Seen(notice.span, notice.spdx, scope, notice.place, level, score, _one("names", 1, "names"))

    def _rights(self, text: str, places: list[Span], licensed: bool, scope: str) -> Iterator[_Seen]:
        """Copyright notices; that all rights are reserved is a statement of its own only where nothing is licensed."""
        told: set[tuple[str, str]] = set()
        for one in copyrights(text, places, self._words):
            if len(told) == MOST_COPYRIGHTS:
                return
            if (one.holder, one.years) in told:
                continue
            told.add((one.holder, one.years))
            more: dict[str, Scalar] = {"notice": "all_rights_reserved" if one.reserved else "copyright"}
            more |= {key: value for key, value in (("holder", one.holder), ("years", one.years)) if value}
            spdx = licences.RESERVED if one.reserved and not licensed else None
            yield _Seen(one.span, spdx, scope, "notice", Level.FINDING, 0.9, _one("notices", 1, "notices"), more)

    @cached_property
    def _licences(self) -> licences.Licences:
        return licences.load(self._folder)

    @cached_property
    def _prints(self) -> licence_prints.Prints:
        return licence_prints.load(self._folder / "prints.json.xz")

    @cached_property
    def _texts_index(self) -> licence_texts.LicenceTexts:
        return licence_texts.load(self._folder / "texts.json.xz")


def create(signals: Signals) -> Licence:
    """Make the detector from its pack's signals."""
    return Licence(signals)


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _settled(seen: list[_Seen], length: int) -> list[_Seen]:
    """What says less than another statement of the same document, or is about a licence's own text, is a clue."""
    stated = [one for one in seen if one.spdx and one.level is Level.FINDING and one.scope != "element"]
    told = {str(one.spdx) for one in stated if one.place != "pointer"}
    vague = {spdx for spdx in told if licences.says_less(spdx, told)}
    worded = {str(one.spdx).removesuffix("-or-later") for one in stated if one.place == "header" and "-or-later" in str(one.spdx)}
    vague |= {spdx for spdx in told if spdx.endswith("-only") and spdx.removesuffix("-only") in worded}
    vague |= {spdx for spdx in told if " " in spdx and all(_is_told(part, told) for part in _IDS.findall(spdx))}
    families = {family(spdx) for spdx in told}
    whole = max((one.span for one in stated if one.place == "text"), key=len, default=Span(0, 0))
    return [
        replace(one, level=Level.CLUE, score=0.3) if _adds_nothing(one, vague, families) or _is_about(one, whole, length) else one
        for one in seen
    ]


def _is_told(spdx: str, told: set[str]) -> bool:
    return spdx in told or licences.says_less(spdx, told)


def _adds_nothing(one: _Seen, vague: set[str], families: set[str]) -> bool:
    if one.place == "pointer":
        own = family(str(one.spdx))
        return own in families or (own in _GNU and bool(_GNU & families))
    return one.spdx in vague and one.place in ("sentence", "section", "header")


def _is_about(one: _Seen, whole: Span, length: int) -> bool:
    """True for a statement in the last lines after a licence that is all of a file: it is about the licence's text."""
    is_last = length - whole.end < LAST_LINES and one.span.start >= whole.end - LAST_LINES
    return len(whole) > WHOLE_FILE * length and is_last and one.place in ("tag", "sentence")


def _one(measure: str, value: float, unit: str) -> tuple[Evidence, ...]:
    return (Evidence(measure, value, unit),)


def _marked(batch: Batch) -> list[int]:
    """The documents with a mark about rights."""
    marks: Any = batch.table.column("marks")
    if marks.null_count == len(marks):
        return []
    names = pc.struct_field(pc.list_flatten(marks), "name")
    about = pc.match_substring_regex(names, "(?i)licen[sc]e|rights|copyright")
    found: list[int] = pc.unique(pc.list_parent_indices(marks).filter(about)).to_pylist()
    return found


def _places(document: Document, hits: tuple[Hit, ...]) -> dict[str, list[Span]]:
    """The places of hits by kind, ascending."""
    places: dict[str, list[Span]] = {}
    for hit in hits:
        places.setdefault(hit.pattern.id.partition("-")[0], []).append(document.span(hit))
    return {kind: sorted(spans) for kind, spans in places.items()}


def _of(places: dict[str, list[Span]], *kinds: str) -> list[Span]:
    """The places of some kinds, ascending."""
    return sorted(chain.from_iterable(places.get(kind, []) for kind in kinds))


def _windows(places: list[Span], length: int) -> list[Span]:
    """Surroundings of places, those that touch joined."""
    windows: list[Span] = []
    for place in places:
        start, end = place.start - BEFORE, place.end + AFTER
        start, end = (start if start > AFTER else 0), (end if length - end > AFTER else length)
        if windows and start <= windows[-1].end + JOINED:
            windows[-1] = Span(windows[-1].start, max(end, windows[-1].end))
        else:
            windows.append(Span(start, end))
    return windows
