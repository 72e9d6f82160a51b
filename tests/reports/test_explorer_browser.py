"""The list of findings in a real browser: filtered, sorted, linked to, by keys, saved, printed, and without what it needs."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit.report_model import Report
from audit.reports import render
from tests.reports.browsers import needs_browser, started
from tests.reports.made_findings import made_findings

pytestmark = needs_browser

FINDINGS = made_findings(400)
ROWS = FINDINGS.rows.to_pylist()
WAIT = """
const [name, tell] = arguments;
const look = () => document.getElementById('explorer')?.dataset[name] ? tell(true) : setTimeout(look, 5);
look();
"""


@pytest.fixture(scope="module")
def place(make_report: Callable[..., Report], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with 400 findings, the first of which is its first exhibit."""
    path = tmp_path_factory.mktemp("explorer") / "page.html"
    made = make_report(findings=FINDINGS)
    first = replace(made.exhibits[0], document=ROWS[0]["document"], fingerprint=ROWS[0]["fingerprint"])
    path.write_bytes(render(replace(made, exhibits=(first, *made.exhibits[1:])), "html"))
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as chrome:
        chrome.set_script_timeout(20)
        yield chrome


@pytest.fixture
def show(browser: Any, place: str) -> Callable[..., Any]:
    """Opens the page, with what stands after # in its address, and waits until the list can be searched."""

    def opened(after: str = "") -> Any:
        browser.get("about:blank")
        browser.get(place + after)
        browser.execute_async_script(WAIT, "searchable")
        return browser

    return opened


@pytest.fixture
def there(browser: Any, place: str, show: Callable[..., Any]) -> Any:
    """The page as it is open already, with nothing filtered."""
    if browser.current_url.partition("#")[0] != place:
        show()
    browser.find_element("id", "explorer-clear").click()
    return browser


def go(browser: Any, after: str) -> None:
    """Follow a link inside the page."""
    browser.execute_async_script(
        "window.addEventListener('hashchange', () => setTimeout(arguments[1]), {once: true}); location.hash = arguments[0]", after
    )


def count(browser: Any) -> str:
    return str(browser.find_element("id", "explorer-count").text)


def cells(browser: Any, column: int) -> list[str]:
    script = (
        "return [...document.querySelectorAll('#explorer-table tbody tr:not(.opened)')]"
        ".map(r => r.cells[arguments[0]].textContent)"
    )
    return list(browser.execute_script(script, column))


def put(browser: Any, name: str, value: str) -> None:
    browser.execute_script(
        "const f = document.querySelector(`#explorer-filters [name=${arguments[0]}]`); f.value = arguments[1];"
        "f.dispatchEvent(new Event('input', {bubbles: true}))",
        name,
        value,
    )


def address(browser: Any) -> str:
    return str(browser.execute_script("return location.hash"))


def test_the_first_page_is_there_and_the_console_is_silent(show: Callable[..., Any]) -> None:
    browser = show()

    assert count(browser) == "401 of 401 shown"
    assert cells(browser, 0) == [str(number) for number in range(1, 51)]
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_hostile_text_makes_no_element(show: Callable[..., Any]) -> None:
    browser = show()
    put(browser, "q", "onerror")

    assert "onerror=alert(1)" in cells(browser, 4)[0]
    assert browser.execute_script("return document.querySelectorAll('img').length") == 0


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("kind", "generated", sum(row["kind"] == "generated" for row in ROWS)),
        ("kind", "measure", 1),
        ("level", "clue", sum(row["level"] == "clue" for row in ROWS)),
        ("state", "waived", sum(row["state"] == "waived" for row in ROWS)),
        ("outcome", "none", sum(row["outcome"] is None for row in ROWS)),
        ("rules", "core/known-work-long", sum("core/known-work-long" in row["rules"] for row in ROWS)),
        ("rules", "none", sum(not row["rules"] for row in ROWS)),
        ("detector", "licence", sum(row["detector"] == "licence" for row in ROWS)),
        ("subject", "WORK-29", sum("work-29" in row["subject"] for row in ROWS)),
        ("subject", '"work-29"', sum(row["subject"] == "work-29" for row in ROWS)),
        ("subject", "volume 1", sum(row["subject"] == "work-1" for row in ROWS)),
        ("site", "site399.", 1),
        ("path", "part-007", sum(row["path"] == "part-007.jsonl" for row in ROWS)),
        ("q", "page/399", 1),
        ("q", ROWS[9]["fingerprint"][:20], 1),
        ("q", ROWS[8]["excerpt"].upper(), 1),
        ("q", "r399 page", 1),
        ("q", '"page/39" jsonl', sum("page/39" in row["url"] for row in ROWS)),
        ("q", "unlicensed", 1),
        ("q", "core/second", sum("core/second" in row["rules"] for row in ROWS)),
        ("q", "nowhere at all", 0),
    ],
)
def test_a_filter_keeps_what_it_names_and_the_address_brings_it_back(there: Any, name: str, value: str, shown: int) -> None:
    put(there, name, value)
    kept, told = address(there), count(there)
    go(there, "#findings")
    assert count(there) == "401 of 401 shown"
    go(there, kept)

    assert told == count(there) == f"{shown} of 401 shown"
    assert there.execute_script("return document.querySelector(`[name=${arguments[0]}]`).value", name) == value


def test_filters_join_and_the_caption_says_what_is_listed(show: Callable[..., Any]) -> None:
    browser = show()
    put(browser, "state", "waived")
    put(browser, "q", "work-1")

    caption = browser.find_element("id", "explorer-caption").text
    assert count(browser) == f"{sum(row['state'] == 'waived' and 'work-1' in row['subject'] for row in ROWS)} of 401 shown"
    assert "search in all columns and texts: work-1, state: Waived" in caption
    assert caption.endswith("worst first")
    browser.find_element("id", "explorer-clear").click()
    assert (count(browser), address(browser)) == ("401 of 401 shown", "#findings")
    assert "no filter" in browser.find_element("id", "explorer-caption").text


@pytest.mark.parametrize(("name", "column"), [("score", 8), ("path", 7), ("subject", 4)])
def test_a_head_sorts_and_sorts_the_other_way_and_the_address_brings_it_back(
    show: Callable[..., Any], name: str, column: int
) -> None:
    browser = show()
    put(browser, "kind", "copyright")
    head = f"#explorer-table th[data-name={name}]"
    browser.find_element("css selector", f"{head} button").click()
    rising = cells(browser, column)
    browser.find_element("css selector", f"{head} button").click()
    falling = cells(browser, column)

    def key(text: str) -> Any:
        return float(text) if name == "score" else text.partition("#")[0]

    assert rising == sorted(rising, key=key)
    assert falling == sorted(falling, key=key, reverse=True)
    assert key(rising[0]) < key(falling[0])
    assert browser.find_element("css selector", head).get_attribute("aria-sort") == "descending"
    assert cells(show(address(browser)), column) == falling


def test_the_least_comes_first_if_asked(show: Callable[..., Any]) -> None:
    browser = show()
    head = browser.find_element("css selector", "#explorer-table th[data-name=number] button")
    head.click()

    assert cells(browser, 0)[0] == "400"
    assert address(browser) == "#findings&sort=-number"


def test_a_link_to_a_finding_opens_it_with_its_evidence(show: Callable[..., Any]) -> None:
    browser = show(f"#finding={ROWS[0]['fingerprint']}")
    details = browser.find_element("css selector", "tr.opened")

    assert "onerror=alert(1)" in details.find_element("tag name", "blockquote").text
    assert details.find_element("link text", "Exhibit 1").get_attribute("href").endswith("#exhibit-1")
    assert details.find_element("link text", "A long passage of a known work").get_attribute("href").endswith("#rule-1")
    assert browser.switch_to.active_element.get_attribute("aria-label") == "1, details"


def test_a_measure_opens_with_its_value_and_no_text(show: Callable[..., Any]) -> None:
    browser = show("#finding=measure-1")
    told = dict(zip(*[browser.execute_script(f"return [...document.querySelectorAll('tr.opened {tag}')].map(e => e.innerText)")
                      for tag in ("dt", "dd")], strict=True))  # fmt: skip

    assert (told["Measure"], told["Value"], told["Rests on documents"]) == ("Unlicensed", "0.51", "12")
    assert "See it again" not in told
    assert not browser.find_elements("css selector", "tr.opened blockquote, tr.opened .note")


def test_a_link_finds_its_page_whatever_the_state(show: Callable[..., Any]) -> None:
    deep = show(f"#finding={ROWS[320]['fingerprint']}")
    assert ROWS[320]["fingerprint"] in deep.find_element("css selector", "tr.opened").text
    assert deep.find_element("id", "explorer-page").text == "Page 7 of 9"

    filtered = show(f"#finding={ROWS[320]['fingerprint']}&outcome=none&sort=-number")
    assert count(filtered) == "133 of 401 shown"
    assert ROWS[320]["fingerprint"] in filtered.find_element("css selector", "tr.opened").text

    other = show(f"#finding={ROWS[320]['fingerprint']}&outcome=block")
    assert count(other) == "401 of 401 shown"
    assert ROWS[320]["fingerprint"] in other.find_element("css selector", "tr.opened").text


def test_a_link_to_what_is_not_there_says_so(show: Callable[..., Any]) -> None:
    assert "not in this list" in count(show("#finding=unknown"))
    assert count(show("#findings&sort=nothing&page=99&kind=nothing")) == "401 of 401 shown"
    assert count(show("#works")) == "401 of 401 shown"


def test_the_second_of_two_with_one_fingerprint_has_an_address(show: Callable[..., Any]) -> None:
    browser = show("#findings&page=9")
    browser.find_element("css selector", "#explorer-table button[data-row='400']").click()

    assert address(browser) == f"#finding={ROWS[399]['fingerprint']}&turn=2"
    assert "400" in show(address(browser)).find_element("css selector", "button[aria-expanded=true]").text


def test_a_row_opens_and_closes(show: Callable[..., Any]) -> None:
    browser = show()
    for opened in (1, 0):
        browser.find_element("css selector", "#explorer-table button[data-row='5']").click()
        assert len(browser.find_elements("css selector", "tr.opened")) == opened
        assert browser.switch_to.active_element.get_attribute("data-row") == "5"


def test_keys_work_with_the_focus_in_the_table_only(show: Callable[..., Any]) -> None:
    browser = show()
    browser.find_element("tag name", "body").send_keys("jn")
    assert browser.switch_to.active_element.tag_name == "body"
    assert cells(browser, 0)[0] == "1"

    browser.find_element("css selector", "#explorer-table tbody button").send_keys("j")
    pressed = []
    for key in ("", "k", "x", "n", "p", "/"):
        browser.switch_to.active_element.send_keys(key)
        pressed.append(browser.switch_to.active_element.text or browser.switch_to.active_element.get_attribute("name"))
    assert pressed == ["2", "1", "1", "51", "1", "q"]


def test_pages_turn_and_stop_at_the_ends(show: Callable[..., Any]) -> None:
    browser = show()
    back, following = (browser.find_element("id", f"explorer-{name}") for name in ("back", "next"))
    assert not back.is_enabled()
    following.click()
    assert (cells(browser, 0)[0], address(browser)) == ("51", "#findings&page=2")
    back.click()
    assert cells(browser, 0)[0] == "1"
    put(browser, "q", "page/399")
    assert not following.is_enabled()


def test_exhibits_and_tables_lead_to_the_list(show: Callable[..., Any]) -> None:
    browser = show()
    browser.execute_script("document.querySelector('#exhibit-1 a[href^=\"#finding=\"]').click()")
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert browser.find_element("css selector", "button[aria-expanded=true]").text == "1"

    rows = sum("core/known-work-long" in row["rules"] for row in ROWS)
    link = browser.find_element("css selector", "#rules [data-list] a.sub")
    assert link.get_attribute("textContent") == f"{rows} in the list"
    browser.execute_script("arguments[0].click()", link)
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert count(browser) == f"{rows} of 401 shown"


def saved(browser: Any, folder: Path) -> list[dict[str, str]]:
    """The rows of what the button saves, once it is there."""
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    browser.find_element("id", "explorer-csv").click()
    path = folder / "findings.csv"
    for _ in range(200):
        if path.exists() and path.stat().st_size:
            break
        browser.execute_async_script("setTimeout(arguments[0], 25)")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_saved_is_the_filtered_list(show: Callable[..., Any], tmp_path: Path) -> None:
    browser = show()
    put(browser, "q", "work-29")
    expected = [row for row in ROWS if "work-29" in row["subject"]]

    rows = saved(browser, tmp_path)
    for name in ("fingerprint", "document", "url", "subject", "excerpt", "state"):
        assert [row[name] for row in rows] == [row[name] for row in expected]
    assert [row["rules"] for row in rows] == ["; ".join(row["rules"]) for row in expected]
    assert [int(row["end"]) for row in rows] == [row["end"] for row in expected]


def test_a_measure_is_saved_with_its_value(show: Callable[..., Any], tmp_path: Path) -> None:
    browser = show()
    put(browser, "kind", "measure")

    (row,) = saved(browser, tmp_path)
    assert (row["number"], row["document"], row["record"], row["end"], row["value"]) == ("M1", "corpus", "", "", "0.51")


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@sum", "  =1", "\t=1"])
def test_no_saved_cell_is_a_formula(browser: Any, make_report: Callable[..., Report], tmp_path: Path, text: str) -> None:
    findings = made_findings(3)
    column = findings.rows.schema.get_field_index("subject")
    rows = findings.rows.set_column(column, "subject", [[text] * 3])
    page = tmp_path / "page.html"
    page.write_bytes(render(make_report(exhibits=0, findings=replace(findings, rows=rows)), "html"))
    browser.get(page.as_uri())
    browser.execute_async_script(WAIT, "searchable")

    assert {row["subject"][0] for row in saved(browser, tmp_path) if row["subject"]} == {"'"}


def test_the_link_is_copied_or_told(show: Callable[..., Any]) -> None:
    browser = show()
    put(browser, "kind", "licence")
    browser.execute_script("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    browser.find_element("id", "explorer-link").click()
    assert browser.find_element("id", "explorer-said").text == "The link is copied."
    assert browser.execute_script("return window.copied").endswith("#findings&kind=licence")

    browser.execute_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    browser.find_element("id", "explorer-link").click()
    assert browser.find_element("id", "explorer-said").text.endswith("#findings&kind=licence")


def test_a_browser_that_cannot_unpack_says_so(browser: Any, place: str) -> None:
    made = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": "delete window.DecompressionStream"})
    browser.get("about:blank")
    browser.get(place)
    browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)

    assert "too old to unpack the list" in browser.find_element("id", "explorer-said").text
    assert not browser.find_element("id", "explorer").is_displayed()
    assert browser.get_log("browser") == []


@pytest.mark.parametrize(
    ("after", "printed", "caption"),
    [
        ("#findings&kind=licence", 133, "1 to 133 of 133; kind: Licences and notices; worst first"),
        ("#findings&level=finding&page=2", 200, "51 to 250 of 320; level: Finding; worst first"),
        ("#findings&page=2", 50, "51 to 100 of 401; no filter; worst first"),
    ],
)
def test_a_filtered_list_is_printed_further_and_then_shown_as_before(
    show: Callable[..., Any], after: str, printed: int, caption: str
) -> None:
    browser = show(after)
    browser.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    assert len(cells(browser, 0)) == printed
    assert browser.find_element("id", "explorer-caption").text.endswith(caption)

    browser.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert len(cells(browser, 0)) == 50


def test_choices_tell_how_many_rows_they_keep(show: Callable[..., Any]) -> None:
    told = {option.text for option in show().find_elements("css selector", "#explorer-filters [name=state] option")}

    states = [row["state"] for row in ROWS]
    open_ones = states.count("open") + 1  # the measure
    assert told == {"all", f"Waived ({states.count('waived')})", f"Open ({open_ones})", f"Not judged ({states.count('none')})"}
