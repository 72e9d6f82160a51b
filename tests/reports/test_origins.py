"""The values on sources, and how many domains are listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reports.origins import MOST_SMALLER, NAMES, smaller, sources
from audit.store import Store


@pytest.mark.parametrize(("domains", "listed"), [(0, 0), (1, 1), (20, 1), (21, 2), (140, 7), (20_000, 1000), (20_001, 1000)])
def test_a_small_enterprise_lists_a_twentieth_rounded_up_or_a_thousand(domains: int, listed: int) -> None:
    assert smaller(domains) == listed


@given(st.integers(1, 10**9))
def test_the_shorter_list_is_never_longer_than_the_tenth(domains: int) -> None:
    assert 1 <= smaller(domains) <= min(-(-domains // 10), MOST_SMALLER)


def test_of_nothing_there_are_no_sources() -> None:
    with Store.memory() as store:
        told = sources(store, (), {})

    assert (told.origins, told.tiers, told.agents, told.months, told.domains) == ((), (), (), (), ())
    assert told.origins_total == {"kind": 0, "platform": 0, "publisher": 0, "group": 0}
    assert (told.agents_total, told.domains_smaller, told.domain_bytes) == (0, 0, 0)


def test_what_a_store_holds_is_told_and_what_is_cut_off_is_counted() -> None:
    with Store.memory() as store:
        document = {"path": "a.jsonl", "record": 0, "bytes": 40, "words": 10}
        store.fill("document", [{**document, "document": f"a.jsonl#{number}"} for number in range(NAMES + 1)])
        plain = {"tier": "text", "source_kind": "blog"}
        store.fill(
            "attributed",
            [{**plain, "document": f"a.jsonl#{number}", "platform": f"platform-{number:03}"} for number in range(NAMES + 1)],
        )
        told = sources(store, (), {})

    assert [(row.by, row.name, row.documents) for row in told.origins][:2] == [
        ("kind", "blog", 201),
        ("platform", "platform-000", 1),
    ]
    assert len(told.origins) == 1 + NAMES
    assert told.origins_total == {"kind": 1, "platform": 201, "publisher": 0, "group": 0}
