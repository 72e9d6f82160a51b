"""What texts say of the model that wrote them, and which terms that falls under: asked of the store."""

from audit.report_model import OutputTermsRow, Said, SaidRow, SaidSliceRow
from audit.store import Store

SLICES = 40
"Sources, and months, that a report lists."


def said(store: Store) -> Said:
    """What texts say in a run."""
    rests_on = tuple(SaidRow(**row) for row in store.query("report_said"))
    slices = tuple(SaidSliceRow(**row) for row in store.query("report_said_slices", most=SLICES))
    return Said(rests_on, slices, tuple(OutputTermsRow(**row) for row in store.query("report_output_terms")))
