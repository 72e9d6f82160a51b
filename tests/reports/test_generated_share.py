"""At least how much is by models: documents with scores of a known mixture in a real store."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audit.references.style_model import packed
from audit.report_model import Style
from audit.reports.generated_share import FEWEST_PEOPLE, style
from audit.rulepacks import Pack
from audit.store import Store
from tests.references.made_style_model import weights

MEASURED = ({"kind_of_text": "style score: letters", "false_positive_rate": 0.01}, {"kind_of_text": "phrases"})


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    content = packed(weights(measured={**weights().measured, "power": 0.5}))
    (tmp_path / "style.npz").write_bytes(content)
    signals = {"style": "style.npz", "style_digest": sha256(content).hexdigest()}
    return Pack("generated-text", "Models", "1", "", tmp_path, signals, MEASURED, (), (), "", "")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.memory() as made:
        yield made


def fill(store: Store, people: int, by_month: dict[date | None, float], source: str = "letters", texts: int = 600) -> None:
    """Texts by people before 2022, then so many of each month, of which a share is by models, whose scores are higher by 4."""
    random = np.random.default_rng(8)
    rows: list[dict[str, Any]] = [{"captured": date(2020, 1, 1), "style_score": float(random.normal())} for _ in range(people)]
    for month, share in by_month.items():
        is_model = random.random(texts) < share
        rows += [{"captured": month, "style_score": float(random.normal() + 4 * one)} for one in is_model]
    plain = {"path": "a.jsonl", "bytes": 900, "words": 150, "source": source}
    store.fill("document", [{"document": f"{source}#{n}", "record": n, **plain, **row} for n, row in enumerate(rows)])


def told(store: Store, pack: Pack, **run: Any) -> Style:
    return style(store, [pack], {"models": {pack.name: (pack.detector or {})["style_digest"]}, **run})


def test_later_texts_are_held_against_earlier_ones_of_the_same_source(store: Store, pack: Pack) -> None:
    fill(store, 400, {date(2023, 5, 3): 0.0, date(2024, 5, 9): 0.4})

    made = told(store, pack)

    rows = {row.month: row for row in made.shares}
    assert set(rows) == {None, date(2023, 5, 1), date(2024, 5, 1)}
    assert rows[date(2023, 5, 1)].low == 0
    assert 0.3 < rows[date(2024, 5, 1)].low <= 0.4 <= rows[date(2024, 5, 1)].high
    assert (rows[None].documents, rows[None].people) == (1200, 400)
    assert "same source" in made.rests_on
    assert [row["kind_of_text"] for row in made.measured] == ["style score: letters"]


LATER = date(2024, 5, 1)


@pytest.mark.parametrize(("people", "months"), [(FEWEST_PEOPLE - 1, {LATER: 0.5}), (0, {LATER: 0.5}), (400, {None: 0.5})])
def test_without_enough_texts_by_people_no_share_is_told(
    store: Store, pack: Pack, people: int, months: dict[date | None, float]
) -> None:
    fill(store, people, months)

    made = told(store, pack)

    assert (made.shares, made.rests_on) == ((), "")
    assert made.scored == people + 600


def test_few_texts_of_a_month_count_with_the_others_only(store: Store, pack: Pack) -> None:
    fill(store, 300, {date(2024, month, 1): 0.5 for month in range(1, 5)}, texts=20)

    assert [(row.month, row.documents) for row in told(store, pack).shares] == [(None, 80)]


def test_a_calibration_is_held_against_where_one_was_given(store: Store, pack: Pack) -> None:
    fill(store, 0, {None: 0.5, date(2024, 5, 1): 0.5})
    given = {
        "style_digest": (pack.detector or {})["style_digest"],
        "passed_by_one_in_twenty": [1.645, 1.645, 1.645],
        "clusters": {"texts": [10] * 60, "passed": [0, 1] * 30},
        "before": "2021-01-01",
    }

    made = told(store, pack, calibration=given)
    other = told(store, pack, calibration={**given, "style_digest": "another model's"})

    assert {row.month for row in made.shares} == {None, date(2024, 5, 1)}
    assert all(0.35 < row.low <= 0.5 <= row.high for row in made.shares)
    assert made.rests_on.startswith("600 texts from before 2021-01-01")
    assert other.shares == ()


def test_a_run_of_another_model_tells_counts_only(store: Store, pack: Pack) -> None:
    fill(store, 400, {date(2024, 5, 1): 0.5})

    assert style(store, [pack], {}) == Style(documents=1000, scored=1000)
    assert told(store, pack).documents == 1000
