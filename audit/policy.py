"""A policy file: what a release is for, which rules judge it, and what fails it."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from audit import bundled, strict
from audit.errors import ConfigurationError
from audit.model import JURISDICTIONS, PURPOSES, Outcome, Policy, Severity
from audit.strict import Table

PASSING = ("not_a_match", "permitted", "accepted_risk")
"States of decisions whose verdicts do not count for the gate."
SECOND_PERSON: Mapping[str, tuple[str, ...]] = {"accepted_risk": (Severity.HIGH.value, Severity.CRITICAL.value)}
"By state, the severities of rules at which two persons have to decide, where a policy says nothing else."
EVIDENCE = ("full", "excerpt", "masked", "none")
"How much of the corpus's words reports can show."
REQUIREMENTS = ("works",)
"What a policy can require: `works` is a library of known works."


def load(path: Path | None = None) -> Policy:
    """
    Read a policy; without a path, the documented default.

    Packs named as folders, allow-lists, and folders of files about sites are taken relative to the policy's own folder. Raises
    ConfigurationError, which says how to mend it.
    """
    path = path or bundled.folder("rules") / "default-policy.toml"
    table = strict.read(path)
    policy = Policy(
        name=table.text("name", path.stem),
        purposes=_some(table, "purposes", PURPOSES),
        jurisdictions=_some(table, "jurisdictions", (*JURISDICTIONS, "any")),
        packs=tuple(_placed(name, path.parent) for name in table.texts("packs", ())),
        fail_on=Outcome(table.choice("fail_on", tuple(Outcome), Outcome.BLOCK)),
        min_coverage=float(table.share("min_coverage", 0.999)),
        allow=_beside(table, "allow", path),
        robots=_beside(table, "robots", path),
        requires=table.choices("requires", REQUIREMENTS, ()),
        thresholds=_thresholds(table),
        waivers=_beside(table, "waivers", path),
        waiver_days=_days(table),
        baseline="".join(str(path.parent / Path(name).expanduser()) for name in [table.text("baseline", "")] if name),
        fail_on_new=table.truth("fail_on_new", False),
        strict=table.truth("strict", False),
        choices=_choices(table),
        manifest="".join(str(path.parent / Path(name).expanduser()) for name in [table.text("manifest", "")] if name),
        outcomes=_outcomes(table),
        decisions=_beside(table, "decisions", path),
        second_person=_second_person(table),
        evidence=table.choice("evidence", EVIDENCE, "excerpt"),
        digest=sha256(path.read_bytes()).hexdigest(),
    )
    table.done()
    return policy


def _some(table: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    found: tuple[str, ...] = table.choices(key, allowed)
    if not found:
        raise table.wrong(f"'{key}' names nothing; there are: {', '.join(allowed)}")
    return found


def _beside(table: Table, key: str, path: Path) -> tuple[str, ...]:
    """Paths that lie where the policy's file does."""
    return tuple(str(path.parent / Path(name).expanduser()) for name in table.texts(key, ()))


def _placed(name: str, folder: Path) -> str:
    """A pack's name as it is; a pack's folder, which has a slash, from where the policy lies."""
    if "/" not in name and "\\" not in name:
        return name
    return str(folder / Path(name).expanduser())


def _days(table: Table) -> int | None:
    """Most days that a waiver may hold, where the policy shortens them."""
    days: int | None = table.whole("waiver_days", None)
    if days is not None and days < 1:
        raise table.wrong("'waiver_days' must be a whole number of days, from 1")
    return days


def _thresholds(table: Table) -> dict[str, int]:
    """How many open verdicts each rule lets pass."""
    limits = table.mapping("thresholds", {})
    for rule, limit in limits.items():
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 0:
            raise ConfigurationError(f"{table.where}: the threshold of '{rule}' must be a whole number of verdicts, from 0")
    return dict(limits)


def _outcomes(table: Table) -> dict[str, Outcome]:
    """Outcomes that are stricter than those of the packs; whether they are is known once the packs are read."""
    given = table.mapping("outcomes", {})
    for rule, outcome in given.items():
        if outcome not in tuple(Outcome):
            mend = f"must be one of {', '.join(Outcome)}; to let a verdict pass, waive it: corpus-audit waive"
            raise ConfigurationError(f"{table.where}: the outcome of '{rule}' {mend}")
    return {rule: Outcome(outcome) for rule, outcome in given.items()}


def _second_person(table: Table) -> dict[str, tuple[str, ...]]:
    """By state, the severities at which two persons have to decide; a state that is not named is as the house rules have it."""
    given = Table(table.mapping("second_person", {}), f"{table.where}: second_person")
    found = {state: given.choices(state, tuple(Severity), SECOND_PERSON.get(state, ())) for state in PASSING}
    given.done()
    return found


def _choices(table: Table) -> dict[str, str]:
    """The branch of each choice; whether it is one is known once the expressions are parsed."""
    given = table.mapping("choices", {})
    for expression, branch in given.items():
        if not isinstance(branch, str):
            raise ConfigurationError(f"{table.where}: the choice for '{expression}' must be a licence, in quotation marks")
    return dict(given)
