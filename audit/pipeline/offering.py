"""Groups of verdicts that a report offers to decide on, for readers who have the page and not the run."""

from audit.judge import waiving
from audit.report_model import Showing
from audit.report_model.offers import Offer
from audit.reports.redaction import Redactor
from audit.store import Store

MOST = 200
"Groups that a report offers: those that weigh most."
KINDS = {"work": "work", "domain": "site", "family": "model", "rule": "rule"}
"What verdicts are grouped by: columns, and what a decision calls a target of that."


def offers(store: Store, showing: Showing = Showing.EXCERPT) -> tuple[Offer, ...]:
    """
    Groups with open verdicts, the strictest and largest first.

    What cannot be named at this level of showing is left out: a decision needs the name as it is. So is all that a rule that
    blocks says, which nobody can let pass as a whole.
    """
    for name in ("judge_prepare_findings", "judge_prepare_measures"):
        store.run(name)
    waiving.prepare(store)
    store.run("review_members")
    redactor = Redactor(showing)
    rows = store.query("review_offers", names=list(KINDS), most=MOST)
    return tuple(Offer(kind=KINDS[row["name"]], **row) for row in rows if redactor.name(row["value"]) == row["value"])
