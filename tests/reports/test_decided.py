"""The log of decisions and sign-offs on the page: what has to be looked at first, words as words, figures of reviewers."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from audit.report_model import DecisionRow, Report, SignoffRow
from audit.reports import render, summary
from audit.reports.decided import reasons
from audit.reports.decisions import precision
from tests.reports.conftest import HOSTILE

Make = Callable[..., Report]
ROW = DecisionRow(
    id="decision-1",
    rule="core/known-work-long",
    covers="412 findings of work alice",
    state="permitted",
    decided="permitted",
    told="",
    reason="quotation",
    action="",
    note="We asked the heirs.",
    people=("Mira Lund", "Nils Berg"),
    evidence="contract 12",
    day="2026-01-01",
    expires="",
    findings=412,
)
GROWN = replace(ROW, id="decision-2", told="it covers 412, now 530: 118 need review and are not let pass", covered=412, now=530)
STALE = replace(ROW, id="decision-3", state="stale", told="its licence changed: MIT then, none now", findings=0)
SOON = replace(ROW, id="decision-4", told="it ends in 9 days", soon=True)
SIGNED = SignoffRow(
    "Mira Lund", "counsel", "Cleared for release 3.", "2026-01-02", "2027-01-02", "The gate passed.", 3, "a" * 64, "", "", ()
)


def decided(make: Make, *rows: DecisionRow, **changes: object) -> Report:
    report = make(**changes)
    log = replace(report.decisions, log=rows, log_records=len(rows), log_head="c" * 64, precision=precision(rows))
    return replace(report, decisions=log)


def text(report: Report, part: str) -> str:
    """A part of the page, without tags."""
    page = render(report, "html").decode()
    found = re.search(rf'<section id="{part}".*?</section>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def test_what_has_to_be_looked_at_comes_before_the_log(make_report: Make) -> None:
    said = text(decided(make_report, ROW, GROWN, STALE, SOON), "decisions")

    assert "3 decisions have to be looked at." in said
    first = said[: said.index("What was decided, by whom")]
    assert "decision-2 , permitted: it covers 412, now 530: 118 need review and are not let pass ." in first
    assert "decision-3 , stale: its licence changed: MIT then, none now ." in first
    assert "decision-1" not in first


def test_where_all_is_settled_nothing_is_asked(make_report: Make) -> None:
    assert "to be looked at" not in text(decided(make_report, ROW), "decisions").partition("Log of decisions")[2]


def test_precision_and_agreement_of_reviewers_are_shown(make_report: Make) -> None:
    wrong = replace(ROW, state="not_a_match", decided="not_a_match", findings=3, people=("Mira Lund",))
    torn = replace(ROW, state="conflict", decided="conflict", findings=5)
    right = replace(ROW, findings=9)
    other = replace(torn, rule="core/generated-review")

    found = precision((wrong, torn, right, other))

    assert [(one.rule, one.decided, one.right, one.together, one.agreed) for one in found] == [
        ("core/generated-review", 0, 0, 1, 0),
        ("core/known-work-long", 12, 9, 2, 1),
    ]
    said = text(decided(make_report, wrong, torn, right, other), "decisions")
    assert re.search(r"\b12 9 75(?:\.0)? ?% 2 1\b", said.replace("\u202f", " ").replace("\xa0", " "))
    assert "0 0 none decided 1 0" in said


@pytest.mark.parametrize("moved", [(), ("decisions were recorded", "verdicts changed")])
def test_a_sign_off_says_whether_the_run_moved_on(make_report: Make, moved: tuple[str, ...]) -> None:
    said = text(make_report(signoffs=(replace(SIGNED, moved=moved),)), "signoff")

    assert "Signed by Mira Lund , counsel on 2026-01-02" in said
    said = said.replace(" ;", ";").replace(" .", ".")
    assert ("Signed for an earlier state. Since then: decisions were recorded; verdicts changed." in said) is bool(moved)
    assert ("for the state that this report shows; it holds until 2027-01-02" in said) is not moved
    assert "lawful" not in said


def test_hostile_words_of_persons_stay_words(make_report: Make) -> None:
    row = replace(
        STALE, told=HOSTILE, covers=HOSTILE, note=HOSTILE, people=(HOSTILE,), evidence=HOSTILE, reason="", action="remove"
    )
    signed = replace(SIGNED, name=HOSTILE, role=HOSTILE, statement=HOSTILE, key="b" * 64, report="d" * 64, result=HOSTILE)

    page = render(decided(make_report, row, signoffs=(signed,)), "html").decode()

    assert "<script>document.title" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)


def test_the_terminal_tells_what_has_to_be_looked_at(make_report: Make) -> None:
    told = summary(decided(make_report, ROW, STALE))

    assert "  log: 2 decisions, 1 decision to be looked at\n" in told
    assert "- decision-3, stale: its licence changed: MIT then, none now" in told


def test_a_bill_of_materials_carries_what_people_decided(make_report: Make) -> None:
    signed = replace(SIGNED, moved=("decisions were recorded",))
    report = decided(make_report, replace(ROW, expires="2026-12-01"), STALE, signoffs=(signed,))

    content = render(report, "cyclonedx").decode("ascii")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(content) is None
    first, second, last = json.loads(content)["annotations"]
    assert first["annotator"] == {"individual": {"name": "Nils Berg"}}
    assert first["text"] == (
        "decision-1, decided by Mira Lund, Nils Berg: permitted, quotation, until 2026-12-01; on 412 findings of work alice, "
        "by the rule core/known-work-long"
    )
    assert "it is stale: its licence changed" in second["text"]
    assert last["text"].endswith("Cleared for release 3. The gate passed. Since then: decisions were recorded.")
    assert (first["timestamp"], last["timestamp"]) == ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")


def test_the_reason_that_lets_a_result_pass_names_persons(make_report: Make) -> None:
    report = decided(make_report, ROW, replace(ROW, id="decision-5", reason="", state="not_a_match", decided="not_a_match"))

    found = reasons(report)

    assert found["decision-1"] == "decision-1, decided by Mira Lund, Nils Berg: permitted, quotation"
    assert found["decision-5"] == "decision-5, decided by Mira Lund, Nils Berg: not a match"
    assert found["press-4"] == "waiver press-4 of Mira Lund, approved by Nils Berg, until 2026-03-10"
