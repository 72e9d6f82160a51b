"""Findings and measures weighed by rules for the purposes and jurisdictions of a policy; and the gate over the verdicts."""

from audit.judge.cases import CaseResult, test
from audit.judge.gate import gate
from audit.judge.judge import check, judge
from audit.judge.mutants import Mutation
from audit.judge.proving import Proof, prove

__all__ = ["CaseResult", "Mutation", "Proof", "check", "gate", "judge", "prove", "test"]
