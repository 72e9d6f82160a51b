"""One module a report format; see `audit.reports.render`."""
