"""The result as JUnit XML, for CI: a suite a rule pack, a case a rule, and what was not checked as skipped cases."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from audit.model import Outcome
from audit.report_model import Report, RuleRow
from audit.reports.counts import STATES, counts, titles, told, worst
from audit.reports.visible import visible

EXAMPLES = 10
"Findings and measures that a failed case names."
_ORDER = list(Outcome)


def render(report: Report) -> bytes:
    """UTF-8 XML. A case fails where its rule has open verdicts and its outcome is one that fails the gate."""
    root = Element("testsuites", name="corpus-audit")
    examples, names = _examples(report), titles(report)
    _gate(report, _suite(root, "gate"), counts(report))
    packs: dict[str, Element] = {}
    for row in report.rules:
        if row.rule.pack not in packs:
            packs[row.rule.pack] = _suite(root, row.rule.pack)
        _rule(
            row, packs[row.rule.pack], report.fail_on, [f"{_at(one)} {told(one, names)}" for one in examples.get(row.rule.id, [])]
        )
    for suite in root:
        for kind, count in (("tests", "testcase"), ("failures", ".//failure"), ("errors", ".//error"), ("skipped", ".//skipped")):
            suite.set(kind, str(len(suite.findall(count))))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _suite(root: Element, name: str) -> Element:
    return SubElement(root, "testsuite", name=_safe(name))


def _gate(report: Report, suite: Element, told_counts: Mapping[str, int]) -> None:
    """The gate as a case, and each thing that was not checked as a skipped one."""
    _properties(suite, told_counts)
    case = SubElement(suite, "testcase", classname="gate", name="gate")
    if report.gate.status:
        name = "failure" if report.gate.status == 1 else "error"
        SubElement(case, name, message=_safe(report.gate.sentence)).text = _safe("\n".join(report.gate.reasons))
    for sentence in report.coverage.not_checked:
        skipped = SubElement(suite, "testcase", classname="not checked", name=_safe(sentence))
        SubElement(skipped, "skipped", message="not checked")


def _rule(row: RuleRow, suite: Element, fail_on: Outcome, examples: Sequence[str]) -> None:
    case = SubElement(suite, "testcase", classname=_safe(row.rule.pack), name=_safe(row.rule.id))
    _properties(case, {state: getattr(row, state) for state in STATES})
    if row.open and _ORDER.index(row.rule.outcome) >= _ORDER.index(fail_on):
        failure = SubElement(case, "failure", message=_safe(f"{row.open} open: {row.rule.title}"))
        failure.text = _safe("\n".join(examples[:EXAMPLES]))


def _properties(parent: Element, values: Mapping[str, int]) -> None:
    properties = SubElement(parent, "properties")
    for name, value in values.items():
        SubElement(properties, "property", name=name, value=str(value))


def _examples(report: Report) -> dict[str, list[Mapping[str, Any]]]:
    """Findings and measures that nobody decided on, by rule."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in worst(report):
        for rule in row["rules"]:
            found.setdefault(rule, []).append(row)
    return found


def _at(row: Mapping[str, Any]) -> str:
    return f"{row['document']} ({row['start']} to {row['end']}):" if "start" in row else f"{row['document']}:"


def _safe(text: str) -> str:
    """Text without characters that XML forbids."""
    return visible(text)
