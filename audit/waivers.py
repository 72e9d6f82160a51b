"""
Files of waivers: which verdicts are let pass, by whom, why, on what evidence and until when.

A file is TOML with a table [[waiver]] for each, or JSON Lines with one object a line and the same keys. Nothing is guessed: an
entry that lacks something is refused with its file and name, and so is the whole file.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

from audit import strict
from audit.errors import ConfigurationError
from audit.model import JURISDICTIONS, PURPOSES, Waiver
from audit.strict import Table
from audit.writing import write

REASONS = ("LICENCE_ACQUIRED", "PERMISSION_ON_FILE", "STATUTORY_BASIS", "FALSE_POSITIVE", "NOT_DISTRIBUTED", "RISK_ACCEPTED")
"Codes that label what a person decided; the tool proposes none."
SELECTORS = ("work", "domain", "source_id", "family", "provider", "model", "dataset", "platform", "spdx", "path")
"Columns of the view finding that a waiver can select a group by; `path` is a glob, whose * stands for slashes too."
DAYS = 180
"Most days from a waiver's first day to its last."
LICENCE_DAYS = 365
"The same where a licence was acquired."
MOST_LISTED = 1000
"A group of at most so many fingerprints is listed in its waiver, so that those that come later stay open one by one."

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_FINGERPRINT = re.compile(r"[0-9a-f]{32}(?::[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TOLD = 20


def read(paths: Sequence[Path], longest: int | None = None) -> tuple[Waiver, ...]:
    """
    The waivers of files, by id. `longest` shortens the days that one may hold.

    Raises ConfigurationError, which names every entry that is wrong with its file and the mend.
    """
    found: dict[str, Waiver] = {}
    problems: list[str] = []
    for path in paths:
        for entry in _entries(path):
            try:
                waiver = _waiver(entry, str(path), longest)
                if waiver.id in found:
                    raise entry.wrong(f"'{found[waiver.id].file}' has a waiver of this id too; give one of the two another id")
                found[waiver.id] = waiver
            except ConfigurationError as problem:
                problems.append(str(problem))
    if problems:
        more = f"; and {len(problems) - _TOLD} more" if len(problems) > _TOLD else ""
        raise ConfigurationError("; ".join(problems[:_TOLD]) + more)
    return tuple(found[key] for key in sorted(found))


def digest(fingerprints: Iterable[str]) -> str:
    """The digest of a set of fingerprints, whatever their order: 64 hexadecimal digits."""
    return sha256("\n".join(sorted(set(fingerprints))).encode()).hexdigest()


def all_of_it(where: Mapping[str, str]) -> bool:
    """Whether a selector leaves nothing out: a path of stars alone."""
    return set(where) == {"path"} and set(where["path"]) <= set("*?/")


def fault(waiver: Waiver, longest: int | None = None) -> str | None:
    """What is wrong with a waiver by itself, with the mend; None: nothing."""
    return _wrong_scope(waiver) or _wrong_people(waiver) or _wrong_days(waiver, longest)


def written(waiver: Waiver) -> str:
    """A waiver as a table of a TOML file."""
    lines = ["[[waiver]]"]
    for key, value in _values(waiver).items():
        if key == "where":
            shown = "{ " + ", ".join(f"{name} = {_quoted(text)}" for name, text in value.items()) + " }"
        elif key == "fingerprints" and len(value) > 1:
            shown = "[\n" + "".join(f"    {_quoted(text)},\n" for text in value) + "]"
        elif isinstance(value, list):
            shown = "[" + ", ".join(map(_quoted, value)) + "]"
        else:
            shown = _quoted(value) if isinstance(value, str) else str(value)
        lines.append(f"{key} = {shown}")
    return "\n".join(lines) + "\n"


def line(waiver: Waiver) -> str:
    """A waiver as a line of a JSON Lines file."""
    return json.dumps(_values(waiver), ensure_ascii=False, default=str) + "\n"


def append(path: Path, waiver: Waiver) -> None:
    """
    Add a waiver at the end of a file, which is made where it is not there and written whole or not at all.

    What the file holds, comments too, stays as it is. ConfigurationError where it cannot be read or has a waiver of this id.
    """
    there = read([path]) if path.exists() else ()
    if any(one.id == waiver.id for one in there):
        raise ConfigurationError(
            f"{path}: there is a waiver '{waiver.id}' already; give another --id, or take that one out first"
        )
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    entry = line(waiver) if _lines_of_json(path) else ("\n" if before else "") + written(waiver)
    write(path, (before + ("" if before.endswith("\n") or not before else "\n") + entry).encode())


def _entries(path: Path) -> Iterator[Table]:
    if _lines_of_json(path):
        yield from _lines(path)
        return
    table = strict.read(path)
    yield from table.tables("waiver")
    table.done()


def _lines_of_json(path: Path) -> bool:
    return path.suffix.lower() in (".jsonl", ".ndjson")


def _lines(path: Path) -> Iterator[Table]:
    """One table a line that is not blank; days are texts in JSON and become days here."""
    for number, text in enumerate(strict.text(path).split("\n"), 1):
        where = f"{path}: line {number}"
        if text.strip():
            yield Table(_days(strict.json_object(text, where), where), where)


def _days(values: Mapping[str, Any], where: str) -> dict[str, Any]:
    days = dict(values)
    for key in ("created", "expires"):
        if isinstance(days.get(key), str):
            try:
                days[key] = date.fromisoformat(days[key])
            except ValueError:
                raise ConfigurationError(f"{where}: '{key}' must be a day such as \"2026-01-31\", not '{days[key]}'") from None
    return days


def _waiver(entry: Table, file: str, longest: int | None) -> Waiver:
    waiver = Waiver(
        id=entry.text("id"),
        rule=entry.text("rule"),
        where=_where(entry),
        count=entry.whole("count", None),
        digest=entry.text("digest", ""),
        fingerprints=entry.texts("fingerprints", ()),
        reason_code=entry.choice("reason_code", REASONS),
        reason=entry.text("reason"),
        owner=entry.text("owner"),
        approver=entry.text("approver"),
        evidence=entry.text("evidence"),
        created=entry.day("created"),
        expires=entry.day("expires"),
        purposes=entry.choices("purposes", PURPOSES, ()),
        jurisdictions=entry.choices("jurisdictions", JURISDICTIONS, ()),
        rule_digest=entry.text("rule_digest", ""),
        file=file,
    )
    entry.done()
    if wrong := fault(waiver, longest):
        raise entry.wrong(wrong)
    return waiver


def _where(entry: Table) -> Mapping[str, str]:
    """The selector: known columns, each with a text."""
    given: Mapping[str, Any] = entry.mapping("where", {})
    table = Table(given, f"{entry.where}: where")
    found = {name: table.text(name) for name in SELECTORS if name in given}
    unknown = [name for name in given if name not in SELECTORS]
    if unknown:
        raise table.wrong(f"no column '{unknown[0]}' to select by{strict.nearest(unknown[0], SELECTORS)}")
    return found


def _wrong_scope(waiver: Waiver) -> str | None:
    """What is wrong with what a waiver covers."""
    if not _ID.fullmatch(waiver.id):
        return "'id' must be letters, digits, full stops, hyphens and underscores, at most 80 of them"
    if not waiver.where and not waiver.fingerprints:
        return "it covers nothing: give 'fingerprints', or 'where' with 'count' and 'digest', as corpus-audit waive writes them"
    if waiver.where and (waiver.count is None or not waiver.digest):
        return "a group needs 'count' and 'digest' of what it covered; have corpus-audit waive write them"
    for fingerprint in waiver.fingerprints:
        if not _FINGERPRINT.fullmatch(fingerprint):
            return f"'{fingerprint}' is no fingerprint: 32 hexadecimal digits, for a measure with a colon and its value"
    if len(set(waiver.fingerprints)) < len(waiver.fingerprints):
        return "'fingerprints' names one twice"
    if waiver.count is not None and waiver.count < 1:
        return "'count' must be the number of fingerprints that it covered, from 1"
    if any(text and not _DIGEST.fullmatch(text) for text in (waiver.digest, waiver.rule_digest)):
        return "'digest' and 'rule_digest' are 64 hexadecimal digits"
    return None


def _wrong_people(waiver: Waiver) -> str | None:
    if _person(waiver.owner) == _person(waiver.approver):
        return f"'{waiver.approver}' is owner and approver; another person has to approve"
    return None


def _person(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())


def _wrong_days(waiver: Waiver, longest: int | None) -> str | None:
    """What is wrong with a waiver's first and last day."""
    if waiver.expires < waiver.created:
        return f"'expires' {waiver.expires} is before 'created' {waiver.created}"
    days = LICENCE_DAYS if waiver.reason_code == "LICENCE_ACQUIRED" else DAYS
    days = min(days, longest or days)
    if waiver.expires - waiver.created > timedelta(days):
        last = waiver.created + timedelta(days)
        return f"'expires' {waiver.expires} is more than {days} days after 'created'; {last} is the last day that is let"
    return None


def _values(waiver: Waiver) -> dict[str, Any]:
    """The keys of an entry in their order; what is empty is left out."""
    values = {
        "id": waiver.id,
        "rule": waiver.rule,
        "where": dict(waiver.where),
        "purposes": list(waiver.purposes),
        "jurisdictions": list(waiver.jurisdictions),
        "reason_code": waiver.reason_code,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "approver": waiver.approver,
        "evidence": waiver.evidence,
        "created": waiver.created,
        "expires": waiver.expires,
        "rule_digest": waiver.rule_digest,
        "count": waiver.count,
        "digest": waiver.digest,
        "fingerprints": list(waiver.fingerprints),
    }
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def _quoted(text: str) -> str:
    """A text as a basic string of TOML, which is one of JSON but for a sign that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
