"""A run as one Report, and the Report in each format."""

from audit.reports.gather import gather
from audit.reports.render import check, formats, render
from audit.reports.summary import summary

__all__ = ["check", "formats", "gather", "render", "summary"]
