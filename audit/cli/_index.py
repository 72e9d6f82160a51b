"""A library of works in words, for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from audit.reports.visible import visible

_MOST = 20
_BYTES = "a letter beyond ASCII counts as its bytes"


def print_info(about: Mapping[str, Any]) -> None:
    """What a library holds and promises."""
    from audit.pipeline.works_telling import missing

    works, size = about["works"], about["bytes"]
    lines = [
        ("library", f"{_plain(str(about['name']))}, digest {about['digest']}"),
        ("profile", f"{about['profile']}; kind: {about['kind']}"),
        ("works", f"{works:,}, {about['words']:,} words, {about['characters']:,} characters"),
        ("size", f"{size:,} bytes, {size / max(1, about['characters']):.1%} of the works' characters"),
        *_promises(about),
        *(("metadata", sentence) for sentence in missing(about["not_given"], works)),
        ("versions", ", ".join(f"{name} {value}" for name, value in about["versions"].items() if name != "blur")),
        ("can be learnt", about["can_be_learnt"]),
    ]
    for label, text in lines:
        click.echo(f"{label + ':':<15}{text}")
    for work in about["work_list"][:_MOST]:
        said = ", ".join(_plain(str(work["metadata"].get(name) or f"{name} not given")) for name in ("title", "author"))
        click.echo(f"  {_plain(work['id'])}: {said}; {work['words']:,} words; metadata: {_plain(work['metadata_source'])}")
    if works > _MOST:
        click.echo(f"  and {works - _MOST:,} more; --json lists all")


def print_diff(found: Mapping[str, Any]) -> None:
    """How two libraries differ."""
    if found["same"]:
        click.echo("the libraries are the same")
        return
    for name in ("profile", "kind"):
        if name in found:
            click.echo(f"{name}: {found[name][0]} -> {found[name][1]}")
    for label, names in (("removed", found["removed"]), ("added", found["added"]), ("other text", found["changed_text"])):
        _print_names(label, names)
    for name, fields in found["changed_metadata"].items():
        told = "; ".join(
            f"{field}: {_plain(old) or 'not given'} -> {_plain(new) or 'not given'}" for field, (old, new) in fields.items()
        )
        click.echo(f"other metadata: {_plain(name)}: {told}")
    if not found["texts_compared"]:
        click.echo("texts were not compared: a sealed library does not tell their digests")


def _plain(text: str) -> str:
    """Text of a library, which may be hostile, in one line."""
    return visible(text, False)


def _promises(about: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    from audit.pipeline.works import strides

    rows = []
    table, chance, guarantee = about["table"], about["false_positives"], about["guarantee"]
    if table:
        grid = strides(table["library_stride"], table["batch_stride"])
        rows.append(("table", f"{grid}; {table['bytes'] / (1 << 20):,.0f} MiB, {table['place']}"))
        rows.append(("guarantee", f"each equal run of {guarantee['clue']} letters and more is found; {_BYTES}"))
        return rows
    rows.append(("hashes", f"of {about['hash_letters']} letters, at every {about['stride']} letters of a work; {_BYTES}"))
    rows.append(
        ("guarantee", f"each equal run of {guarantee['clue']} letters is a clue or finding, of {guarantee['finding']} a finding")
    )
    rows.append(("chance", f"a hash that is in no work passes once in {1 / chance['of_one_hash']:,.0f}"))
    if "hits_for_finding" in chance:
        rows.append(("hits in a row", f"{chance['hits_for_clue']} for a clue, {chance['hits_for_finding']} for a finding"))
        rare = (
            f"less than one clue in {chance['letters_for_one_clue']:,} letters of text, no two alike, and less than one finding"
        )
        if chance["filters"] > 1:
            rows.append(("filters", f"{chance['filters']}, of libraries that were merged; a scan asks each, and so takes longer"))
        rows.append(("by chance", f"{rare} in {chance['letters_for_one_finding']:,}"))
    return rows


def _print_names(label: str, names: Sequence[str]) -> None:
    for name in names[:_MOST]:
        click.echo(f"{label}: {_plain(name)}")
    if len(names) > _MOST:
        click.echo(f"{label}: and {len(names) - _MOST:,} more; --json lists all")
