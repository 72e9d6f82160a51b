"""Sources of a run on a terminal, for a person; no character of the corpus or its manifest steers the terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from audit.report_model.lineage import BoundRow, LaunderingRow, Lineage, LineageNode, SourceRow
from audit.reports import wording_lineage as words
from audit.reports.plain import plain
from audit.reports.terminal import cut, wrapped
from audit.reports.visible import visible
from audit.reports.wording import count, plural, share

WIDEST = 34
"Columns of a name or a licence in a table."
HEAD = ("Source", "records", "share", "declared", "found in records", "concluded or curated", "bound to")


def as_lines(found: Lineage) -> list[Any]:
    """The sources as JSON knows them."""
    return [plain(row) for row in found.sources]


def as_table(found: Lineage) -> str:
    """Sources, what labels say less than what they stand on, lineage, and what is missing."""
    parts = (_table(found), _laundering(found), _lineage(found), _missing(found))
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _table(found: Lineage) -> Iterator[str]:
    if not found.sources:
        yield from wrapped("no source is known: give a corpus.toml with --manifest, or lay one at the root of the corpus")
        return
    rows = [HEAD, *(_cells(row) for row in found.sources)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    for row in rows:
        cells = (
            cell.rjust(width) if place in (1, 2) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
    if len(found.sources) < found.sources_total:
        yield f"the first {count(len(found.sources))} of {plural(found.sources_total, 'source')}"


def _cells(row: SourceRow) -> tuple[str, ...]:
    detected = ", ".join(f"{one.spdx} {share(one.document_share)}" for one in row.detected[:2])
    more = f" and {len(row.detected) - 2} more" if len(row.detected) > 2 else ""
    return (
        _short(row.name),
        count(row.documents),
        share(row.word_share),
        _short(row.declared or "nothing"),
        _short(detected + more if detected else "nothing"),
        _short(row.concluded or row.curated or "nothing"),
        _bound(row.bound),
    )


def _bound(rows: Sequence[BoundRow]) -> str:
    """The dimensions in which a source is bound most, by how much."""
    worst = max((row.value for row in rows), default=0)
    named = [words.DIMENSIONS[row.dimension] for row in rows if row.value == worst]
    return "nothing" if worst == 0 else f"{words.VALUES[worst]}: {', '.join(named)}"


def _laundering(found: Lineage) -> Iterator[str]:
    if found.laundering:
        yield "Labels that say less than what the source was made from"
    for row in found.laundering:
        yield from wrapped(visible(laundered(row), False))


def laundered(row: LaunderingRow) -> str:
    """A label that says less than what it stands on, in one sentence."""
    who = "it" if row.because == row.source_id else row.because_name
    by = f"{row.because_statement} wrote {who}" if row.because_role == "generator" else f"{row.because_statement}, of {who}"
    return f"{row.name} is labelled {row.declared}: {words.laundered(row.terms)}. Because of: {by}."


def _lineage(found: Lineage) -> Iterator[str]:
    if found.trees:
        yield "What sources were made from"
    for tree in found.trees:
        yield from _node(tree, 1)


def _node(node: LineageNode, depth: int) -> Iterator[str]:
    said = node.licence or ("no licence stated" if node.described else "nothing is known of it")
    relation = f"{words.RELATIONS[node.relation]} " if node.relation else ""
    models = f"; written by {', '.join(node.generators)}" if node.generators else ""
    again = " (its own parents stand above)" if node.told_above else ""
    yield f"{'  ' * depth}{visible(f'{relation}{node.name}: {said}{models}{again}', False)}"
    for parent in node.parents:
        yield from _node(parent, depth + 1)


def _missing(found: Lineage) -> Iterator[str]:
    if found.sources and found.documents_without_source:
        records = plural(found.documents_without_source, "record")
        yield f"{records}, {share(found.word_share_without_source)} of the words, are of none of these sources"
    for title, names in words.missing(found):
        yield from wrapped(f"{title}: {visible(', '.join(names), False)}")


def _short(text: str) -> str:
    return cut(visible(text, False), WIDEST)
