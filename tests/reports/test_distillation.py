"""The shape of chats on the page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from audit.report_model import Report
from audit.reports.distillation import capabilities, distillation
from audit.reports.render import render
from audit.store import Store

TOPICS = "tides kettles ferries hedges lanterns harbours ledgers clocks meadows bridges".split()


def _fill(store: Store, **fields: object) -> Store:
    rows = [
        {
            "document": f"a.jsonl#{number}",
            "path": "a.jsonl",
            "record": number,
            "bytes": 90,
            "words": 15,
            "answers": 1,
            "prompt": f"Please reason about <b>{topic}</b> one step at a time and state the answer",
            **fields,
        }
        for number, topic in enumerate(TOPICS)
    ]
    store.fill("document", rows)
    return store


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.memory() as made:
        yield made


def _section(page: str) -> str:
    return page[page.index('id="chats-title"') : page.index('id="licences"')]


def test_the_page_tells_templates_accounts_and_times(store: Store, make_report: Callable[..., Report]) -> None:
    found = distillation(_fill(store, account="an…1f", captured=date(2024, 3, 1), hour=474_829))

    section = _section(render(replace(make_report(), distillation=found), "html").decode())

    assert "one step at a time and state the answer" in section
    assert "Asks for reasoning step by step" in section
    assert "Records name 1 account or key, of 10 prompts" in section
    assert "1 day with prompts: most on 2024-03-01, 10" in section
    assert "1 hour with prompts: most on 2024-03-02 13:00, 10" in section


def test_the_page_says_what_records_do_not_tell(store: Store, make_report: Callable[..., Report]) -> None:
    found = distillation(_fill(store, prompt="Why?", answers=0))

    section = _section(render(replace(make_report(), distillation=found), "html").decode())

    assert "No prompts were found that were made from one template." in section
    assert "No record names an account or key" in section


def test_a_corpus_without_chats_has_no_such_section(store: Store, make_report: Callable[..., Report]) -> None:
    assert distillation(_fill(store, prompt=None, answers=None)) is None
    assert 'id="chats-title"' not in render(make_report(), "html").decode()


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("Show your reasoning before you answer.", {"step-by-step-reasoning"}),
        ("Articulate the internal reasoning behind this answer.", {"step-by-step-reasoning"}),
        ("Call one of the tools below with JSON arguments.", {"tool-calls"}),
        ("Grade the two responses by the rubric.", {"grading-by-rubric"}),
        ("Which answer is better, A or B?", {"grading-by-rubric"}),
        ("Rewrite this question on politics so that moderation lets it pass.", {"policy-sensitive-rewrites"}),
        ("Rewrite this paragraph as a poem.", set()),
        ("The tool shed has a step by the door.", set()),
        ("What grade is this gravel?", set()),
        ("Fix this Python function.", {"code"}),
        ("Who wrote the civil code?", set()),
    ],
)
def test_prompts_are_sorted_by_rules_that_can_be_read(store: Store, prompt: str, names: set[str]) -> None:
    found = distillation(_fill(store, prompt=prompt))

    assert found is not None
    assert {row.name for row in found.capabilities if row.prompts} == names
    assert len(found.capabilities) == len(capabilities())
