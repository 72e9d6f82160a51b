"""
The site, platform or publisher that a document was taken from.

Four tiers speak, and each finding says which: the record's URL, looked up in a register of known hosts; without one, what the
captured page says of itself (canonical address, og:site_name, publisher), or the dataset that the record says it comes from; and
marks of the platform left in the text.
Rights marks, such as the stub of a paywall, are findings of their own.

Misses sites that the register does not know, bare posts and answers without page furniture, and most news text from which an
extractor has taken the furniture; a text that quotes a whole page of a platform is found too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from audit.batch import Batch, Document, Hit
from audit.detection import Signals, state
from audit.errors import PackError
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references import markers, sites, speech
from audit.references.markers import Marker, Match, Vote
from audit.references.sites import Register, Site
from audit.text.matcher import Pattern

REGISTER = "hosts.csv"
SOURCES = "sources.csv"
"Names of datasets and of their subsets, letters and digits only, with the platform that they were taken from."
WHOLE = Span(0, 0)
TRANSCRIPTS = ("transcript", "youtube")
"Platforms whose text is spoken."

Markers: TypeAlias = tuple[Marker, ...]
Said: TypeAlias = tuple[Site, str, str]
"A site, the host that named it (empty: none did), and the tier."

_CODE = tuple(bytes([sign]) for sign in b"{}()[];=<>_\\$&")


class ScrapedSite:
    """Says where documents come from, by URL, page and text."""

    name = "scraped-site"
    version = 1

    def __init__(
        self,
        register: Register,
        sources: Register,
        kinds: Mapping[str, str],
        votes: Markers,
        rights: Markers,
        always: Sequence[str],
    ) -> None:
        self.register = register
        self.sources = sources
        self.kinds = kinds
        self.always = frozenset(always)
        self.rights = frozenset(marker.id for marker in rights)
        self.markers = {marker.id: marker for marker in (*votes, *rights)}
        self.names = _by_publisher(register)
        self.patterns = tuple(Pattern(self.name, m.id, m.regex, not m.case, m.anchor or None) for m in self.markers.values())

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """At most one finding by URL or page, one by text, and one for each kind of rights mark, for each document."""
        known = {**dict(self._by_source(batch)), **dict(self._known(batch))}
        hits = {document.index: found for document, found in batch.hits(self)}
        spoken = speech.spoken(batch)
        for index in sorted(known.keys() | hits.keys() | spoken.keys()):
            document = batch.document(index)
            site = known.get(index)
            if site is not None:
                yield self._from_site(document, *site)
            yield from self._from_text(document, hits.get(index, ()), spoken.get(index, 0.0), site[0] if site else None)

    def _known(self, batch: Batch) -> Iterator[tuple[int, Said]]:
        """By URL, then, where there is none, by page: the site, its host and the tier."""
        hosts = sites.hosts_of(batch)
        listed, found = self.register.listed(hosts)
        for index in listed.to_pylist():
            yield index, (found[hosts.indices[index].as_py()], hosts[index].as_py(), "url")
        for document in batch.having("marks"):
            if hosts.indices[document.index].as_py() is None and (named := self._by_page(document)) is not None:
                yield document.index, named

    def _by_source(self, batch: Batch) -> Iterator[tuple[int, Said]]:
        """By the dataset or subset that a record says it comes from."""
        sources = batch.table.column("source").dictionary_encode()
        names = [re.sub(r"[\W_]", "", name.lower()) for name in sources.dictionary.to_pylist()]
        found = {place: site for place, name in enumerate(names) if (site := self.sources.sites.get(name)) is not None}
        for index in pc.indices_nonzero(
            pc.is_in(sources.indices, value_set=pa.array(list(found), sources.indices.type))
        ).to_pylist():
            yield index, (found[sources.indices[index].as_py()], "", "source")

    def _by_page(self, document: Document) -> Said | None:
        """The site that a page names as its own: by the address it gives, else by its name."""
        said = {mark["name"].casefold(): mark["value"] for mark in reversed(document.marks) if mark["name"] and mark["value"]}
        for host in sites.hosts(pa.array([said.get("canonical"), said.get("og:url")], pa.string())).to_pylist():
            if host and (site := self.register.find(host)) is not None:
                return site, host, "page"
        for name in ("og:site_name", "publisher", "application-name"):
            if site := self.names.get(said.get(name, "").strip().casefold()):
                return site, site.domain, "page"
        return None

    def _from_site(self, document: Document, site: Site, host: str, tier: str) -> Finding:
        attributes: dict[str, Scalar] = {"tier": tier, "platform": site.platform, "source_kind": site.source_kind}
        if host:
            attributes["domain"] = sites.registered_domain(host) or host
        attributes |= {key: value for key, value in (("publisher", site.publisher), ("group", site.group)) if value}
        evidence = Evidence("register-entries", 1, "entries")
        reference = f"{REGISTER if host else SOURCES}: {site.domain}, {site.source} {site.date}"
        return state(
            self, document, Kind.SCRAPED, Level.FINDING, WHOLE, 0.99, evidence, reference=reference, attributes=attributes
        )

    def _from_text(self, document: Document, hits: tuple[Hit, ...], spoken: float, site: Site | None) -> Iterator[Finding]:
        """What the text says, unless the URL or the page has said it already."""
        raw = document.raw
        matches = [Match(self.markers[hit.pattern.id], hit.start, hit.end, raw[hit.start : hit.end]) for hit in hits]
        discount = 0.5 if _is_code(raw) else 1.0
        said = markers.votes((m for m in matches if m.marker.id not in self.rights), len(raw), discount)
        said = _with_speech(said, spoken) if spoken else said
        for place, vote in enumerate(said):
            if place == 0 or vote.platform in self.always:
                yield from self._vote(document, vote, site)
        for right in markers.votes((m for m in matches if m.marker.id in self.rights), len(raw), discount):
            yield from self._right(document, right)

    def _vote(self, document: Document, vote: Vote, site: Site | None) -> Iterator[Finding]:
        """A finding or a clue; where the URL says another platform, a clue only, since a page may quote or copy another."""
        if vote.weight < markers.CLUE or (site is not None and vote.platform == site.platform):
            return
        attributes = {"platform": vote.platform, "source_kind": self.kinds[vote.platform]}
        level = Level.FINDING if vote.weight >= markers.FINDING and site is None else Level.CLUE
        yield self._state(document, vote, level, attributes)

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
    always = signals.table.get("always_stated", ())
    return ScrapedSite(sites.load(signals.folder / REGISTER), sites.load(signals.folder / SOURCES), kinds, votes, rights, always)


def _by_publisher(register: Register) -> Mapping[str, Site]:
    """Sites by the name of their publisher in lower case; the first of those that one publisher has."""
    named: dict[str, Site] = {}
    for site in register.sites.values():
        if site.publisher and not site.domain.startswith("."):
            named.setdefault(site.publisher.casefold(), site)
    return named


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
