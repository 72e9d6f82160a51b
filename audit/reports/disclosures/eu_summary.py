"""The public summary of training content that Article 53(1)(d) of the EU AI Act asks for, by the sections of its template."""

from collections.abc import Sequence

from audit.report_model import Report
from audit.report_model.disclosures import Basis, Field, Listing, Measures, Section
from audit.reports import wording
from audit.reports.disclosures.facts import Facts
from audit.reports.disclosures.fields import datasets, declared, generated, listed, measured, period, read_share

TITLE = "Public summary of training content"
EDITION = (
    "Template of the European Commission, C(2025) 5235 final of 24 July 2025, "
    "adopted anew as C(2025) 8311 final of 5 December 2025"
)
CAUTION = (
    "The questions are in words of our own and follow the template's numbers. Before it is published, counsel compares it "
    "with the template itself. This draft decides nothing."
)
LARGE = 0.03
"A public dataset is listed by name above this share of all public datasets of its modality."
BOXES = ("Less than 1 billion tokens", "1 billion to 10 trillion tokens", "More than 10 trillion tokens")
_BOUNDS = (10**9, 10**13)


def sections(report: Report, measures: Measures, facts: Facts) -> Sequence[Section]:
    """All sections, with every field of the template."""
    return (
        Section("Version of the summary", (*declared(facts, "-", "summary.version", "summary.previous"), _updated(report))),
        Section("1. General information", _general(report, measures, facts)),
        Section("2. Data sources", _sources(report, measures, facts)),
        Section("3. Data processing", _processing(report, facts)),
    )


def _updated(report: Report) -> Field:
    return measured("updated", "-", "Last update", (report.created[:10],), "Day on which this draft was made.")


def _general(report: Report, measures: Measures, facts: Facts) -> tuple[Field, ...]:
    provider = ("provider.name", "provider.contact", "provider.representative")
    text = measured(
        "modality",
        "1.3",
        "Modality",
        ("Text",),
        "The run read text only; of other modalities it says nothing.",
        read_share(report),
    )
    return (
        *declared(facts, "1.1", *provider),
        *declared(facts, "1.2", "model.names", "model.dependencies", "model.placed"),
        text,
        *declared(facts, "1.3", "corpus.modalities"),
        *size(measures, facts, read_share(report)),
        *declared(facts, "1.3", "corpus.content", "corpus.latest"),
        period(measures, "1.3"),
        *declared(facts, "1.3", "model.continuous", "corpus.languages"),
        _languages(measures),
        *declared(facts, "1.3", "corpus.characteristics"),
    )


def box(tokens: int) -> str:
    """The template's box for a number of tokens of text."""
    return BOXES[0] if tokens < _BOUNDS[0] else BOXES[1] if tokens <= _BOUNDS[1] else BOXES[2]


def size(measures: Measures, facts: Facts, coverage: str) -> tuple[Field, ...]:
    """
    The size of the text, and the box that it falls into where it falls into one whatever the tokenizer.

    A tokenizer that splits at spaces gives at least as many tokens as words; one over bytes at most as many as bytes.
    """
    totals, tokens = measures.totals, facts.values.get("corpus.tokens")
    counted = f"{wording.plural(totals.words, 'word')} and {wording.plural(totals.bytes, 'byte')} of text were counted."
    plain = "No tokenizer was applied: tokens are taken to be at least as many as words and at most as many as bytes."
    amount = measured("size-measured", "1.3", "Size of the text, as counted", (counted, plain), "Counts of the run.", coverage)
    least, most = box(totals.words), box(totals.bytes)
    asked = "Training data size, text: the box that it falls into"
    if isinstance(tokens, int):
        by = "".join(facts.told("corpus.tokenizer")) or "a tokenizer that is not named"
        said = f"{box(tokens)}: {wording.count(tokens)} tokens by {by}."
        return amount, Field("size", "1.3", asked, Basis.DECLARED, (said,), "corpus.tokens in the file of facts")
    if least == most:
        return amount, measured("size", "1.3", asked, (least,), "It is the same box for words and for bytes.", coverage)
    why = f"By words: {least}. By bytes: {most}. State corpus.tokens in the file of facts."
    return amount, Field("size", "1.3", asked, Basis.NOT_ESTABLISHED, evidence=why, coverage=coverage)


def _languages(measures: Measures) -> Field:
    whole = measures.totals.words or 1
    named = [row for row in measures.languages if row.language is not None]
    rows = tuple((str(row.language), wording.count(row.documents), wording.share(row.words / whole)) for row in named)
    stated = sum(row.documents for row in named)
    return measured(
        "languages-measured", "1.3", "Languages that records declare", (),
        "Fields of the records; texts were not tested for their language here.",
        f"{wording.count(stated)} of {wording.plural(measures.totals.documents, 'document')} declare a language.",
        Listing(("Language", "Documents", "Share of all words"), rows),
    )  # fmt: skip


def _sources(report: Report, measures: Measures, facts: Facts) -> tuple[Field, ...]:
    crawling = ("used", "crawlers", "purposes", "behaviour", "period", "sources")
    return (
        *declared(facts, "2.1", "public.used"),
        listed(facts, "2.1", "dataset", "Large publicly available datasets, as declared", ("Name", "Link", "Collected")),
        datasets(measures, "2.1", LARGE),
        *declared(facts, "2.1", "public.others"),
        *declared(facts, "2.2.1", "licensed.agreements"),
        *declared(facts, "2.2.2", "private.obtained", "private.known", "private.description"),
        *declared(facts, "2.3", *(f"crawling.{key}" for key in crawling)),
        domains(report, "2.3", smaller=facts.values.get("provider.small") is True),
        *declared(facts, "2.4", "users.interactions", "users.services", "users.description"),
        _chats(report, measures),
        *declared(facts, "2.5", "synthetic.used"),
        listed(facts, "2.5", "synthetic_model", "General-purpose models that were used for it", ("Name", "Link")),
        *declared(facts, "2.5", "synthetic.own"),
        generated(report, measures, "2.5"),
        *declared(facts, "2.6", "other.used", "other.description"),
    )


def domains(report: Report, number: str, *, smaller: bool) -> Field:
    """The largest domains by size of content: a tenth of all; of a smaller enterprise a twentieth, 1,000 at most."""
    sources = report.sources
    rows = sources.domains[: sources.domains_smaller] if smaller else sources.domains
    which = "5 % or 1,000, whichever is lower" if smaller else "10 %"
    stated = f"{wording.count(sources.domain_documents)} of {wording.plural(report.coverage.documents, 'document')}"
    return measured(
        "domains", number, f"Most relevant domain names: the top {which} by size of content", (),
        "Registered domains of the addresses that records state, by bytes of text. An address does not tell who crawled it.",
        f"{stated} state an address with a domain; {wording.plural(report.sites_total, 'domain')} in all.",
        Listing(
            ("Rank", "Domain", "Share of bytes", "Documents"),
            tuple((str(row.rank), row.domain, wording.share(row.share, 2), wording.count(row.documents)) for row in rows),
        ),
    )  # fmt: skip


def _chats(report: Report, measures: Measures) -> Field:
    found = measures.totals.chats
    return measured(
        "chats-measured", "2.4", "Records with the shape of a conversation",
        (f"{wording.plural(found, 'record')}. The shape does not tell whose users wrote them.",),
        "Turns of records with roles.", read_share(report),
    )  # fmt: skip


def _processing(report: Report, facts: Facts) -> tuple[Field, ...]:
    return (
        *declared(facts, "3.1", "copyright.signatory", "copyright.measures"),
        reservations(report, "3.1"),
        *declared(facts, "3.2", "removal.measures"),
        *declared(facts, "3.3", "processing.description"),
    )


def reservations(report: Report, number: str) -> Field:
    """What signals said on training, by state at capture and by mechanism."""
    names = {"capture": "at capture", "mechanism": "mechanism"}
    rows = tuple(
        (f"{wording.words(row.state)} ({names[row.about]})", wording.count(row.hosts), wording.count(row.documents))
        for row in report.sources.consent if row.about in names
    )  # fmt: skip
    return measured(
        "reservations-measured", number, "Machine-readable reservations of rights, as far as they were seen", (),
        "Signals in records and in files about sites that the run was given. Unknown is not the same as allowed.",
        read_share(report), Listing(("What signals say on training", "Hosts", "Documents still in the corpus"), rows),
    )  # fmt: skip
