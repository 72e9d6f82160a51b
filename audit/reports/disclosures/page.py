"""A draft as one HTML page that stands alone, in the report's style; its policy allows nothing but its style sheet, by digest."""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from audit.report_model.disclosures import Basis, Disclosure
from audit.reports.disclosures.render import LONGEST
from audit.reports.formats.html import _environment


def render(draft: Disclosure) -> bytes:
    """The whole page as UTF-8."""
    environment = _environment()
    head = {"classification": draft.classification, "title": f"{draft.title}: {draft.corpus}", "created": draft.created}
    style = Markup(environment.get_template("report.css").render(report=head))  # noqa: S704  our own file; its values are escaped
    page = environment.get_template("disclosures/page.html").render(
        draft=draft,
        bases=tuple(Basis),
        badges={Basis.MEASURED: "", Basis.DECLARED: "plain", Basis.NOT_ESTABLISHED: "review"},
        longest=LONGEST,
        style=style,
        style_digest=b64encode(sha256(style.encode()).digest()).decode(),
    )
    return page.encode()
