"""A draft as one HTML page that stands alone, in the report's style; its policy allows nothing but its style sheet, by digest."""

from audit.report_model.disclosures import Basis, Disclosure
from audit.reports.disclosures.render import LONGEST
from audit.reports.pages import Head, page


def render(draft: Disclosure) -> bytes:
    """The whole page as UTF-8."""
    title = f"{draft.title}: {draft.corpus}"
    return page(
        "disclosures/page.html",
        Head(f"Draft: {draft.title}", title, draft.classification, draft.created, draft.tool_version),
        draft=draft,
        bases=tuple(Basis),
        badges={Basis.MEASURED: "", Basis.DECLARED: "plain", Basis.NOT_ESTABLISHED: "review"},
        longest=LONGEST,
    )
