"""Elements of a large XML file, one after the other, in constant memory."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from audit.model import SkipReason
from audit.readers.stream import Source


def elements(source: Source, *names: str) -> Iterator[Any]:
    """
    The elements with these local names as they end; each is emptied afterwards. Where the XML breaks off, the source tells.

    External entities are not fetched, and internal ones are not expanded.
    """
    tags = [f"{{*}}{name}" for name in names]
    parsed = etree.iterparse(
        source, events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=True, recover=False, load_dtd=False
    )
    try:
        for _, element in parsed:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        source.lose(
            SkipReason.CORRUPT if source.trouble is None else source.trouble.reason, f"XML: {error}".split("\n", 1)[0][:160]
        )


def local(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
