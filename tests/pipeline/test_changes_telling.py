"""What a judgement changed, as a person reads it."""

from dataclasses import replace

from audit.pipeline.changes_telling import in_words
from audit.report_model import ChangeRow, Changes, GateBefore, InputChange, RuleChange

SAME = Changes(
    first=False,
    kept=True,
    judged_before="2026-11-23T00:00:00+00:00",
    judged_after="2026-11-24T00:00:00+00:00",
    policy_before="p",
    policy_after="p",
    settings={},
    gate_before=GateBefore(0, "The gate passed."),
    gate_after=GateBefore(0, "The gate passed."),
    verdicts_before=7,
    verdicts_after=7,
    rows=(),
    rules=(),
    inputs=(),
)
ROW = ChangeRow("core/a", "A", "new", "rule-added", 3, 3, 2, (), 0, ("a#0",))


def test_the_first_judgement_has_nothing_to_compare_with() -> None:
    assert in_words(replace(SAME, first=True)) == "These findings were not judged before, so there is nothing to compare with."


def test_where_nothing_differs_that_is_said() -> None:
    assert in_words(SAME) == "  Now: The gate passed.\nNo verdict differs (7 before, 7 now)."


def test_both_results_are_told_where_they_differ() -> None:
    told = in_words(replace(SAME, kept=False, gate_after=GateBefore(1, "The gate failed.")))

    assert told.splitlines()[:2] == ["  Before: The gate passed.", "  Then: The gate failed."]


def test_settings_rules_and_terms_are_told_first() -> None:
    settings = {"fail_on": ("block", "review"), "purposes": (("a", "b"), ()), "threshold of core/a": (0, 3)}
    rules = (RuleChange("core/a", "A", "rule-changed", "when"), RuleChange("core/b", "B", "rule-added", ""))
    inputs = (InputChange("site-terms", 3, (("a.example", "nothing to no_ai"), ("b.example", "open to no_ai"))),)

    told = in_words(replace(SAME, settings=settings, rules=rules, inputs=inputs)).splitlines()

    assert told[1:-1] == [
        "  - policy: fail on block before, review now",
        "  - policy: purposes a, b before, none now",
        "  - policy: threshold of core/a 0 before, 3 now",
        "  - core/a: the rule says something else (when)",
        "  - core/b: the rule is new in its pack",
        "  - terms of sites differ: a.example: nothing to no_ai; b.example: open to no_ai; and 1 more",
    ]


def test_rows_tell_what_changed_and_why() -> None:
    terms = replace(
        ROW,
        change="gone",
        cause="licence-terms and signals",
        open=0,
        details=(("MIT: commercial", 2), ("\x1b[2J", 1)),
        details_total=9,
    )
    told = in_words(replace(SAME, rows=(replace(ROW, open=1), terms, replace(ROW, cause="policy", details=(("p, EU", 3),)))))

    assert told.splitlines()[1:] == [
        "  Verdicts: 7 before, 7 now: 6 new, 3 gone.",
        "  - core/a: new, 3 verdicts on 2 documents, 1 of them open; the rule is new in its pack",
        "  - core/a: gone, 3 verdicts on 2 documents; terms of licences differ and signals that were given",
        "    differ",
        "      MIT: commercial (2)",
        "      ‹ESC›[2J (1)",
        "    and 7 more",
        "  - core/a: new, 3 verdicts on 2 documents; the policy asks otherwise",
    ]


def test_most_rows_are_told_and_the_others_counted() -> None:
    assert in_words(replace(SAME, rows=(ROW,) * 22)).splitlines()[-1] == "and 2 more rows; --json has them"
