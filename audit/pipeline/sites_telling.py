"""Sites on a terminal, for a person; no character of the corpus steers the terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit.pipeline.sites import Listing, Shown
from audit.report_model import OriginRow, SiteRow
from audit.reports import wording
from audit.reports.plain import plain
from audit.reports.sheet import sheet
from audit.reports.terminal import WIDTH, cut, wrapped
from audit.reports.visible import visible
from audit.reports.wording import count, plural, share, size

MOST = 40
"Hosts, signals and terms that are listed; the others are counted, and --json has them."

Row = SiteRow | OriginRow


def as_lines(found: Listing) -> list[Any]:
    """A listing's rows as JSON knows them."""
    return [plain(row) for row in found.rows]


def as_sheet(found: Listing) -> bytes:
    """A listing as CSV; counts by tier are columns of their own."""
    rows = [_flat(row) for row in as_lines(found)]
    head = list(dict.fromkeys(name for row in rows for name in row))
    return sheet(head, ([row.get(name) for name in head] for row in rows))


def as_table(found: Listing) -> str:
    """A listing for a person, most words first, and what is estimated of the corpus."""
    return "\n\n".join("\n".join(lines) for part in (_listed(found), _estimated(found)) if (lines := list(part)))


def _listed(found: Listing) -> Iterator[str]:
    if not found.rows:
        yield f"no record is known to come from a {found.by}"
        return
    head = (found.by.capitalize(), "records", "words", "share", "cumulative", "at capture", "latest", "terms")
    yield from _columns([head, *(_cells(row) for row in found.rows)], right=(1, 2, 3, 4))
    if len(found.rows) < found.total:
        yield f"the first {count(len(found.rows))} of {plural(found.total, found.by)}; --top shows more"


def _estimated(found: Listing) -> Iterator[str]:
    """Shares of kinds of site, or why there are none."""
    basis = found.estimates_basis
    if basis is None:
        return
    if basis.why_none:
        yield from wrapped(f"Shares of the corpus by kind of site were not estimated: {basis.why_none}.")
        return
    yield "Estimated shares of the corpus by kind of site; they attribute no record"
    head = ("Kind of site", "estimated", "interval", "attributed by findings")
    rows = [
        (row.plain, share(row.estimated_share), f"{share(row.low)} to {share(row.high)}", share(row.attributed_share))
        for row in found.estimates
    ]
    yield from _columns([head, *rows], right=(1, 2, 3), indent="  ")
    others = f"; not for {basis.unanswered}" if basis.unanswered else ""
    yield from wrapped(f"of the {count(basis.answered)} of {plural(basis.documents, 'record')} that a model answered for{others}")
    if any(row.attributed_share > row.estimated_share for row in found.estimates):
        yield from wrapped("where findings attribute more than is estimated, the findings are the surer of the two")


def in_words(found: Shown) -> str:
    """All that is known of one name."""
    parts = (_about(found), _hosts(found), _signals(found), _terms(found), _rules(found), _examples(found))
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    tiers = {f"records_by_{tier}": row["tiers"].get(tier, 0) for tier in list(wording.TIERS)[:5]} if "tiers" in row else {}
    return {name: value for name, value in row.items() if name not in ("tiers", "by")} | tiers


def _cells(row: Row) -> tuple[str, ...]:
    """A row of a listing: name, records, words, shares, signals and terms."""
    if isinstance(row, SiteRow):
        capture, latest = wording.SIGNALS[row.signal_at_capture].lower(), wording.SIGNALS[row.signal_latest].lower()
        if 0 < row.reserved_words < row.words:
            capture = f"{capture} {share(row.reserved_words / row.words)}"
        name, terms = row.domain, wording.TERMS[row.terms_class or "unknown"].lower()
    else:
        capture = _part("reserved", row.disallowed_words, row.allowed_words, row.words)
        latest = _part("reserved", row.disallowed_words_latest, row.allowed_words_latest, row.words)
        name, terms = row.name, _part("restricted", row.restricted_words, row.unrestricted_words, row.words)
    shares = (share(row.word_share, 2), share(row.cumulative_share, 2))
    return (cut(name, 40), count(row.documents), count(row.words), *shares, capture, latest, terms)


def _part(what: str, back: int, free: int, words: int) -> str:
    """Which part of the words is kept back, where anything is known of it."""
    return f"{what} {share(back / words)}" if back + free else "not known"


def _about(found: Shown) -> Iterator[str]:
    yield f"{visible(found.name, lines=False)} ({found.what})"
    yield from wrapped(
        f"{plural(found.documents, 'record')}, {plural(found.words, 'word')} ({share(found.word_share, 2)} of the corpus), "
        f"{size(found.bytes)} of text; {_dates(found)}"
    )
    named = (("platform", found.platforms), ("publisher", found.publishers), ("group", found.groups), ("kind", found.kinds))
    told = [f"{what}: {_most(names)}" for what, names in named if names and what != found.what]
    if told:
        yield from wrapped("; ".join(told))
    for title, counts, names in (
        ("Known by", found.tiers, wording.TIERS),
        ("Training, by signals up to the capture", found.signals_at_capture, wording.SIGNALS),
        ("Training, by the latest signals", found.signals_latest, wording.SIGNALS),
        ("Terms on the records' dates", found.terms, wording.TERMS),
    ):
        if counts:
            states = [
                f"{names.get(state, state).lower()} ({plural(counts[state], 'record')})" for state in names if state in counts
            ]
            yield from wrapped(f"{title}: {'; '.join(states)}")


def _dates(found: Shown) -> str:
    if not (found.first_captured and found.last_captured):
        return "no record bears a date"
    undated = f", {count(found.undated)} without a date" if found.undated else ""
    last = f" to {found.last_captured}" if found.last_captured != found.first_captured else ""
    return f"dated {found.first_captured}{last}{undated}"


def _most(names: Mapping[str, int]) -> str:
    """The names that most records have."""
    ordered = sorted(names, key=lambda name: (-names[name], name))
    return ", ".join(ordered[:3]) + (f" and {count(len(ordered) - 3)} more" if len(ordered) > 3 else "")


def _hosts(found: Shown) -> Iterator[str]:
    if len(found.hosts) > 1:
        yield f"Hosts: {count(len(found.hosts))}"
        ordered = sorted(found.hosts, key=lambda host: (-found.hosts[host], host))
        yield from _columns(
            [(cut(host, 60), plural(found.hosts[host], "record")) for host in ordered[:MOST]], right=(1,), indent="  "
        )
        yield from _others(len(ordered), "hosts")


def _signals(found: Shown) -> Iterator[str]:
    yield (
        "Signals seen, by host and day" if found.signals else "No signal of its hosts was seen, so what they signal is not known."
    )
    rows = [
        (
            str(row["seen"] or "no date"),
            row["host"],
            row["signal"],
            f"{row['agent'] or 'anyone'} ({wording.PURPOSES.get(row['agent_purpose'], row['agent_purpose'])})",
            wording.SAID.get(row["value"], row["value"]).lower() + (f" below {row['site_path']}" if row["site_path"] else ""),
            row["document"] if row["origin"] == "corpus" else f"{row['document']} (given)",
        )
        for row in found.signals[:MOST]
    ]
    yield from _columns([tuple(cut(cell, 60) for cell in row) for row in rows], indent="  ")
    yield from _others(len(found.signals), "signals")


def _terms(found: Shown) -> Iterator[str]:
    yield "Terms on record, by date" if found.terms_by_date else "No terms of it are on record, so what they say is not known."
    for row in found.terms_by_date[:MOST]:
        until = f"until {row['valid_to']}" if row["valid_to"] else "still so when last recorded"
        yield from wrapped(
            f"{row['domain']}, from {row['valid_from']}, {until}: {wording.TERMS.get(row['class'], row['class'])}.", "- "
        )
        yield from wrapped(f"{row['clause']} [{row['document_name']}; {row['source']}, {row['source_date']}]", "  ")
        if row["note"]:
            yield from wrapped(row["note"], "  ")
    yield from _others(len(found.terms_by_date), "terms")


def _rules(found: Shown) -> Iterator[str]:
    yield "Rules that named it" if found.rules else "No rule named it."
    rows = [
        (
            row["rule"],
            row["outcome"],
            plural(row["documents"], "record"),
            f"{count(row['waived'])} waived" if row["waived"] else "",
        )
        for row in found.rules
    ]
    yield from _columns(rows, right=(2,), indent="  ")


def _examples(found: Shown) -> Iterator[str]:
    if found.examples:
        yield "Examples of records"
        yield from (f"  {cut(document, WIDTH - 2)}" for document in found.examples)


def _others(total: int, what: str) -> Iterator[str]:
    if total > MOST:
        yield f"  and {count(total - MOST)} more {what}; --json has them"


def _columns(rows: Sequence[Sequence[str]], right: Sequence[int] = (), indent: str = "") -> Iterator[str]:
    """Rows in columns as wide as they need to be."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield (indent + "  ".join(cells)).rstrip()
