"""A judged run as one Report: rows of the store's report_* statements, as the values that every renderer shows."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from shlex import quote
from typing import Any

from audit.model import Kind, Policy, Rule
from audit.report_model import (
    Coverage,
    DetectorRow,
    FamilyRow,
    FormatCount,
    Gate,
    KindCount,
    LibraryRow,
    LicenceRow,
    PlatformRow,
    Report,
    RuleRow,
    Showing,
    SiteRow,
    SkipCount,
)
from audit.reports.all_findings import all_findings
from audit.reports.dataset import dataset
from audit.reports.decisions import decisions
from audit.reports.distillation import distillation
from audit.reports.exhibit_choice import Chosen, exhibit_rows
from audit.reports.exhibits import exhibits as make_exhibits
from audit.reports.gaps import beyond_the_end, gaps, plain
from audit.reports.generated_share import style
from audit.reports.known_works import known_works
from audit.reports.lineage import lineage
from audit.reports.obligations import obligations
from audit.reports.origins import sources
from audit.reports.redaction import Redactor
from audit.reports.said import said
from audit.rulepacks import Pack
from audit.store import Store
from audit.store.store import COMMON_DOCUMENTS, COMMON_WORKS

NOT_FOUND = 200
"Works of a library without any match that a report names; all are counted."
SITES = 500
"Sites that a report lists, by words; all are counted."


def gather(
    store: Store,
    policy: Policy,
    packs: Sequence[Pack],
    run: Mapping[str, Any],
    *,
    gate: Gate,
    created: str,
    exhibits: int = 200,
    evidence: Showing = Showing.EXCERPT,
    chosen: Chosen = Chosen(),  # noqa: B008  # frozen
) -> Report:
    """
    All that is reported of a judged run.

    `run` is the run's manifest, with its folder as `path`; `created` is a time in UTC, to the second; `exhibits` is how
    many findings are shown with their text, if none are `chosen`; `evidence` is how much of the corpus's words any format gets
    to see.
    """
    redactor = Redactor(evidence, run)
    detectors = tuple(_detector(row) for row in run["detectors"])
    rows = exhibit_rows(store, exhibits, chosen)
    versions = {row.name: row.version for row in detectors}
    shown = tuple(make_exhibits(rows, versions, quote(str(run.get("path", "audit-run"))), redactor))
    listed = all_findings(store, shown, redactor=redactor)
    report = Report(
        title=_title(run["corpus"]),
        corpus=tuple(run["corpus"]),
        created=created,
        tool_version=run["tool_version"],
        command=run["command"],
        **_asked_for(policy),
        gate=gate,
        coverage=_coverage(store, run, redactor),
        **known_works(store),
        **_counted(store),
        rules=_rules(store, packs),
        exhibits=shown,
        exhibits_chosen=bool(chosen),
        exhibits_total=store.query("report_exhibits_total")[0]["findings"],
        detectors=detectors,
        libraries=tuple(run.get("libraries", ())),
        digests={**{f"rule pack {pack.name} {pack.version}": pack.digest for pack in packs}, **_given(run)},
        redaction=redactor.done(),
        searched=tuple(_searched(row) for row in store.query("report_searched", most=NOT_FOUND)),
        common_documents=COMMON_DOCUMENTS,
        common_works=COMMON_WORKS,
        sources=sources(store, packs, run),
        said=said(store),
        style=style(store, packs, run),
        distillation=redactor.prompts(distillation(store)),
        reviews={pack.name: pack.reviewed for pack in packs},
        decisions=decisions(store, policy, run),
        lineage=lineage(store, run),
        obligations=obligations(store),
        findings=listed,
        dataset=dataset(store),
    )
    return redactor.whole(report)


def _asked_for(policy: Policy) -> dict[str, Any]:
    """What a policy says of the release."""
    same = {name: getattr(policy, name) for name in ("purposes", "jurisdictions", "fail_on", "min_coverage")}
    return {"policy_name": policy.name, "policy_digest": policy.digest, **same}


def _counted(store: Store) -> dict[str, Any]:
    """Parts of the report that are rows of statements as they come."""
    return {
        "kinds": tuple(KindCount(**{**row, "kind": Kind(row["kind"])}) for row in store.query("report_kinds")),
        "sites": tuple(SiteRow(**row) for row in store.query("report_sites", most=SITES)),
        "sites_total": store.query("report_sites_total")[0]["sites"],
        "platforms": tuple(PlatformRow(**row) for row in store.query("report_platforms")),
        "families": tuple(FamilyRow(**row) for row in store.query("report_families")),
        "licences": tuple(LicenceRow(**row) for row in store.query("report_licences")),
    }


def _given(run: Mapping[str, Any]) -> dict[str, str]:
    """Digests of the files about sites, of waivers and of the baseline that a judgement was given, if it was."""
    digest = run.get("site_signals", {}).get("digest")
    return {**({"files about sites": digest} if digest else {}), **run.get("decisions", {})}


def _title(corpus: Sequence[str]) -> str:
    """What was audited, by the last part of its paths."""
    names = [PurePath(path).name or path for path in corpus]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"Audit of {', '.join(names[:3])}{more}"


def _coverage(store: Store, run: Mapping[str, Any], redactor: Redactor) -> Coverage:
    formats = tuple(FormatCount(**row) for row in store.query("report_formats"))
    skips = tuple(_skip(row, redactor) for row in store.query("report_skips"))
    return Coverage(
        **store.query("report_coverage")[0], formats=formats, skips=skips, not_checked=(*beyond_the_end(skips), *gaps(run))
    )


def _skip(row: Mapping[str, Any], redactor: Redactor) -> SkipCount:
    example = redactor.example(row["example"] or "").removesuffix(": ")
    return SkipCount(**{**row, "plain": plain(row["reason"]), "example": example})


def _searched(row: Mapping[str, Any]) -> LibraryRow:
    return LibraryRow(**{**row, "not_found": tuple(row["not_found"])})


def _rules(store: Store, packs: Sequence[Pack]) -> tuple[RuleRow, ...]:
    rules: dict[str, Rule] = {rule.id: rule for pack in packs for rule in pack.rules}
    return tuple(
        RuleRow(rules[row["rule"]], row["open"], row["waived"], row["documents"], row["baselined"])
        for row in store.query("report_rules")
        if row["rule"] in rules
    )


def _detector(row: Mapping[str, Any]) -> DetectorRow:
    """A detector as the manifest describes it."""
    known = (row["name"], row["version"], row["summary"], row["misses"], tuple(row["measured"]))
    return DetectorRow(*known, row.get("thresholds", {}), row["digest"])
