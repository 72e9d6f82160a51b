"""Whatever a person wrote comes back from a workbook as it was."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from audit import decisions
from audit.decisions import Decision
from audit.pipeline import decision_sheets, decision_workbooks
from tests.decisions.made import ENTRY, RISK, group

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
"Of any characters: control characters, signs of formulas, line breaks."


@st.composite
def records(draw: st.DrawFn) -> Decision:
    """A record in order, with any words in it."""
    said: dict[str, Any] = {name: draw(TEXTS).strip() for name in ("note", "evidence_ref", "licence_ref", "supersedes")}
    days = {"expires": str(date(2026, 12, 1) + timedelta(draw(st.integers(0, 90))))}
    kind: dict[str, Any] = draw(st.sampled_from([{}, {"target": group()}, {**RISK, **days}]))
    name = draw(TEXTS).strip() or "Mira"
    entry = {**ENTRY, **kind, **{key: text for key, text in said.items() if text}, "actor": {"name": name}}
    given = {**entry, "id": draw(TEXTS).strip() or "d1"}
    return decisions.draft({key: value for key, value in given.items() if value != ""}, "here")


@settings(max_examples=25, deadline=None)
@given(log=st.lists(records(), max_size=4))
def test_records_come_back_from_a_workbook(tmp_path_factory: Any, log: list[Decision]) -> None:
    path: Path = tmp_path_factory.mktemp("book") / "log.xlsx"
    path.write_bytes(decision_workbooks.written(log))

    assert decision_workbooks.read(path) == tuple(log)


@settings(max_examples=25, deadline=None)
@given(log=st.lists(records(), max_size=4))
def test_records_come_back_from_csv(tmp_path_factory: Any, log: list[Decision]) -> None:
    path: Path = tmp_path_factory.mktemp("sheet") / "log.csv"
    path.write_text(decision_sheets.written(log), encoding="utf-8", newline="")

    assert decision_sheets.read(path) == tuple(log)
