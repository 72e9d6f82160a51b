"""The page on sources: statements beside each other, what binds each and why, and what is not known said first."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from audit.report_model import Lineage, Report
from audit.reports import render
from tests.reports.made_lineage import made_lineage

MakeReport = Callable[..., Report]


@pytest.fixture
def text(make_report: MakeReport) -> Callable[[Lineage], str]:
    """The words of the section for a lineage, as a reader sees them."""

    def told(found: Lineage) -> str:
        page = render(make_report(lineage=found), "html").decode()
        start = page.index('<section id="lineage"')
        inside = page[start : page.index("</section>", start)]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())

    return told


def test_labels_that_say_less_are_named_with_what_they_stand_on(text) -> None:
    told = text(made_lineage())

    assert "label laundering: a permissive label over restricted parents or generators" in told
    assert (
        "Larch mix is labelled MIT , and Tide notes is under CC-BY-NC-4.0 , as declared: commercial use granted, yet refused; "
        "passing it on under other terms granted, yet granted on a condition. 45 records." in told
    )
    assert "Example Labs larch-1 wrote it, whose provider's terms say more: training other models granted, yet refused" in told
    assert "larch-2 wrote Tide notes , whose provider's terms say more" in told


def test_statements_stand_beside_each_other(text) -> None:
    told = text(made_lineage())

    for part in (
        "MIT written Expat licence ; perhaps MIT-0 by the list of known datasets",
        "CC-BY-1.0 2.2% as records declare, 1",
        "and 2 more",
        "CC-BY-4.0 A. Counsel , 2026-01-02: the pages say so",
        "CC-BY-SA-4.0 Readers (2025-03-25)",
        "Statements differ",
        "Larch mix , declared MIT : records bear a stricter licence than declared: on changing it (4 records), commercial use (1",
        "others who read it found a stricter licence than declared, CC-BY-SA-4.0 : on passing it on under other terms",
        "Nothing stated web · the list of known datasets 60.0% 45 nothing nothing nobody No statement",
        "The first 2 of 402 sources are listed here",
    ):
        assert part in told


def test_what_binds_a_source_is_told_with_its_reason(text) -> None:
    told = text(made_lineage())

    assert "granted on a condition because of Tide notes : CC-BY-NC-4.0" in told
    assert "unclear CC-BY-NC-4.0 , as a person concluded" in told
    assert "refused because of Tide notes" in told


def test_lineage_is_a_list_of_what_was_made_from_what(text) -> None:
    told = text(made_lineage())

    assert (
        "Larch mix : MIT filtered from Tide notes : CC-BY-NC-4.0 , written by Example Labs larch-1 facts only from Old maps : "
        "nothing is known of it copied from Logs : no licence stated (what it was made from stands where it is named first)"
        in told
    )


def test_what_is_missing_is_told_by_name(text) -> None:
    told = text(made_lineage(scale=40))

    assert "40 records, 4.0% of the words, are of none of these sources" in told
    assert "1 record, 4.0% of the words, is of none of these sources : what binds it" in text(made_lineage())
    assert "Descending from themselves, as stated : Round" in told
    assert re.search(r"described by nobody : parent 0 , .* and [0-9]+ more", told)


def test_manifests_are_told_with_their_digests(text) -> None:
    told = text(made_lineage())

    assert f"Sources as corpus.toml names them for Larch mix , which lay in the corpus: 3 sources. SHA-256 {'ab' * 32}" in told
    assert "croissant.json was not read" in told
    assert "Sources as README.md names them, which was given: 1 source" in told


def test_without_a_manifest_nothing_reads_as_permission(text) -> None:
    assert text(Lineage()).endswith("so their licences and what they were made from are not known.")


def test_known_datasets_are_told_to_be_no_manifest(text) -> None:
    told = text(Lineage(sources=made_lineage().sources, sources_total=2))

    assert "those below are known datasets that records or folders name" in told
    assert "Labels that say less" not in told
    assert "Statements that differ" not in told
    assert "What sources were made from" not in told
