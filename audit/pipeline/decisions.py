"""The log of decisions of a run: read, laid onto its verdicts, given out as a sheet, and added to."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from audit import __version__, decisions
from audit.decisions import Decision
from audit.judge import binding, deciding, waiving
from audit.model import Policy
from audit.pipeline import decision_sheets, decision_workbooks, packs
from audit.pipeline.folder import RunFolder
from audit.pipeline.waiving import law_of
from audit.policy import SECOND_PERSON
from audit.report_model import DecisionRow
from audit.store import Store

LOG = "decisions.jsonl"
"How the log is called in a run's folder."
OF_LOG = "decision log"
"How its head is called beside the digests of files."
_READERS = {".csv": decision_sheets.read, ".xlsx": decision_workbooks.read}
"By how a file's name ends; all others are JSON Lines."


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file of decisions has for a log."""

    added: tuple[Decision, ...]
    "In the order of the file, with their places in the log."
    there: tuple[str, ...]
    "Ids of records that the log has already."
    conflicting: tuple[str, ...]
    "What contradicts the log, a sentence each; not added."
    unknown: tuple[str, ...]
    "What names something that is not there, a sentence each; not added."
    disagreeing: tuple[str, ...]
    "Ids of added records that another person's decision contradicts: verdicts count until one of them changes it."
    differing: tuple[str, ...]
    "Added records on groups that are not as they were counted, a sentence each: what came lets no verdict pass."


def of_run(run: RunFolder) -> tuple[Decision, ...]:
    """The log of a run; empty where there is none. ConfigurationError where its chain is broken."""
    path = run.path / LOG
    return decisions.read(path) if path.exists() else ()


def decide(store: Store, log: Sequence[Decision], policy: Policy, law: waiving.Law, on: date) -> tuple[DecisionRow, ...]:
    """Lay a log onto the verdicts that were just given, after waivers, and tell what became of each decision."""
    if not log:
        return ()
    waiving.prepare(store)
    rows = deciding.weigh(store, log, law, on, {**SECOND_PERSON, **policy.second_person})
    deciding.apply(store, rows)
    return rows


def noted(log: Sequence[Decision], rows: Sequence[DecisionRow]) -> dict[str, Any]:
    """What a run's manifest keeps of a log: its head, and what became of each decision."""
    return {"decision_log": {"records": len(log), "head": decisions.head(log)}, "decided": [asdict(row) for row in rows]}


def digests(log: Sequence[Decision]) -> dict[str, str]:
    """The head of a log, by name, beside the digests of files; empty where there is no log."""
    return {OF_LOG: decisions.head(log)} if log else {}


def exported(run: RunFolder, form: str) -> bytes:
    """The log of a run as csv, as xlsx, or as it is: jsonl."""
    log = of_run(run)
    if form == "xlsx":
        return decision_workbooks.written(log)
    return (decision_sheets.written(log) if form == "csv" else "".join(map(decisions.line, log))).encode()


def take(run: RunFolder, policy: Policy, path: Path, *, apply: bool) -> Taken:
    """Compare a file of decisions (CSV, XLSX, JSON Lines) with the log of a judged run; `apply` adds what can be added."""
    given = _READERS.get(path.suffix.lower(), decisions.drafts)(path)
    law = law_of(packs.of_policy(policy))
    with run.locked(), Store.open(run.database) as store:
        log = of_run(run)
        taken = _compared(log, given, law, store)
        if apply and taken.added:
            decisions.append(run.path / LOG, taken.added)
    return taken


def _fingerprints(store: Store) -> frozenset[str]:
    """Of all findings and measures of a run, by both of their names."""
    found = [(row["fingerprint"], row["lasting"]) for row in store.query("every_lasting")]
    measures = [row["fingerprint"] for row in store.query("every_measure")]
    return frozenset([name for pair in found for name in pair] + measures)


def _compared(log: Sequence[Decision], given: Sequence[Decision], law: waiving.Law, store: Store) -> Taken:
    there = _fingerprints(store)
    known = {record.id: record for record in log}
    fresh: list[Decision] = []
    same, conflicting, unknown = [], [], []
    for record in given:
        if record.id in known:
            if deciding.said(known[record.id]) == deciding.said(record):
                same.append(record.id)
            else:
                conflicting.append(f"{record.id}: the log has another record of this id; give this one an id of its own")
        elif missing := next(_missing(record, known, law, there), ""):
            unknown.append(f"{record.id}: {missing}")
        else:
            known[record.id] = record
            fresh.append(record)
    resting, differing = _resting(store, fresh, law)
    added = decisions.chained(log, [bound(record, law) for record in resting])
    disputed = {record.id for one in deciding.fold([*log, *added]) if one.state == "conflict" for record in one.records}
    disagreeing = tuple(record.id for record in added if record.id in disputed)
    return Taken(added, tuple(same), tuple(conflicting), tuple(unknown), disagreeing, differing)


def _missing(record: Decision, known: dict[str, Decision], law: waiving.Law, there: frozenset[str]) -> Iterator[str]:
    """What a record names and is not there."""
    selector = record.target.selector
    if selector["rule"] not in law.rules:
        yield f"no pack of the policy has a rule '{selector['rule']}'"
    if "fingerprint" in selector and selector["fingerprint"].partition(":")[0] not in there:
        yield f"the run has no fingerprint {selector['fingerprint']}"
    if record.supersedes and record.supersedes not in known:
        yield f"it takes the place of '{record.supersedes}', which the log does not have"


def _resting(store: Store, fresh: Sequence[Decision], law: waiving.Law) -> tuple[Sequence[Decision], tuple[str, ...]]:
    """Records with what they rest on in the verdicts of a run, and those whose groups are others now."""
    if not fresh:
        return (), ()
    for name in ("judge_prepare_findings", "judge_prepare_measures"):
        store.run(name)
    waiving.prepare(store)
    return binding.bind(store, fresh, law), binding.differing(store, fresh)


def bound(record: Decision, law: waiving.Law) -> Decision:
    """A record that ends when its reason does and holds while its rule asks what it asks now, unless it says else itself."""
    meaning = waiving.meaning(law.rules[record.target.selector["rule"]])
    binds = {"rule_sha256": meaning, **record.binds}
    return replace(decisions.ending(record), binds=binds, tool_version=record.tool_version or __version__)
