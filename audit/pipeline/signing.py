"""A person signs for a run as it is: a record in the run's folder, and a clearance that others can check without the run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from audit.decisions import Actor
from audit.errors import UsageError
from audit.judge.gate import failing_rules
from audit.pipeline import corpus_digest, freezing, signoffs, statements
from audit.pipeline.envelopes import Signer
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judged_by
from audit.pipeline.signoffs import Signoff, State
from audit.reports import seal
from audit.store import Store
from audit.writing import refuse_no_folder, write

DAYS = 365
"Most days that a sign-off holds."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person signs, and with what."""

    actor: Actor
    statement: str
    corpus: tuple[Path, ...] = ()
    "Where the corpus lies; empty: where it was scanned."
    report: Path | None = None
    "The page that was read."
    key: Path | None = None
    "Private key in PEM; None: the clearance is not signed."
    expires: date | None = None
    "Last day; None: as long as all that lets verdicts pass, and a year at most."
    output: Path | None = None
    "Where the clearance goes; None: only the record is made."


def sign(run: RunFolder, wish: Wish, now: datetime) -> Signoff:
    """
    Record that a person signs for a judged run as it is, and write the clearance that was asked for.

    All of the corpus is read, for its digest. UsageError where it is not the one that was scanned, where the page is of another
    state, or where the key cannot sign.
    """
    if wish.output:
        refuse_no_folder(wish.output)
    signer = Signer(wish.key) if wish.key else None
    paths = wish.corpus or run.corpus
    policy = judged_by(run)
    with run.locked():
        corpus_digest.refuse_other(run, paths)
        files = corpus_digest.of_files(paths)
        with Store.open(run.database) as store:
            state = freezing.freeze(run, store, policy)
            last = _last_day(wish, now.date(), list(freezing.ends(run, store)))
            failing = {row["rule"] for row in failing_rules(store, policy)}
            rules = [{**row, "failing": row["rule"] in failing} for row in store.query("report_rules")]
        state = replace(_with_page(state, wish.report), corpus=corpus_digest.dir_hash(files), files=len(files))
        auth = f"key {signer.key}" if signer else "self-declared"
        record = Signoff(now, replace(wish.actor, auth=auth), wish.statement, state, last, signer.key if signer else "")
        record = signoffs.placed(signoffs.of_run(run), record)
        if wish.output:
            write(wish.output, _bundle(record, statements.subjects(state, files), rules, signer))
        signoffs.append(run, record)
    return record


def _bundle(record: Signoff, about: Any, rules: Sequence[Any], signer: Signer | None) -> bytes:
    """The statements of a sign-off as a bundle of in-toto: one envelope a line, or the bare statement where nobody signs."""
    made = [statements.tested(record, about, rules)]
    if record.state.gate == 0:
        made.insert(0, statements.verified(record, about))
    lines = [statements.canonical(one) for one in made]
    return b"".join((orjson.dumps(signer.wrapped(line)) if signer else line) + b"\n" for line in lines)


def _last_day(wish: Wish, today: date, ends: Sequence[date]) -> date:
    """The last day of a sign-off: no later than that of anything that lets verdicts pass."""
    latest = min([*ends, today + timedelta(DAYS)])
    if latest < today:
        raise UsageError(f"something that lets verdicts pass ended on {latest}; judge again as of today, then sign")
    if wish.expires and not today <= wish.expires <= latest:
        raise UsageError(
            f"a sign-off of {today} can hold until {latest}, not {wish.expires}: a year at most, and no longer than what lets "
            "verdicts pass; give an earlier day, or renew the waivers and decisions that end"
        )
    return wish.expires or latest


def _with_page(state: State, path: Path | None) -> State:
    """A state with the page that was read. UsageError where it was altered, or is of another policy, log or result."""
    if path is None:
        return state
    try:
        page = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; name the page that you read") from error
    found = seal.read(page)
    if not (found.data_kept and found.page_kept):
        raise UsageError(f"{path}: the page was altered since it was made; make it again: corpus-audit report -o html={path}")
    told = orjson.loads(seal.data(page))
    same = told["policy_digest"] == state.policy and (told["decisions"]["log_head"] or state.decision_log) == state.decision_log
    if not same or told["gate"]["status"] != state.gate:
        raise UsageError(
            f"{path}: the page is of another state of the run; make and read it again: corpus-audit report -o html={path}"
        )
    return replace(state, report=sha256(page).hexdigest(), report_name=path.name)
