"""What each level shows of the corpus, in every format: a run whose records repeat a protected text wherever they have words."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256

import pytest

from audit.judge import gate
from audit.model import Quote
from audit.report_model import Report, Showing
from audit.report_model.distillation import Distillation, TemplateRow
from audit.reports import formats, gather, render, summary
from audit.reports.redaction import TOKENS, Redactor
from audit.reports.shape import NOT_SHOWN
from audit.store import Store
from tests.reports.made_leaks import PACK, POLICY, PRIVATE, PROTECTED, UNSPACED, leaking
from tests.reports.read_formats import readable
from tests.reports.test_gather import RUN

Collect = Callable[[Showing], Report]
Read = Callable[[Showing, str], str]
TERMINAL = "the terminal"
SLOW = "pdf"
"Chinese takes a minute to lay out; it is the page's values that are printed, so what the page does not have is not in it."
RUN_LENGTH = 8
COUNTED = 7
"Findings with text that is shown or listed: one that was compared with a work and is no exhibit is only counted."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from leaking(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def collect(store: Store) -> Collect:
    made: dict[Showing, Report] = {}

    def collected(level: Showing) -> Report:
        if level not in made:
            result = gate(store, POLICY, RUN)
            made[level] = gather(
                store, POLICY, (PACK,), RUN, gate=result, created="2026-01-01T00:00:00Z", exhibits=5, evidence=level
            )
        return made[level]

    return collected


@pytest.fixture(scope="module")
def read(collect: Collect) -> Callable[[Showing, str], str]:
    """A report as it is written, opened and read."""
    made: dict[tuple[Showing, str], str] = {}

    def told(level: Showing, format: str) -> str:
        if (level, format) not in made:
            report = collect(level)
            made[level, format] = readable(summary(report).encode() if format == TERMINAL else render(report, format))
        return made[level, format]

    return told


def _runs(text: str) -> set[str]:
    """Each run of eight words, and of eight signs of the script without spaces."""
    words, signs = re.findall(r"[a-z]+", text.lower()), re.findall(r"[\u4e00-\u9fff]+", text)
    found = {" ".join(words[place : place + RUN_LENGTH]) for place in range(len(words) - RUN_LENGTH + 1)}
    return found | {run[place : place + RUN_LENGTH] for run in signs for place in range(len(run) - RUN_LENGTH + 1)}


KEPT = _runs(PROTECTED) | _runs(UNSPACED)


@pytest.mark.parametrize("format", [*formats(), TERMINAL])
@pytest.mark.parametrize("level", [Showing.MASKED, Showing.NONE])
def test_no_eight_words_of_a_protected_text_are_in_any_format(read: Read, level: Showing, format: str) -> None:
    assert sorted(_runs(read(level, format)) & KEPT) == []


@pytest.mark.parametrize("format", ["html", "json", "parquet", "csv", "sarif", "xlsx"])
@pytest.mark.parametrize("level", [Showing.FULL, Showing.EXCERPT])
def test_that_test_sees_text_where_it_is_shown(read: Read, level: Showing, format: str) -> None:
    assert _runs(read(level, format)) & KEPT


@pytest.mark.parametrize(
    ("level", "format"),
    [(level, format) for level in Showing for format in [*formats(), TERMINAL] if level.hides or format != SLOW],
)
def test_what_is_private_is_in_no_format_at_any_level(read: Read, level: Showing, format: str) -> None:
    assert [private for private in PRIVATE if private in read(level, format)] == []


def test_lines_of_findings_and_verdicts_have_no_text_beside_what_records_and_detectors_state(store: Store) -> None:
    stated = {"attributes", "url", "record_id"}
    rows = [{name: value for name, value in row.items() if name not in stated} for row in store.query("findings")]
    verdicts = [row for row in store.query("verdicts") if "#" in row["document"]]

    assert len(rows) == len(verdicts) == 8
    assert not _runs(f"{rows} {verdicts}") & KEPT


def test_full_shows_all_that_the_run_keeps(collect: Collect) -> None:
    assert any(PROTECTED in exhibit.quote.text for exhibit in collect(Showing.FULL).exhibits)
    assert collect(Showing.FULL).redaction.cut == 0


def test_no_work_and_no_record_is_shown_more_than_its_allowance(collect: Collect) -> None:
    report = collect(Showing.EXCERPT)
    shown = [len(e.quote.before + e.quote.text + e.quote.after) for e in report.exhibits]
    listed = [len(text or "") for text in report.findings.rows["excerpt"].to_pylist()]

    assert max(shown) <= (report.redaction.side or 0)
    assert sum(shown) + sum(listed) > 0
    assert (report.redaction.cut, report.redaction.left_out) == (COUNTED, 0)


def test_masked_keeps_counts_classes_and_lengths(collect: Collect) -> None:
    shown, hidden = (collect(level).exhibits for level in (Showing.EXCERPT, Showing.MASKED))

    assert [[(s.change, len(s.text)) for s in e.left] for e in shown] == [
        [(s.change, len(s.text)) for s in e.left] for e in hidden
    ]
    assert [e.changes for e in shown] == [e.changes for e in hidden]


def test_none_counts_all_as_not_shown(collect: Collect) -> None:
    report = collect(Showing.NONE)

    assert all((e.left, e.right, e.quote.before + e.quote.text + e.quote.after) == ((), (), "") for e in report.exhibits)
    assert all(e.left_cut >= len(PROTECTED) or e.left_cut >= len(UNSPACED) for e in report.exhibits)
    assert (report.redaction.cut, report.redaction.left_out) == (0, COUNTED)
    assert set(report.findings.rows["excerpt"].to_pylist()) == {""}


@pytest.mark.parametrize("level", list(Showing))
def test_the_page_the_data_and_the_terminal_tell_the_level(collect: Collect, level: Showing) -> None:
    words = {Showing.FULL: "whole passages", Showing.EXCERPT: "excerpts", Showing.MASKED: "masked:", Showing.NONE: "none:"}[level]

    assert f'"level": "{level}"' in render(collect(level), "json").decode()
    assert f"<dd>{words}" in render(collect(level), "html").decode()
    assert f"Text in reports: {words}" in summary(collect(level))


def test_sarif_and_the_workbook_tell_the_level_too(collect: Collect, read: Read) -> None:
    run = json.loads(render(collect(Showing.NONE), "sarif"))["runs"][0]

    assert run["properties"]["textShown"] == "none"
    assert run["redactionTokens"] == list(TOKENS)
    assert "none: places and digests only" in read(Showing.NONE, "xlsx")


def test_the_page_tells_how_to_find_a_text_that_it_does_not_show(collect: Collect) -> None:
    page = render(collect(Showing.NONE), "html").decode()

    assert f"<code>{collect(Showing.NONE).redaction.salt}</code>" in page
    assert "corpus-audit report check-text" in page


def test_places_stay_exact_at_every_level(collect: Collect) -> None:
    places = [
        [(e.document, e.span, e.fingerprint, e.reference, e.reproduce) for e in collect(level).exhibits] for level in Showing
    ]

    assert places.count(places[0]) == len(places)


def test_whoever_holds_the_text_can_check_its_digest(collect: Collect) -> None:
    report = collect(Showing.NONE)
    told = next(e.reference_digest for e in report.exhibits if e.reference_digest and e.reference_digest.words == 50)
    words = " ".join(PROTECTED.lower().split()[:50])

    assert told.sha256 == sha256(f"{report.redaction.salt} {words}".encode()).hexdigest()


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        (None, None),
        (Quote("", "too few words to be safe", ""), None),
        (Quote("", "One, two; three four five six seven EIGHT!", ""), 8),
        (Quote("", "a " * 90, ""), 50),
        (Quote("", "a b c d e f g h i\n[…]\nz z", "", 40), 9),
        (Quote("", UNSPACED, ""), 50),
        (Quote("the onl", "y bell of nine that is rung before the s", "torm came"), 8),
        (Quote("the onl ", "y bell of nine that is rung before the s", " torm came"), 10),
    ],
)
def test_a_digest_is_of_the_first_words_where_there_are_enough(quote: Quote | None, words: int | None) -> None:
    told = Redactor().digest(quote)

    assert (told and told.words) == words


def test_the_salt_depends_on_what_was_scanned_and_not_on_its_order() -> None:
    salts = [Redactor(Showing.NONE, {"shards": keys}).done().salt for keys in (["a", "b"], ["b", "a"], ["c"])]

    assert salts[0] == salts[1] != salts[2]


@pytest.mark.parametrize(
    ("level", "shown"),
    [(Showing.FULL, "word one"), (Showing.EXCERPT, "word one"), (Showing.MASKED, "w••• o••"), (Showing.NONE, NOT_SHOWN)],
)
def test_a_text_is_shown_as_its_level_allows(level: Showing, shown: str) -> None:
    assert Redactor(level).text("word one") == shown
    assert Redactor(level).text("") == ""


def test_long_attributes_are_text_and_names_of_a_work_are_cut() -> None:
    long = "a b c d e f g h"
    stated = {
        "title": long, "because": long, "class": "exact copy", "quoted": True, "empty": "", "declared": "https://a.b.example/c/d/e/f/g",
    }  # fmt: skip

    assert Redactor(Showing.NONE).attributes(stated) == {
        "title": f"a b c d e f g {NOT_SHOWN}", "because": NOT_SHOWN, "class": "exact copy", "quoted": True, "empty": "",
        "declared": "https://a.b.example/c/d/e/f/g",
    }  # fmt: skip
    assert Redactor().attributes(stated) == stated


@pytest.mark.parametrize(("level", "shown"), [(Showing.EXCERPT, "a#1: bad x"), (Showing.NONE, "a#1")])
def test_a_readers_words_stand_where_text_may(level: Showing, shown: str) -> None:
    assert Redactor(level).example("a#1: bad x") == shown


def test_prompts_are_text() -> None:
    row = TemplateRow("Write {…} now", 2, 1, 9, 0.5, 1, "a#1", "Write verse now")
    profile = Distillation(
        chats=1, answers=1, reasoning_documents=0, tool_call_documents=0, families=(), agreeing=0, disagreeing=0,
        templated_prompts=9, templates_total=1, templates=(row,), capabilities=(), prompts=1,
    )  # fmt: skip
    shown = Redactor(Showing.NONE).prompts(profile)

    assert shown
    assert shown.templates == (replace(row, text=NOT_SHOWN, example=NOT_SHOWN),)
    assert Redactor().prompts(None) is None


def test_sentences_of_the_tool_are_whole_where_text_is_hidden(kinds_of_report: dict[str, Report]) -> None:
    report = kinds_of_report["failed"]
    hidden = Redactor(Showing.NONE).whole(report)

    assert hidden.coverage == report.coverage
    assert (hidden.gate, hidden.rules, hidden.detectors, hidden.decisions) == (
        report.gate, report.rules, report.detectors, report.decisions,
    )  # fmt: skip
    assert hidden.obligations.licences[0].duties == report.obligations.licences[0].duties
    assert [e.discounts for e in hidden.exhibits] == [e.discounts for e in report.exhibits]
