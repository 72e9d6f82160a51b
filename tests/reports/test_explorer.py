"""The list of findings as the page carries it: packed, cut to a size, and told."""

import gzip
import json
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.report_model import Findings, Report
from audit.reports import explorer, render, seal
from audit.reports.counts import counts, listed
from audit.reports.explorer import Listing, Packed, fitting, packed
from audit.reports.visible import visible
from tests.reports.conftest import made
from tests.reports.made_findings import made_findings


@pytest.fixture(scope="module")
def report(make_report: Callable[..., Report]) -> Report:
    """With 400 findings, the third of which is the second exhibit."""
    made = make_report(findings=made_findings(400))
    third = made.findings.rows.slice(2, 1).to_pylist()[0]
    second = replace(made.exhibits[1], document=third["document"], fingerprint=third["fingerprint"])
    return replace(made, exhibits=(made.exhibits[0], second, *made.exhibits[2:]))


def read(text: str) -> Any:
    return json.loads(gzip.decompress(b64decode(text)))


def column(content: dict[str, Any], name: str) -> list[Any]:
    held = content["columns"][name]
    return [held["texts"][place] for place in held["rows"]] if isinstance(held, dict) else held


def test_every_row_is_packed_as_it_is(report: Report) -> None:
    whole = packed(report)
    content = read(whole.columns)
    rows = report.findings.rows.to_pylist()
    ours = [place for place, kind in enumerate(column(content, "kind")) if kind != "measure"]

    for name in ("number", "fingerprint", "path", "record", "record_id", "url", "site", "detector", "rules", "waivers", "start"):
        assert [column(content, name)[place] for place in ours] == [row[name] for row in rows]
    assert [column(content, "outcome")[place] for place in ours] == [row["outcome"] or "" for row in rows]
    assert [a + b for a, b in zip(column(content, "start")[:9], column(content, "length")[:9], strict=True)] == [9999] * 9
    assert [text for piece in whole.excerpts for text in read(piece)][1:9] == [row["excerpt"] for row in rows[1:9]]


def test_texts_are_ordered_so_that_places_sort_as_they_do(report: Report) -> None:
    columns = read(packed(report).columns)["columns"]

    assert [name for name, held in columns.items() if isinstance(held, dict) and held["texts"] != sorted(held["texts"])] == []


def test_a_measure_stands_before_the_findings_of_its_outcome(report: Report) -> None:
    content = read(packed(report).columns)
    place = column(content, "kind").index("measure")

    assert [column(content, "outcome")[row] for row in (place - 1, place, place + 1)] == ["block", "review", "review"]
    assert [column(content, name)[place] for name in ("number", "measure", "value", "documents", "path", "record")] == [
        "M1", "unlicensed", 0.51, 12, "corpus", None,
    ]  # fmt: skip


def test_rules_works_and_exhibits_are_named(report: Report) -> None:
    content = read(packed(report).columns)

    assert content["rules"]["core/known-work-long"] == [1, "A long passage of a known work"]
    assert content["labels"]["subject"]["work-1"] == "The Ferry and the Fog, volume 1"
    assert content["exhibits"] == {"2": 2}


def test_hidden_characters_are_shown_by_name(report: Report) -> None:
    whole = packed(report)

    assert "\u202e" not in read(whole.excerpts[0])[0]
    assert "‹RLO›" in read(whole.excerpts[0])[0]
    assert "‹RLO›" in column(read(whole.columns), "subject")[0]


def test_the_same_findings_give_the_same_bytes(report: Report, make_report: Callable[..., Report]) -> None:
    assert packed(report) == packed(replace(report, findings=made_findings(400)))


WHOLE = Packed(4500, "columns", ("a" * 100, "b" * 90, "c" * 50))


@pytest.mark.parametrize(
    ("room", "lines", "rows", "excerpts"),
    [
        (WHOLE.size, 4, 4500, 4500),
        (WHOLE.size - 1, 3, 4500, 4000),
        (7 + 101, 2, 4500, 2000),
        (7 + 100, 1, 4500, 0),
        (7, 1, 4500, 0),
        (6, 0, 0, 0),
        (-1, 0, 0, 0),
    ],
)
def test_what_does_not_fit_goes_in_steps(room: int, lines: int, rows: int, excerpts: int) -> None:
    listing = fitting(WHOLE, room)

    assert (len(listing.data.split()), listing.rows, listing.excerpts) == (lines, rows, excerpts)
    assert len(listing.data) <= max(room, 0)


def test_the_list_has_as_many_rows_as_the_report_counts(report: Report) -> None:
    kinds = column(read(packed(report).columns), "kind")

    assert len(kinds) - kinds.count("measure") == len(listed(report))
    assert kinds.count("measure") == counts(report)["measures"]


@given(texts=st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=1, max_size=9))
def test_any_text_is_packed_with_its_hidden_characters_shown(texts: list[tuple[str, str, str]]) -> None:
    findings = made_findings(len(texts))
    rows = findings.rows
    for place, name in enumerate(("subject", "url", "excerpt")):
        rows = rows.set_column(rows.schema.get_field_index(name), name, [[row[place] for row in texts]])
    whole = packed(made(exhibits=0, findings=replace(findings, rows=rows, measures=Findings().measures)))
    content = read(whole.columns)

    shown = [tuple(visible(text, lines=place == 2) for place, text in enumerate(row)) for row in texts]
    assert list(zip(column(content, "subject"), column(content, "url"), read(whole.excerpts[0]), strict=True)) == shown


@given(sizes=st.lists(st.integers(1, 50), max_size=6), room=st.integers(-5, 400))
def test_what_is_kept_is_a_beginning_that_fits(sizes: list[int], room: int) -> None:
    pieces = tuple("e" * size for size in sizes)
    whole = Packed(2000 * len(pieces) or 1, "columns", pieces)
    lines = fitting(whole, room).data.split("\n")

    assert lines == ["columns", *pieces][: len(lines)] or (lines == [""] and room < 7)
    assert len("\n".join(lines)) <= max(room, 0)
    assert len(lines) > len(pieces) or len("\n".join(["columns", *pieces][: len(lines) + (lines != [""])])) > room


def test_no_findings_are_no_list(make_report: Callable[..., Report]) -> None:
    assert fitting(packed(make_report()), 1000) == Listing("", 0, 0)


@pytest.fixture(scope="module")
def small_pieces() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(explorer, "PIECE", 50)
        yield


def test_a_page_keeps_its_size_and_tells_what_it_leaves_out(report: Report, small_pieces: None) -> None:
    def told(page_bytes: int) -> str:
        made = render(replace(report, page_bytes=page_bytes), "html")
        assert len(made) <= page_bytes
        part = re.search(r'<section id="findings".*?</section>', made.decode(), re.DOTALL)
        assert part
        return part[0]

    whole = len(render(report, "html"))
    excerpts = sum(map(len, packed(report).excerpts))
    assert "show their text" not in told(whole)
    assert re.search(r"only the first [1-3]?[05]0 of the list show their text", told(whole - 100))
    assert "the list shows no text of the corpus" in told(whole - excerpts + 2100)  # what is kept for the notes
    bare = told(whole - packed(report).size)
    assert "The list is too large" in bare
    assert "<script" not in bare


def test_what_a_report_does_not_list_is_counted(report: Report) -> None:
    page = render(replace(report, findings=made_findings(30, total=1000)), "html").decode()

    assert "1,000 findings and clues and 1 judged measure in this run" in page
    assert "lists the 30 that matter most; the other 970 are in the run's folder" in page
    assert "Nothing was found" in render(replace(report, findings=Findings()), "html").decode()


def test_the_list_does_not_disturb_the_block_for_programs(report: Report) -> None:
    page = render(report, "html").decode()
    types = re.findall(r'<script type="([^"]+)"', page)

    assert sorted(types) == ["application/json", "application/octet-stream", "module"]
    assert 'data-list="subject" data-value="work-1"' in page
    assert seal.read(page.encode()).page_kept
