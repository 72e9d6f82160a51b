"""What speaks for it that a passage is not a work's own or is let pass, and whether the record names the work: in sentences."""

from collections.abc import Iterator, Mapping

from audit.model import Scalar
from audit.reports.wording import count, plural

_CREDITS = {
    "notice-present": "The record carries the work's notice of rights.",
    "author-present": "The record names the work's author, but carries no notice of rights of the work.",
    "title-present": "The record names the work's title, but neither its author nor a notice of rights.",
    "unknown": "The list of works gives neither title nor author, so it is not known whether the record names the work.",
    "absent": "Neither the title, nor the author, nor a notice of rights of the work stands in the record.",
}
_MARKS = {
    "quoted": "The passage stands in quotation marks.",
    "cited": "The work's title or author is named beside the passage.",
}
_LITTLE = {
    "sequence": "letters or numbers in their order",
    "numbers": "numbers",
    "repeats": "repeats",
    "address": "the address of a page",
}


def discounts(attributes: Mapping[str, Scalar], documents: int = 0, *, common: bool = False) -> tuple[str, ...]:
    """Sentences about a passage of a known work; `documents` of the corpus hold it."""
    return tuple(_discounts(attributes, documents, common)) if "work" in attributes else ()


def credit(attributes: Mapping[str, Scalar]) -> str:
    """Whether the record names the work; empty where nobody looked."""
    return _CREDITS.get(str(attributes.get("cmi", "")), "")


def _discounts(attributes: Mapping[str, Scalar], documents: int, common: bool) -> Iterator[str]:
    others = int(attributes.get("also_in_works") or 0)
    if common:
        yield f"Common text: it stands in {plural(documents, 'document')} of the corpus and in {count(others + 1)} works."
    if others:
        named = str(attributes.get("also_in", ""))
        yield f"{plural(others, 'other work')} of the libraries {'holds' if others == 1 else 'hold'} the passage too: {named}."
    yield from (sentence for name, sentence in _MARKS.items() if _is_true(attributes.get(name)))
    little = attributes.get("low_information")
    if _is_true(little):
        yield f"The passage says little: most of it is {_LITTLE.get(str(little), str(little))}."
    if _is_true(attributes.get("allowed")):
        yield f"A list of allowed passages lets it pass: {attributes['allowed']}."
    if attributes.get("profile") in ("positions", "sealed"):
        yield "It was found by hashes: the library holds no text of the work to compare with."
    kind = attributes.get("library_kind")
    if kind and kind != "works":
        yield f"It was compared with a library of {str(kind).replace('-', ' ')}, not of works whose copies are looked for."


def _is_true(value: Scalar | None) -> bool:
    return value is not None and str(value).lower() not in ("", "false", "no", "0", "none")
