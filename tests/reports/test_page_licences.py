"""The page tells of a licence that leaves a choice which branch was taken, and who chose it."""

import re
from collections.abc import Callable

import pytest

from audit.report_model import LicenceRow, Report
from audit.reports import render

CHOSEN = [
    (None, None, ""),
    ("MIT", "policy", "taken: MIT, chosen by the policy"),
    ("MIT", "least-refusing", "taken: MIT, which refuses least"),
    ("<b>MIT</b>", "policy", "taken: &lt;b&gt;MIT&lt;/b&gt;, chosen by the policy"),
]


@pytest.mark.parametrize(("branch", "chosen_by", "told"), CHOSEN)
def test_a_choice_is_told_with_who_made_it(
    make_report: Callable[..., Report], branch: str | None, chosen_by: str | None, told: str
) -> None:
    row = LicenceRow("MIT OR GPL-2.0-only", 1, 2, 0, 0.5, branch, chosen_by)
    page = render(make_report(licences=(row,)), "html").decode()
    table = page[page.index('id="licences-caption"') :].partition("</tr></thead>")[2].partition("</table>")[0]

    told_so = re.findall(r'<span class="sub">(taken: .*?)</span>', table, re.DOTALL)

    assert [re.sub(r"</?bdi[^>]*>|</?code>", "", part) for part in told_so] == ([told] if told else [])
