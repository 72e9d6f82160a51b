"""What there is to review of a judged run: groups of verdicts, their evidence, and what stands on each by the log."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from shlex import quote
from typing import Any

from audit.decisions import Decision, read
from audit.judge import binding, deciding, waiving
from audit.model import Outcome, Policy, Waiver
from audit.pipeline import decisions, packs, recording
from audit.pipeline.folder import RunFolder
from audit.pipeline.waiving import law_of
from audit.policy import PASSING, SECOND_PERSON
from audit.report_model import DecisionRow, Exhibit, Showing, WorkRow
from audit.reports.exhibits import exhibits
from audit.reports.known_works import known_works
from audit.reports.redaction import Redactor
from audit.store import Store

WAYS = {"work": "work", "domain": "site", "family": "model", "spdx": "group", "source_id": "group", "rule": "rule"}
"What verdicts can be grouped by: names of columns, and what the target of a decision on such a group is called."
SETTLED = ("confirmed", *PASSING, "remediated", "waived")
"States that need nobody any more."
PAGE = 10
"Findings of a page: so many that the most that is shown of one work suffices for all."
GROUPS = 50
"Groups of a page."

_WEIGHTS = {"conflict": 6, "confirmed": 5, "expired": 3, "stale": 3, "in_review": 2, "open": 1}
"Which of several decisions on one verdict is told; those that let it pass weigh 4."
_OUTCOMES = (Outcome.NOTE, Outcome.REVIEW, Outcome.BLOCK)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is. A verdict counts once a rule and finding."""

    verdicts: int
    undecided: int

    @property
    def decided(self) -> int:
        """Verdicts that need nobody any more."""
        return self.verdicts - self.undecided


@dataclass(frozen=True, slots=True)
class Group:
    """Verdicts that are about one thing."""

    value: str
    rules: int
    verdicts: int
    undecided: int
    outcome: Outcome
    "The strictest."


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What one rule says of a group, and what a decision on all of that covers."""

    rule: str
    title: str
    outcome: Outcome
    severity: str
    verdicts: int
    undecided: int
    count: int = 0
    "Fingerprints that a decision on the group covers; 0: none can be made on it."
    digest: str = ""
    "Of these fingerprints."


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict on one finding or measure."""

    rule: str
    title: str
    entry: str
    "The fingerprint as decisions name it; of a measure with its value."
    state: str


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with its evidence, or a measure, and what rules say of it."""

    number: int
    "Its place in the group, from 1."
    said: tuple[Said, ...]
    exhibit: Exhibit | None
    "None: it is a measure."
    measure: str = ""
    subject: str = ""
    measured: float = 0.0


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, and how many there are on all pages."""

    rows: tuple[Any, ...]
    total: int


class Backlog:
    """
    The verdicts of a judged run and what stands on them. Open it with the run's database, which it keeps to itself meanwhile.

    `clock` tells the time; decisions are weighed as of its day.
    """

    def __init__(
        self,
        run: RunFolder,
        policy: Policy,
        store: Store,
        clock: Callable[[], datetime],
        showing: Showing = Showing.EXCERPT,
    ) -> None:
        self.run = run
        self.showing = showing
        "How much of the corpus's words is shown."
        self.law = law_of(packs.of_policy(policy))
        self.clock = clock
        self.became: Mapping[str, DecisionRow] = {}
        "By the id of the latest record on a target, what became of what is decided on it, as of the last refresh."
        self.log: tuple[Decision, ...] = ()
        self._carried = [read(Path(name)) for name in policy.decisions]
        self._second = {**SECOND_PERSON, **policy.second_person}
        self._store = store
        self._versions = {row["name"]: row["version"] for row in run.manifest["detectors"]}
        for name in ("judge_prepare_findings", "judge_prepare_measures"):
            store.run(name)
        waiving.prepare(store)
        store.run("review_members")
        store.run("review_standing")
        self._works = {(work.library, work.work): work for work in known_works(store)["works"]}
        self.refresh()

    @property
    def day(self) -> date:
        """Today, in UTC."""
        return self.clock().date()

    def refresh(self) -> None:
        """Read the log again and lay it onto the verdicts; ConfigurationError where its chain is broken."""
        self.log = decisions.of_run(self.run)
        log = deciding.together([*self._carried, self.log])
        standing = deciding.weigh(self._store, log, self.law, self.day, self._second)
        named = {f"{deciding.NAME}{record.seq}": record.id for record in log}
        self.became = {named[row.id]: row for row in standing}
        weights = {**dict.fromkeys(PASSING, 4), **_WEIGHTS}
        rows = [{"waiver": row.id, "state": row.state, "weight": weights.get(row.state, 0)} for row in standing]
        self._store.fill("review_standing", rows)
        self._store.run("review_states", prefix=deciding.NAME)

    def progress(self) -> Progress:
        """How much is decided."""
        return Progress(**self._store.query("review_progress", settled=list(SETTLED))[0])

    def groups(self, way: str, search: str = "", page: int = 1) -> Listed:
        """Groups by one of WAYS whose name contains what is searched for: those with something to decide first."""
        found = self._store.query("review_groups", way=way, search=search, **_part(page, GROUPS))
        rows = [Group(outcome=_OUTCOMES[row.pop("weight")], **row) for row in map(dict, found) if row.pop("total")]
        return Listed(tuple(rows), found[0]["total"] if found else 0)

    def rules(self, way: str, value: str) -> tuple[RuleLine, ...]:
        """What rules say of a group, with what a decision on all of it covers now; empty where there is no such group."""
        rows = self._said(way, value)
        self._give([_wish(row["rule"], selector(way, value)) for row in rows])
        covered = {row["waiver"]: (row["now"], row["digest"]) for row in self._store.query("waive_figures")}
        return tuple(_line(row, *covered.get(row["rule"], (0, ""))) for row in rows)

    def left(self, way: str, value: str) -> bool:
        """Whether something of a group is to be decided."""
        return any(row["undecided"] for row in self._said(way, value))

    def items(self, way: str, value: str, page: int = 1, *, undecided: bool = False) -> Listed:
        """Findings and measures of a group with their evidence; with `undecided`, those that somebody has to decide on."""
        found = self._store.query("review_items", way=way, value=value, open=undecided, **_part(page, PAGE))
        shown = self._exhibits([row["fingerprint"] for row in found if row["measure"] is None])
        rows = (_item(number, row, shown) for number, row in enumerate(found, (page - 1) * PAGE + 1))
        return Listed(tuple(rows), found[0]["total"] if found else 0)

    def next(self) -> str | None:
        """The rule that has to be decided on next; None: nothing is left."""
        found = self._store.query("review_next", settled=list(SETTLED))
        return found[0]["rule"] if found else None

    def work_of(self, exhibit: Exhibit) -> WorkRow | None:
        """The work that an exhibit shows, if it shows one."""
        library = (exhibit.reference or "").rpartition("@")[2]
        return self._works.get((library, str(exhibit.attributes.get("work"))))

    def record(self, made: Iterable[Decision], seen: str) -> tuple[Decision, ...]:
        """
        Add records to the log, as they were made when its head was `seen`, and give them as they stand in it.

        ConfigurationError where somebody decided on the same since, RunError where another command holds the run.
        """
        added = recording.record(self.run, binding.bind(self._store, tuple(made), self.law), self.law, seen)
        self.refresh()
        return added

    def _said(self, way: str, value: str) -> list[dict[str, Any]]:
        return self._store.query("review_rules", way=way, value=value, settled=list(SETTLED))

    def covered(self, way: str, value: str, rule: str) -> tuple[str, ...]:
        """What a decision on all that a rule says of a group covers now, as decisions name it; empty: none can be made."""
        self._give([_wish(rule, selector(way, value))])
        return tuple(row["entry"] for row in self._store.query("waive_entries"))

    def _give(self, wishes: Iterable[Waiver]) -> None:
        """Lay groups beside their verdicts, but for those that would let a rule that blocks pass wherever it speaks."""
        rules = self.law.rules
        waiving.give(self._store, [one for one in wishes if one.rule in rules and not waiving.too_broad(one, rules[one.rule])])

    def _exhibits(self, fingerprints: list[str]) -> Mapping[tuple[str, str], Exhibit]:
        rows = self._store.query("report_exhibits", most=len(fingerprints), only=fingerprints)
        made = exhibits(rows, self._versions, quote(str(self.run.path)), Redactor(self.showing, self.run.manifest))
        return {(exhibit.document, exhibit.fingerprint): exhibit for exhibit in made}


def selector(way: str, value: str) -> dict[str, str]:
    """What selects a group in a decision, beside its rule."""
    return {} if way == "rule" else {way: value}


def _wish(rule: str, where: dict[str, str]) -> Waiver:
    """What asks which findings a decision is about."""
    return Waiver(rule, rule, "", "", "", "", "", date.min, date.max, where=where or {waiving.WHOLE: rule})


def _line(row: Mapping[str, Any], count: int, digest: str) -> RuleLine:
    return RuleLine(**{**row, "outcome": Outcome(row["outcome"])}, count=count, digest=digest)


def _part(page: int, most: int) -> dict[str, Any]:
    return {"settled": list(SETTLED), "first": (page - 1) * most, "most": most}


def _item(number: int, row: Mapping[str, Any], shown: Mapping[tuple[str, str], Exhibit]) -> Item:
    said = tuple(Said(**one) for one in row["rules"])
    if row["measure"] is None:
        return Item(number, said, shown[row["document"], row["fingerprint"]])
    return Item(number, said, None, row["measure"], row["subject"], row["measured"])
