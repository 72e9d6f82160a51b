"""
Rule packs: folders of TOML that hold a detector's signals and the rules that weigh its findings. A pack is data, never code.

A pack has a pack.toml (title, version, a [detector] table, [[measured]] rows, `reviewed`: by whom and when, if anyone did) and
may have a rules.toml ([[rule]] tables). Rules are written for a lawyer; `when`, the one predicate in SQL, is checked by
`audit.judge.check` before anything runs.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit import bundled, strict
from audit.errors import PackError
from audit.model import JURISDICTIONS, PURPOSES, SEVERITY_OF, Citation, Kind, Outcome, Rule, Scalar, Severity
from audit.strict import Table

VIEWS = ("finding", "measure")
"What a rule's predicate can speak about."
MEASURED = ("kind_of_text", "precision", "recall", "false_positive_rate", "documents", "data", "date")
"The keys of a [[measured]] row."

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A case of a rule: given these findings or measures, it fires this often."""

    rule: str
    name: str
    given: tuple[Mapping[str, Any], ...]
    "Rows by column of the rule's view; what is not given is not known."
    expect: int
    purpose: str
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack as read."""

    name: str
    "Its folder's name, with hyphens: core, known-work."
    title: str
    version: str
    description: str
    "Where its contents come from, who reviewed them and on what terms they may be used."
    folder: Path
    detector: Mapping[str, Any] | None
    "The signals of the detector of the same name; None: the pack has rules only."
    measured: tuple[Mapping[str, Scalar], ...]
    rules: tuple[Rule, ...]
    tests: tuple[RuleTest, ...]
    digest: str
    "Of every file of the pack: a change asks for a new judgement."
    detector_digest: str
    "Of the signals and lists only: a change asks for a new scan. Empty where there is no detector."
    reviewed: str = ""
    "By whom it was reviewed and when, as it states; empty: by nobody."


def load(packs: Sequence[str | Path] | None = None) -> tuple[Pack, ...]:
    """
    Read packs: names of those that ship, or folders. None or nothing: all that ship, by name.

    Raises PackError, with the mend, for what is unknown, misspelt or named twice.
    """
    loaded = tuple(_pack(folder) for folder in _folders(packs))
    for kind, names in (("pack", [pack.name for pack in loaded]), ("rule", [rule.id for pack in loaded for rule in pack.rules])):
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise PackError(f"{kind} '{twice[0]}' is there twice; give one of the two another name")
    return loaded


def _folders(packs: Sequence[str | Path] | None) -> list[Path]:
    shipped = {_name(place.parent): place.parent for place in sorted(bundled.folder("rules").glob("*/pack.toml"))}
    if not packs:
        return list(shipped.values())
    return [_folder(pack, shipped) for pack in packs]


def _folder(pack: str | Path, shipped: Mapping[str, Path]) -> Path:
    if isinstance(pack, str) and pack.replace("_", "-") in shipped:
        return shipped[pack.replace("_", "-")]
    folder = Path(pack)
    if (folder / "pack.toml").is_file():
        return folder.resolve()
    if folder.is_dir():
        raise PackError(f"{folder} is no rule pack: it has no pack.toml")
    known = strict.nearest(str(pack), list(shipped))
    raise PackError(f"no rule pack named '{pack}'{known}; a pack of yours is named by its folder, with a slash")


def _name(folder: Path) -> str:
    return folder.name.replace("_", "-")


def _pack(folder: Path) -> Pack:
    table = strict.read(folder / "pack.toml", PackError)
    detector = table.mapping("detector", None)
    rules, tests = _rules(folder)
    pack = Pack(
        name=_name(folder),
        title=table.text("title"),
        version=table.text("version"),
        description=_flowing(table.text("description", "")),
        folder=folder,
        detector=detector,
        measured=tuple(_measured(row) for row in table.tables("measured")),
        rules=rules,
        tests=tests,
        digest=_digest(folder, {}),
        detector_digest="" if detector is None else _digest(folder, detector, leave_out=("pack.toml", "rules.toml")),
        reviewed=_flowing(table.text("reviewed", "")),
    )
    table.done()
    return pack


def _measured(row: Table) -> Mapping[str, Scalar]:
    """A row of how well the detector did on one kind of text; a figure that was not measured is left out."""
    read: dict[str, Scalar | None] = {
        "kind_of_text": row.text("kind_of_text"),
        "precision": row.share("precision", None),
        "recall": row.share("recall", None),
        "false_positive_rate": row.share("false_positive_rate", None),
        "documents": row.whole("documents"),
        "data": row.text("data"),
        "date": str(row.day("date")),
    }
    row.done()
    return {key: value for key, value in read.items() if value is not None}


def _digest(folder: Path, signals: Mapping[str, Any], leave_out: tuple[str, ...] = ()) -> str:
    """A digest of a pack's files, words for people left out, and of signals."""
    digest = sha256(json.dumps(signals, sort_keys=True, default=str).encode())
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name not in leave_out and file.suffix not in {".md", ".pyc"}:
            content = file.read_bytes()
            digest.update(f"\0{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _rules(folder: Path) -> tuple[tuple[Rule, ...], tuple[RuleTest, ...]]:
    if not (folder / "rules.toml").exists():
        return (), ()
    table = strict.read(folder / "rules.toml", PackError)
    rules: list[Rule] = []
    tests: list[RuleTest] = []
    for entry in table.tables("rule"):
        rule = _rule(entry, _name(folder))
        tests.extend(_test(case, rule) for case in entry.tables("test"))
        entry.done()
        rules.append(rule)
    table.done()
    return tuple(rules), tuple(tests)


def _rule(entry: Table, pack: str) -> Rule:
    citations = tuple(_citation(source) for source in entry.tables("citations"))
    outcome = Outcome(entry.choice("outcome", tuple(Outcome)))
    rule = Rule(
        id=_rule_id(entry, pack),
        pack=pack,
        title=entry.text("title"),
        plain=_flowing(entry.text("plain", "") or entry.text("title")),
        rationale=_flowing(entry.text("rationale")),
        outcome=outcome,
        severity=Severity(entry.choice("severity", tuple(Severity), SEVERITY_OF[outcome])),
        view=entry.choice("view", VIEWS, "finding"),
        when=_when(entry),
        purposes=entry.choices("purposes", PURPOSES, ()),
        jurisdictions=_jurisdictions(entry),
        citations=citations,
        fix=entry.texts("fix", ()),
        valid_from=entry.day("valid_from", None),
        valid_to=entry.day("valid_to", None),
    )
    if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
        raise entry.wrong("'valid_to' is before 'valid_from'")
    return replace(rule, digest=sha256(repr(rule).encode()).hexdigest())


def _rule_id(entry: Table, pack: str) -> str:
    """An id such as core/work-passage; the pack's name in front keeps ids of different packs apart."""
    identifier = entry.text("id")
    prefix, _, rest = identifier.rpartition("/")
    if prefix != pack or not _ID.fullmatch(rest):
        raise entry.wrong(f"'id' must be {pack}/ and then lower-case words joined by hyphens")
    return identifier


def _when(entry: Table) -> str:
    """The predicate: `kind` alone, `when` alone, or both together."""
    kind, when = entry.choice("kind", tuple(Kind), None), entry.text("when", None)
    parts = [f"kind = '{kind}'"] if kind else []
    parts += [f"({when})" if kind else when] if when else []
    if not parts:
        raise entry.wrong("'when' is missing: the condition in SQL under which the rule fires; or give a 'kind'")
    return " AND ".join(parts)


def _jurisdictions(entry: Table) -> tuple[str, ...]:
    found: tuple[str, ...] = entry.choices("jurisdictions", (*JURISDICTIONS, "any"), ())
    return () if "any" in found else found


def _citation(source: Table) -> Citation:
    citation = Citation(text=source.text("text"), date=source.day("date"), url=source.text("url", None))
    if citation.url and not citation.url.startswith(("https://", "http://")):
        raise source.wrong("'url' must begin with https:// or http://")
    source.done()
    return citation


def _test(case: Table, rule: Rule) -> RuleTest:
    given = case.values.get("given")
    rows = [case.mapping("given")] if isinstance(given, dict) else [dict(row.values) for row in case.tables("given")]
    test = RuleTest(
        rule=rule.id,
        name=case.text("name"),
        given=tuple(rows),
        expect=case.whole("expect"),
        purpose=case.choice("purpose", PURPOSES, (*rule.purposes, *PURPOSES)[0]),
        jurisdiction=case.choice("jurisdiction", JURISDICTIONS, (*rule.jurisdictions, *JURISDICTIONS)[0]),
    )
    case.done()
    return test


def _flowing(text: str) -> str:
    """A text whose line breaks are only those between its paragraphs."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
