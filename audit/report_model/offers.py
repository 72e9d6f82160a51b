"""Groups of verdicts that a person can decide on as a whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """What one rule says of one thing, and what a decision on all of that would cover."""

    rule: str
    kind: str
    "Of the decision's target: work, site, model or rule."
    name: str
    "The column that selects the group; rule: all that the rule says."
    value: str
    count: int
    "Findings and measures that it covers."
    digest: str
    "Of their fingerprints, sorted."
