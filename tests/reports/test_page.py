"""The page: it stands alone, escapes the corpus, and says what it must."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from audit.report_model import Report, WorkRow
from audit.reports import render

NAMES = ("failed", "passed", "incomplete", "empty", "huge", "hostile", "scripts")
VOID = {"meta", "rect", "path", "circle", "input"}


class Page(HTMLParser):
    """A page's elements in order, with their attributes, its text, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.elements if name == tag)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def pages(kinds_of_report: dict[str, Report]) -> dict[str, str]:
    return {name: render(report, "html").decode() for name, report in kinds_of_report.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_element_is_closed_and_every_id_is_there_once(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]

    assert page.open == []
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_inside_the_page_and_every_label_leads_somewhere(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    targets = {a["href"][1:] for a in page.all("a") if a["href"] and a["href"].startswith("#")}
    labels = {label for _, attributes in page.elements for label in (attributes.get("aria-labelledby") or "").split()}

    assert targets | labels <= ids


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_names_the_style_sheet_by_digest_and_allows_nothing_else(pages: dict[str, str], name: str) -> None:
    style = re.search(r"<style>(.*?)</style>", pages[name], re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = next(m["content"] for m in Page(pages[name]).all("meta") if m.get("http-equiv") == "Content-Security-Policy")

    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched_and_nothing_runs(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    attributes = {key for _, found in page.elements for key in found}

    assert [s["type"] for s in page.all("script")] == ["application/json"]
    assert not attributes & {"src", "srcset", "style", "action", "data", "ping"}
    assert not [key for key in attributes if key.startswith("on")]
    assert not {"img", "iframe", "object", "embed", "link", "base", "form"} & {tag for tag, _ in page.elements}
    assert "url(" not in pages[name].split("</style>")[0]


@pytest.mark.parametrize("name", NAMES)
def test_no_hidden_character_is_left(pages: dict[str, str], name: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", pages[name])


def test_hostile_text_is_shown_as_text(pages: dict[str, str]) -> None:
    page = Page(pages["hostile"])

    assert "<script>document.title='owned'</script>" in page.text
    assert "{{ 7*7 }}" in page.text
    assert len(list(page.all("script"))) == 1


def test_only_web_addresses_of_rules_become_links(make_report: Callable[..., Report]) -> None:
    report = make_report()
    rule = report.rules[0]
    citation = replace(rule.rule.citations[0], url="javascript:alert(1)")
    page = Page(render(replace(report, rules=(replace(rule, rule=replace(rule.rule, citations=(citation,))),)), "html").decode())

    assert not [a for a in page.all("a") if not (a["href"] or "").startswith("#")]


@pytest.mark.parametrize("name", NAMES)
def test_landmarks_headings_and_tables_are_named(pages: dict[str, str], name: str) -> None:
    page = Page(pages[name])
    tags = [tag for tag, _ in page.elements]

    assert next(page.all("html")) == {"lang": "en"}
    assert [tags.count(tag) for tag in ("h1", "main", "header", "footer", "nav")] == [1, 1, 1, 1, 1]
    assert all("scope" in th for th in page.all("th"))
    assert tags.count("caption") + sum("aria-labelledby" in t for t in page.all("table")) >= tags.count("table")


@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_and_what_was_not_checked_come_before_any_finding(pages: dict[str, str], name: str) -> None:
    places = [
        pages[name].index(f'id="{part}"') for part in ("verdict", "coverage", "overview", "works", "rules", "evidence", "signoff")
    ]

    assert places == sorted(places)


@pytest.mark.parametrize(("name", "state"), [("failed", "Not passed"), ("passed", "Passed"), ("incomplete", "Incomplete")])
def test_the_state_is_told_in_words(pages: dict[str, str], name: str, state: str) -> None:
    assert f"{state} Verdict" in Page(pages[name]).text


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_page_is_a_legal_conclusion(pages: dict[str, str], name: str) -> None:
    assert not re.search(r"infring|illegal|stolen|violat", Page(pages[name]).text, re.IGNORECASE)


@pytest.mark.parametrize("name", ["failed", "incomplete", "huge"])
def test_every_exhibit_stands_on_the_page_in_order(pages: dict[str, str], kinds_of_report: dict[str, Report], name: str) -> None:
    found = [int(number) for number in re.findall(r'id="exhibit-(\d+)"', pages[name])]

    assert found == [exhibit.number for exhibit in kinds_of_report[name].exhibits]


def test_nothing_found_is_said_with_its_limit(pages: dict[str, str]) -> None:
    text = Page(pages["empty"]).text

    assert "That speaks only about what was checked" in text
    assert "copied passages were not looked for" in text


def test_a_library_without_a_match_is_not_the_same_as_no_library(pages: dict[str, str]) -> None:
    assert "No passage of the 7 known works was found." in Page(pages["passed"]).text


def test_an_unmeasured_detector_is_said_to_be_so(pages: dict[str, str]) -> None:
    assert "Not measured: how often this detector is right is not known." in Page(pages["failed"]).text


def test_a_long_table_is_cut_and_says_so(make_report: Callable[..., Report]) -> None:
    row = make_report().works[0]
    works: tuple[WorkRow, ...] = tuple(replace(row, work=f"w{number}") for number in range(201))
    text = Page(render(make_report(works=works), "html").decode()).text

    assert "The first 200 of 201 works are listed here" in text


def test_many_places_in_a_work_are_counted_in_its_description(make_report: Callable[..., Report]) -> None:
    row = replace(make_report().works[0], intervals=tuple((n / 40, n / 40 + 0.01) for n in range(40)))

    assert "and 28 more places of the work's length" in Page(render(make_report(works=(row,)), "html").decode()).text


def test_the_head_of_every_printed_page_is_escaped_for_its_style_sheet(pages: dict[str, str]) -> None:
    heads = re.findall(r'@top-left \{ content: "([^"]*)"', pages["hostile"])

    assert len(heads) == 1
    assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*", heads[0])


def test_text_of_no_named_model_leads_to_its_exhibits(make_report: Callable[..., Report]) -> None:
    report = make_report()
    family = replace(report.families[0], family="not named")
    exhibits = tuple(replace(exhibit, attributes={}) for exhibit in report.exhibits)
    page = render(replace(report, families=(family,), exhibits=exhibits), "html").decode()
    row = page[page.index('id="families-caption"') : page.index('id="licences"')]

    assert re.findall(r'href="#exhibit-(\d+)"', row) == ["3", "6", "9", "12"]


def test_what_was_met_is_told_in_full_and_what_was_not_in_short(pages: dict[str, str]) -> None:
    failed, passed = (Page(pages[name]).text for name in ("failed", "passed"))

    assert "How to fix." in failed
    assert "How to fix." not in passed
    assert "Rules that nothing met" in passed


def test_what_was_lost_without_a_known_size_is_not_read_as_nothing(pages: dict[str, str]) -> None:
    assert "3 items could not be read, and how much text 1 of them held is not known." in Page(pages["failed"]).text


def test_works_are_told_by_library_and_kind(pages: dict[str, str]) -> None:
    text = Page(pages["failed"]).text

    assert "Library our works: by work" in text
    assert "Library quizzes, of benchmarks: by work" in text


def test_what_was_looked_for_and_not_found_is_told_up_to_a_number(pages: dict[str, str]) -> None:
    text = Page(pages["failed"]).text

    assert "Not found of our works: The Mill on the Quay." in text
    assert "Not found of quizzes, the first 60 of 397: Quiz 0; Quiz 1;" in text
    assert "Quiz 59." in text


def test_rights_of_a_work_are_told_in_words(pages: dict[str, str]) -> None:
    text = Page(pages["failed"]).text

    assert "Public domain" in text
    assert "Licence not given" in text


def test_repeats_copies_and_discounts_stand_beside_the_figures(make_report: Callable[..., Report]) -> None:
    row = replace(
        make_report().works[0], share_of_work=0.4, share_with_repeats=1.7, most_copies=9, common=2, allowed=3, unnamed=1
    )
    text = Page(render(make_report(works=(row,)), "html").decode()).text

    for words in ("170.00% with repeats", "one passage in 9", "2 common text", "3 allowed", "1 without credit"):
        assert words in text


def test_a_work_that_is_in_no_listed_library_is_still_told(make_report: Callable[..., Report]) -> None:
    row = replace(make_report().works[0], library="")
    page = Page(render(make_report(works=(row,), searched=()), "html").decode())

    assert "By work, most of the work first" in page.text
    assert "What was looked for" not in page.text


def test_an_exhibit_tells_its_discounts_credit_copies_and_counts(pages: dict[str, str]) -> None:
    text = Page(pages["failed"]).text

    assert "Bear in mindThe passage stands in quotation marks." in text
    assert "CreditThe record carries the work's notice of rights." in text
    assert "Copies5 documents of the corpus hold this passage, or its middle." in text
    assert re.search(r"Identical\d+ words Minor change\d+ words? Other words \(paraphrase\)\d+ words?", text)


def test_a_work_whose_places_are_not_known_claims_no_more_than_was_seen(make_report: Callable[..., Report]) -> None:
    unknown = {"intervals": (), "choices": (), "passages": 0, "longest_run": 0}
    row = replace(make_report().works[0], share_of_work=0.1, share_with_repeats=0.3, **unknown)
    clues = replace(row, work="w2", findings=0, clues=2, share_of_work=0.0)
    text = Page(render(make_report(works=(row, clues), searched=()), "html").decode()).text

    assert "places not known" in text
    assert "10.00%or more" in text
    assert "clues only" in text
    assert "longest run" not in text
