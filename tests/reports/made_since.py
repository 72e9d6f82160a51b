"""Two runs compared, as values made for tests."""

from audit.report_model.since import FindingsSince, RunFacts, Since, VerdictsSince


def made_since(text: str | None = None, scale: int = 1) -> Since:
    """A comparison with every cause; `text` stands where names and details do."""
    return Since(
        RunFacts(
            text or "run-3", "2026-02-01T00:00:00+00:00", "0.0.9", text or "release", 900 * scale, 14 * scale, 20 * scale, 9
        ),
        RunFacts(
            text or "run-4", "2026-03-04T00:00:00+00:00", "0.1.0", text or "release", 1000 * scale, 17 * scale, 22 * scale, 4
        ),
        {
            "data": ("100 documents are new",),
            "rules": tuple(text or f"core/rule-{number}: rule changed" for number in range(14)),
            "references": (text or "library works (aa11) only in the later run",),
            "tool": ("corpus-audit 0.0.9 to 0.1.0",),
        },
        (
            FindingsSince("copyright", "new", "references", 5 * scale, 4 * scale),
            FindingsSince("generated", "gone", "data", 2 * scale, 2 * scale),
            FindingsSince("copyright", "unchanged", "", 12 * scale, 9 * scale),
        ),
        (
            VerdictsSince("core/known-work-long", text or "A long passage", "new", "references", "", 5 * scale, 3),
            VerdictsSince("core/unlicensed-share", "", "gone", "data and tool", "", 3 * scale, 0),
            VerdictsSince("core/generated-review", "Text", "waived", "decisions", text or "", 1, 0),
            VerdictsSince("core/generated-review", "Text", "unchanged", "", "", 16 * scale, 1),
        ),
    )
