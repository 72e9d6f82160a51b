"""What the terminal tells of estimated shares."""

from dataclasses import replace

import pytest

from audit.pipeline.sites import Listing
from audit.pipeline.sites_telling import as_lines, as_table
from audit.report_model import EstimateBasis, EstimateRow

BASIS = EstimateBasis(1000, 900, 80, 20, "80 of fewer than 40 words", "", None)
ROW = EstimateRow("news", "News", 900, 30, 0.0333, 0.31, 0.262, 0.358)
FOUND = Listing("domain", (), 0, (ROW,), BASIS)

CASES = [
    ("a share", FOUND, "  News              31.0%  26.2% to 35.8%                    3.3%"),
    ("the others", FOUND, "of the 900 of 1,000 records that a model answered for; not for 80 of fewer than 40 words"),
    ("no others", replace(FOUND, estimates_basis=replace(BASIS, unanswered="")), "records that a model answered for"),
    (
        "findings that exceed it",
        replace(FOUND, estimates=(replace(ROW, attributed_share=0.4),)),
        "the findings are the surer of the two",
    ),
    (
        "why there are none",
        replace(FOUND, estimates=(), estimates_basis=replace(BASIS, why_none="there are few")),
        "  Shares of the corpus by kind of site were not estimated: there are few.",
    ),
]


@pytest.mark.parametrize(("found", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_estimates_are_told_below_the_listing(found: Listing, expected: str) -> None:
    first, *_, last = as_table(found).splitlines()

    assert first == "no record is known to come from a domain"
    assert expected in as_table(found)
    assert last.startswith("  ")


def test_findings_below_an_estimate_are_not_called_surer() -> None:
    assert "surer" not in as_table(FOUND)


def test_without_a_model_the_listing_is_all() -> None:
    assert as_table(Listing("domain", (), 0)) == "no record is known to come from a domain"


def test_estimates_are_in_no_rows_of_json() -> None:
    assert as_lines(FOUND) == []
