"""What a corpus looks like, on a terminal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from audit.readers import Inspection, Settings, inspect
from audit.readers.inspect import Group

WIDTH = 100


def look(corpus: Sequence[Path], fields: Mapping[str, str]) -> Inspection:
    """Look at a corpus as a scan with these fields would read it. UsageError where a path does not exist."""
    return inspect(corpus, Settings(fields=fields))


def in_words(seen: Inspection) -> str:
    """An inspection for a person; no character of the corpus steers the terminal."""
    lines = [line for group in seen.groups for line in (*_group(group), "")]
    for reason, count in seen.skips.items():
        example = seen.examples[reason]
        lines.append(_plain(f"{count:,} skipped: {reason}; first: {example.path}: {example.detail}"))
    return "\n".join(lines or ["no files"]).rstrip("\n")


def _group(group: Group) -> Iterator[str]:
    packed = f", {group.compression}" if group.compression else ""
    files = "1 file" if group.files == 1 else f"{group.files:,} files"
    yield _plain(f"{group.family}: {files} of {group.format}{packed}, {_size(group.stored_bytes)}, such as {group.example}")
    yield f"  looked at {group.records:,} {'record' if group.records == 1 else 'records'}, {group.documents:,} of them documents"
    if group.languages:
        yield "  languages: " + ", ".join(f"{code} {share:.0%}" for code, share in list(group.languages.items())[:8])
    if group.fields:
        yield "  fields:"
        width = min(40, max(len(field.path) for field in group.fields))
        for field in group.fields:
            taken = f"  -> {field.column}" if field.column else ""
            yield _plain(f"    {field.path:<{width}}  {', '.join(field.types)}{taken}")
    filled = {name: share for name, share in group.filled.items() if share}
    if filled:
        yield "  known of the documents: " + ", ".join(f"{name} {share:.0%}" for name, share in filled.items())
    if group.sample:
        yield "  first document:"
        for name, value in group.sample.items():
            yield _plain(f"    {name}: {value}")


def _size(count: int) -> str:
    """Bytes in the unit that suits them."""
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{count / 1e3:,.1f} kB"


def _plain(text: str) -> str:
    """One line of printable characters."""
    line = re.sub(r"[\t\r\n\v\f]+", " ", text)
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
