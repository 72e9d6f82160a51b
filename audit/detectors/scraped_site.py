"""
The site, platform or publisher that a document was taken from.

Four tiers speak, and each finding says which: the record's URL, looked up in a register of known hosts; where that says nothing,
what the captured page says of itself (canonical address, og:site_name, publisher, its type and the software that made it), or the
dataset that the record says it comes from; and marks of the platform left in the text. A host that no register knows may still
tell its kind by its name, such as forums.example.org: mostly a clue, marked `register = pattern`.
Rights marks, such as the stub of a paywall, are findings of their own.

Misses sites that the register does not know and that say nothing of their kind, bare posts and answers without page furniture,
and most news text from which an extractor has taken the furniture; a text that quotes a whole page of a platform is found
too, and a firm's page that calls itself a newspaper's article.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from audit.batch import Batch, Document, Hit
from audit.detection import Signals, state
from audit.detectors._scraped_page import Known, Pages, closed_by
from audit.detectors._scraped_site_model import NOTHING, Learned, Opinion, Text, load
from audit.errors import PackError
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references import host_patterns, markers, sites, speech
from audit.references.host_patterns import HostPattern, HostPatterns
from audit.references.markers import Marker, Match, Vote
from audit.references.sites import Register, Site
from audit.text.matcher import Pattern

REGISTER = "hosts.csv"
SOURCES = "sources.csv"
"Names of datasets and of their subsets, letters and digits only, with the platform that they were taken from."
HOST_PATTERNS = "host_patterns.csv"
WHOLE = Span(0, 0)
PAGE_SCORE = 0.95
"How sure a page's type or software is, of which some sites of other kinds make use."
TRANSCRIPTS = ("transcript", "youtube")
"Platforms whose text is spoken."

Markers: TypeAlias = tuple[Marker, ...]

_CODE = tuple(bytes([sign]) for sign in b"{}()[];=<>_\\$&")


class ScrapedSite:
    """Says where documents come from, by URL, page and text."""

    name = "scraped-site"
    version = 2

    def __init__(
        self,
        register: Register,
        sources: Register,
        kinds: Mapping[str, str],
        votes: Markers,
        rights: Markers,
        always: Sequence[str],
        pages: Pages,
        by_name: HostPatterns,
    ) -> None:
        self.register = register
        self.sources = sources
        self.kinds = kinds
        self.always = frozenset(always)
        self.learned: Learned | None = None
        self.rights = frozenset(marker.id for marker in rights)
        self.markers = {marker.id: marker for marker in (*votes, *rights)}
        self.pages = pages
        self.by_name = by_name
        self.patterns = tuple(Pattern(self.name, m.id, m.regex, not m.case, m.anchor or None) for m in self.markers.values())

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """At most one finding by URL or page, one by text, and one for each kind of rights mark, for each document."""
        known = self.known(batch)
        texts, opinions = self.learned.read(batch, self.texts) if self.learned else (self.texts(batch), {})
        closed = {document.index: name for document in batch.having("marks") if (name := closed_by(document.marks))}
        by_name = self._by_name(batch)
        for index in sorted(known.keys() | texts.keys() | opinions.keys() | closed.keys() | by_name.keys()):
            document = batch.document(index)
            named = known.get(index)
            if named is not None:
                yield self._from_site(document, named)
            elif index in by_name:
                yield self._from_name(document, *by_name[index])
            if index in closed:
                yield self._closed(document, closed[index])
            opinion = opinions.get(index) if named is None else None
            yield from self._from_text(document, texts.get(index, NOTHING), named.site if named else None, opinion)

    def describe(self, batch: Batch) -> Mapping[str, pa.Array]:
        """Columns of the table of documents: what the learned model holds each for."""
        return self.learned.columns(batch, self.texts) if self.learned else {}

    def known(self, batch: Batch) -> Mapping[int, Known]:
        """The documents whose address, page or dataset tells where they come from."""
        return {**dict(self._by_source(batch)), **dict(self._known(batch))}

    def texts(self, batch: Batch) -> Mapping[int, Text]:
        """What markers and the shape of spoken text say of the documents in which there are any."""
        hits = {document.index: found for document, found in batch.hits(self)}
        spoken = speech.spoken(batch)
        places = sorted(hits.keys() | spoken.keys())
        return {index: self._marked(batch.document(index), hits.get(index, ()), spoken.get(index, 0.0)) for index in places}

    def _known(self, batch: Batch) -> Iterator[tuple[int, Known]]:
        """By URL, then, where that says nothing, by page."""
        hosts = sites.hosts_of(batch)
        listed, found = self.register.listed(hosts)
        for index in listed.to_pylist():
            yield index, Known(found[hosts.indices[index].as_py()], hosts[index].as_py(), "url", "url")
        by_url = frozenset(listed.to_pylist())
        for document in batch.having("marks"):
            if document.index not in by_url and (named := self._by_page(document, hosts[document.index].as_py())) is not None:
                yield document.index, named

    def _by_name(self, batch: Batch) -> Mapping[int, tuple[str, HostPattern]]:
        """The documents whose host says by its name what it is, with the host."""
        hosts = sites.hosts_of(batch)
        names = hosts.dictionary.to_pylist()
        said = {number: (name, pattern) for number, name in enumerate(names) if (pattern := self.by_name.find(name)) is not None}
        places = pc.indices_nonzero(pc.is_in(hosts.indices, value_set=pa.array(list(said), hosts.indices.type)))
        return {index: said[hosts.indices[index].as_py()] for index in places.to_pylist()}

    def _by_page(self, document: Document, host: str | None) -> Known | None:
        """By what a page says of itself; who it belongs to is believed only where no URL says otherwise."""
        own = self.pages.own(document.marks) if host is None else None
        return own or self.pages.platform(document.marks, host)

    def _by_source(self, batch: Batch) -> Iterator[tuple[int, Known]]:
        """By the dataset or subset that a record says it comes from."""
        sources = batch.table.column("source").dictionary_encode()
        names = [re.sub(r"[\W_]", "", name.lower()) for name in sources.dictionary.to_pylist()]
        found = {place: site for place, name in enumerate(names) if (site := self.sources.sites.get(name)) is not None}
        for index in pc.indices_nonzero(
            pc.is_in(sources.indices, value_set=pa.array(list(found), sources.indices.type))
        ).to_pylist():
            yield index, Known(found[sources.indices[index].as_py()], "", "source", "source")

    def _from_site(self, document: Document, known: Known) -> Finding:
        site = known.site
        attributes: dict[str, Scalar] = {"tier": known.tier, "platform": site.platform, "source_kind": site.source_kind}
        attributes["marker"] = known.spoke
        if known.host:
            attributes["domain"] = sites.registered_domain(known.host) or known.host
        attributes |= {key: value for key, value in (("publisher", site.publisher), ("group", site.group)) if value}
        if not known.is_listed:
            told = Evidence("page-marks", 1, "marks")
            return state(self, document, Kind.SCRAPED, Level.FINDING, WHOLE, PAGE_SCORE, told, attributes=attributes)
        entries = Evidence("register-entries", 1, "entries")
        reference = f"{SOURCES if known.tier == 'source' else REGISTER}: {site.domain}, {site.source} {site.date}"
        return state(
            self, document, Kind.SCRAPED, Level.FINDING, WHOLE, 0.99, entries, reference=reference, attributes=attributes
        )

    def _from_name(self, document: Document, host: str, pattern: HostPattern) -> Finding:
        """What a host says by its name; nobody has said it of this host, so no publisher."""
        attributes: dict[str, Scalar] = {"tier": "url", "platform": pattern.platform, "source_kind": pattern.source_kind}
        attributes |= {"marker": f"{pattern.place} {pattern.word}", "register": "pattern"}
        attributes["domain"] = sites.registered_domain(host) or host
        looked = Evidence("hosts-looked-at", pattern.of, "hosts")
        reference = f"{HOST_PATTERNS}: {pattern.place} {pattern.word}, {pattern.source} {pattern.date}"
        score = round(pattern.likely, 2)
        return state(
            self, document, Kind.SCRAPED, pattern.level, WHOLE, score, looked, reference=reference, attributes=attributes
        )

    def _closed(self, document: Document, name: str) -> Finding:
        """A page that says of itself that it is not free to read."""
        told = Evidence("page-marks", 1, "marks")
        attributes: dict[str, Scalar] = {"tier": "page", "marker": name, "mark": "paywall"}
        return state(self, document, Kind.SCRAPED, Level.FINDING, WHOLE, 0.99, told, attributes=attributes)

    def _marked(self, document: Document, hits: tuple[Hit, ...], spoken: float) -> Text:
        """What markers say of a document, and the shape of its text."""
        raw = document.raw
        matches = [Match(self.markers[hit.pattern.id], hit.start, hit.end, raw[hit.start : hit.end]) for hit in hits]
        discount = 0.5 if _is_code(raw) else 1.0
        said = markers.votes((m for m in matches if m.marker.id not in self.rights), len(raw), discount)
        rights = markers.votes((m for m in matches if m.marker.id in self.rights), len(raw), discount)
        return Text(_with_speech(said, spoken) if spoken else said, rights)

    def _from_text(self, document: Document, text: Text, site: Site | None, opinion: Opinion | None) -> Iterator[Finding]:
        """What the text says, unless the URL or the page has said it already."""
        for place, vote in enumerate(text.votes):
            if place == 0 or vote.platform in self.always:
                yield from self._vote(document, vote, site, opinion)
        if self.learned and opinion and not opinion.is_marked:
            yield self._by_model(document, opinion, self.learned)
        for right in text.rights:
            yield from self._right(document, right)

    def _vote(self, document: Document, vote: Vote, site: Site | None, opinion: Opinion | None) -> Iterator[Finding]:
        """A finding or a clue; where the URL says another platform, a clue only, since a page may quote or copy another."""
        if vote.weight < markers.CLUE or (site is not None and vote.platform == site.platform):
            return
        attributes = {"platform": vote.platform, "source_kind": self.kinds[vote.platform]}
        level = Level.FINDING if vote.weight >= markers.FINDING and site is None else Level.CLUE
        if opinion is not None and vote.platform in opinion.platforms:
            level = opinion.level
        yield self._state(document, vote, level, attributes)

    def _by_model(self, document: Document, opinion: Opinion, learned: Learned) -> Finding:
        """What the learned model says where no marker does, with the document's own words that spoke loudest."""
        told: dict[str, Scalar] = {"tier": "model", "platform": opinion.name, "source_kind": self.kinds[opinion.name]}
        told["because"] = ", ".join(learned.because(document, opinion))
        chance = Evidence("probability", round(opinion.chance, 3), "of 1")
        return state(self, document, Kind.SCRAPED, opinion.level, WHOLE, opinion.chance, chance, attributes=told)

    def _right(self, document: Document, vote: Vote) -> Iterator[Finding]:
        if vote.weight >= markers.CLUE:
            yield self._state(
                document, vote, Level.FINDING if vote.weight >= markers.FINDING else Level.CLUE, {"mark": vote.platform}
            )

    def _state(self, document: Document, vote: Vote, level: Level, attributes: Mapping[str, str]) -> Finding:
        """At the place of the heaviest marker; about the record as a whole where only the shape of the text spoke."""
        first = vote.matches[0] if vote.matches else None
        span = document.span(Hit(self.patterns[0], first.start, first.end)) if first else WHOLE
        told: dict[str, Scalar] = {"tier": "text", "marker": first.marker.id if first else "speech", **attributes}
        if vote.publisher:
            told["publisher"] = vote.publisher
        evidence = (Evidence("markers", len(vote.matches), "markers"), Evidence("weight", round(vote.weight, 2), "powers of ten"))
        return state(self, document, Kind.SCRAPED, level, span, vote.score, *evidence, attributes=told)


def create(signals: Signals) -> ScrapedSite:
    """Make the detector from its pack's markers and its register of hosts."""
    kinds: dict[str, str] = dict(signals.table.get("platforms", {}))
    votes = markers.markers(signals.table.get("markers", ()), "scraped_site/pack.toml")
    rights = markers.markers(signals.table.get("rights", ()), "scraped_site/pack.toml")
    if strange := sorted({marker.platform for marker in votes} - set(kinds)):
        raise PackError(f"scraped_site/pack.toml: the platform '{strange[0]}' has no source kind under [detector.platforms]")
    register, sources = sites.load(signals.folder / REGISTER), sites.load(signals.folder / SOURCES)
    pages = Pages(register, signals.table.get("pages", {}), kinds, "scraped_site/pack.toml")
    by_name = host_patterns.load(signals.folder / HOST_PATTERNS)
    made = ScrapedSite(register, sources, kinds, votes, rights, signals.table.get("always_stated", ()), pages, by_name)
    made.learned = load(signals)
    return made


def _with_speech(said: Sequence[Vote], spoken: float) -> list[Vote]:
    """The votes, when the weight of the shape of spoken text is added to the heaviest for a transcript."""
    heard = next((vote for vote in said if vote.platform in TRANSCRIPTS), Vote(TRANSCRIPTS[0], 0.0, ()))
    louder = Vote(heard.platform, heard.weight + spoken, heard.matches)
    return sorted([louder, *(vote for vote in said if vote is not heard)], key=lambda vote: -vote.weight)


def _is_code(raw: bytes) -> bool:
    """True for source code and markup, where markers stand in strings, tests and documentation."""
    head = raw[:6000]
    letters = len(head) - head.count(b" ") - head.count(b"\n") - head.count(b"\t")
    return sum(map(head.count, _CODE)) > 0.06 * max(letters, 1)
