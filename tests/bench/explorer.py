"""
How long the page's list of findings takes in a browser: until it can be used, to filter, to search and to sort, and its size.

    python tests/bench/explorer.py --findings 100000 --words 45
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.reports import render
from tests.reports.browsers import started
from tests.reports.conftest import made
from tests.reports.made_findings import made_findings

LOOK = """
const [name, tell] = arguments;
const look = () => {
  const told = document.getElementById('explorer')?.dataset[name];
  if (told) tell(Number(told)); else setTimeout(look, 2);
};
look();
"""
FILTER = """
const found = [];
for (const [name, value] of Object.entries(arguments[0])) {
  const field = document.querySelector(`#explorer-filters [name=${name}]`);
  field.value = value;
  const began = performance.now();
  field.dispatchEvent(new Event('input', {bubbles: true}));
  document.body.offsetHeight;
  found.push(performance.now() - began);
}
document.getElementById('explorer-clear').click();
return Math.max(...found);
"""
SORT = """
const head = document.querySelector(`#explorer-table th[data-name=${arguments[0]}] button`);
const began = performance.now();
head.click();
document.body.offsetHeight;
return performance.now() - began;
"""
MEASURED = (
    ("filter by state", FILTER, {"state": "waived"}),
    ("filter by two columns", FILTER, {"outcome": "block", "site": "site39"}),
    ("search all texts", FILTER, {"q": "harbour winter"}),
    ("search for nothing", FILTER, {"q": "not to be found anywhere"}),
    ("sort by score", SORT, "score"),
    ("sort by site", SORT, "site"),
)


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=18, help="of each excerpt")
    parser.add_argument("--megabytes", type=float, default=25)
    given = parser.parse_args()
    for what, value, unit in measured(given.findings, given.words, given.megabytes):
        print(f"{what:24}{value:10.1f} {unit}")


def measured(findings: int, words: int, megabytes: float) -> Iterator[tuple[str, float, str]]:
    """What was measured, its value and unit; times in the browser count from the opening of the page."""
    report = replace(made(exhibits=40, findings=made_findings(findings, words=words)), page_bytes=int(megabytes * 1_000_000))
    began = time.perf_counter()
    page = render(report, "html")
    yield "page made", time.perf_counter() - began, "s"
    yield "page", len(page) / 1e6, "MB"
    with TemporaryDirectory() as folder, started() as browser:
        path = Path(folder) / "report.html"
        path.write_bytes(page)
        yield from _in(browser, path)


def _in(browser: Any, path: Path) -> Iterator[tuple[str, float, str]]:
    browser.set_script_timeout(120)
    browser.get(path.as_uri())
    yield "list can be used", browser.execute_async_script(LOOK, "ready"), "ms"
    yield "texts can be searched", browser.execute_async_script(LOOK, "searchable"), "ms"
    for what, script, argument in MEASURED:
        yield what, browser.execute_script(script, argument), "ms"
    yield "memory", browser.execute_script("return performance.memory.usedJSHeapSize") / 1e6, "MB"


if __name__ == "__main__":
    main()
