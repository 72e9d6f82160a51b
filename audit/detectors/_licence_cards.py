"""What the files that describe a dataset say of its licence: cards, Croissant, data packages, citation files."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.model import Span
from audit.references.licence_expressions import NOASSERTION, Stated
from audit.references.licences import Licences

LONGEST = 2_000_000
"Characters of a file in JSON that is parsed."
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_CARD = re.compile(
    r"^(?:dataset_info|task_categories|task_ids|size_categories|pretty_name|annotations_creators|source_datasets|configs|datasets"
    r"|base_model|pipeline_tag|library_name|language|tags|multilinguality|license_name|license_link|extra_gated_\w+)[ \t]*:",
    re.M,
)
_CITATION = re.compile(r"^cff-version[ \t]*:", re.M)
_LICENCE = re.compile(r"^licen[sc]e[ \t]*:[ \t]*(?P<one>[^\n#]*)(?P<more>(?:\n[ \t]*-[ \t]+[^\n]+)*)", re.M | re.I)
_OF_OTHER = re.compile(r"^license_(?:name|link)[ \t]*:[ \t]*(?P<said>[^\n]+)", re.M)


@dataclass(frozen=True, slots=True)
class Declared:
    """A licence that a file declares for the dataset it describes."""

    span: Span
    said: str
    stated: Stated


def is_card(text: str) -> bool:
    """True where a text is a file that describes a dataset or a model."""
    front = _FRONT.match(text)
    if front is not None:
        return bool(_CARD.search(front[1]))
    return bool(_CITATION.search(text[:2000])) or _described(text) is not None


def declared(text: str, licences: Licences) -> list[Declared]:
    """The licences that such a file declares."""
    front = _FRONT.match(text)
    if front is not None or _CITATION.search(text[:2000]):
        start, end = front.span(1) if front is not None else (0, len(text))
        said = list(_fields(text, start, end))
    else:
        said = [(_span(text, value), value) for value in _values(_described(text) or {})]
    known = [(span, value, licences.declared(value)) for span, value in said]
    told = [one for one in known if one[2].spdx != NOASSERTION] or known[:1]
    return [Declared(span, value[:200], stated) for span, value, stated in told]


def _fields(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """Values of the licence's field; where that says only that it is another, its name and link."""
    for found in _LICENCE.finditer(text, start, end):
        for part in re.finditer(r"[^\s\-,\[\]\"'][^\n,\[\]\"']*", found[0][found[0].index(":") + 1 :]):
            value, first = part[0].strip(), found.start() + found[0].index(":") + 1 + part.start()
            if value.lower() != "other":
                yield Span(first, first + len(value)), value
    for found in _OF_OTHER.finditer(text, start, end):
        value = found["said"].strip().strip("\"'")
        yield Span(found.start("said"), found.start("said") + len(value)), value


def _described(text: str) -> dict[str, Any] | None:
    """The object of a Croissant file, another Dataset of schema.org or a data package; None for all else."""
    begin = text[:4000]
    if not begin.lstrip().startswith("{") or not re.search(r"\"(?:licen[sc]es?|(?:sc|schema):license)\"", text[:LONGEST]):
        return None
    try:
        made = json.loads(text[:LONGEST])
    except (ValueError, RecursionError):
        return None
    kind = str(made.get("@type", "")) if isinstance(made, dict) else ""
    is_dataset = kind.endswith("Dataset") or (isinstance(made, dict) and isinstance(made.get("resources"), list))
    return made if is_dataset else None


def _values(made: dict[str, Any]) -> Iterator[str]:
    for key in ("license", "licence", "licenses", "sc:license", "schema:license"):
        for one in made[key] if isinstance(made.get(key), list) else [made.get(key)]:
            if isinstance(one, dict):
                one = next((one[name] for name in ("name", "path", "url", "@id") if isinstance(one.get(name), str)), None)
            if isinstance(one, str) and one.strip():
                yield one.strip()


def _span(text: str, value: str) -> Span:
    """The first place of a value; the whole record where it is written otherwise there."""
    start = text.find(json.dumps(value, ensure_ascii=False)[1:-1])
    return Span(start, start + len(value)) if start >= 0 else Span(0, 0)
