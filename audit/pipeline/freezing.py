"""The state of a run as a person signs for it, and what moved since somebody did."""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from audit import __version__, decisions
from audit import judge as judging
from audit.model import Policy
from audit.pipeline import decisions as logs
from audit.pipeline import packs, signoffs
from audit.pipeline.folder import RunFolder
from audit.pipeline.signoffs import Signoff, State
from audit.policy import PASSING
from audit.report_model import Gate
from audit.report_model.signoffs import SignoffRow
from audit.store import Store

_MOVED = {
    "scan": "the corpus was scanned again, and other files or detectors count",
    "policy": "it was judged by another policy",
    "rules": "rules, or files that the judgement is given, changed",
    "decision_log": "decisions were recorded",
    "verdicts": "verdicts changed, or what lets them pass",
    "gate": "the gate's result is another one",
}
"What of a state tells that it is another one, in the order of what accounts for what."


def freeze(run: RunFolder, store: Store, policy: Policy) -> State:
    """The state of a judged run, without the digest of its corpus, which is not read."""
    manifest = run.manifest
    result: Gate = judging.gate(store, policy, manifest)
    rules = {f"rule pack {pack.name} {pack.version}": pack.digest for pack in packs.of_policy(policy)}
    log = logs.of_run(run)
    return State(
        scan=_of_lines([manifest["plan"], *sorted(manifest["shards"])]),
        verdicts=_of_lines(f"{row['rule']} {row['part']} {row['digest']}" for row in store.query("signoff_verdicts")),
        policy=policy.digest,
        policy_name=policy.name,
        purposes=policy.purposes,
        jurisdictions=policy.jurisdictions,
        rules={**rules, **{name: digest for name, digest in manifest.get("decisions", {}).items() if name != logs.OF_LOG}},
        decision_log=decisions.head(log),
        gate=result.status,
        sentence=result.sentence,
        open={row["outcome"]: row["open"] for row in store.query("signoff_open")},
        day=manifest["as_of"],
        tool_version=__version__,
    )


def ends(run: RunFolder, store: Store) -> Iterator[date]:
    """The last days of all that lets verdicts of a run pass."""
    for row in store.query("report_waivers"):
        if row["verdicts"]:
            yield row["expires"]
    for row in run.manifest.get("decided", ()):
        if row["state"] in PASSING and row["findings"] and row["expires"]:
            yield date.fromisoformat(row["expires"])


def moved(then: State, now: State) -> tuple[str, ...]:
    """What of a state is not as it was, in words; empty: nothing."""
    return tuple(said for name, said in _MOVED.items() if getattr(then, name) != getattr(now, name))


def rows(run: RunFolder, store: Store, policy: Policy, on: date) -> tuple[SignoffRow, ...]:
    """The sign-offs of a run for its report, the latest first."""
    signed = signoffs.of_run(run)
    if not signed:
        return ()
    now = freeze(run, store, policy)
    return tuple(_row(record, now, on) for record in reversed(signed))


def _row(record: Signoff, now: State, on: date) -> SignoffRow:
    over = (f"its last day, {record.expires}, is over",) if on > record.expires else ()
    return SignoffRow(
        name=record.actor.name,
        role=record.actor.role,
        statement=record.statement,
        day=str(record.at.date()),
        expires=str(record.expires),
        result=record.state.sentence,
        open=sum(record.state.open.values()),
        digest=record.sha256,
        key=record.key,
        report=record.state.report,
        moved=(*moved(record.state, now), *over),
    )


def _of_lines(lines: Iterable[str]) -> str:
    digest = sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()
