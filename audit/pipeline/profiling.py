"""The shape of a run's chats: asked of its database, and told to a person or a program."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from audit.errors import UsageError
from audit.pipeline.folder import RunFolder
from audit.report_model.distillation import Distillation, TimeFigures
from audit.reports.distillation import distillation
from audit.reports.plain import plain
from audit.reports.wording import count, plural, share
from audit.store import Store

WIDTH = 100
"Columns of a line."
_LISTS = {"families": "family", "templates": "template", "capabilities": "capability"}


def profile(run: RunFolder, most: int | None) -> Distillation:
    """The profile of a run with so many templates, None for all. UsageError where the corpus holds no chat."""
    with Store.open(run.database) as store:
        found = distillation(store, most)
    if found is None:
        raise UsageError(
            "no chat is in this corpus: no record has turns, such as `messages`, or fields such as `instruction` and `output`; "
            "`corpus-audit inspect` shows how its records are read"
        )
    return found


def as_lines(found: Distillation) -> Iterator[Mapping[str, Any]]:
    """A line of all figures, then one for each pair of families, template and capability, told apart by `what`."""
    whole = plain(found)
    yield {"what": "corpus", **{name: value for name, value in whole.items() if name not in _LISTS}}
    for name, one in _LISTS.items():
        yield from ({"what": one, **row} for row in whole[name])


def as_table(found: Distillation) -> str:
    """The same for a person."""
    return "\n".join([*_head(found), *_families(found), *_templates(found), *_capabilities(found), *_spread(found)])


def _head(found: Distillation) -> Iterator[str]:
    yield (
        f"{plural(found.chats, 'chat')} with {plural(found.prompts, 'prompt')} "
        f"and {plural(found.answers, 'answer')}, whoever wrote them"
    )
    yield f"Reasoning traces in {_part(found.reasoning_documents, found.chats)}"
    yield f"Calls of tools in {_part(found.tool_call_documents, found.chats)}"


def _families(found: Distillation) -> Iterator[str]:
    yield ""
    yield "Family that the record names, and that the text names"
    rows = [
        (
            pair.claimed or "not named",
            pair.observed or "nothing said",
            plural(pair.documents, "chat"),
            plural(pair.answers, "answer"),
        )
        for pair in found.families
    ]
    yield from _columns(rows)
    yield f"Both name one family in {count(found.agreeing)} and two in {plural(found.disagreeing, 'chat')}"


def _templates(found: Distillation) -> Iterator[str]:
    yield ""
    if not found.templates:
        yield "No prompts were found that were made from one template."
        return
    yield (
        f"{plural(found.templates_total, 'template')},"
        f" from which {_part(found.templated_prompts, found.prompts, 'prompt')} were made"
    )
    for row in found.templates:
        accounts = f", {plural(row.accounts, 'account')}" if row.accounts else ""
        yield f"  {plural(row.prompts, 'prompt')}{accounts}; first {row.example_document}"
        yield from wrap(row.text, WIDTH, initial_indent="    ", subsequent_indent="    ")
    if len(found.templates) < found.templates_total:
        yield f"  and {count(found.templates_total - len(found.templates))} more; --format jsonl has them"


def _capabilities(found: Distillation) -> Iterator[str]:
    yield ""
    yield "What prompts ask for, by rules that --format jsonl prints"
    yield from _columns([(row.title, count(row.prompts), share(row.prompt_share)) for row in found.capabilities])


def _spread(found: Distillation) -> Iterator[str]:
    yield ""
    one = found.accounts
    if one is None:
        yield "No record names an account or key."
    else:
        yield (
            f"{plural(one.accounts, 'account or key', 'accounts or keys')} of {plural(one.prompts, 'prompt')}:"
            f" the first, {one.top}, has {share(one.top_share)},"
            f" a tenth of them {share(one.top_tenth_share)}; Gini {one.gini:.2f}"
        )
    yield from _times(found.days, "day", "No record is dated.")
    yield from _times(found.hours, "hour", "No record has a time of day.")


def _times(found: TimeFigures | None, noun: str, none: str) -> Iterator[str]:
    if found is None:
        yield none
        return
    yield (
        f"{plural(found.times, noun)} with prompts: most on {found.busiest}, {count(found.busiest_prompts)},"
        f" where the median is {found.median_prompts:.1f}; {plural(found.bursts, noun)} above ten times that"
    )


def _part(some: int, whole: int, noun: str = "chat") -> str:
    return f"{plural(some, noun)} ({share(some / max(1, whole))})"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
