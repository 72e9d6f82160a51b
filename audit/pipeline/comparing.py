"""Two runs compared by cause. Both are only read, and neither corpus is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from audit.errors import UsageError
from audit.judge import changes
from audit.model import Policy
from audit.pipeline.changes import policy_of
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judged_by
from audit.report_model.since import FindingsSince, RunFacts, Since, VerdictsSince
from audit.store import Store
from audit.store.side_by_side import side_by_side

MOST = 40
"How many differences of a cause are told in words."
_TOLD = ("purposes", "jurisdictions", "fail_on", "min_coverage", "packs", "thresholds")


def compare(earlier: RunFolder, later: RunFolder) -> Since:
    """What changed from one judged run to another. RunError where one was not judged; UsageError where both are the same."""
    if earlier.path.resolve() == later.path.resolve():
        raise UsageError(f"{earlier.path} and {later.path} are the same run; name an earlier and a later one")
    policies = judged_by(earlier), judged_by(later)
    with side_by_side(earlier.database, later.database) as store:
        before, after = (
            _judged(store, name, policy, run)
            for name, policy, run in zip(("diff_rules_before", "diff_rules_after"), policies, (earlier, later), strict=True)
        )
        differs = _differs(earlier.manifest, later.manifest)
        store.run("diff_documents")
        documents = store.query("diff_document_counts")[0]
        differs["data"] = [f"{documents[change]} documents are {change}" for change in ("new", "gone") if documents[change]]
        store.run(
            "diff_findings",
            libraries=_in_one(earlier.manifest, later.manifest, "libraries", _library),
            detectors=_detectors(earlier.manifest, later.manifest),
        )
        scoped = list(changes.changed_scopes(before, after))
        _prepare(store, scoped, after)
        differs["rules"] = _rules(scoped, policies)
        differs["terms"] = [
            f"{one['input'].replace('-', ' ')}: {one['total']} differ" for one in store.query("changes_changed_inputs", most=0)
        ]
        store.run("diff_verdicts", whole=" and ".join(name for name in ("data", "references", "tool") if differs[name]))
        titles = {rule.id: rule.title for rule in (*before.rules.values(), *after.rules.values())}
        totals = store.query("diff_totals")
        return Since(
            _facts(earlier, totals[0]),
            _facts(later, totals[1]),
            {name: tuple(lines[:MOST]) for name, lines in differs.items() if lines},
            tuple(FindingsSince(**row) for row in store.query("diff_finding_rows")),
            tuple(VerdictsSince(**row, title=titles.get(row["rule"], "")) for row in store.query("diff_verdict_rows")),
        )


def _judged(store: Store, rules: str, policy: Policy, run: RunFolder) -> changes.Judged:
    return changes.Judged(policy, changes.known(store.query(rules)), date.fromisoformat(run.manifest["judged"][:10]))


def _prepare(store: Store, scoped: Sequence[dict[str, Any]], after: changes.Judged) -> None:
    """Tables of the connection that tell which rules, and which terms beneath them, are not the same."""
    for name in ("diff_inputs_before", "diff_inputs_after", "changes_inputs", "changes_scopes", "changes_rule_inputs"):
        store.run(name)
    store.fill("changed_scope", scoped)
    inputs = [{"rule": rule.id, "input": name} for rule in after.rules.values() for name in changes.rests_on(rule)]
    store.fill("rule_input", inputs)


def _facts(run: RunFolder, totals: Mapping[str, Any]) -> RunFacts:
    about = run.manifest
    return RunFacts(run.path.resolve().name, about["judged"], about["tool_version"], policy_of(about["policy"]).name, **totals)


def _differs(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    """What two manifests say differently, by cause."""
    tool = [f"corpus-audit {before['tool_version']} to {after['tool_version']}"]
    old, new = ({one["name"]: one["version"] for one in about["detectors"]} for about in (before, after))
    for name in _detectors(before, after):
        if name in old and name in new:
            version = f"version {old[name]} to {new[name]}" if old[name] != new[name] else "other signals"
        else:
            version = "only in the later run" if name in new else "only in the earlier run"
        tool.append(f"detector {name}: {version}")
    libraries = [
        f"library {one['name']} ({_library(one)}) only in the {which} run"
        for which, about, other in (("earlier", before, after), ("later", after, before))
        for one in about["libraries"]
        if _library(one) not in map(_library, other["libraries"])
    ]
    return {
        "data": [],
        "rules": [],
        "references": libraries,
        "tool": tool[before["tool_version"] == after["tool_version"] :],
        "terms": [],
    }


def _library(about: Mapping[str, Any]) -> str:
    return str(about["digest"])[:12]


def _in_one(before: Mapping[str, Any], after: Mapping[str, Any], name: str, key: Any) -> list[str]:
    """Keys of what only one of two manifests lists."""
    return sorted({*map(key, before[name])} ^ {*map(key, after[name])})


def _detectors(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """
    Detectors that may find something else for what they are themselves.

    Their digest covers the libraries too, so where these differ only versions can be compared.
    """
    if before["tool_version"] != after["tool_version"]:
        return sorted({one["name"] for about in (before, after) for one in about["detectors"]})
    same = not _in_one(before, after, "libraries", _library)
    pairs = _in_one(before, after, "detectors", lambda one: (one["name"], one["version"], one["digest"] if same else ""))
    return sorted({pair[0] for pair in pairs})


def _rules(scoped: Iterable[Mapping[str, Any]], policies: tuple[Policy, Policy]) -> list[str]:
    """Settings of the policy and rules that are not the same, in words, each once."""
    old, new = (asdict(policy) for policy in policies)
    names = [one.name for one in fields(Policy) if one.name in _TOLD]
    settings = [f"policy: another {name.replace('_', ' ')}" for name in names if old[name] != new[name]]
    rules = [f"{row['rule']}: {row['cause'].replace('-', ' ')}" for row in scoped if row["cause"] != "policy"]
    return [*settings, *dict.fromkeys(rules)]
