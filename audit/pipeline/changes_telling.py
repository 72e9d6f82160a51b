"""What a judgement changed, on a terminal, for a person; no character of the corpus steers the terminal."""

from collections.abc import Iterator
from typing import Any

from audit.report_model import ChangeRow, Changes
from audit.reports.terminal import cut, wrapped
from audit.reports.visible import visible
from audit.reports.wording import count, plural

MOST = 20
"Rows that are listed; the others are counted, and --json has them."
CAUSES = {
    "rule-added": "the rule is new in its pack",
    "rule-removed": "the rule is no longer in any pack",
    "rule-changed": "the rule says something else",
    "rule-words": "only words of the rule differ",
    "rule-dates": "the rule came into force or went out of it",
    "policy": "the policy asks otherwise",
    "waivers": "a waiver",
    "baseline": "the baseline",
    "untraced": "not traced to one input",
}
INPUTS = {
    "licence-terms": "terms of licences",
    "provider-terms": "terms of providers",
    "site-terms": "terms of sites",
    "signals": "signals that were given",
    "exceptions": "exceptions of the law",
    "sources": "sources and their licences",
}


def in_words(changes: Changes) -> str:
    """What changed, rule by rule, and what accounts for it."""
    return "\n".join(visible(line, lines=False) for line in _lines(changes))


def _lines(changes: Changes) -> Iterator[str]:
    if changes.first:
        yield "These findings were not judged before, so there is nothing to compare with."
        return
    if changes.gate_before and changes.gate_before.sentence != changes.gate_after.sentence:
        yield from wrapped(f"Before: {changes.gate_before.sentence}")
    yield from wrapped(f"{'Now' if changes.kept else 'Then'}: {changes.gate_after.sentence}")
    for name, (before, after) in changes.settings.items():
        yield from wrapped(f"policy: {name.replace('_', ' ')} {_said(before)} before, {_said(after)} now", "- ")
    for rule in changes.rules:
        detail = f" ({rule.detail})" if rule.detail else ""
        yield from wrapped(f"{rule.rule}: {CAUSES[rule.cause]}{detail}", "- ")
    for one in changes.inputs:
        told = "; ".join(f"{subject}: {detail}" for subject, detail in one.told)
        more = f"; and {count(one.total - len(one.told))} more" if one.total > len(one.told) else ""
        yield from wrapped(f"{INPUTS[one.input]} differ: {cut(told, 400)}{more}", "- ")
    yield from _verdicts(changes)


def _verdicts(changes: Changes) -> Iterator[str]:
    totals = f"{count(changes.verdicts_before)} before, {count(changes.verdicts_after)} now"
    if not changes.rows:
        yield f"No verdict differs ({totals})."
        return
    counts = ", ".join(f"{count(number)} {change}" for change, number in changes.counts.items())
    yield from wrapped(f"Verdicts: {totals}: {counts}.")
    for row in changes.rows[:MOST]:
        yield from _row(row)
    if len(changes.rows) > MOST:
        yield f"and {count(len(changes.rows) - MOST)} more rows; --json has them"


def _row(row: ChangeRow) -> Iterator[str]:
    causes = " and ".join(CAUSES.get(cause) or f"{INPUTS[cause]} differ" for cause in row.cause.split(" and "))
    still = f", {count(row.open)} of them open" if row.open not in (0, row.verdicts) else ""
    told = f"{plural(row.verdicts, 'verdict')} on {plural(row.documents, 'document')}{still}"
    yield from wrapped(f"{row.rule}: {row.change}, {told}; {causes}", "- ")
    if row.cause == "policy":
        return  # its settings were told
    for detail, verdicts in row.details:
        yield from wrapped(f"{cut(detail, 300)} ({count(verdicts)})", "    ")
    if row.details_total > len(row.details):
        yield f"    and {count(row.details_total - len(row.details))} more"


def _said(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none"
    return str(value)
