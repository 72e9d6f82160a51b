"""A document, a finding, a rule and a policy with nothing special about them, for tests that change what they are about."""

from datetime import date

from audit.model import Citation, Outcome, Policy, Rule

POLICY = Policy("p", ("commercial-training",), ("EU",), (), Outcome.BLOCK, 0.999)
RULE = Rule(
    id="p/any",
    pack="p",
    title="Any finding",
    plain="",
    rationale="",
    outcome=Outcome.REVIEW,
    view="finding",
    when="kind = 'licence'",
    purposes=(),
    jurisdictions=(),
    citations=(Citation("A law", date(2019, 4, 17), "https://law.example/"),),
    fix=(),
)
DOCUMENT = {"document": "a#0", "path": "a", "record": 0, "bytes": 100, "words": 20}
FOUND = {
    "document": "a#0",
    "path": "a",
    "record": 0,
    "detector": "d",
    "kind": "licence",
    "level": "finding",
    "start": 0,
    "end": 1,
    "score": 1.0,
    "attributes": "{}",
    "evidence": [],
    "fingerprint": "f",
}
