"""Rules, their tests and amendments, as the tables of a pack state them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit.errors import ConfigurationError
from audit.model import JURISDICTIONS, PURPOSES, SEVERITY_OF, Citation, Kind, Outcome, Rule, Severity
from audit.rulepacks import citations, files
from audit.rulepacks.pack import VIEWS, Amendment, RuleTest
from audit.strict import Table

MEND = "to let a verdict pass, waive it: corpus-audit waive"
"What to do instead of loosening a rule."

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LOOSENS = frozenset(
    {"and_when", "disabled", "enabled", "jurisdictions", "purposes", "unless", "valid_from", "valid_to", "view", "when"}
)
"Keys by which a pack might try to make a rule of another pack milder."


def of_folder(folder: Path, pack: str) -> tuple[tuple[Rule, ...], tuple[RuleTest, ...], tuple[Amendment, ...]]:
    """The rules, tests and amendments of a pack: of rules.toml, and of rules/*.toml, where the file's name is the topic."""
    places = [(folder / "rules.toml", pack)] if (folder / "rules.toml").exists() else []
    places += [(path, path.stem) for path in sorted((folder / "rules").glob("*.toml"))]
    checks = citations.read(folder)
    rules: list[Rule] = []
    tests: list[RuleTest] = []
    amendments: list[Amendment] = []
    for path, topic in places:
        table = files.table(path)
        for entry in table.tables("rule"):
            rule = citations.marked(_rule(entry, pack, topic), checks)
            rules.append(rule)
            tests += [_test(case, rule.id, rule.purposes, rule.jurisdictions) for case in entry.tables("test")]
            entry.done()
        for entry in table.tables("amend"):
            amendments.append(_amendment(entry, pack))
            tests += [replace(_test(case, amendments[-1].rule, (), ()), amended=True) for case in entry.tables("test")]
            entry.done()
        table.done()
    return tuple(rules), tuple(tests), tuple(amendments)


def digested(rule: Rule) -> Rule:
    """A rule with the digest of all that it says."""
    return replace(rule, digest=sha256(repr(replace(rule, digest="")).encode()).hexdigest())


def flowing(text: str) -> str:
    """A text whose line breaks are only those between its paragraphs."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))


def _rule(entry: Table, pack: str, topic: str) -> Rule:
    cited = tuple(_citation(source) for source in entry.tables("citations"))
    outcome = Outcome(entry.choice("outcome", tuple(Outcome)))
    rule = Rule(
        id=_rule_id(entry, pack),
        pack=pack,
        topic=entry.text("topic", topic),
        title=entry.text("title"),
        plain=flowing(entry.text("plain", "") or entry.text("title")),
        rationale=flowing(entry.text("rationale")),
        outcome=outcome,
        severity=Severity(entry.choice("severity", tuple(Severity), SEVERITY_OF[outcome])),
        view=entry.choice("view", VIEWS, "finding"),
        when=_when(entry),
        purposes=entry.choices("purposes", PURPOSES, ()),
        jurisdictions=_jurisdictions(entry),
        citations=cited,
        fix=entry.texts("fix", ()),
        valid_from=entry.day("valid_from", None),
        valid_to=entry.day("valid_to", None),
    )
    if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
        raise entry.wrong("'valid_to' is before 'valid_from'")
    return digested(rule)


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


def _test(case: Table, rule: str, purposes: tuple[str, ...], jurisdictions: tuple[str, ...]) -> RuleTest:
    test = RuleTest(
        rule=rule,
        name=case.text("name"),
        given=tuple(_given(case)),
        expect=case.whole("expect"),
        purpose=case.choice("purpose", PURPOSES, (*purposes, *PURPOSES)[0]),
        jurisdiction=case.choice("jurisdiction", JURISDICTIONS, (*jurisdictions, *JURISDICTIONS)[0]),
    )
    case.done()
    return test


def _given(case: Table) -> Iterator[dict[str, Any]]:
    if isinstance(case.values.get("given"), dict):
        yield dict(case.mapping("given"))
    else:
        yield from (dict(row.values) for row in case.tables("given"))


def _amendment(entry: Table, pack: str) -> Amendment:
    rule = entry.text("rule")
    if key := next((key for key in entry.values if key in _LOOSENS), None):
        raise _loosened(entry, key)
    outcome, severity = entry.choice("outcome", tuple(Outcome), None), entry.choice("severity", tuple(Severity), None)
    amendment = Amendment(
        rule=rule,
        pack=pack,
        note=flowing(entry.text("note")),
        outcome=Outcome(outcome) if outcome else None,
        severity=Severity(severity) if severity else None,
        threshold=entry.whole("threshold", None),
        or_when=entry.text("or_when", None),
    )
    if amendment.threshold is not None and amendment.threshold < 0:
        raise entry.wrong("'threshold' must be a whole number of verdicts, from 0")
    if amendment == Amendment(rule, pack, amendment.note):
        raise entry.wrong("it amends nothing; give 'outcome', 'severity', 'threshold' or 'or_when'")
    return amendment


def _loosened(entry: Table, key: str) -> ConfigurationError:
    return entry.wrong(f"'{key}' could loosen the rule, and an amendment can only tighten one, as by 'or_when'; {MEND}")
