"""
Text that says of itself that a model wrote it: what it calls itself, assistant phrases, chat templates, reasoning, disclosures.

Misses text that carries no mark, which is most of what models write, and phrases in languages beyond those of the pack. Finds
what people quote too, and tells it apart only where quotation marks, a verb of saying or a user's turn show it. A name in a text
is what the text says, not proof.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from audit.batch import Batch, Document, Hit
from audit.detection import Signals, state
from audit.detectors import _generated_text_prompts as prompts
from audit.detectors._generated_text_quoting import STATEMENTS, Quotations, fences
from audit.detectors._generated_text_style import Style, load
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references import datasets
from audit.references.datasets import Datasets, Known
from audit.text.matcher import Pattern

NAME = "generated-text"
DATASETS = "datasets.csv"
"The pack's list of datasets that models made."
PEOPLE = frozenset({"user", "human", "prompter", "customer", "question"})
NOBODY = frozenset({"", "human", "humans", "none", "null", "unknown", "n/a", "na", "nan", "person", "people"})
"What `model` fields say where no model wrote."
MODEL_ROLES = ("gpt", "chatgpt", "bard", "claude", "gemini", "bing", "copilot", "grok", "llama")
"Roles of chat turns that name a model; `assistant` may be a person."
_SENTENCE = re.compile(r"(?:^|[.!?。！？…:]['\")\]*]{0,3}\s|\n|[|>]\s?|[-*•]\s|[.!?。！？])\s{0,8}[\"'“*_#]{0,3}$")


@dataclass(frozen=True)
class Family:
    """A maker and its models, and how texts name them."""

    family: str
    provider: str
    maker: str
    name: str
    common: str
    models: str

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Any of its names, as whole words."""
        return re.compile(rf"(?<![A-Za-z0-9])(?:{_join([self.name, self.common, self.maker])})(?![A-Za-z0-9])")


@dataclass(frozen=True)
class Marker:
    """A phrase that models, their interfaces or their files leave in a text."""

    id: str
    sort: str
    level: Level
    regex: str
    anchor: str | None
    opens: bool
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    pair: str
    "What must stand somewhere after it; empty: nothing."
    family: str
    provider: str


@dataclass(frozen=True)
class _Sighting:
    marker: Marker
    span: Span
    level: Level
    quoted: bool
    family: Family | None


class GeneratedText:
    """Finds markers in text, and records that name their generator."""

    name = NAME
    version = 2

    def __init__(self, signals: Signals) -> None:
        self.families = tuple(_family(row) for row in signals.table["family"])
        self.markers = {row["id"]: _marker(row, self.families) for row in signals.table["marker"]}
        self.patterns = tuple(Pattern(NAME, marker.id, marker.regex, anchor=marker.anchor) for marker in self.markers.values())
        self._quotations = Quotations(signals.table)
        self.style: Style | None = None
        self.known_datasets = Datasets()
        self._datasets = tuple((re.compile(row["name"], re.I), row) for row in signals.table.get("dataset", ()))

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """What each text says, then what each record says of itself."""
        for document, hits in batch.hits(self):
            for sighting, occurrences in _told(self._sightings(document, hits)):
                yield self._state(document, sighting, occurrences)
        yield from self._declared(batch)
        yield from self._from_datasets(batch)
        yield from self._roles(batch)
        if self.style:
            yield from self.style.clues(self, batch)

    def describe(self, batch: Batch) -> Mapping[str, pa.Array]:
        """Columns of the table of documents: what chats ask and who, and how much each reads like a model's."""
        return {**prompts.columns(batch), **(self.style.columns(batch) if self.style else {})}

    def _sightings(self, document: Document, hits: tuple[Hit, ...]) -> Iterator[_Sighting]:
        """The hits that hold when one looks closely."""
        text, code = document.text, fences(document.text)
        last = {marker.pair: text.rfind(marker.pair) for marker in self.markers.values() if marker.pair}
        for hit in hits:
            marker, span = self.markers[hit.pattern.id], _trimmed(text, document.span(hit))
            said = text[span.start : span.end]
            if marker.unless is not None and marker.unless.match(text, span.end):
                continue
            if marker.needs is not None and not marker.needs.search(said):
                continue
            quoted = self._is_quoted(document, span, marker.sort, code)
            weak = quoted or _is_weak(document, marker, span, last)
            level = Level.CLUE if weak else marker.level
            yield _Sighting(marker, span, level, quoted, self._family_in(said, marker))

    def _is_quoted(self, document: Document, span: Span, sort: str, code: list[int]) -> bool:
        """True where the text quotes the place or speaks about it."""
        begin = max((turn["start"] for turn in document.turns or () if turn["start"] <= span.start), default=0)
        return self._quotations.hold(document.text, span, begin, sort, code)

    def _family_in(self, said: str, marker: Marker) -> Family | None:
        """The family that the words name; else the marker's own."""
        if marker.family:
            return next(family for family in self.families if family.family == marker.family)
        if marker.sort not in STATEMENTS and marker.sort != "system-prompt":
            return None
        named = [(match.end(), family) for family in self.families if (match := family.named.search(said))]
        return max(named, key=lambda item: item[0])[1] if named else None

    def _state(self, document: Document, sighting: _Sighting, occurrences: int) -> Finding:
        attributes: dict[str, Scalar] = {"marker": sighting.marker.sort, "basis": "text"}
        if sighting.family is not None:
            attributes |= {"family": sighting.family.family, "provider": sighting.family.provider}
        if sighting.quoted:
            attributes["quoted"] = True
        score = 0.95 if sighting.level is Level.FINDING else 0.4
        length = Evidence("phrase-length", len(sighting.span), "characters")
        count = Evidence("occurrences", occurrences, "times")
        reference = f"{NAME}:{sighting.marker.id}"
        return state(
            self,
            document,
            Kind.GENERATED,
            sighting.level,
            sighting.span,
            score,
            length,
            count,
            reference=reference,
            attributes=attributes,
        )

    def _declared(self, batch: Batch) -> Iterator[Finding]:
        """Records whose `model` field names a generator."""
        for document in batch.having("model"):
            model = str(document.model).strip()
            if model.casefold() not in NOBODY:
                yield self._about(document, "model-field", model, self._family_of(model), 0.95)

    def _from_datasets(self, batch: Batch) -> Iterator[Finding]:
        """Records whose source, or else whose file's folder, is a dataset known to hold a model's output."""
        sources = batch.table.column("source")
        folder = self.known_datasets.in_path(batch.name)
        for value in pc.unique(sources).to_pylist():
            row = self._listed(value, folder)
            if not row:
                continue
            family = next((family for family in self.families if family.family == row["family"]), None)
            same = pc.equal(sources, pa.scalar(value, sources.type)) if value is not None else pc.is_null(sources)
            for index in _places(same):
                said = {"dataset": value or row["dataset"], **{key: row[key] for key in ("licence", "product") if row.get(key)}}
                yield self._about(batch.document(index), "dataset", row["model"], family, 0.9, said)

    def _listed(self, source: str | None, folder: Known | None) -> Mapping[str, str]:
        """What is known of a dataset; empty: nothing. The list of ids goes before names that look alike."""
        known = self.known_datasets.find(source) if source else folder
        if known is not None:
            return {"dataset": known.dataset, "model": known.model, "family": known.provider, "licence": known.licence}
        return next((row for regex, row in self._datasets if source and regex.search(source)), {})

    def _roles(self, batch: Batch) -> Iterator[Finding]:
        """Chats with a turn whose role names a model: a clue, since people fill such files too."""
        turns = batch.table.column("turns")
        if turns.null_count == len(turns):
            return
        roles = pc.utf8_lower(pc.struct_field(pc.list_flatten(turns), "role"))
        parents = pc.list_parent_indices(turns).filter(pc.is_in(roles, pa.array(MODEL_ROLES)))
        for index in pc.unique(parents).to_pylist():
            document = batch.document(index)
            role = next(turn["role"] for turn in document.turns if (turn["role"] or "").lower() in MODEL_ROLES)
            family = None if role.lower() == "gpt" else self._family_of(role)
            yield self._about(document, "chat-role", role, family, 0.4, level=Level.CLUE)

    def _about(
        self,
        document: Document,
        basis: str,
        model: str,
        family: Family | None,
        score: float,
        said: Mapping[str, Scalar] = MappingProxyType({}),
        level: Level = Level.FINDING,
    ) -> Finding:
        """A statement about the record as a whole."""
        attributes: dict[str, Scalar] = {"marker": "schema", "basis": basis, "model": model}
        if family is not None:
            attributes |= {"family": family.family, "provider": family.provider}
        attributes |= said
        fields = Evidence("record-fields", 1, "fields")
        return state(
            self, document, Kind.GENERATED, level, Span(0, 0), score, fields, reference=f"{NAME}:{basis}", attributes=attributes
        )

    def _family_of(self, model: str) -> Family | None:
        """The family of a model's name; the first named wins, so that a tuned model counts to its base."""
        places = [(match.start(), family) for family in self.families if (match := re.search(family.models, model, re.I))]
        return min(places, key=lambda item: item[0])[1] if places else None


def create(signals: Signals) -> GeneratedText:
    """Make the detector from its pack's signals."""
    made = GeneratedText(signals)
    made.style = load(signals)
    made.known_datasets = datasets.load(signals.folder / DATASETS)
    return made


def _family(row: Mapping[str, Any]) -> Family:
    return Family(**{key: row[key] for key in ("family", "provider", "maker", "name", "common", "models")})


def _marker(row: Mapping[str, Any], families: tuple[Family, ...]) -> Marker:
    unless, needs = (re.compile(row[key]) if key in row else None for key in ("unless", "needs"))
    return Marker(
        id=row["id"],
        sort=row["sort"],
        level=Level(row["level"]),
        regex=_expanded(row["phrase"], families),
        anchor=_expanded(row["anchor"], families) if "anchor" in row else None,
        opens=row.get("opens", False),
        unless=unless,
        needs=needs,
        pair=row.get("pair", ""),
        family=row.get("family", ""),
        provider=row.get("provider", ""),
    )


def _expanded(phrase: str, families: tuple[Family, ...]) -> str:
    """A pack's phrase as a regular expression: names put in, blanks and apostrophes widened, letters spelt as bytes."""
    for key in ("maker", "name", "common"):
        phrase = phrase.replace("{" + key + "}", _join([getattr(family, key) for family in families]))
    phrase = re.sub(r"(\[[^\]]*\])| ", lambda found: found[1] or r"\s{1,4}", phrase).replace("{1,4}?", "{0,4}")
    phrase = phrase.replace("'", "(?:'|’)")
    return re.sub(r"[^\x00-\x7f]", lambda letter: "".join(f"\\x{byte:02x}" for byte in letter[0].encode()), phrase)


def _join(alternatives: list[str]) -> str:
    return "|".join(alternative for alternative in alternatives if alternative)


def _trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    said = text[span.start : span.end]
    return Span(span.start + len(said) - len(said.lstrip()), span.end - len(said) + len(said.rstrip()))


def _is_weak(document: Document, marker: Marker, span: Span, last: Mapping[str, int]) -> bool:
    """True where a person seems to speak, or the place is not where the marker stands by itself."""
    text = document.text
    begins = _SENTENCE.search(text[max(0, span.start - 24) : span.start]) or _begins_turn(document, span.start)
    if marker.opens and not begins:
        return True
    if marker.pair and last[marker.pair] < span.end:
        return True
    return marker.sort in STATEMENTS and marker.sort != "disclosure" and (document.role_at(span.start) or "").lower() in PEOPLE


def _begins_turn(document: Document, position: int) -> bool:
    return any(turn["start"] == position for turn in document.turns or ())


def _told(sightings: Iterator[_Sighting]) -> Iterator[tuple[_Sighting, int]]:
    """Statements one by one, of overlapping ones the most telling; of other marks the first of each, with how often it stands."""
    statements: list[_Sighting] = []
    marks: list[_Sighting] = []
    for sighting in sightings:
        (statements if sighting.marker.sort in STATEMENTS else marks).append(sighting)
    told = [(sighting, 1) for sighting in _apart(statements)]
    marks.sort(key=lambda mark: (mark.marker.id, mark.level, mark.span))
    for _, same in groupby(marks, key=lambda mark: (mark.marker.id, mark.level)):
        first, *rest = same
        told.append((first, 1 + len(rest)))
    yield from sorted(told, key=lambda item: (item[0].span, item[0].marker.id))


def _apart(sightings: list[_Sighting]) -> list[_Sighting]:
    """Sightings that do not overlap: those that name a family first, then the longer."""
    kept: list[_Sighting] = []
    for sighting in sorted(sightings, key=_telling):
        if all(sighting.span.end <= other.span.start or other.span.end <= sighting.span.start for other in kept):
            kept.append(sighting)
    return kept


def _telling(one: _Sighting) -> tuple[bool, bool, int, Span, str]:
    return one.level is Level.CLUE, one.family is None, -len(one.span), one.span, one.marker.id


def _places(mask: Any) -> list[int]:
    return [index for index, is_set in enumerate(mask.to_pylist()) if is_set]
