"""
RUN/signoffs.jsonl: who signed for which state of a run, one JSON object a line, each chained to the one before.

The file only grows. Names are as people stated them; a key that signs the clearance vouches for them as far as it is known whose
key it is. A sign-off is a person's statement and no conclusion of the tool.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from audit import strict
from audit.decisions import START, Actor, sealed
from audit.errors import ConfigurationError, cannot_write
from audit.pipeline.folder import RunFolder
from audit.strict import Table

NAME = "signoffs.jsonl"
"How the file is called in a run's folder."
VERSION = 1
"Of the record; a later one is refused."


@dataclass(frozen=True, slots=True)
class State:
    """What a sign-off is for: a run as it is, by digests (SHA-256 in hexadecimal) and counts."""

    scan: str
    "Of the identity of all shards, and of whatever decides what is found in them."
    verdicts: str
    "Of all verdicts, with what lets them pass."
    policy: str
    "Of the policy's file."
    policy_name: str
    purposes: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    rules: Mapping[str, str]
    "By name: digests of rule packs, and of files of waivers, baseline and others that the judgement was given."
    decision_log: str
    "Of the last record of the log of decisions."
    gate: int
    "0 passed, 1 failed, 3 incomplete."
    sentence: str
    "The gate's."
    open: Mapping[str, int]
    "By outcome: open verdicts, each counted once a rule and finding."
    day: str
    "That the judgement is of."
    tool_version: str
    corpus: str = ""
    "dirHash of the files of the corpus; empty where they were not read for it."
    files: int = 0
    report: str = ""
    "Of the file of the report that was read; empty: none was named."
    report_name: str = ""


@dataclass(frozen=True, slots=True)
class Signoff:
    """What a person stated of a state. One that is not in a log yet has no `seq`."""

    at: datetime
    actor: Actor
    statement: str
    state: State
    expires: date
    "Last day, in UTC, included."
    key: str = ""
    "Id of the key that signs the clearance; empty: none does."
    seq: int = 0
    "Place in the log, from 1."
    prev_sha256: str = ""
    sha256: str = ""
    v: int = field(default=VERSION)


def of_run(run: RunFolder) -> tuple[Signoff, ...]:
    """The sign-offs of a run, the latest last. ConfigurationError where their chain is broken."""
    path = run.path / NAME
    found: list[Signoff] = []
    for number, text in enumerate(strict.text(path).splitlines() if path.exists() else (), 1):
        where = f"{path}: line {number}"
        record = parsed(strict.json_object(text, where), where)
        if record != placed(found, record) or record.sha256 != digest(record):
            raise ConfigurationError(f"{where}: the chain is broken; restore the file from where it was kept")
        found.append(record)
    return tuple(found)


def placed(log: Sequence[Signoff], record: Signoff) -> Signoff:
    """A record as it follows a log."""
    last = log[-1] if log else None
    found = replace(record, seq=last.seq + 1 if last else 1, prev_sha256=last.sha256 if last else START)
    return replace(found, sha256=digest(found))


def append(run: RunFolder, record: Signoff) -> None:
    """Add a record, which `placed` made for the log of this run, at its end."""
    path = run.path / NAME
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(values(record), ensure_ascii=False) + "\n")
    except OSError as error:
        raise cannot_write(path, error) from error


def digest(record: Signoff) -> str:
    """The digest of a record in its place."""
    return sealed(values(record))


def values(record: Signoff) -> dict[str, Any]:
    """A record as JSON has it."""
    plain = json.loads(json.dumps(asdict(replace(record, at=record.at.astimezone(UTC))), default=str))
    return {**plain, "at": plain["at"].replace(" ", "T").replace("+00:00", "Z")}


def parsed(given: Mapping[str, Any], where: str) -> Signoff:
    """A record of values. ConfigurationError, which begins with `where`, where they are none."""
    table = _table(given, where)
    if (version := table.whole("v")) != VERSION:
        raise table.wrong(f"the sign-off is of version {version}, and this program reads {VERSION}; use a later one")
    actor = _table(table.mapping("actor"), f"{where}: actor")
    record = Signoff(
        at=_moment(table),
        actor=Actor(actor.text("name"), actor.text("email", ""), actor.text("role", ""), actor.text("auth", "")),
        statement=table.text("statement"),
        state=_state(_table(table.mapping("state"), f"{where}: state")),
        expires=_day(table, "expires"),
        key=table.text("key", ""),
        seq=table.whole("seq"),
        prev_sha256=table.text("prev_sha256"),
        sha256=table.text("sha256"),
    )
    actor.done()
    table.done()
    return record


def _state(table: Table) -> State:
    found = State(
        scan=table.text("scan"),
        verdicts=table.text("verdicts"),
        policy=table.text("policy"),
        policy_name=table.text("policy_name"),
        purposes=table.texts("purposes"),
        jurisdictions=table.texts("jurisdictions"),
        rules=_mapping(table, "rules", str),
        decision_log=table.text("decision_log"),
        gate=table.whole("gate"),
        sentence=table.text("sentence"),
        open=_mapping(table, "open", int),
        day=table.text("day"),
        tool_version=table.text("tool_version"),
        corpus=table.text("corpus", ""),
        files=table.whole("files"),
        report=table.text("report", ""),
        report_name=table.text("report_name", ""),
    )
    table.done()
    return found


def _mapping(table: Table, key: str, kind: type) -> dict[str, Any]:
    found: Mapping[str, Any] = table.mapping(key)
    if any(type(value) is not kind for value in found.values()):
        raise table.wrong(f"'{key}' holds something else than it should")
    return dict(found)


def _table(given: Mapping[str, Any], where: str) -> Table:
    """A table without what is empty, since a text of a table is not."""
    return Table({key: value for key, value in given.items() if value != ""}, where)


def _moment(table: Table) -> datetime:
    text = table.text("at")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise table.wrong(f"'at' must be a time such as 2026-01-31T12:00:00Z, not '{text}'") from None


def _day(table: Table, key: str) -> date:
    text = table.text(key)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise table.wrong(f"'{key}' must be a day such as 2026-01-31, not '{text}'") from None
