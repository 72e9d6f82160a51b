"""Summaries of runs made for tests."""

from dataclasses import replace
from datetime import date

from audit.report_model.trend import Ending, RuleCounts, RunSummary, Trend
from audit.reports.trend import trend

RULES = (("core/known-work-long", "block"), ("core/generated-review", "review"), ("core/unlicensed-share", "note"))
DIGESTS = {name: f"{name}-1" for name in ("data", "rules", "references", "tool", "signals", "terms", "decisions")}


def summary(day: int = 1, opened: tuple[int, int, int] = (14, 300, 1), **changes: object) -> RunSummary:
    """A run judged on a day of March, with so many open verdicts by outcome."""
    rules = tuple(
        RuleCounts(rule, f"Rule {rule}", outcome, number, 3, 2, f"digest of {number}" if number else "")
        for (rule, outcome), number in zip(RULES, opened, strict=True)
    )
    made = RunSummary(
        judged=f"2026-03-{day:02}T05:06:07+00:00",
        day=date(2026, 3, day),
        tool_version="0.1.0",
        policy="commercial release",
        status=1 if opened[0] else 0,
        files=3,
        documents=12_000 + day,
        words=4_125_240,
        read_share=0.979,
        skips=2,
        findings=1204,
        clues=31,
        outcomes={row.outcome: {"open": row.open, "baselined": 3, "waived": 2} for row in rules},
        rules=rules,
        waivers={"used": 2},
        decided={},
        ending=(),
        digests=DIGESTS,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def made_trend(text: str | None = None, scale: int = 1) -> Trend:
    """Five runs with changes of every cause; `text` stands where names do."""
    other = {name: f"{name}-2" for name in DIGESTS}
    runs = [
        summary(1, (20 * scale, 310 * scale, 0), status=3),
        summary(8, (14 * scale, 300 * scale, 1), digests=DIGESTS | {"data": "data-2", "rules": "rules-2"}),
        summary(15, (14 * scale, 298 * scale, 1), digests=other),
        summary(22, (0, 0, 0), digests=other),
        summary(
            29,
            (9 * scale, 298 * scale, 1),
            digests=other | {"references": "references-3"},
            ending=(Ending(text or "w-1", RULES[0][0], date(2026, 4, 8)),),
            waivers={"used": 1, "expired": 2},
        ),
    ]
    return trend([(text or f"run-{place}", run) for place, run in enumerate(runs, 1)])
