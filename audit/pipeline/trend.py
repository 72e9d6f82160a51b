"""Runs in a row, of the summaries that they left; no run is opened."""

from collections.abc import Sequence
from pathlib import Path

from audit.pipeline import summaries
from audit.report_model.trend import Trend
from audit.reports import trend as reports


def of(paths: Sequence[Path]) -> Trend:
    """The trend of runs' folders and files of summaries, in the order in which they were judged."""
    return reports.trend([summaries.read(path) for path in paths])
