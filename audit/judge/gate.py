"""The gate: whether a judged run passes, in one sentence, with the exit status that stands for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from audit.errors import ExitStatus
from audit.judge import deciding
from audit.model import Outcome, Policy, WaiverState
from audit.report_model import Gate
from audit.store import Store

_RULES_NAMED = 5


def gate(store: Store, policy: Policy, run: Mapping[str, Any]) -> Gate:
    """
    The result of a run by its policy: 0 passed, 1 failed, 3 incomplete. Where a run both fails and is incomplete, 1 holds.

    A strict policy also fails where somebody has to look at a waiver, a decision or the baseline.

    `run` is the run's manifest; `libraries` tells which libraries of works it was compared with.
    """
    failing = failing_rules(store, policy)
    gaps = _gaps(store.query("report_coverage")[0], policy, run)
    if not store.query("judge_counts"):
        gaps.append(
            (
                "no rule is in force for these purposes and jurisdictions",
                "Name rule packs in the policy that have rules for them.",
            )
        )
    reasons = [_failure(row, policy) for row in failing]
    if len(reasons) > _RULES_NAMED:
        reasons[_RULES_NAMED:] = [f"{len(reasons) - _RULES_NAMED} more rules, each with open verdicts"]
    counts = store.query("report_decisions", weight=list(Outcome).index(policy.fail_on))[0]
    unsettled = _unsettled(store, counts, run) if policy.strict else []
    status = ExitStatus.GATE_FAILED if failing or unsettled else ExitStatus.INCOMPLETE if gaps else ExitStatus.PASSED
    sentence = _sentence(failing, unsettled, gaps, policy) + _decided(counts, policy)
    steps = _next_steps(failing, unsettled, gaps)
    return Gate(int(status), sentence, (*reasons, *unsettled, *(reason for reason, _ in gaps)), steps)


def failing_rules(store: Store, policy: Policy) -> list[dict[str, Any]]:
    """Rules at or above the policy's outcome with more open verdicts than it lets pass."""
    weight = list(Outcome).index(policy.fail_on)
    rows = store.query("gate_open", weight=weight, new=policy.fail_on_new)
    return [row for row in rows if row["open"] > policy.thresholds.get(row["rule"], 0)]


def _unsettled(store: Store, counts: Mapping[str, Any], run: Mapping[str, Any]) -> list[str]:
    """Waivers, decisions and entries of the baseline that somebody has to look at, each with the mend."""
    rows = [row for row in store.query("report_waivers") if WaiverState(row["state"]).fails]
    found = [
        f"waiver {row['id']} is {row['state'].replace('-', ' ')}: {row['told']}; {row['mend']} ({row['file']})" for row in rows
    ]
    found += [f"{deciding.told(row)}; decide again" for row in deciding.noted(run) if row.unsettled]
    if counts["stale"]:
        stale = f"{_count(counts['stale'], 'line')} of the baseline " + ("is" if counts["stale"] == 1 else "are") + " stale"
        found.append(f"{stale}: no such verdict is there any more; write it anew with corpus-audit baseline RUN -o FILE --update")
    return found


def _decided(counts: Mapping[str, Any], policy: Policy) -> str:
    """How many verdicts of the outcomes that fail the gate people have decided on; empty: none."""
    said = ""
    if waived := counts["waived"]:
        said += f" {_count(waived, 'more verdict')} {'is' if waived == 1 else 'are'} waived."
    if known := counts["baselined"]:
        which = "more open verdict" if policy.fail_on_new else "open verdict"
        passing = ", which lets them pass" if policy.fail_on_new else ""
        said += f" {_count(known, which)} {'is' if known == 1 else 'are'} in the baseline{passing}."
    return said


def _gaps(coverage: Mapping[str, Any], policy: Policy, run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Why the result is incomplete, each with what to do."""
    gaps = []
    if not coverage["documents"]:
        gaps.append(
            (
                "no record of the corpus could be read as text",
                "Name a corpus that holds text: `corpus-audit inspect` shows what it sees.",
            )
        )
    if unopened := coverage["files"] - coverage["files_opened"]:
        gaps.append(
            (
                f"{_count(unopened, 'file')} could not be opened",
                "Mend or remove the files that could not be opened, and scan again.",
            )
        )
    if coverage["documents"] and coverage["read_share"] < policy.min_coverage:
        read, wanted = _percent(coverage["read_share"]), _percent(policy.min_coverage)
        gaps.append(
            (
                f"{read} of the bytes were read as records, where {wanted} are asked for",
                "See what was skipped and why, and scan again.",
            )
        )
    if "works" in policy.requires and not run.get("libraries"):
        gaps.append(("the policy requires a library of known works, and none was given", "Scan again with --works FOLDER."))
    return gaps


def _sentence(
    failing: Sequence[Mapping[str, Any]], unsettled: Sequence[str], gaps: Sequence[tuple[str, str]], policy: Policy
) -> str:
    purposes = _list([purpose.replace("-", " ") for purpose in policy.purposes])
    also = f" The result is also incomplete: {gaps[0][0]}." if gaps else ""
    if failing:
        rules = "1 rule has" if len(failing) == 1 else f"{len(failing)} rules have"
        verdicts = _count(sum(row["open"] for row in failing), "new open verdict" if policy.fail_on_new else "open verdict")
        return f"The gate failed for {purposes}: {rules} {verdicts} of the outcome {_at_least(policy.fail_on)}.{also}"
    if unsettled:
        look = "waivers, decisions or the baseline have to be looked at"
        return f"The gate failed for {purposes}: {look}, {len(unsettled)} in all.{also}"
    if gaps:
        return f"The result is incomplete for {purposes}: {gaps[0][0]}."
    allowed = f"no rule of the outcome {_at_least(policy.fail_on)} has more open verdicts than the policy allows"
    return f"The gate passed for {purposes}: {allowed}."


def _at_least(outcome: Outcome) -> str:
    """The outcomes that fail the gate, in words."""
    return " or ".join(f"'{name}'" for name in list(Outcome)[list(Outcome).index(outcome) :])


def _failure(row: Mapping[str, Any], policy: Policy) -> str:
    allowed = policy.thresholds.get(row["rule"], 0)
    over = f", where the policy allows {allowed}" if allowed else ""
    verdicts = f"{_count(row['open'], 'open verdict')} on {_count(row['documents'], 'document')}{over}"
    return f"{row['rule']} ({row['outcome']}), {verdicts}: {row['title']}"


def _next_steps(
    failing: Sequence[Mapping[str, Any]], unsettled: Sequence[str], gaps: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    steps = [step for _, step in gaps]
    if unsettled:
        steps.insert(0, "Settle the waivers, decisions and lines of the baseline that are named above; each says how.")
    if failing:
        steps.insert(
            0, f"Look at the evidence under {failing[0]['rule']} first; then remove or replace the records, or obtain permission."
        )
        steps.append("After a change of policy or rules, judge again with corpus-audit judge, which does not read the corpus.")
    elif not gaps and not unsettled:
        steps.append("Have the open reviews and notes looked at by the person who decides: no finding is not permission.")
    return tuple(steps)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _percent(share: float) -> str:
    """Rounded down, so that it never looks better than it is."""
    return f"{int(share * 100_000) / 1000:g} %"


def _list(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
