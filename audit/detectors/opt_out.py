"""
Reservations of rights against text and data mining or training, as the capture shows them.

Looks at HTTP headers and meta elements (noai, TDMRep, AIPREF, RSL), at robots.txt, ai.txt, tdmrep.json and RSL documents that lie
in the corpus, and at phrases in text that reserve such rights. Each finding says the signal, whom it speaks to, and `reserved`,
`allowed`, `partial`, `absent` (no such file, or no rule in it) or `unknown`; what the signals mean together is for rules.

Misses what was not captured: nothing is fetched, so that a corpus without headers, pages and robots.txt shows only what its text
says. Reservations in prose are known in nine languages; a text that quotes one is found too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from audit.batch import Batch, Document, Hit
from audit.detection import Signals, state
from audit.errors import PackError
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references import markers, robots, signals, sites
from audit.references.markers import Marker
from audit.references.robots import Agent
from audit.references.signals import Signal
from audit.text.html import page
from audit.text.matcher import Pattern

AGENTS = "agents.csv"

_FILE = re.compile(r"(?:^|[/.])(robots\.txt|ai\.txt|tdmrep\.json)(?:[?#].*)?$", re.IGNORECASE)
_FILE_URL = r"(?i)^[a-z][a-z0-9+.-]*://[^/?#]+/(?:\.well-known/)?(?:robots\.txt|ai\.txt|tdmrep\.json)(?:[?#].*)?$"
_MARKS = r"(?i)^(?:x-robots-tag|robots|tdm-reservation|content-usage|link|license)$"


class OptOut:
    """States what each signal says to whom; contradictions are stated side by side."""

    name = "opt-out"
    version = 2

    def __init__(self, phrases: tuple[Marker, ...], agents: Mapping[str, Agent]) -> None:
        self.phrases = {phrase.id: phrase for phrase in phrases}
        self.agents = agents
        self.patterns = tuple(Pattern(self.name, phrase.id, phrase.regex, not phrase.case) for phrase in phrases)

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """Findings of each document: what its marks say, then what it says as a file about its site, or in its text."""
        hits = {document.index: found for document, found in batch.hits(self)}
        files, marked = _files(batch), self._marked(batch)
        for index in sorted(hits.keys() | files.keys() | marked):
            document = batch.document(index)
            host = _host(document)
            about = _about(document, host)
            site: dict[str, Scalar] = {"host": host} if host else {}
            if index in marked:
                said = signals.of_marks(((m["place"], m["name"], m["value"]) for m in document.marks), self.agents)
                yield from self._state_all(document, about, said)
            if index in files:
                yield from self._from_file(document, {**about, **site}, files[index])
            else:
                yield from self._from_text(document, about, site, hits.get(index, ()))

    def _marked(self, batch: Batch) -> set[int]:
        """Documents with a mark that could be a signal; the names of all marks are looked at as one column."""
        marks = batch.table.column("marks")
        names = pc.utf8_lower(pc.struct_field(pc.list_flatten(marks), "name"))
        told = pc.or_(
            pc.match_substring_regex(names, _MARKS), pc.is_in(names, value_set=pa.array(list(self.agents), pa.string()))
        )
        rows = pc.list_parent_indices(marks).filter(pc.fill_null(told, False))
        return set(np.unique(rows.to_numpy()).tolist())

    def _from_file(self, document: Document, about: Mapping[str, Scalar], file: str) -> Iterator[Finding]:
        """What robots.txt, ai.txt or tdmrep.json says, unless the capture failed."""
        name = {"ai.txt": "ai_txt", "tdmrep.json": "tdmrep"}.get(file, "robots_ai")
        if missing := _missing(document):
            said, unread = [Signal(name, missing)], 0
        elif name == "tdmrep":
            said, unread = signals.of_tdmrep(document.text), 0
        else:
            said, unread = signals.of_robots(document.text, self.agents, name)
            if _as_page(document):  # what an answer in HTML leaves out, it does not deny
                said = [replace(one, value="unknown") if one.value == "absent" else one for one in said]
        evidence = [Evidence("unread", unread, "characters")] if unread else []
        yield from self._state_all(document, {**about, "file": file}, said, *evidence)

    def _from_text(
        self, document: Document, about: Mapping[str, Scalar], site: Mapping[str, Scalar], hits: tuple[Hit, ...]
    ) -> Iterator[Finding]:
        """What a page or an RSL document in the text says, and the first place of each phrase that reserves."""
        first = {hit.pattern.id: hit for hit in reversed(hits)}
        places = {self.phrases[id].platform for id in first}
        if "html" in places:
            yield from self._state_all(document, about, signals.of_marks(page(document.text).marks, self.agents))
        if "rsl" in places:
            for one in signals.of_rsl(document.text):
                own = {"file": "rsl", **site} if one.site_path else {}
                yield from self._state_all(document, {**about, **own}, [one])
        for id, hit in sorted(first.items(), key=lambda one: (one[1].start, one[0])):
            if self.phrases[id].platform == "tos_text":
                yield self._phrase(document, about, self.phrases[id], document.span(hit))

    def _phrase(self, document: Document, about: Mapping[str, Scalar], phrase: Marker, span: Span) -> Finding:
        level = Level.FINDING if phrase.weight >= markers.FINDING else Level.CLUE
        attributes = {**about, "signal": "tos_text", "value": "reserved", "phrase": phrase.id}
        evidence = Evidence("phrase-length", len(span), "characters")
        return state(self, document, Kind.OPTOUT, level, span, float(1 - 10**-phrase.weight), evidence, attributes=attributes)

    def _state_all(
        self, document: Document, about: Mapping[str, Scalar], said: Iterable[Signal], *evidence: Evidence
    ) -> Iterator[Finding]:
        for one in said:
            told = {name: getattr(one, name) for name in ("agent", "agent_purpose", "media", "site_path", "policy", "path_rules")}
            attributes = {
                **about,
                "signal": one.signal,
                "value": one.value,
                **{name: text for name, text in told.items() if text},
            }
            level = Level.FINDING if one.stands else Level.CLUE
            span = Span(one.start, one.end)
            yield state(
                self,
                document,
                Kind.OPTOUT,
                level,
                span,
                0.99,
                Evidence("signals", 1, "signals"),
                *evidence,
                attributes=attributes,
            )


def create(signals: Signals) -> OptOut:
    """Make the detector from its pack's phrases and its list of user agents."""
    phrases = markers.markers(signals.table.get("phrases", ()), "opt_out/pack.toml")
    if strange := sorted({phrase.platform for phrase in phrases} - {"html", "rsl", "tos_text"}):
        raise PackError(f"opt_out/pack.toml: the platform '{strange[0]}' of a phrase is unknown; known: html, rsl, tos_text")
    return OptOut(phrases, robots.agents(signals.folder / AGENTS))


def _files(batch: Batch) -> dict[int, str]:
    """Documents that are a robots.txt, ai.txt or tdmrep.json, by their URL or, without one, by the file's name."""
    urls = batch.table.column("url")
    by_url = pc.indices_nonzero(pc.fill_null(pc.match_substring_regex(urls, _FILE_URL), False)).to_pylist()
    found = {index: named[1].lower() for index in by_url if (named := _FILE.search(urls[index].as_py()))}
    if named := _FILE.search(batch.name):
        found |= dict.fromkeys(pc.indices_nonzero(pc.is_null(urls)).to_pylist(), named[1].lower())
    return found


def _host(document: Document) -> str | None:
    """The host that a document speaks for, by URL or by a file name such as example.org.robots.txt."""
    name = document.batch.name.rsplit("/", 1)[-1]
    url = document.url or (f"//{_FILE.sub('', name)}/" if _FILE.search(name) else None)
    host: str | None = sites.hosts(pa.array([url], pa.string()))[0].as_py()
    return host


def _about(document: Document, host: str | None) -> dict[str, Scalar]:
    """The site that a document speaks for, and the capture's day."""
    domain = sites.registered_domain(host) if host else None
    captured = document.captured.isoformat() if document.captured is not None else None
    return {name: value for name, value in (("domain", domain), ("captured", captured)) if value}


def _missing(document: Document) -> str | None:
    """Where the capture's status says that this is not the file: absent if there was none, unknown if the answer failed."""
    status = _header(document, "status") or "200"
    if status.startswith("2"):
        return None
    return "absent" if status in ("404", "410") else "unknown"


def _as_page(document: Document) -> bool:
    """True where the answer was declared to be HTML, from which lines may be lost."""
    return "html" in (_header(document, "content-type") or "").lower()


def _header(document: Document, name: str) -> str | None:
    return next((mark["value"] for mark in document.marks if (mark["place"], mark["name"]) == ("header", name)), None)
