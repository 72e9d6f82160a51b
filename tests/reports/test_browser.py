"""The page in a real browser: quiet, offline, on small and large screens, in dark and in print."""

import base64
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from audit.report_model import Report
from audit.reports import render
from tests.reports.browsers import look, needs_browser, started, webdriver

pytestmark = needs_browser

NAMES = ("failed", "empty", "huge", "hostile", "scripts")
Open = Callable[[str], None]


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with started() as chrome:
        yield chrome


@pytest.fixture(scope="module")
def folder(kinds_of_report: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pages")
    for name in NAMES:
        (place / f"{name}.html").write_bytes(render(kinds_of_report[name], "html"))
    return place


def _show(browser: webdriver.Chrome, folder: Path, name: str, width: int = 1280, scheme: str = "light") -> None:
    look(browser, width, prefers_color_scheme=scheme)
    browser.get((folder / f"{name}.html").as_uri())


@pytest.mark.parametrize("name", NAMES)
def test_the_console_is_silent_and_nothing_is_fetched(browser: webdriver.Chrome, folder: Path, name: str) -> None:
    _show(browser, folder, name)

    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_hostile_text_runs_nothing(browser: webdriver.Chrome, folder: Path) -> None:
    _show(browser, folder, "hostile")

    assert browser.title.startswith("Not passed: </script>")
    assert browser.execute_script("return document.querySelectorAll('img, script:not([type])').length") == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_no_wider_than_the_screen(browser: webdriver.Chrome, folder: Path, name: str, width: int) -> None:
    _show(browser, folder, name, width)

    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_the_style_sheet_is_applied_and_follows_the_scheme(browser: webdriver.Chrome, folder: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        _show(browser, folder, "failed", scheme=scheme)
        grounds.append(browser.execute_script("return getComputedStyle(document.body).backgroundColor"))

    assert grounds == ["rgb(250, 248, 244)", "rgb(20, 22, 26)"]


def test_the_first_key_reaches_the_skip_link_which_is_then_seen(browser: webdriver.Chrome, folder: Path) -> None:
    _show(browser, folder, "failed")
    browser.find_element("tag name", "body").send_keys("\ue004")
    link = browser.switch_to.active_element

    assert (link.text, link.rect["y"] >= 0) == ("Skip to the verdict", True)


def test_the_data_block_can_be_read_back(browser: webdriver.Chrome, folder: Path) -> None:
    _show(browser, folder, "hostile")
    title = browser.execute_script("return JSON.parse(document.getElementById('report-data').textContent).title")

    assert title.startswith("</script>")


def test_both_sides_of_a_row_stand_level(browser: webdriver.Chrome, folder: Path) -> None:
    _show(browser, folder, "failed")
    tops = browser.execute_script(
        "return [...document.querySelectorAll('.sides tbody tr')].map(r => [...r.cells].map(c => c.getBoundingClientRect().top))"
    )

    assert tops
    assert all(left == right for left, right in tops)


def _printed(browser: webdriver.Chrome) -> PdfReader:
    made = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    return PdfReader(BytesIO(base64.b64decode(made["data"])))


PARTS = [("all", "Rules in force", ""), ("evidence", "Exhibit 1", "Rules in force"), ("summary", "Remarks", "Exhibit 1")]


@pytest.mark.parametrize(("part", "there", "gone"), PARTS)
def test_what_is_printed_can_be_chosen_and_says_so(
    browser: webdriver.Chrome, folder: Path, part: str, there: str, gone: str
) -> None:
    _show(browser, folder, "failed")
    browser.find_element("id", f"print-{part}").click()
    text = "\n".join(page.extract_text() for page in _printed(browser).pages)

    assert there in text
    assert not gone or gone not in text
    assert "Signature" in text
    assert ("A part of the report was printed" in text) == (part != "all")


def test_what_is_printed_to_sign_is_a_few_sheets(browser: webdriver.Chrome, folder: Path) -> None:
    _show(browser, folder, "failed")
    whole = len(_printed(browser).pages)
    browser.find_element("id", "print-summary").click()

    assert len(_printed(browser).pages) < whole / 2
