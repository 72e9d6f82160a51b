"""Findings and measures weighed by rules for the purposes and jurisdictions of a policy; and the gate over the verdicts."""

from audit.judge.cases import CaseResult, test
from audit.judge.gate import gate
from audit.judge.judge import check, judge

__all__ = ["CaseResult", "check", "gate", "judge", "test"]
