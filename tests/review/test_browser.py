"""Both ways to decide in a real browser: the served review and the report's own page, until the gate passes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from audit import cli, decisions
from tests.reports.browsers import axe, look, needs_browser, started
from tests.review.conftest import Served, serving

pytestmark = needs_browser

WORK = "core/work-substantial"
RUN_AXE = """
const [colours, tell] = arguments;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const only = colours ? {type: 'rule', values: ['color-contrast']} : {type: 'tag', values: tags};
const told = (row) => [row.id, row.nodes.length, row.nodes[0].target.join(' '), row.nodes[0].failureSummary];
const part = document.getElementById('decide') ?? document;
const asked = {runOnly: only, resultTypes: ['violations']};
axe.run(part, asked).then((found) => tell(found.violations.map(told)));
"""
THEMES = ("light", "dark")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as found:
        found.set_script_timeout(60)
        yield found


def press(browser: Any, keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(keys).perform()


def choose(browser: Any, name: str, value: str) -> None:
    """Choose in the form that the focus is in."""
    script = """
      const field = (document.activeElement.form ?? document.querySelector('dialog form')).elements[arguments[0]];
      field.value = arguments[1];
      field.dispatchEvent(new Event('change', {bubbles: true}));
      field.focus();
    """
    browser.execute_script(script, name, value)


def record_by_key(browser: Any) -> None:
    """Control and Enter, and the page that follows."""
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).key_down("\ue009").send_keys("\ue007").key_up("\ue009").perform()
    until(browser, lambda: "recorded=" in browser.current_url)
    browser.get(browser.current_url.partition("&recorded=")[0])


def focus(browser: Any) -> str:
    return str(browser.execute_script("return document.activeElement.closest('[data-card]')?.getAttribute('aria-label') ?? ''"))


def gate(run: Path) -> int:
    return cli.status(["gate", "--run", str(run), "--fail-on", "block", "--quiet"])


def judge(run: Path) -> None:
    words = ["--policy", str(run.parent / "policy.toml"), "--quiet"]
    assert cli.status(["judge", "--run", str(run), *words]) == 0


@pytest.fixture
def entered(judged: Path, browser: Any) -> Iterator[Served]:
    """A review that the browser was let in to; the console was silent all the time."""
    with serving(judged) as found:
        look(browser)
        browser.get_log("browser")
        browser.get(found.address)
        yield found
        assert browser.get_log("browser") == []


PAGES = {
    "groups": "/?by=work",
    "group": "/group?by=work&value=ferry",
    "whole": "/group?by=rule&value=generated-text%2Fsays-so",
    "log": "/log",
}


def test_everybody_can_use_the_pages(entered: Served, browser: Any) -> None:
    browser.get(f"{entered.origin}/group?by=work&value=ferry")
    browser.execute_script("document.querySelector('[data-card]').focus()")
    press(browser, "n")
    choose(browser, "reason", "wrong_work")
    record_by_key(browser)
    found = {}
    for name, path in PAGES.items():
        for scheme, width in (("light", 1280), ("dark", 360)):
            look(browser, width, prefers_color_scheme=scheme)
            browser.get(entered.origin + path)
            browser.execute_script("for (const part of document.querySelectorAll('details')) part.open = true")
            browser.execute_script(axe())
            found[name, scheme, width] = browser.execute_async_script(RUN_AXE, scheme == "dark")
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width, (name, width)

    assert {key: rows for key, rows in found.items() if rows} == {}


def test_a_review_by_keys_lets_the_gate_pass(entered: Served, browser: Any) -> None:
    assert gate(entered.run) == 1
    browser.get(f"{entered.origin}/next")
    press(browser, "n")
    assert browser.execute_script("return document.querySelector('details[open] select')") is None

    browser.execute_script("document.querySelector('[data-card]').focus()")
    press(browser, "jk")
    assert focus(browser) == "Finding 1 of 2"
    for _ in range(2):
        browser.execute_script("document.querySelector('[data-card]').focus()")
        press(browser, "n")
        choose(browser, "reason", "wrong_work")
        record_by_key(browser)
    browser.get(f"{entered.origin}/log")
    assert len(browser.find_elements("css selector", "form[action='/undo']")) == 2
    browser.get(f"{entered.origin}/log")
    browser.find_element("css selector", "form[action='/end'] button").click()

    judge(entered.run)
    assert gate(entered.run) == 0
    assert {record.state for record in decisions.read(entered.run / "decisions.jsonl")} == {"not_a_match"}


KEYS = [
    ("c", "confirmed", "action"),
    ("n", "not_a_match", "reason"),
    ("p", "permitted", "reason"),
    ("a", "accepted_risk", "expires"),
]


def test_keys_work_in_the_list_or_where_they_are_asked_for(entered: Served, browser: Any) -> None:
    browser.get(f"{entered.origin}/group?by=work&value=ferry")
    for key, state, field in KEYS:
        browser.execute_script("document.querySelector('[data-card]').focus()")
        press(browser, key)
        here = browser.execute_script("return [document.activeElement.name, document.activeElement.form.elements.state.value]")
        assert here == [field, state]
        shown = "return [...document.activeElement.form.querySelectorAll('p[data-for]:not([hidden])')].map((p) => p.dataset.for)"
        assert all(state in names.split() for names in browser.execute_script(shown))

    browser.execute_script("document.getElementById('keys').click()")
    browser.get(f"{entered.origin}/?by=work")
    press(browser, "?")
    assert browser.execute_script("return document.getElementById('help').open") is True
    press(browser, "j")
    press(browser, "/")
    assert browser.execute_script("return document.activeElement.id") == "search"
    press(browser, "j?")
    assert browser.execute_script("return document.activeElement.value") == "j?"
    browser.execute_script("document.activeElement.blur(); document.getElementById('keys').click()")
    press(browser, "u")
    assert browser.current_url.endswith("/?by=work")


def test_the_review_works_without_scripts(entered: Served, browser: Any) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{entered.origin}/group?by=work&value=ferry")
        browser.find_element("css selector", "#all-state option[value=in_review]").click()
        for box in browser.find_elements("css selector", "input[name=rule]"):
            if not box.is_selected():
                box.click()
        browser.find_elements("css selector", "form.decide button")[0].click()
        until(browser, lambda: "recorded=" in browser.current_url)
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    assert {record.target.kind for record in decisions.read(entered.run / "decisions.jsonl")} == {"work"}


def test_another_sites_form_does_nothing(entered: Served, browser: Any, tmp_path: Path) -> None:
    form = f'<form method="post" action="{entered.origin}/end"><input name="csrf" value="x"><button>x</button></form>'
    (tmp_path / "evil.html").write_text(form)
    browser.get((tmp_path / "evil.html").as_uri())
    browser.find_element("tag name", "button").click()

    until(browser, lambda: browser.current_url.startswith(entered.origin))
    told = browser.find_element("tag name", "body").text
    browser.get_log("browser")
    browser.get(f"{entered.origin}/log")
    assert ("another site" in told or "has to come from" in told, browser.title) == (True, "Decisions - review")


@pytest.fixture(scope="module")
def made(shared: Path) -> Path:
    """A report's page."""
    path = shared.parent / "report.html"
    assert cli.status(["report", "--run", str(shared), "-o", f"html={path}", "--quiet"]) == 0
    return path


@pytest.fixture
def page(made: Path, browser: Any, tmp_path: Path) -> Iterator[Path]:
    """The page in the browser, which keeps what is downloaded beside it; the console was silent all the time."""
    copy = tmp_path / "report.html"
    copy.write_bytes(made.read_bytes())
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    look(browser)
    browser.get_log("browser")
    browser.get(copy.as_uri())
    yield copy
    browser.execute_script("document.getElementById('decide-clear').click()")
    assert browser.get_log("browser") == []


def offer(browser: Any, rule: str, name: str) -> None:
    """Open the form of a group that the page offers."""
    script = """
      const {offers} = JSON.parse(document.getElementById('decide-data').textContent);
      const place = offers.findIndex((one) => one.rule === arguments[0] && one.name === arguments[1]);
      document.querySelector(`[data-offer="${place}"]`).click();
    """
    browser.execute_script(script, rule, name)


def record(browser: Any, state: str, **fields: str) -> None:
    choose(browser, "state", state)
    for name, value in fields.items():
        choose(browser, name, value)
    browser.execute_script("document.querySelector('#decide-dialog button[value=record]').click()")


def download(browser: Any, page: Path, name: str = "Mira Lund") -> Path:
    browser.execute_script("document.getElementById('decide-name').value = arguments[0]", name)
    browser.execute_script("document.getElementById('decide-download').click()")
    return until(browser, lambda: next((path for path in page.parent.glob("decisions.jsonl") if path.stat().st_size), None))


def until(browser: Any, found: Callable[[], Any]) -> Any:
    """What is found, as soon as it is."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 20, 0.02).until(lambda _: found())


def test_decisions_of_the_page_let_the_gate_pass(page: Path, browser: Any, judged: Path) -> None:
    run = judged
    offer(browser, WORK, "work")
    assert "applies to 2 findings" in browser.find_element("id", "decide-targets").text
    record(browser, "not_a_match", reason="wrong_work", note="Not <b>this</b> work.")
    browser.find_element("css selector", "#exhibit-1 > button").click()
    record(browser, "in_review")
    assert browser.find_element("id", "decide-download").text.startswith("Download decisions (")

    found = download(browser, page)

    assert cli.status(["decisions", "import", str(found), "--run", str(run), "--apply"]) == 0
    records = decisions.read(run / "decisions.jsonl")
    assert {(one.actor.name, one.actor.auth) for one in records} == {("Mira Lund", "self-declared")}
    assert records[0].note == "Not <b>this</b> work."
    judge(run)
    assert (gate(run), len(records) > 1) == (0, True)


def test_the_browser_keeps_what_was_decided_and_no_words(page: Path, browser: Any) -> None:
    offer(browser, WORK, "work")
    record(browser, "confirmed", action="remove", note="A secret note.")
    download(browser, page)
    kept = browser.execute_script("return JSON.stringify(Object.entries(localStorage))")

    browser.get(page.as_uri())

    assert ("secret" in kept, "Mira" in kept, "confirmed" in kept) == (False, False, True)
    assert "1 decided on this page before" in browser.find_element("id", "decide-told").text
    assert browser.find_element("css selector", "#decide-made tbody").text.startswith("A large part")
    browser.find_element("css selector", "#decide-made tbody button").click()
    assert browser.execute_script("return Object.keys(localStorage).filter((key) => key.startsWith('decisions')).length") == 0


def test_a_form_asks_for_what_its_state_needs(page: Path, browser: Any) -> None:
    offer(browser, WORK, "work")
    needed = {}
    for state in ("confirmed", "not_a_match", "permitted", "accepted_risk", "in_review"):
        choose(browser, "state", state)
        script = "return [...document.querySelectorAll('#decide-dialog :required')].map((field) => field.name)"
        needed[state] = browser.execute_script(script)
    choose(browser, "state", "permitted")
    choose(browser, "reason", "licence_granted")
    licence = browser.execute_script(script)
    browser.execute_script("document.querySelector('#decide-dialog button[value=record]').click()")

    assert browser.execute_script("return document.getElementById('decide-dialog').open") is True
    browser.execute_script("document.querySelector('#decide-dialog button[value=cancel]').click()")
    assert licence == ["state", "reason", "licence_ref"]
    assert needed == {
        "confirmed": ["state", "action"],
        "not_a_match": ["state", "reason"],
        "permitted": ["state", "reason"],
        "accepted_risk": ["state", "expires"],
        "in_review": ["state"],
    }
    assert browser.find_element("id", "decide-download").get_attribute("disabled") == "true"


def test_a_file_is_gone_on_with_and_what_disagrees_is_told(page: Path, browser: Any) -> None:
    offer(browser, WORK, "work")
    record(browser, "confirmed", action="remove")
    given = download(browser, page, "Nils Berg").rename(page.parent / "given.jsonl")
    given.write_text(given.read_text() + "no line\n")
    offer(browser, WORK, "work")
    record(browser, "not_a_match", reason="wrong_work")

    browser.find_element("id", "decide-file").send_keys(str(given))
    until(browser, lambda: "from the file" in browser.find_element("id", "decide-told").text)
    told = browser.find_element("id", "decide-told").text
    found = decisions.drafts(download(browser, page))

    assert told == "1 read from the file, 1 that are no decisions, 1 that say otherwise than what is here."
    assert {(one.actor.name, one.state) for one in found} == {("Mira Lund", "not_a_match"), ("Nils Berg", "confirmed")}


def test_without_a_name_nothing_is_handed_out(page: Path, browser: Any) -> None:
    offer(browser, WORK, "work")
    record(browser, "in_review")
    browser.execute_script("document.getElementById('decide-download').click()")

    assert browser.find_element("id", "decide-told").text == "Say who decides: give your name above."
    assert not (page.parent / "decisions.jsonl").exists()


@pytest.mark.parametrize("scheme", THEMES)
def test_everybody_can_decide_on_the_page(page: Path, browser: Any, scheme: str) -> None:
    found = []
    browser.execute_script(axe())
    for width in (1280, 360):
        look(browser, width, prefers_color_scheme=scheme)
        offer(browser, WORK, "work")
        found += browser.execute_async_script(RUN_AXE, scheme == "dark")
        record(browser, "in_review")
        found += browser.execute_async_script(RUN_AXE, scheme == "dark")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width

    assert found == []


def test_the_contents_lead_to_the_form_and_the_earlier_record_comes_first(page: Path, browser: Any) -> None:
    assert browser.find_element("css selector", ".contents li:nth-last-child(2)").text == "Record decisions"
    offer(browser, WORK, "work")
    record(browser, "confirmed", action="remove")
    earlier = download(browser, page, "Nils Berg").rename(page.parent / "given.jsonl")
    earlier.write_text(earlier.read_text().replace('"at":"20', '"at":"19'))
    browser.find_element("id", "decide-file").send_keys(str(earlier))
    until(browser, lambda: "from the file" in browser.find_element("id", "decide-told").text)

    found = decisions.drafts(download(browser, page))

    assert [one.actor.name for one in found] == ["Nils Berg", "Mira Lund"]
