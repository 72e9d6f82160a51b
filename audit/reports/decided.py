"""Who let what pass and why, in a sentence, for formats that have one place for it."""

from audit.report_model import DecisionRow, Report, WaiverRow


def reasons(report: Report) -> dict[str, str]:
    """By the name that verdicts have for it: each waiver and each decision of the log, with the persons as they are stated."""
    waivers = {row.id: _of_waiver(row) for row in report.decisions.waivers}
    return {**waivers, **{row.id: sentence(row) for row in report.decisions.log}}


def sentence(row: DecisionRow) -> str:
    """What persons decided, and what became of it."""
    reason = f", {row.reason.replace('_', ' ')}" if row.reason else ""
    until = f", until {row.expires}" if row.expires else ""
    became = f"; it is {row.state}: {row.told}" if row.state != row.decided else ""
    return f"{row.id}, decided by {', '.join(row.people)}: {row.decided.replace('_', ' ')}{reason}{until}{became}"


def _of_waiver(row: WaiverRow) -> str:
    return f"waiver {row.id} of {row.owner}, approved by {row.approver}, until {row.expires}"
