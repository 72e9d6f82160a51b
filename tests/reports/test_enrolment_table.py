"""The table of what enrolment measured warns where an answer cannot be relied on."""

import pytest

from audit.references.enrolling import Row
from audit.reports.enrolment import as_table


@pytest.mark.parametrize(("named", "warns"), [(0.0, False), (0.01, False), (0.3, True)])
def test_too_many_wrong_answers_are_warned_of(named: float, warns: bool) -> None:
    rows = [
        Row("acme/one", False, True, 50, {"acme/one": 1.0}),
        Row("people", True, False, 50, {"acme/one": named, "none of the above": 1 - named}),
    ]

    assert ("too often to rely on an answer" in as_table(rows)) == warns
