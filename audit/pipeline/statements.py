"""
A sign-off as in-toto statements: a Simple Verification Result where the gate passed, and a Test Result always.

The first lists only what holds, so it is made for a run that passed and for no other. What neither has a field for, the record of
the sign-off, stands in an extension of our own, so that a statement can be made anew from what it holds and compared.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from audit.decisions import START
from audit.pipeline import signoffs
from audit.pipeline.signoffs import Signoff, State

STATEMENT = "https://in-toto.io/Statement/v1"
VERIFIED = "https://in-toto.io/attestation/svr/v0.2"
TESTED = "https://in-toto.io/attestation/test-result/v0.1"
EXTENSION = "x-corpus-audit:sign-off/v1"
MOST_LISTED = 1000
"Files of a corpus that are named one by one; of a larger one there is the digest of all."


def subjects(state: State, files: Mapping[str, str]) -> list[dict[str, Any]]:
    """What a statement is about: the corpus as a whole, its files where they are few, and the report that was read."""
    found: list[dict[str, Any]] = [{"name": "corpus", "digest": {"dirHash": state.corpus}}]
    if len(files) <= MOST_LISTED:
        found += [{"name": f"corpus/{name}", "digest": {"sha256": digest}} for name, digest in sorted(files.items())]
    if state.report:
        found.append({"name": state.report_name, "digest": {"sha256": state.report}})
    return found


def verified(record: Signoff, about: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The Simple Verification Result of a sign-off whose gate passed."""
    state = record.state
    return _statement(
        VERIFIED,
        about,
        {
            "verifier": {
                "id": f"pkg:pypi/corpus-audit@{state.tool_version}",
                "policies": [{"name": state.policy_name, "digest": {"sha256": state.policy}}],
            },
            "timeCreated": signoffs.values(record)["at"],
            "properties": [
                "CORPUS_AUDIT_GATE_PASSED",
                "CORPUS_AUDIT_SIGNED_OFF",
                *(f"CORPUS_AUDIT_PURPOSE_{name.upper().replace('-', '_')}" for name in state.purposes),
                *(f"CORPUS_AUDIT_JURISDICTION_{name.upper()}" for name in state.jurisdictions),
            ],
            EXTENSION: signoffs.values(record),
        },
    )


def tested(record: Signoff, about: Sequence[Mapping[str, Any]], rules: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The Test Result of a sign-off: a rule in force is a test. `rules` have rule, open, and failing: the gate fails by it."""
    state = record.state
    configuration = [{"name": f"policy {state.policy_name}", "digest": {"sha256": state.policy}}]
    configuration += [{"name": name, "digest": {"sha256": digest}} for name, digest in sorted(state.rules.items())]
    if state.decision_log != START:
        configuration.append({"name": "log of decisions, last record", "digest": {"sha256": state.decision_log}})
    complete = {0: "passedTests", 3: "failedTests"}.get(state.gate)
    results: dict[str, list[str]] = {
        "passedTests": [row["rule"] for row in rules if not row["open"]],
        "warnedTests": [row["rule"] for row in rules if row["open"] and not row["failing"]],
        "failedTests": [row["rule"] for row in rules if row["failing"]],
    }
    if complete:
        results[complete].append("corpus-audit/complete")
    result = {"result": "FAILED" if state.gate else "PASSED", "configuration": configuration}
    return _statement(TESTED, about, {**result, **results, EXTENSION: signoffs.values(record)})


def canonical(statement: Mapping[str, Any]) -> bytes:
    """A statement as bytes; the same statement gives the same."""
    return json.dumps(statement, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _statement(kind: str, about: Sequence[Mapping[str, Any]], predicate: Mapping[str, Any]) -> dict[str, Any]:
    return {"_type": STATEMENT, "subject": list(about), "predicateType": kind, "predicate": dict(predicate)}
