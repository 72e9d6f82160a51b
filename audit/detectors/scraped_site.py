"""
The site, platform or publisher that a document was taken from.

Three tiers speak, and each finding says which: the record's URL, looked up in a register of known hosts; what the captured page
says of itself (canonical address, og:site_name, publisher), where there is no URL; and marks of the platform left in the text.
Rights marks, such as the stub of a paywall, are findings of their own.

Misses sites that the register does not know, bare posts and answers without page furniture, and most news text from which an
extractor has taken the furniture; a text that quotes a whole page of a platform is found too.
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from audit.batch import Batch, Document, Hit
from audit.detection import Signals, state
from audit.errors import PackError
from audit.model import Evidence, Finding, Kind, Level, Scalar, Span
from audit.references import markers, sites, speech
from audit.references.markers import Marker, Match, Vote
from audit.references.sites import Register, Site
from audit.text.matcher import Pattern

REGISTER = "hosts.csv"
WHOLE = Span(0, 0)

_CODE = frozenset(b"{}()[];=<>_\\#*$&|")


class ScrapedSite:
    """Says where documents come from, by URL, page and text."""

    name = "scraped-site"
    version = 1

    def __init__(
        self, register: Register, kinds: Mapping[str, str], votes: tuple[Marker, ...], rights: tuple[Marker, ...]
    ) -> None:
        self.register = register
        self.kinds = kinds
        self.rights = frozenset(marker.id for marker in rights)
        self.markers = {marker.id: marker for marker in (*votes, *rights)}
        self.names = {name.casefold(): site for name, site in _by_publisher(register).items()}
        self.patterns = tuple(Pattern(self.name, m.id, m.regex, not m.case) for m in self.markers.values())

    def detect(self, batch: Batch) -> Iterator[Finding]:
        """At most one finding by URL or page, one by text, and one for each kind of rights mark, for each document."""
        known = dict(self._known(batch))
        hits = {document.index: found for document, found in batch.hits(self)}
        spoken = speech.spoken(batch)
        for index in sorted(known.keys() | hits.keys() | spoken.keys()):
            document = batch.document(index)
            site = known.get(index)
            if site is not None:
                yield self._from_site(document, *site)
            yield from self._from_text(document, hits.get(index, ()), spoken.get(index, 0.0), site[0] if site else None)

    def _known(self, batch: Batch) -> Iterator[tuple[int, tuple[Site, str, str]]]:
        """By URL, then, where there is none, by page: the site, its host and the tier."""
        hosts = sites.hosts(batch.table.column("url")).dictionary_encode()
        found = [self.register.find(host) for host in hosts.dictionary.to_pylist()]
        names = hosts.dictionary.to_pylist()
        for index, place in enumerate(hosts.indices.to_pylist()):
            if place is not None and (site := found[place]) is not None:
                yield index, (site, names[place], "url")
        for document in batch.having("marks"):
            if hosts.indices[document.index].as_py() is None and (named := self._by_page(document)) is not None:
                yield document.index, named

    def _by_page(self, document: Document) -> tuple[Site, str, str] | None:
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
        attributes["domain"] = sites.registered_domain(host) or host
        attributes |= {key: value for key, value in (("publisher", site.publisher), ("group", site.group)) if value}
        evidence = Evidence("register-entries", 1, "entries")
        reference = f"{REGISTER}: {site.domain}, {site.source} {site.date}"
        return state(
            self, document, Kind.SCRAPED, Level.FINDING, WHOLE, 0.99, evidence, reference=reference, attributes=attributes
        )

    def _from_text(self, document: Document, hits: tuple[Hit, ...], spoken: float, site: Site | None) -> Iterator[Finding]:
        """What the text says, unless the URL or the page has said it already."""
        raw = document.raw
        matches = [Match(self.markers[hit.pattern.id], hit.start, hit.end, raw[hit.start : hit.end]) for hit in hits]
        discount = 0.5 if _is_code(raw) else 1.0
        said = markers.votes((m for m in matches if m.marker.id not in self.rights), len(raw), discount)
        best = _with_speech(said, spoken)
        if best is not None and best.weight >= markers.CLUE and (site is None or best.platform != site.platform):
            yield self._vote(document, best, site)
        for right in markers.votes((m for m in matches if m.marker.id in self.rights), len(raw), discount):
            if right.weight >= markers.CLUE:
                yield self._right(document, right)

    def _vote(self, document: Document, vote: Vote, site: Site | None) -> Finding:
        """Text against URL: the page may be a copy or a quotation, so then it is a clue only."""
        stands = vote.weight >= markers.FINDING and site is None
        attributes: dict[str, Scalar] = {"tier": "text", "platform": vote.platform, "source_kind": self.kinds[vote.platform]}
        attributes["markers"] = ", ".join(sorted(match.marker.id for match in vote.matches)) or "speech"
        if vote.publisher:
            attributes["publisher"] = vote.publisher
        return state(
            self,
            document,
            Kind.SCRAPED,
            Level.FINDING if stands else Level.CLUE,
            _span(document, vote.matches),
            vote.score,
            Evidence("markers", len(vote.matches), "markers"),
            Evidence("weight", round(vote.weight, 2), "powers of ten"),
            attributes=attributes,
        )

    def _right(self, document: Document, vote: Vote) -> Finding:
        level = Level.FINDING if vote.weight >= markers.FINDING else Level.CLUE
        attributes: dict[str, Scalar] = {"tier": "text", "mark": vote.platform}
        if vote.publisher:
            attributes["publisher"] = vote.publisher
        span = _span(document, vote.matches)
        evidence = Evidence("markers", len(vote.matches), "markers")
        return state(self, document, Kind.SCRAPED, level, span, vote.score, evidence, attributes=attributes)


def create(signals: Signals) -> ScrapedSite:
    """Make the detector from its pack's markers and its register of hosts."""
    kinds: dict[str, str] = dict(signals.table.get("platforms", {}))
    votes = markers.markers(signals.table.get("markers", ()), "scraped_site/pack.toml")
    rights = markers.markers(signals.table.get("rights", ()), "scraped_site/pack.toml")
    if strange := sorted({marker.platform for marker in votes} - set(kinds)):
        raise PackError(f"scraped_site/pack.toml: the platform '{strange[0]}' has no source kind under [detector.platforms]")
    return ScrapedSite(sites.load(signals.folder / REGISTER), kinds, votes, rights)


def _by_publisher(register: Register) -> Mapping[str, Site]:
    """Sites by the name of their publisher, where only one site or one group bears it."""
    named: dict[str, Site] = {}
    for site in register.sites.values():
        if site.publisher and not site.domain.startswith("."):
            named.setdefault(site.publisher, site)
    return named


def _with_speech(said: list[Vote], spoken: float) -> Vote | None:
    """The heaviest vote, when the shape of spoken text is added to the votes for transcripts."""
    if not spoken:
        return said[0] if said else None
    videos = [vote for vote in said if vote.platform in ("youtube", "transcript")]
    heard = videos[0] if videos else Vote("transcript", 0.0, ())
    others = [vote for vote in said if vote is not heard]
    return max([Vote(heard.platform, heard.weight + spoken, heard.matches), *others], key=lambda vote: vote.weight)


def _span(document: Document, matches: tuple[Match, ...]) -> Span:
    """The place of the heaviest match; the record as a whole where the shape of the text spoke."""
    if not matches:
        return WHOLE
    raw = document.raw
    before = len(raw[: matches[0].start].decode(errors="replace"))
    return Span(before, before + len(matches[0].text.decode(errors="replace")))


def _is_code(raw: bytes) -> bool:
    """True for source code and markup, where markers stand in strings, tests and documentation."""
    head = raw[:6000]
    letters = len(head) - head.count(b" ") - head.count(b"\n") - head.count(b"\t")
    return sum(map(head.count, (bytes([sign]) for sign in _CODE))) > 0.06 * max(letters, 1)
