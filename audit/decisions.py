"""
The log of decisions: what named persons recorded about verdicts, one JSON object a line, each chained to the one before.

The log is a plain file and the truth; it only grows, and a correction is a new record. The chain makes a later change evident to
whoever knows the last digest, and to nobody else: names are as people stated them. A decision is a person's, never the tool's.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

from audit import strict
from audit.errors import ConfigurationError, cannot_write
from audit.strict import Table
from audit.waivers import SELECTORS
from audit.waivers import digest as of_group

VERSION = 1
"Of the record; a log of a later one is refused."
STATES = ("open", "in_review", "confirmed", "not_a_match", "permitted", "accepted_risk")
"What a person can set. Nobody sets remediated, stale, expired and conflict: they follow from a judgement."
ACTIONS = ("remove", "replace", "seek_licence", "escalate")
"What a confirmed verdict asks for."
REASONS: Mapping[str, tuple[str, ...]] = {
    "permitted": (
        "public_domain",
        "licence_granted",
        "licence_compatible",
        "own_content",
        "tdm_exception_no_reservation",
        "research_exception",
        "fair_use_counsel_opinion",
        "quotation",
        "facts_or_ideas_not_protected",
        "too_short_or_generic",
        "generator_terms_allow",
    ),
    "not_a_match": ("boilerplate", "common_phrase", "shared_source", "wrong_work", "human_written", "detector_error"),
}
"By state: codes that label what a person decided; the tool proposes none."
SCOPES: Mapping[str, tuple[str, ...]] = {
    "finding": ("fingerprint",),
    "group": (),
    "work": ("work",),
    "site": ("domain", "platform"),
    "model": ("family", "provider", "model"),
    "rule": (),
}
"By kind of target, the names of which its selector has one beside the rule; a group has any columns, and a rule has none."
RISK_DAYS = 180
"Most days that a risk may be accepted for."
DAYS = {"licence_granted": 365}
"By reason, after how many days a decision ends that names no last day; all others go on."
START = "0" * 64
"What the first record of a log follows."

_DIGEST = re.compile(r"[0-9a-f]{64}")
_BINDS = ("rule_sha256", "text_sha256", "work_id", "licence_verdict")
_CHAIN = ("seq", "prev_sha256", "sha256")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decided, as they say themselves."""

    name: str
    email: str = ""
    role: str = ""
    auth: str = "self-declared"
    "How the name was checked."

    @property
    def person(self) -> str:
        """What tells one person from another: the address, else the name; case and spaces do not count."""
        return _plain(self.email or self.name)

    def other_than(self, other: "Actor") -> bool:
        """Whether this is surely another person: neither the name nor the address is the same."""
        same_address = bool(self.email) and _plain(self.email) == _plain(other.email)
        return _plain(self.name) != _plain(other.name) and not same_address


@dataclass(frozen=True, slots=True)
class Target:
    """What is decided on: verdicts of one rule, on one finding or on a group."""

    kind: str
    selector: Mapping[str, str]
    "`rule`, and `fingerprint` or columns that select a group."
    fingerprints_sha256: str = ""
    "Of a group: the digest of what it covered."
    count: int | None = None
    "Of a group: how many fingerprints it covered."
    fingerprints: tuple[str, ...] = ()
    "Of a group that is short enough, what it covered, one by one: what comes later is left open, and only that."

    @property
    def key(self) -> str:
        """The same for the same selector."""
        return _canonical(self.selector)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person recorded. One that is not in a log yet has no `seq`."""

    id: str
    at: datetime
    actor: Actor
    target: Target
    state: str
    reason: str = ""
    action: str = ""
    note: str = ""
    evidence_ref: str = ""
    licence_ref: str = ""
    expires: date | None = None
    "Last day, in UTC, included."
    binds: Mapping[str, str] = field(default_factory=dict)
    "What must not have changed for the decision to hold."
    supersedes: str = ""
    "Id of the record that this one takes the place of."
    tool_version: str = ""
    seq: int = 0
    "Place in the log, from 1."
    prev_sha256: str = ""
    sha256: str = ""
    v: int = VERSION


def read(path: Path) -> tuple[Decision, ...]:
    """A log whose chain holds. ConfigurationError names the first line that is wrong."""
    found: list[Decision] = []
    for values, where in _lines(path):
        record = _decision(Table(values, where))
        last = found[-1] if found else None
        if wrong := _broken(record, last):
            raise ConfigurationError(f"{where}: the chain is broken: {wrong}; restore the log from where it was kept")
        found.append(record)
    return tuple(found)


def drafts(path: Path) -> tuple[Decision, ...]:
    """Records that are not in a log yet, or are of another one: their places in it are left out."""
    return tuple(draft(values, where) for values, where in _lines(path))


def ending(record: Decision) -> Decision:
    """A record with the last day that its reason gives it, where it names none."""
    days = DAYS.get(record.reason)
    return replace(record, expires=record.at.date() + timedelta(days)) if days and not record.expires else record


def draft(values: Mapping[str, Any], where: str) -> Decision:
    """A record of values, without a place in a log. ConfigurationError, which begins with `where`, where they are wrong."""
    return _decision(Table({key: value for key, value in values.items() if key not in _CHAIN}, where))


def chained(log: Sequence[Decision], added: Iterable[Decision]) -> tuple[Decision, ...]:
    """Records as they follow a log, in the order given."""
    found = list(log[-1:])
    for record in added:
        last = found[-1] if found else None
        placed = replace(record, seq=last.seq + 1 if last else 1, prev_sha256=last.sha256 if last else START, sha256="")
        found.append(replace(placed, sha256=digest(placed)))
    return tuple(found[len(log[-1:]) :])


def append(path: Path, records: Sequence[Decision]) -> None:
    """Add records, which `chained` made for this log, at its end; it is made where it is not there."""
    try:
        before = path.read_bytes() if path.exists() else b""
        with path.open("ab") as file:
            file.write((b"\n" if before and not before.endswith(b"\n") else b"") + "".join(map(line, records)).encode())
    except OSError as error:
        raise cannot_write(path, error) from error


def line(record: Decision) -> str:
    """A record as a line of a log."""
    return json.dumps(values(record), ensure_ascii=False) + "\n"


def values(record: Decision) -> dict[str, Any]:
    """A record as JSON has it; what is empty is left out."""
    plain = {key: value for key, value in asdict(record).items() if not _empty(value)}
    plain["at"] = record.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if record.expires:
        plain["expires"] = str(record.expires)
    for key in ("actor", "target"):
        plain[key] = {name: value for name, value in plain[key].items() if not _empty(value)}
    return plain


def digest(record: Decision) -> str:
    """The digest of a record in its place: 64 hexadecimal digits."""
    return sealed(values(record))


def sealed(plain: Mapping[str, Any]) -> str:
    """The digest of a record of a chained log as JSON has it, whatever digest it bears: 64 hexadecimal digits."""
    return sha256(_canonical({key: value for key, value in plain.items() if key != "sha256"}).encode()).hexdigest()


def head(log: Sequence[Decision]) -> str:
    """The digest of a log's last record, which stands for all of it."""
    return log[-1].sha256 if log else START


def _lines(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for number, text in enumerate(strict.text(path).split("\n"), 1):
        where = f"{path}: line {number}"
        if text.strip():
            given = strict.json_object(text, where)
            yield {key: value for key, value in given.items() if not _empty(value)}, where


def _empty(value: object) -> bool:
    return value in ("", None, {}, (), []) or (value == 0 and value is not False)


def _plain(name: str) -> str:
    """A name or an address without what does not tell persons apart."""
    return " ".join(normalize("NFKC", name).casefold().split())


def _canonical(given: Mapping[str, Any]) -> str:
    return json.dumps(dict(given), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _broken(record: Decision, last: Decision | None) -> str | None:
    """What does not hold between a record and the one before; None: nothing."""
    if record.seq != (last.seq + 1 if last else 1):
        return f"'seq' is {record.seq}, and {last.seq + 1 if last else 1} is due"
    if record.prev_sha256 != (last.sha256 if last else START):
        return "'prev_sha256' is not the digest of the record before"
    return None if record.sha256 == digest(record) else "the record is not what its 'sha256' was made of"


def _decision(table: Table) -> Decision:
    if (version := table.whole("v", VERSION)) != VERSION:
        raise table.wrong(f"the record is of version {version}, and this program reads {VERSION}; use a later one")
    record = Decision(
        id=table.text("id"),
        at=_moment(table),
        actor=_actor(table),
        target=_target(table),
        state=table.choice("state", STATES),
        reason=table.text("reason", ""),
        action=table.text("action", ""),
        note=table.text("note", ""),
        evidence_ref=table.text("evidence_ref", ""),
        licence_ref=table.text("licence_ref", ""),
        expires=_day(table),
        binds=_texts(table, "binds", _BINDS),
        supersedes=table.text("supersedes", ""),
        tool_version=table.text("tool_version", ""),
        seq=table.whole("seq", 0),
        prev_sha256=table.text("prev_sha256", ""),
        sha256=table.text("sha256", ""),
    )
    table.done()
    if wrong := _wrong_target(record.target) or _wrong_reason(record) or _wrong_end(record):
        raise table.wrong(wrong)
    return record


def _moment(table: Table) -> datetime:
    text = table.text("at")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise table.wrong(f"'at' must be a time such as 2026-01-31T12:00:00Z, not '{text}'") from None
    if found.tzinfo is None:
        raise table.wrong(f"'at' lacks its zone; for UTC write {text}Z")
    return found.astimezone(UTC)


def _day(table: Table) -> date | None:
    text = table.text("expires", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise table.wrong(f"'expires' must be a day such as \"2026-01-31\", not '{text}'") from None


def _actor(table: Table) -> Actor:
    given = _texts(table, "actor", ("name", "email", "role", "auth"))
    if "name" not in given:
        raise table.wrong("'actor' lacks a name: who decided?")
    return Actor(**given)


def _target(table: Table) -> Target:
    given: Mapping[str, Any] = table.mapping("target")
    inner = Table({key: value for key, value in given.items() if not _empty(value)}, f"{table.where}: target")
    found = Target(
        inner.choice("kind", tuple(SCOPES)),
        _texts(inner, "selector", ("rule", "fingerprint", *SELECTORS)),
        inner.text("fingerprints_sha256", ""),
        inner.whole("count", None),
        inner.texts("fingerprints", ()),
    )
    inner.done()
    return found


def _texts(table: Table, key: str, names: Sequence[str]) -> dict[str, str]:
    """A mapping of known names to texts."""
    given: Mapping[str, Any] = table.mapping(key, {})
    inner = Table({name: value for name, value in given.items() if not _empty(value)}, f"{table.where}: {key}")
    found = {name: inner.text(name) for name in names if name in inner.values}
    for name in inner.values:
        if name not in names:
            raise inner.wrong(f"unknown key '{name}'{strict.nearest(name, names)}")
    return found


def _wrong_target(target: Target) -> str | None:
    """What is wrong with what a record is about."""
    if wrong := _wrong_selector(target):
        return wrong
    if target.kind == "finding":
        return None
    if not target.count or target.count < 1 or not _DIGEST.fullmatch(target.fingerprints_sha256):
        return "a group needs 'count', from 1, and 'fingerprints_sha256' of what it covered"
    if target.fingerprints and (len(target.fingerprints), of_group(target.fingerprints)) != (
        target.count,
        target.fingerprints_sha256,
    ):
        return "'fingerprints' are not those that 'count' and 'fingerprints_sha256' tell of"
    return None


def _wrong_selector(target: Target) -> str | None:
    """What is wrong with the columns by which a record says what it is about."""
    chosen = set(target.selector) - {"rule"}
    if "rule" not in target.selector or bool(chosen) == (target.kind == "rule"):
        return "'selector' must name the rule, and a fingerprint or columns of a group; of the kind 'rule', the rule alone"
    if ("fingerprint" in chosen) != (target.kind == "finding") or ("fingerprint" in chosen and len(chosen) > 1):
        return "a target of the kind 'finding' has a rule and a fingerprint in its selector, and no other kind has a fingerprint"
    wanted = SCOPES[target.kind]
    if wanted and not chosen & set(wanted):
        return (
            f"a target of the kind '{target.kind}' has {' or '.join(wanted)} in its selector; for other columns it is a 'group'"
        )
    return None


def _wrong_reason(record: Decision) -> str | None:
    """What is wrong with why and what is to be done."""
    codes = REASONS.get(record.state, ())
    if (codes or record.reason) and record.reason not in codes:
        there = f"one of {', '.join(codes)}" if codes else "left out"
        return f"'reason' of the state '{record.state}' must be {there}"
    if record.reason == "licence_granted" and not record.licence_ref:
        return "'licence_granted' needs 'licence_ref': where is the licence kept?"
    actions = ACTIONS if record.state == "confirmed" else ()
    if (actions or record.action) and record.action not in actions:
        return f"'action' must be one of {', '.join(ACTIONS)} where the state is 'confirmed', and left out elsewhere"
    return None


def _wrong_end(record: Decision) -> str | None:
    """What is wrong with the last day."""
    first = record.at.date()
    if record.expires and record.expires < first:
        return f"'expires' {record.expires} is before 'at'"
    if record.state == "accepted_risk":
        last = first + timedelta(RISK_DAYS)
        if not record.expires or record.expires > last:
            return f"a risk is accepted until a day that is named: 'expires', {last} at the latest"
    return None
