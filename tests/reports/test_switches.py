"""Switches of the page, in a real browser and without any script: figures leave out what is switched off, and print says so."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from audit.report_model import Report
from audit.report_model.choices import KINDS
from audit.report_model.tally import CLASSES
from audit.reports import render
from tests.reports.browsers import needs_browser, started

pytestmark = needs_browser

SHOWN = "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim().replace(/\\s+/g, ' '))"


@pytest.fixture(scope="module")
def report(make_report: Callable[..., Report]) -> Report:
    return make_report()


@pytest.fixture(scope="module")
def folder(report: Report, kinds_of_report: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    (made / "report.html").write_bytes(render(report, "html"))
    (made / "scripts.html").write_bytes(render(kinds_of_report["scripts"], "html"))
    return made


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Any]:
    """The page, open without its scripts."""
    with started() as chrome:
        chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        chrome.get((folder / "report.html").as_uri())
        yield chrome


def _switch(browser: Any, prefix: str, on: set[str], names: tuple[str, ...]) -> None:
    for name in names:
        for box in browser.find_elements("id", f"{prefix}-{name}"):
            if box.is_selected() != (name in on):
                box.click()


def _subsets(names: tuple[str, ...]) -> list[set[str]]:
    kept = product((True, False), repeat=len(names))
    return [{name for name, keep in zip(names, keeps, strict=True) if keep} for keeps in kept]


@pytest.mark.parametrize("on", _subsets(CLASSES), ids=lambda on: "+".join(sorted(on)) or "none")
def test_an_exhibit_counts_the_words_of_the_classes_that_are_on(browser: Any, report: Report, on: set[str]) -> None:
    _switch(browser, "words", on, CLASSES)
    told = browser.execute_script(SHOWN, ".counted")
    tallies = [exhibit.tally for exhibit in report.exhibits if exhibit.tally.words]

    sums = [sum(number for name, number in tally.words.items() if name in on) for tally in tallies]
    assert [line.split()[1] for line in told] == [str(number) for number in sums]
    assert all(line.count("of the document") == 1 for line in told)


OFF: list[set[str]] = [set(), {"identical"}, {"minor"}, {"identical", "minor"}, {"free"}, {"minor", "free"}]


@pytest.mark.parametrize("off", OFF, ids=lambda off: "+".join(sorted(off)) or "none")
def test_the_table_of_works_leaves_out_the_passages_that_are_off(browser: Any, report: Report, off: set[str]) -> None:
    _switch(browser, "passages", {*KINDS} - off, KINDS)
    rows = browser.execute_script(
        "return [...document.querySelectorAll('.works tbody tr')]"
        ".map(row => [...row.cells].map(cell => cell.innerText.split('\\n')[0].trim()))"
    )
    places = {library.library: place for place, library in enumerate(report.searched)}
    works = sorted(report.works, key=lambda work: places[work.library])

    assert len(rows) == len(works)
    for cells, work in zip(rows, works, strict=True):
        (told,) = [one for one in work.choices if {*one.left_out} <= off and not {*one.counted} & off]
        assert cells[4:7] == [str(told.matched_words), str(told.documents), str(told.findings)]


def test_what_is_switched_off_is_said_in_words_in_print_too(browser: Any) -> None:
    _switch(browser, "words", {"identical"}, CLASSES)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    labels = browser.execute_script(SHOWN, "#count-words label")
    counted = browser.execute_script(SHOWN, ".counted")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    _switch(browser, "words", {*CLASSES}, CLASSES)

    assert labels == ["Identical", "Minor change (not counted)", "Other words (paraphrase) (not counted)"]
    assert all("(without minor change, other words (paraphrase))" in line for line in counted)


def test_a_switch_is_reached_and_turned_by_the_keyboard_and_is_large_enough(browser: Any) -> None:
    box = browser.find_element("id", "words-minor")
    label = box.find_element("xpath", "..")
    box.send_keys(" ")
    after = box.is_selected()
    box.send_keys(" ")

    assert (after, box.is_selected()) == (False, True)
    assert label.size["height"] >= 24


def test_text_from_right_to_left_begins_at_the_right(browser: Any, folder: Path) -> None:
    browser.get((folder / "scripts.html").as_uri())
    style = browser.execute_script(
        "const {direction, textAlign} = getComputedStyle(document.querySelector('.sides tbody td'));return [direction, textAlign]"
    )

    assert style == ["rtl", "start"]
