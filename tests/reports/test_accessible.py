"""The page for everybody: axe finds nothing, in each theme; it reads without scripts and without its style sheet; it prints."""

import base64
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from audit.report_model import Report
from audit.reports import render
from tests.reports.browsers import axe, look, needs_browser, started
from tests.reports.made_findings import made_findings
from tests.reports.made_trend import made_trend

pytestmark = needs_browser

READY = """
const tell = arguments[0];
const look = () => document.getElementById('explorer')?.dataset.searchable ? tell(true) : setTimeout(look, 5);
look();
"""
RUN_AXE = """
const [part, only, tell] = arguments;
axe.run(part, {runOnly: only, resultTypes: ['violations']}).then((found) => tell(
  found.violations.map((row) => [row.id, row.nodes.length, row.nodes[0].target.join(' '), row.nodes[0].failureSummary])));
"""
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast"]
THEMES = {
    "light": {"prefers_color_scheme": "light"},
    "dark": {"prefers_color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


@pytest.fixture(scope="module")
def page(make_report: Callable[..., Report]) -> bytes:
    return render(make_report(exhibits=3, findings=made_findings(60), trend=made_trend()), "html")


@pytest.fixture(scope="module")
def place(page: bytes, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("accessible") / "page.html"
    path.write_bytes(page)
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as chrome:
        chrome.set_script_timeout(60)
        yield chrome


def show(browser: Any, address: str, theme: str = "light", width: int = 1280) -> None:
    look(browser, width, **THEMES[theme])
    browser.get("about:blank")
    browser.get(address)


@pytest.mark.parametrize(
    ("theme", "width", "part", "only"),
    [
        ("light", 1280, "html", EVERYTHING),
        ("dark", 1280, "html", COLOURS),
        ("forced", 1280, "#findings", COLOURS),
        ("light", 360, "#findings", EVERYTHING),
    ],
)
def test_axe_finds_nothing(browser: Any, place: str, theme: str, width: int, part: str, only: list[str]) -> None:
    show(browser, f"{place}#findings&state=waived", theme, width)
    browser.execute_async_script(READY)
    browser.find_element("css selector", "#explorer-table tbody button").click()
    browser.execute_script(axe())

    assert browser.execute_async_script(RUN_AXE, part, only) == []


def test_axe_would_find_something(browser: Any, place: str) -> None:
    show(browser, place)
    browser.execute_async_script(READY)
    browser.execute_script("document.querySelector('#explorer-filters label').replaceWith(document.createElement('select'))")
    browser.execute_script(axe())

    assert [name for name, *_ in browser.execute_async_script(RUN_AXE, "#findings", EVERYTHING)] == ["select-name"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_list_makes_the_page_no_wider_than_the_screen(browser: Any, place: str, width: int) -> None:
    show(browser, place, width=width)
    browser.execute_async_script(READY)

    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.fixture
def without_scripts(browser: Any) -> Iterator[None]:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_without_scripts_the_page_reads_and_says_where_the_list_is(browser: Any, place: str, without_scripts: None) -> None:
    show(browser, place)
    read = browser.find_element("tag name", "body").text

    assert "and scripts are off" in read
    assert not browser.find_element("id", "explorer").is_displayed()
    headings = [heading.text for heading in browser.find_elements("tag name", "h2")]
    assert headings[0].startswith("Not passed")
    assert {"Known works", "All findings", "Sign-off"} <= set(headings)
    assert read.index("Not passed: 14 findings") < read.index("was not checked") < read.index("Exhibit 3")
    assert browser.get_log("browser") == []


def test_without_scripts_and_style_sheet_the_same_is_read_in_the_same_order(
    browser: Any, page: bytes, tmp_path: Path, without_scripts: None
) -> None:
    start, end = page.index(b"<style>"), page.index(b"</style>")
    (tmp_path / "styled.html").write_bytes(page)
    (tmp_path / "bare.html").write_bytes(page[:start] + page[end:].removeprefix(b"</style>"))

    read = {}
    for name in ("styled", "bare"):
        show(browser, (tmp_path / f"{name}.html").as_uri())
        words = browser.execute_script(
            "return [...document.querySelectorAll('h1, h2, h3, caption, .sentence, th, blockquote')].map((e) => e.innerText)"
        )
        read[name] = ["".join(text.split()).casefold() for text in words]
    assert read["bare"] == read["styled"]
    assert browser.execute_script("return getComputedStyle(document.querySelector('h2')).fontSize") == "24px"
    wide = "return [...document.querySelectorAll('svg')].filter((s) => s.clientHeight > s.getAttribute('height')).length"
    assert browser.execute_script(wide) == 0


def test_print_states_what_is_listed_and_leaves_out_what_is_for_the_screen(browser: Any, place: str) -> None:
    show(browser, f"{place}#findings&state=waived&sort=-score")
    browser.execute_async_script(READY)
    made = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    printed = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(base64.b64decode(made["data"]))).pages).split()
    )

    assert "1 to 5 of 5; state: Waived; by score, falling" in printed
    assert "Save as CSV" not in printed
    assert "With the focus in the table" not in printed
