"""What the corpus is made of, as shares of its words by kind of source."""

from collections import defaultdict
from dataclasses import dataclass

from audit.report_model import Report
from audit.reports.wording import source_kind


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of source."""

    name: str
    share: float
    start: float
    "Where its bar begins: the shares before it."
    known: bool
    "False for what no row speaks about."


def composition(report: Report) -> tuple[Part, ...]:
    """Parts that add up to 1, largest first, ending with what the listed sites do not account for; empty without words."""
    if not report.coverage.words:
        return ()
    shares: dict[str, float] = defaultdict(float)
    for site in report.sites:
        shares[source_kind(site.source_kind)] += site.word_share
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    rest = max(0.0, 1.0 - sum(shares.values()))
    parts: list[Part] = []
    start = 0.0
    for name, share in [*ordered, ("Other sites, and records without an address", rest)]:
        parts.append(Part(name, share, start, known=len(parts) < len(ordered)))
        start += share
    return tuple(part for part in parts if part.share > 0)
