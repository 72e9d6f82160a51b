"""RUN/summary.json: a judged run in figures, small enough to be kept for every run, so that no old run is opened again."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit import judge as judging
from audit import strict
from audit.errors import ConfigurationError, RunError
from audit.model import Outcome, WaiverState
from audit.pipeline import packs
from audit.pipeline.changes import policy_of
from audit.pipeline.folder import RunFolder
from audit.report_model.trend import Ending, RuleCounts, RunSummary
from audit.reports.plain import plain
from audit.reports.wording import STATUSES
from audit.rulepacks import Pack
from audit.store import Store
from audit.strict import Table
from audit.writing import write

NAME = "summary.json"
"How the summary is called in a run's folder."
FORMAT = "corpus-audit/summary"
VERSION = 1
"Raised when a field is renamed, removed or changes its meaning."
ENDS_WITHIN = timedelta(days=30)
"How long before the last day of a waiver or decision it is told."

_STATES = ("open", "baselined", "waived")
_OF_POLICY = ("purposes", "jurisdictions", "fail_on", "min_coverage", "thresholds", "outcomes", "choices", "requires")
"Settings that decide what a judgement says, as the rules do."


def measure(store: Store, found: Sequence[Pack]) -> dict[str, Any]:
    """What a summary takes from the database of a run that was just judged by the rules of packs."""
    digests = {row["rule"]: row["digest"] for row in store.query("summary_open")}
    titles = {rule.id: rule for pack in found for rule in pack.rules}
    rules = tuple(
        RuleCounts(
            row["rule"],
            titles[row["rule"]].title,
            str(titles[row["rule"]].outcome),
            row["open"] - row["baselined"],
            row["baselined"],
            row["waived"],
            digests.get(row["rule"], ""),
        )
        for row in sorted(store.query("report_rules"), key=lambda row: str(row["rule"]))
    )
    kinds = store.query("report_kinds")
    coverage = store.query("report_coverage")[0]
    return {
        **{name: coverage[name] for name in ("files", "documents", "words", "read_share")},
        "skips": sum(row["skips"] for row in store.query("report_skips") if row["loses"]),
        "findings": sum(row["findings"] for row in kinds),
        "clues": sum(row["clues"] for row in kinds),
        "outcomes": _by_outcome(rules),
        "rules": rules,
        "waivers": store.query("report_waivers"),
        "digests": {
            "data": store.query("summary_documents")[0]["digest"],
            "rules": store.query("summary_rules")[0]["digest"],
            "terms": store.query("summary_terms")[0]["digest"],
        },
    }


def keep(run: RunFolder, measured: Mapping[str, Any], status: int) -> None:
    """Write the summary of a run, of what was measured, its manifest and the status of its gate."""
    about = run.manifest
    waivers = measured["waivers"]
    made = RunSummary(
        **{
            **measured,
            "judged": about["judged"],
            "day": date.fromisoformat(about["as_of"]),
            "tool_version": about["tool_version"],
            "policy": about["policy"]["name"],
            "status": status,
            "waivers": Counter(str(row["state"]) for row in waivers),
            "decided": Counter(row["state"] for row in about["decided"]),
            "ending": _ending(waivers, about["decided"], date.fromisoformat(about["as_of"])),
            "digests": {**measured["digests"], **_digests(about, measured["digests"]["rules"])},
        }
    )
    document = {"format": FORMAT, "version": VERSION, "summary": plain(made)}
    write(run.path / NAME, (json.dumps(document, indent=1, sort_keys=True) + "\n").encode("ascii"))


def renew(run: RunFolder) -> None:
    """Write the summary of a judged run anew, where something was laid onto its verdicts since."""
    policy = policy_of(run.manifest["policy"])
    with Store.open(run.database) as store:
        measured = measure(store, packs.of_policy(policy))
        status = judging.gate(store, policy, run.manifest).status
    keep(run, measured, status)


def read(path: Path) -> tuple[str, RunSummary]:
    """
    The name and summary of a run, from its folder or from a summary's file.

    A folder gives its name; so does the one that a file called summary.json lies in, and any other file its own. RunError where
    there is none, ConfigurationError where it is not one.
    """
    if not path.exists():
        raise RunError(f"{path}: there is no such file or folder; name a run's folder or a copy of its {NAME}")
    file = path / NAME if path.is_dir() else path
    if path.is_dir() and not file.exists():
        raise RunError(f"{path} has no {NAME}; judge that run once more: corpus-audit judge {path}")
    content = strict.json_object(strict.text(file), str(file))
    if content.get("format") != FORMAT or content.get("version") != VERSION:
        raise ConfigurationError(f"{file}: is no summary of a run that this version reads; judge that run once more")
    top = Table(content, str(file))
    name = file.resolve().parent.name if file.name == NAME else file.stem
    return name, _summary(Table(top.mapping("summary"), f"{file}: summary"))


def _by_outcome(rules: Iterable[RuleCounts]) -> dict[str, dict[str, int]]:
    counts = {str(outcome): dict.fromkeys(_STATES, 0) for outcome in Outcome}
    for row in rules:
        for state in _STATES:
            counts[row.outcome][state] += getattr(row, state)
    return counts


def _ending(waivers: Iterable[Mapping[str, Any]], decided: Iterable[Mapping[str, Any]], day: date) -> tuple[Ending, ...]:
    """Waivers and decisions that hold and whose last day is near."""
    holding = [
        (row["id"], row["rule"], row["expires"])
        for row in waivers
        if WaiverState(row["state"]) in (WaiverState.USED, WaiverState.EXPIRING)
    ]
    holding += [
        (row["id"], row["rule"], date.fromisoformat(row["expires"]))
        for row in decided
        if row["expires"] and row["state"] == row["decided"]
    ]
    soon = [Ending(*row) for row in holding if day <= row[2] <= day + ENDS_WITHIN]
    return tuple(sorted(soon, key=lambda one: (one.expires, one.id)))


def _digests(about: Mapping[str, Any], rules: str) -> dict[str, str]:
    """Digests of what the manifest lists; that of the rules takes in the settings of the policy."""
    detectors = about["detectors"]
    settings = {name: about["policy"].get(name) for name in _OF_POLICY}
    return {
        "rules": _digest([rules, settings]),
        "references": _digest(sorted(one["digest"] for one in about["libraries"])),
        "tool": _digest([about["tool_version"], sorted([one["name"], one["version"]] for one in detectors)]),
        "signals": _digest(sorted([one["name"], one["digest"]] for one in detectors)),
        "decisions": _digest(about["decisions"]),
    }


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]


def _summary(table: Table) -> RunSummary:
    if "rules" not in table.values:
        raise table.wrong("'rules' is missing")
    if table.values.get("status") not in list(STATUSES):
        raise table.wrong(f"'status' must be one of {', '.join(map(str, STATUSES))}")
    texts: dict[str, Any] = {name: table.text(name) for name in ("tool_version", "policy")}
    numbers: dict[str, Any] = {
        name: _count(table, name) for name in ("status", "files", "documents", "words", "skips", "findings", "clues")
    }
    made = RunSummary(
        judged=_time(table),
        day=_day(table, "day"),
        **texts,
        **numbers,
        read_share=table.share("read_share"),
        outcomes={str(outcome): _counts(table, "outcomes", str(outcome)) for outcome in Outcome},
        rules=tuple(map(_rule, table.tables("rules"))),
        waivers=_free(table, "waivers", int),
        decided=_free(table, "decided", int),
        ending=tuple(Ending(str(one.text("id")), str(one.text("rule")), _day(one, "expires")) for one in table.tables("ending")),
        digests=_free(table, "digests", str),
    )
    table.done()
    return made


def _rule(table: Table) -> RuleCounts:
    return RuleCounts(
        rule=table.text("rule"),
        title=table.text("title"),
        outcome=table.choice("outcome", [str(one) for one in Outcome]),
        open=_count(table, "open"),
        baselined=_count(table, "baselined"),
        waived=_count(table, "waived"),
        open_digest=str(table.values.get("open_digest", "")),
    )


def _counts(table: Table, name: str, key: str) -> dict[str, int]:
    by = Table(table.mapping(name), f"{table.where}: {name}")
    counts = Table(by.mapping(key), f"{by.where}: {key}")
    return {state: _count(counts, state) for state in _STATES}


def _count(table: Table, name: str) -> int:
    found: int = table.whole(name)
    if found < 0:
        raise table.wrong(f"'{name}' is {found}; it is a count, from 0")
    return found


def _free(table: Table, name: str, kind: type) -> dict[str, Any]:
    """A mapping whose keys are free and whose values are of one kind."""
    found = dict(table.mapping(name))
    if not all(type(value) is kind for value in found.values()):
        raise table.wrong(f"a value of '{name}' is not of the kind that is asked for")
    return found


def _day(table: Table, name: str) -> date:
    given = str(table.text(name))
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise table.wrong(f"'{name}' must be a day, such as 2026-01-31") from None


def _time(table: Table) -> str:
    given = str(table.text("judged"))
    try:
        zone = datetime.fromisoformat(given).tzinfo
    except ValueError:
        zone = None
    if zone is None:
        raise table.wrong("'judged' must be a time with its zone, such as 2026-01-31T00:00:00+00:00")
    return given
