"""
The card of a dataset on a hub: a README.md that begins with YAML between lines of three hyphens.

Of the YAML only the keys that are asked for are parsed, each as texts and lists of them: nothing in it can make objects, and
aliases cannot grow. Cards say which datasets one extends and not how, so every term of these is taken to flow.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audit.errors import ConfigurationError
from audit.manifest.json_values import first, joined, texts
from audit.manifest.labels import all_of, label
from audit.manifest.values import Generator, Label, Manifest, Parent, Source

KEYS = (
    "license",
    "licence",
    "license_name",
    "license_link",
    "source_datasets",
    "pretty_name",
    "annotations_creators",
    "language_creators",
    "tags",
    "base_dataset",
)
"Keys of a card's YAML that are read."
MOST_BYTES = 1 << 20
"Of a card that are looked at."
MOST_YAML = 65_536
"Characters of YAML under the keys that are read."
_FRONT = re.compile(r"\A﻿?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_NONE = frozenset({"original", "other", "none", "n/a"})


def read(path: Path) -> Manifest:
    """Read a card. ConfigurationError where it has no YAML that says anything of a dataset."""
    found = front_matter(path)
    if found is None:
        raise ConfigurationError(
            f"{path}: has no YAML with a licence or sources at its top; give a dataset's card, or a corpus.toml"
        )
    name = first(found.get("pretty_name")) or path.resolve().parent.name
    source = Source(
        id=path.resolve().parent.name or name,
        name=name,
        kind="dataset",
        licence=_licence(found),
        parents=tuple(_parents(found)),
        generators=tuple(_generators(found)),
        whole=True,
    )
    return Manifest("card", name, (source,), outbound=source.licence)


def front_matter(path: Path) -> Mapping[str, Any] | None:
    """The keys that are read of a card's YAML; None where there is none of them. ConfigurationError where it is broken."""
    import yaml

    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode(errors="replace")
    except OSError as problem:
        raise ConfigurationError(f"{path}: cannot be read ({problem.strerror})") from None
    front = _FRONT.match(text)
    wanted = "".join(_wanted(front[1])) if front else ""
    if len(wanted) > MOST_YAML:
        raise ConfigurationError(f"{path}: the YAML at its top says more of licence and sources than a card does; shorten it")
    try:
        found = yaml.load(wanted, yaml.BaseLoader)  # noqa: S506  # it makes texts, lists and mappings and nothing else
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        raise ConfigurationError(f"{path}: the YAML at its top cannot be read: {str(problem).partition(chr(10))[0]}") from None
    return found if isinstance(found, dict) and found else None


def _wanted(front: str) -> Iterator[str]:
    """The lines of the keys that are read: a key stands at the margin, what belongs to it does not, but for hyphens of lists."""
    keep = False
    for line in front.splitlines(keepends=True):
        if key := re.match(r"""["']?([A-Za-z_]+)["']?[ \t]*:""", line):
            keep = key[1] in KEYS
        elif not re.match(r"[ \t\r\n\-\]}#]", line):
            keep = False
        if keep:
            yield line if line.endswith("\n") else line + "\n"


def _licence(found: Mapping[str, Any]) -> Label | None:
    """The licence's id; where that is `other`, its name, else its link."""
    stated = texts(found.get("license", found.get("licence")))
    name, link = joined(found.get("license_name")), first(found.get("license_link"))
    if stated and not {one.lower() for one in stated} <= {"other", "unknown"}:
        return all_of(stated)
    named, linked = label(name), label(link)
    if named is None or (linked is not None and named.spdx == "NOASSERTION" and linked.spdx != "NOASSERTION"):
        named = linked
    return named or all_of(stated)


def _parents(found: Mapping[str, Any]) -> Iterator[Parent]:
    """What it extends: owner/name, or extended|name; `original` is no dataset."""
    for stated in dict.fromkeys([*texts(found.get("source_datasets")), *texts(found.get("base_dataset"))]):
        name = stated.partition("|")[2] if stated.lower().startswith("extended|") else stated
        name = name.removeprefix("other-")
        if name and name.lower() not in _NONE and name.lower() != "extended":
            yield Parent(name, "aggregated", "as its card says")


def _generators(found: Mapping[str, Any]) -> Iterator[Generator]:
    """A card says that a machine wrote, and not which one."""
    machine = {"machine-generated"} & {*texts(found.get("annotations_creators")), *texts(found.get("language_creators"))}
    if machine or "synthetic" in {tag.lower() for tag in texts(found.get("tags"))}:
        yield Generator(None, None)
