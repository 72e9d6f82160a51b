"""
Registered domains by the public suffix list that tldextract ships, read without loading it and what it needs for the web.

The private part of the list counts: blogspot.com is a suffix as com is.
"""

import re
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import idna

_SUFFIX = re.compile(r"^([.*!]*\w\S*)", re.MULTILINE)
_PRIVATE = "// ===BEGIN PRIVATE DOMAINS==="


def registered(host: str) -> str | None:
    """The public suffix of a host in lower case and one label more; a private suffix that is the whole host is its own."""
    labels = host.split(".")
    found = _suffix(labels)
    if found is None:
        return None
    first, is_private = found
    if first > 0 and first < len(labels):
        return ".".join(labels[first - 1 :])
    return host if is_private else None


def _suffix(labels: list[str]) -> tuple[int, bool] | None:
    """Number of the suffix's first label, and whether it is private; None where no suffix is known."""
    suffixes, places = _suffixes()
    found, here = None, ""
    for number in range(len(labels) - 1, -1, -1):
        label = _decoded(labels[number])
        further = f"{label}.{here}" if here else label
        if further not in places:
            if f"*.{here}" in places:
                first = number + 1 if f"!{further}" in places else number
                return first, suffixes[f"*.{here}"]
            break
        here = further
        if here in suffixes:
            found = number, suffixes[here]
    return found


@cache
def _suffixes() -> tuple[dict[str, bool], frozenset[str]]:
    """By suffix whether it is private; and every suffix with every end of one."""
    listed = Path(str(distribution("tldextract").locate_file("tldextract/.tld_set_snapshot")))
    public, _, private = listed.read_text("utf-8").partition(_PRIVATE)
    suffixes = dict.fromkeys(_SUFFIX.findall(public), False) | dict.fromkeys(_SUFFIX.findall(private), True)
    places = set(suffixes)
    for suffix in suffixes:
        while "." in suffix:
            suffix = suffix.partition(".")[2]
            places.add(suffix)
    return suffixes, frozenset(places)


def _decoded(label: str) -> str:
    """A label as the list spells it."""
    if label.startswith("xn--"):
        try:
            return str(idna.decode(label))
        except (UnicodeError, IndexError):
            return label
    return label
