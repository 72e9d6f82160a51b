"""
The shape of a corpus of chats: who is named as its writer, prompts made from templates, what they ask for, by whom and when.

It tells figures and accuses nobody: a template may be a lesson, an exam or a campaign.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from audit import bundled
from audit.report_model.distillation import (
    AccountFigures,
    CapabilityRow,
    Distillation,
    FamilyPair,
    TemplateRow,
    TimeFigures,
)
from audit.reports.mask import masked
from audit.reports.visible import visible
from audit.store import Store
from audit.text.prompts import sketches
from audit.text.templates import Template, templates

MOST = 50
"Templates that are listed; all are counted."
EXAMPLE = 120
"Characters of an example."
_PAGE = 100_000


def distillation(store: Store, most: int | None = MOST) -> Distillation | None:
    """The profile of a run, with so many templates (None: all); None where it holds no chat."""
    counts = store.query("profile_counts")[0]
    if not counts["chats"]:
        return None
    rules = capabilities()
    rows, prints, asked = _read(store, [rule["rule"] for rule in rules])
    found = templates(prints, _texts(store, rows)) if len(rows) else []
    times = {row.pop("unit"): TimeFigures(**row) for row in map(dict, store.query("profile_times"))}
    pairs = tuple(FamilyPair(**row) for row in store.query("profile_families"))
    told = [pair for pair in pairs if pair.claimed and pair.observed]
    agreeing = sum(pair.documents for pair in told if pair.claimed == pair.observed)
    return Distillation(
        **counts,
        families=pairs,
        agreeing=agreeing,
        disagreeing=sum(pair.documents for pair in told) - agreeing,
        templated_prompts=sum(len(one.members) for one in found),
        templates_total=len(found),
        templates=tuple(_template(store, one, rows) for one in found[:most]),
        capabilities=tuple(
            CapabilityRow(rule["name"], rule["title"], rule["rule"], count, count / max(1, len(rows)))
            for rule, count in zip(rules, asked, strict=True)
        ),
        accounts=_accounts(store),
        days=times.get("day"),
        hours=times.get("hour"),
    )


def capabilities() -> list[Mapping[str, str]]:
    """The rules by which prompts are sorted: name, title and rule of each."""
    text = (bundled.folder("rules") / "generated_text" / "capabilities.toml").read_text("utf-8")
    return cast(list[Mapping[str, str]], tomllib.loads(text)["capability"])


def _read(store: Store, rules: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32], list[int]]:
    """Rows of all prompts, their sketches, and how many each rule fits: the prompts themselves are let go page by page."""
    rows: list[int] = []
    prints = [sketches(np.empty(0, np.uint8), np.zeros(1, np.int64))]
    asked = np.zeros(len(rules), np.int64)
    for page in _pages(store):
        texts = pa.array([row["prompt"] for row in page], pa.large_string())
        rows += [row["row"] for row in page]
        _, offsets, data = texts.buffers()
        prints.append(sketches(np.frombuffer(data or b"", np.uint8), np.frombuffer(offsets, np.int64, len(texts) + 1)))
        asked += [pc.sum(pc.match_substring_regex(texts, rule, ignore_case=True)).as_py() for rule in rules]
    return np.array(rows, np.int64), np.concatenate(prints), asked.tolist()


def _pages(store: Store) -> Iterator[list[dict[str, Any]]]:
    last = store.query("last_document")[0]["row"]
    for first in range(0, last + 1, _PAGE):
        page = store.query("profile_prompts", first=first, last=first + _PAGE - 1)
        if page:
            yield page


def _texts(store: Store, rows: npt.NDArray[np.int64]) -> Callable[[Sequence[int]], Sequence[str]]:
    def texts(places: Sequence[int]) -> Sequence[str]:
        chosen = rows[list(places)].tolist()
        there = {row["row"]: row["prompt"] for row in store.query("profile_prompts_at", rows=chosen)}
        return [there[row] for row in chosen]

    return texts


def _template(store: Store, one: Template, rows: npt.NDArray[np.int64]) -> TemplateRow:
    chosen = rows[list(one.members)].tolist()
    there = store.query("profile_prompts_at", rows=chosen)
    first = next(row for row in there if row["row"] == chosen[0])
    return TemplateRow(
        text=visible(one.text, False),
        fixed_words=one.fixed_words,
        slots=one.slots,
        prompts=len(chosen),
        prompt_share=len(chosen) / len(rows),
        accounts=len({row["account"] for row in there} - {None}),
        example_document=first["document"],
        example=visible(masked(first["prompt"])[:EXAMPLE], False),
    )


def _accounts(store: Store) -> AccountFigures | None:
    row = store.query("profile_accounts")[0]
    return AccountFigures(**row) if row["prompts"] else None
