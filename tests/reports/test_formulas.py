"""No cell of a sheet is run."""

import pytest

from audit.reports.formulas import is_formula


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "\n1", "  =1", "\u00a0=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"]
)
def test_what_a_spreadsheet_may_run_is_a_formula(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize("text", ["", "a=b", "1-2", " a", "'=1"])
def test_other_text_is_none(text: str) -> None:
    assert not is_formula(text)
