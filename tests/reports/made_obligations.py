"""Duties made by hand, with words of our own."""

from datetime import date

from audit.report_model.obligations import CreditRow, Duty, LicenceDuties, Obligations

CREDIT = Duty(
    "attribution", "redistribute", "Name the maker of the tide tables.", "Tides by {maker}", "Licence s.3", date(2026, 1, 1), None
)
CHANGES = Duty("changes", "derive", "Say what was changed.", None, "Licence s.4", date(2026, 1, 1), "A. Counsel, 2026-02-01")


def made_obligations(text: str | None = None, scale: int = 1) -> Obligations:
    """A licence with seven origins, one that asks for nothing listed, and one of a site alone."""
    words = text or "Harbour notes"
    site = CreditRow(
        "site", text or "tides.example", None, None, 3, None, "https://tides.example/", None, 40 * scale, 900 * scale,
        (("author", 12 * scale), ("changes", 40 * scale)),
    )  # fmt: skip
    source = CreditRow(
        "source", "notes", words, "Mira Oakes", 0, text, "https://notes.example/", "filtered, translated", 9, 90, ()
    )
    others = [
        CreditRow("file", f"part-{number}.txt", None, None, 0, None, None, None, 1, 5, (("author", 1),)) for number in range(5)
    ]
    first = LicenceDuties(
        text or "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", (CREDIT, CHANGES), 54 * scale, 1015 * scale,
        (site, source, *others), 7, (("author", 17 * scale), ("changes", 40 * scale)),
    )  # fmt: skip
    work = CreditRow("work", "ferry", "The Ferry", "Petra Lindqvist", 0, None, None, None, 2, 20, ())
    return Obligations((first, LicenceDuties("LicenseRef-own", None, (), 2, 20, (work,), 1, ())))
