"""Made-up reports, and the command in a folder of its own."""

from tests.cli.conftest import _judged, command, judged, place, scan
from tests.reports.conftest import kinds_of_report, make_report

__all__ = ["_judged", "command", "judged", "kinds_of_report", "make_report", "place", "scan"]
