"""Forms of the review's pages as records of decisions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from audit import decisions
from audit import waivers as files
from audit.decisions import Actor, Decision
from audit.errors import ConfigurationError
from audit.judge import deciding
from audit.review.backlog import WAYS, Backlog, selector

Form = Mapping[str, Sequence[str]]
"What a form sent: by the name of a field, its values."

_FIELDS = ("state", "reason", "action", "note", "evidence_ref", "licence_ref", "expires")
_WHERE = "the form"


def decided(form: Form, backlog: Backlog, actor: Actor) -> tuple[Decision, ...]:
    """
    What a form decides: on each of the verdicts that it names (`target`), or on all of a group by rules (`rule`).

    ConfigurationError, with the mend, where the form is not in order or the group has changed since it was shown.
    """
    found = tuple(_targets(form, backlog))
    if not found:
        raise ConfigurationError(f"{_WHERE} names nothing to decide on; tick at least one box")
    given = {name: one(form, name) for name in _FIELDS if one(form, name)}
    at = backlog.clock()
    return tuple(_record(given, target, actor, at, backlog.log) for target in found)


def undone(form: Form, backlog: Backlog, actor: Actor) -> Decision:
    """A record that takes back an earlier one of the same person. ConfigurationError where there is none of that id."""
    known = {record.id: record for record in backlog.log}
    record = known.get(one(form, "id"))
    if record is None or record.actor.person != actor.person:
        raise ConfigurationError("there is no such decision of yours; decide anew where somebody else decided")
    return _record({"state": "open"}, decisions.values(record)["target"], actor, backlog.clock(), (record,))


def one(form: Form, name: str) -> str:
    """The only value of a field; empty where there is none. ConfigurationError where there are several."""
    values = form.get(name, [""])
    if len(values) > 1:
        raise ConfigurationError(f"{_WHERE} has '{name}' more than once")
    return values[0].replace("\r\n", "\n").strip()


def _targets(form: Form, backlog: Backlog) -> Iterator[dict[str, Any]]:
    """What the form is about, as records have it."""
    if "target" in form:
        for pair in dict.fromkeys(form["target"]):
            entry, _, rule = pair.partition(" ")
            yield {"kind": "finding", "selector": {"rule": _rule(rule, backlog), "fingerprint": entry}}
    elif "rule" in form:
        yield from _group(form, backlog)


def _group(form: Form, backlog: Backlog) -> Iterator[dict[str, Any]]:
    """One target for each rule that is ticked, with what it covers, which must be what the page told."""
    way, value = one(form, "by"), one(form, "value")
    if way not in WAYS:
        raise ConfigurationError(f"{_WHERE} names no way to group: '{way}'")
    now = {line.rule: f"{line.count} {line.digest} {line.rule}" for line in backlog.rules(way, value) if line.count}
    for told in dict.fromkeys(form["rule"]):
        rule = told.rpartition(" ")[2]
        if now.get(rule) != told:
            raise ConfigurationError("the group is another one than the page told; look at it again")
        entries = backlog.covered(way, value, rule)
        yield {
            "kind": WAYS[way],
            "selector": {"rule": rule, **selector(way, value)},
            "count": len(entries),
            "fingerprints_sha256": files.digest(entries),
            "fingerprints": list(entries) if len(entries) <= files.MOST_LISTED else [],
        }


def _rule(rule: str, backlog: Backlog) -> str:
    if rule not in backlog.law.rules:
        raise ConfigurationError(f"{_WHERE} names a rule that is not in force: '{rule}'")
    return rule


def _record(given: Mapping[str, Any], target: Mapping[str, Any], actor: Actor, at: datetime, log: Sequence[Decision]) -> Decision:
    """A record of what was given; it takes the place of what the same person said of the same target before."""
    values = {**given, "id": uuid4().hex, "at": at.isoformat(), "actor": asdict(actor), "target": dict(target)}
    record = decisions.draft(values, _WHERE)
    before = [earlier.id for earlier in log if earlier.target.key == record.target.key and earlier.actor.person == actor.person]
    return decisions.draft({**values, "supersedes": before[-1]}, _WHERE) if before else record


def latest(log: Sequence[Decision], actor: Actor) -> Iterator[tuple[Decision, bool]]:
    """Records of a log, the latest first, and whether this person can take each back: it is theirs and it stands."""
    standing = {record.id for one in deciding.fold(log) for record in one.records}
    for record in reversed(log):
        yield record, record.id in standing and record.state != "open" and record.actor.person == actor.person
