"""Which terms of a provider hold for a finding: by date, by model, by product, else the strictest."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.store import Store

ROW = {"provider": "wonder", "clause": "so", "document": "terms", "source": "us", "exceptions": "", "regions": ""}
CLASSES = {"permits": (1, 0), "naming_duty": (2, 1), "unknown": (4, 2), "restricts_competing": (6, 3)}


def row(kind: str, product: str, models: tuple[str, ...] = (), first: str = "2024-01-01", last: str = "") -> dict[str, Any]:
    severity, train_competing = CLASSES[kind]
    until = date.fromisoformat(last) if last else None
    days = {"valid_from": date.fromisoformat(first), "valid_to": until}
    told = {"class": kind, "severity": severity, "train_competing": train_competing}
    return {**ROW, **told, **days, "product": product, "models": list(models)}


ROWS = [
    row("permits", "consumer", last="2025-01-01"),
    row("restricts_competing", "consumer", first="2025-01-01") | {"exceptions": "classifiers", "regions": "not on the moon"},
    row("naming_duty", "API"),
    row("restricts_competing", "weights", ("%-wonder-2%-%",)),
    row("permits", "weights", ("%-wonder-2.5%-%", "%-wonder2.5%-%")),
]
CASES = [
    ("of two products the stricter", None, None, "2024-06-01", "naming_duty", "not known; the strictest of API, consumer"),
    ("later it changed", None, None, "2025-06-01", "restricts_competing", "not known; the strictest of API, consumer"),
    ("on the day itself", None, "consumer", "2025-01-01", "restricts_competing", "consumer"),
    ("on the day before", None, "consumer", "2024-12-31", "permits", "consumer"),
    ("without a date the last", None, "consumer", None, "restricts_competing", "consumer"),
    ("the product is known", None, "API", "2025-06-01", "naming_duty", "API"),
    ("a model that is listed", "org/Wonder-2-70b_chat", None, "2025-06-01", "restricts_competing", "weights"),
    ("the longest name counts", "Wonder 2.5 7B", None, "2025-06-01", "permits", "weights"),
    ("another spelling", "wonder2.5", None, None, "permits", "weights"),
    ("a name within a word", "my wonder2.55x", None, "2024-06-01", "permits", "weights"),
    ("a model that is not listed", "Wonder-1", None, "2024-06-01", "naming_duty", "not known; the strictest of API, consumer"),
    ("before all terms", None, None, "2023-01-01", "unknown", None),
]


def judged(store: Store, *findings: dict[str, Any]) -> list[dict[str, Any]]:
    """What the view finding shows of findings of model output, in their order."""
    plain = {"path": "a", "detector": "case", "kind": "generated", "level": "finding", "start": 0, "end": 0, "score": 1.0}
    plain |= {"attributes": "{}", "evidence": [], "provider": "Wonder"}
    documents = [{"document": f"a#{n:03}", "path": "a", "record": n, "bytes": 1, "words": 1} for n in range(len(findings))]
    store.fill(
        "document", [document | {"captured": one.get("captured")} for document, one in zip(documents, findings, strict=True)]
    )
    found = [{**plain, "document": f"a#{n:03}", "record": n, "fingerprint": f"{n:03}", **one} for n, one in enumerate(findings)]
    store.fill("found", found)
    cursor = store._connection.execute("SELECT * FROM finding ORDER BY document")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


@pytest.fixture
def store() -> Iterator[Store]:
    """A store with terms of one provider."""
    with Store.memory() as made:
        made.fill("provider_terms", ROWS)
        yield made


@pytest.mark.parametrize(("name", "model", "product", "day", "kind", "basis"), CASES, ids=[case[0] for case in CASES])
def test_terms_are_chosen_by_date_model_and_product(
    store: Store, name: str, model: str | None, product: str | None, day: str | None, kind: str, basis: str | None
) -> None:
    captured = date.fromisoformat(day) if day else None
    (found,) = judged(store, {"model": model, "product": product, "captured": captured})

    assert (found["output_class"], found["train_competing"]) == (kind, CLASSES[kind][1])
    assert found["output_basis"] == basis


def test_exceptions_regions_and_sources_go_along(store: Store) -> None:
    (found,) = judged(store, {"captured": date(2025, 6, 1)})

    assert (found["output_exceptions"], found["output_regions"]) == ("classifiers", "not on the moon")
    assert (found["output_sources"], found["output_classes"]) == ("terms, us", "naming_duty, restricts_competing")


def test_a_provider_without_terms_is_unknown_and_no_provider_is_no_case(store: Store) -> None:
    first, second = judged(store, {"provider": "Nobody"}, {"provider": None})

    assert (first["output_class"], first["train_competing"], first["output_basis"]) == ("unknown", 2, None)
    assert (second["output_class"], second["train_competing"]) == (None, None)


LABELS = [
    ("its own label", {"spdx": "MIT"}, [], True),
    ("a label that bars trade", {"spdx": "CC-BY-NC-4.0"}, [], False),
    ("the record's licence", {}, [{"spdx": "MIT", "scope": "page"}], True),
    ("a licence of a part of it", {}, [{"spdx": "MIT", "scope": "element"}], False),
    ("a hint at a licence", {}, [{"spdx": "MIT", "scope": "page", "level": "clue"}], False),
    ("no licence at all", {}, [], False),
]


@pytest.mark.parametrize(("name", "given", "beside", "expected"), LABELS, ids=[case[0] for case in LABELS])
def test_a_permissive_label_is_seen_on_the_dataset_and_on_the_record(
    store: Store, name: str, given: dict[str, Any], beside: list[dict[str, Any]], expected: bool
) -> None:
    plain = {"derive": 0, "redistribute": 1, "attribution": 1, "share_alike": 0, "notice_text": 0}
    plain |= {"source_disclosure": 0, "train_competing": 0}
    listed = [{"spdx": "MIT", "commercial": 0, **plain}, {"spdx": "CC-BY-NC-4.0", "commercial": 3, **plain}]
    store.fill("licence_terms", listed)
    licences = [{"kind": "licence", "provider": None, "document": "a#000", **one} for one in beside]

    found = judged(store, given, *licences)

    assert found[0]["licence_permits"] is expected


def test_the_share_of_a_known_dataset_is_measured(store: Store) -> None:
    clue = {"dataset": "guess", "level": "clue"}
    judged(store, {"dataset": "tales"}, {"dataset": "tales", "document": "a#000"}, clue, {})

    rows = list(
        store._connection.execute("SELECT document, value, share FROM measure WHERE measure = 'documents_of_dataset'").fetchall()
    )

    assert rows == [("dataset:tales", 1.0, 0.25)]


@given(st.lists(st.sampled_from(sorted(CLASSES)), min_size=1, max_size=6))
def test_a_further_document_never_permits_more(kinds: list[str]) -> None:
    with Store.memory() as store:
        store.fill("provider_terms", [row(kind, "API") for kind in kinds])
        (found,) = judged(store, {})

    assert found["train_competing"] == max(CLASSES[kind][1] for kind in kinds)
    assert found["output_classes"] == ", ".join(sorted(set(kinds)))
