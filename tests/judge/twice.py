"""Two judgements of one store, one after the other, and what they are made of."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from audit.bundled import folder as bundled
from audit.judge import changes, judge
from audit.judge.changes import Judged
from audit.model import Policy, Rule
from audit.rulepacks import Pack
from audit.store import Store
from tests import plain_rows

TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
POLICY = plain_rows.POLICY
RULE = replace(plain_rows.RULE, id="p/licence", title="A licence", fix=("mend it",), valid_to=date(2030, 1, 1), digest="one")
DOCUMENT = {
    **plain_rows.DOCUMENT,
    "url": "https://a.example/1",
    "host": "a.example",
    "domain": "a.example",
    "captured": date(2025, 1, 1),
}
FOUND = plain_rows.FOUND
LICENCE = {**FOUND, "kind": "licence", "fingerprint": "f0", "spdx": "CC-BY-4.0", "scope": "page"}
OUTPUT = {**FOUND, "kind": "generated", "fingerprint": "f1", "provider": "Acme"}
PAGE = {**FOUND, "kind": "scraped", "fingerprint": "f2", "site": "a.example"}
SIGNAL = {
    "host": "www.a.example",
    "signal": "robots_ai",
    "agent": "*",
    "agent_purpose": "",
    "value": "reserved",
    "seen": date(2024, 1, 1),
    "origin": "given",
    "file": "robots.txt",
    "about": "site",
    "document": "a.example.robots.txt",
    "site_path": "",
    "path_rules": "",
}


def rule(**said: Any) -> Rule:
    return replace(RULE, **said)


def pack(*rules: Rule, folder: Path = Path("nowhere")) -> Pack:
    return Pack("p", "P", "1", "", folder, None, (), rules, (), "", "")


def listed(folder: Path, shipped: str, **said: str) -> Path:
    """A pack's folder with a list of terms: the first row of one that ships, saying something else."""
    with (bundled("rules") / shipped).open(encoding="utf-8", newline="") as lines:
        row = {**next(csv.DictReader(lines)), **said}
    with (folder / Path(shipped).name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, row)
        writer.writeheader()
        writer.writerow(row)
    return folder


class Audit:
    """Judges and remembers by what."""

    def __init__(self, store: Store) -> None:
        self.store, self.before, self.after = store, Judged(POLICY, {}, TODAY), Judged(POLICY, {}, TODAY)

    def judged(
        self,
        *rules: Rule,
        policy: Policy = POLICY,
        on: date = TODAY,
        folder: Path = Path("nowhere"),
        signals=(),
        between=lambda: None,
    ) -> None:
        self.before = Judged(self.after.policy, changes.keep(self.store), self.after.on)
        between()
        judge(self.store, policy, [pack(*rules, folder=folder)], on, signals)
        changes.note(self.store, rules)
        self.after = Judged(policy, {one.id: one for one in rules}, on)

    def told(self) -> list[tuple[str, str, str, int, list[str]]]:
        rows, _, _ = self.compared()
        return [(row.rule, row.change, row.cause, row.verdicts, [detail for detail, _ in row.details]) for row in rows]

    def compared(self):
        return changes.compare(self.store, self.before, self.after)
