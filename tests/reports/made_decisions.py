"""Decisions of a report, made up."""

from datetime import date

from audit.model import WaiverState
from audit.report_model import Decisions, WaiverRow

_TOLD = {
    WaiverState.USED: ("it stands", ""),
    WaiverState.EXPIRING: ("its last day is 2026-03-10, in 6 days: urgent", "renew it in time, or settle what it covers"),
    WaiverState.EXPIRED: ("it ended on 2026-03-01; its verdicts are open again", "renew it, or take it out"),
    WaiverState.MISMATCHED: ("its group is another one; none is let pass", "look again, and write it anew"),
}


def made_decisions(text: str | None = None, scale: int = 1) -> Decisions:
    """Waivers of several states and a baseline; `text` takes the place of what people wrote."""
    states = (WaiverState.EXPIRED, WaiverState.MISMATCHED, WaiverState.EXPIRING, WaiverState.USED)
    return Decisions(
        day=date(2026, 3, 4),
        waivers=tuple(_waiver(number, state, text, scale) for number, state in enumerate(states, 1)),
        waived=2,
        baselined=3 * scale,
        new=310,
        baseline_entries=12 * scale,
        baseline_stale=1,
    )


def _waiver(number: int, state: WaiverState, text: str | None, scale: int) -> WaiverRow:
    told, mend = _TOLD[state]
    passing = scale if state in (WaiverState.USED, WaiverState.EXPIRING) else 0
    return WaiverRow(
        id=f"press-{number}",
        rule="core/known-work-long",
        covers=text or "2 findings of work alice",
        state=state,
        told=told,
        mend=mend,
        reason_code="LICENCE_ACQUIRED" if number % 2 else "RISK_ACCEPTED",
        reason=text or "The contract lets us train.",
        owner=text or "Mira Lund",
        approver=text or "Nils Berg",
        evidence=text or "https://example.org/contracts/12",
        created=date(2025, 9, 20),
        expires=date(2026, 3, 10),
        file="waivers.toml",
        verdicts=passing * 4,
        findings=passing,
        documents=passing,
    )
