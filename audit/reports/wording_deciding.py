"""What a person can decide, in words; shared by the report's page and the review."""

from audit import decisions

STATES = {
    "confirmed": "Confirmed: the match is right, something has to be done",
    "not_a_match": "Not a match: the finding is wrong",
    "permitted": "Permitted: the match is right, the use is allowed",
    "accepted_risk": "Risk accepted, until a day",
    "in_review": "In review: somebody is looking at it",
}
"What a form offers."
REASONS = decisions.REASONS
ACTIONS = decisions.ACTIONS
RISK_DAYS = decisions.RISK_DAYS
