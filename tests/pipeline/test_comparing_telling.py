"""What changed from one run to another, as a person reads it."""

from audit.pipeline.comparing_telling import in_words
from audit.report_model.since import FindingsSince, RunFacts, Since, VerdictsSince

RUN = RunFacts("run-1", "2026-11-24T00:00:00+00:00", "0.1.0", "p", 7, 3, 2, 1)


def test_what_differs_is_told_before_what_it_changed() -> None:
    told = in_words(
        Since(
            RUN,
            RUN,
            {"references": tuple(f"library {number}" for number in range(8)), "tool": ("detector a: other signals",)},
            (FindingsSince("copyright", "new", "references", 5, 2), FindingsSince("copyright", "unchanged", "", 3, 2)),
            (
                VerdictsSince("core/a", "A", "new", "data and tool", "rule-changed: when", 4, 1),
                VerdictsSince("core/a", "A", "unchanged", "", "", 1, 1),
            ),
        )
    ).splitlines()

    assert told[0].startswith("  Earlier: run-1, judged 2026-11-24: 7 documents, 3 findings, 2 verdicts, 1 of them open")
    assert "library 5; and 2 more" in " ".join(told)
    assert told[3:][-4:] == [
        "  - tool: detector a: other signals",
        "  - copyright: 5 findings new, by reference index",
        "  - core/a: 4 verdicts new, 1 open, by data and tool (rule-changed: when)",
        "Unchanged: 3 findings, 1 verdict.",
    ]


def test_rows_beyond_those_listed_are_counted() -> None:
    rows = tuple(VerdictsSince(f"core/{number}", "A", "gone", "rules", "", 1, 0) for number in range(33))

    assert "and 3 more rows; --json has them" in in_words(Since(RUN, RUN, {"rules": ("x",)}, (), rows))


def test_a_name_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in in_words(Since(RUN, RUN, {"data": ("\x1b[2J",)}))


def test_verdicts_that_stand_otherwise_are_counted_together() -> None:
    rows = tuple(VerdictsSince("core/a", "A", change, "decisions", "", 2, 0) for change in ("waived", "baselined", "new"))

    assert Since(RUN, RUN, {}, (), rows).counts("other") == (0, 4)
    assert Since(RUN, RUN, {}, (), rows).counts("new") == (0, 2)
