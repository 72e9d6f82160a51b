"""Copies of passages are counted, common text is told, and so is what was looked for and not found."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

WORKS = [("library", "aa11"), ("library_name", "ours"), ("library_kind", "works"), ("profile", "open"), ("characters", 1000)]


def _copied(record: int, start: int, end: int, others: int = 0, **given: Any) -> dict[str, Any]:
    attributes = {"work": "ferry", "title": "The Ferry", **({"also_in_works": others} if others else {}), **given.pop("said", {})}
    measures = [
        ("work-length", 1000, "characters"),
        ("matched-words", 20, "words"),
        ("share-of-work", (end - start) / 1000, "share"),
    ]
    return {
        "record": record, "start": start, "end": end, "kind": "copyright", "detector": "known-work",
        "reference": "works/ferry@aa11",
        "reference_start": start, "reference_end": end, "attributes": attributes,
        "evidence": [{"measure": name, "value": value, "unit": unit} for name, value, unit in measures], **given,
    }  # fmt: skip


@pytest.fixture
def given(shard, taken, tmp_path: Path):
    """A store of documents 0 to 5 with some findings, and lists of works where some are given."""

    def store(*findings: dict[str, Any], works: tuple[dict[str, Any], ...] = ()):
        shard("s", [{"records": 6, "documents": 6}], [{"record": number} for number in range(6)], findings)
        if works:
            rows = [{"title": "", "author": "", **dict(WORKS), **work} for work in works]
            pq.write_table(pa.Table.from_pylist(rows), tmp_path / "works.parquet")
        return taken()

    return store


def _counts(store) -> list[tuple[int, int, bool]]:
    question = "SELECT record, passage_documents, common FROM finding JOIN document USING (document) ORDER BY record, reference"
    rows = store._connection.execute(question).fetchall()
    return [tuple(row) for row in rows]


COPIES = [
    ("alone", [(0, 100, 200)], [1]),
    ("the same in two", [(0, 100, 200), (1, 100, 200)], [2, 2]),
    ("twice in one document", [(0, 100, 200), (0, 100, 201)], [1, 1]),
    ("mostly the same", [(0, 100, 200), (1, 120, 220)], [2, 2]),
    ("beside each other", [(0, 100, 200), (1, 200, 300)], [1, 1]),
    ("a part of a longer one", [(0, 100, 900), (1, 120, 220)], [1, 2]),
    ("the middle of a longer one", [(0, 100, 900), (1, 450, 550)], [2, 2]),
]


@pytest.mark.parametrize(("places", "copies"), [case[1:] for case in COPIES], ids=[case[0] for case in COPIES])
def test_documents_that_hold_the_middle_of_a_passage_hold_it(given, places, copies) -> None:
    store = given(*(_copied(*place) for place in places))

    assert [documents for _, documents, _ in _counts(store)] == copies


def test_copies_of_another_work_or_library_do_not_count(given) -> None:
    store = given(
        _copied(0, 100, 200),
        _copied(1, 100, 200, reference="works/ferry@bb22"),
        _copied(2, 100, 200, said={"work": "fog"}, reference="works/fog@aa11"),
    )

    assert [documents for _, documents, _ in _counts(store)] == [1, 1, 1]


COMMON = [
    ("many documents and works", 3, 2, True),
    ("two documents", 2, 2, False),
    ("two works", 3, 1, False),
    ("one work", 3, 0, False),
]


@pytest.mark.parametrize(("documents", "others", "common"), [case[1:] for case in COMMON], ids=[case[0] for case in COMMON])
def test_common_text_stands_in_many_documents_and_works(given, documents: int, others: int, common: bool) -> None:
    store = given(*(_copied(record, 100, 200, others) for record in range(documents)))

    assert {found for _, _, found in _counts(store)} == {common}


def test_a_passage_without_a_place_in_the_work_is_not_counted(given) -> None:
    store = given(_copied(0, 100, 200, reference_start=None, reference_end=None))

    assert _counts(store) == [(0, 1, False)]


def test_repeats_are_told_apart_from_the_share_of_the_work(given) -> None:
    store = given(_copied(0, 100, 200), _copied(0, 150, 300), _copied(1, 100, 200), _copied(2, 600, 700))

    (row,) = store.query("report_works")

    assert row["share_of_work"] == pytest.approx(0.3)
    assert row["share_with_repeats"] == pytest.approx(0.4)
    assert (row["passages"], row["most_copies"]) == (2, 2)


def test_one_work_in_two_libraries_is_two_rows(given) -> None:
    store = given(_copied(0, 100, 200), _copied(1, 100, 200, reference="works/ferry@bb22", said={"library_kind": "benchmarks"}))

    assert {(row["library"], row["library_kind"], row["findings"]) for row in store.query("report_works")} == {
        ("aa11", "works", 1),
        ("bb22", "benchmarks", 1),
    }


def test_discounts_and_credit_are_counted(given) -> None:
    store = given(
        _copied(0, 100, 200, 2, said={"quoted": True, "cmi": "absent"}),
        _copied(1, 300, 400, said={"cited": True, "cmi": "author-present"}),
        _copied(2, 500, 600, said={"allowed": "psalms", "cmi": "absent"}, level="clue"),
    )

    (row,) = store.query("report_works")

    assert [row[name] for name in ("also_in", "quoted", "allowed", "common", "unnamed", "named")] == [1, 2, 1, 0, 1, 1]


PERMISSIONS = [
    ({}, "not-given"),
    ({"basis": "its author died in 1870"}, "public-domain"),
    ({"licence": "LicenseRef-public-domain"}, "public-domain"),
    ({"licence": "CC-BY-4.0"}, "permitted"),
    ({"licence": "LicenseRef-all-rights-reserved"}, "refused"),
    ({"licence": "out of copyright, public domain in the US"}, "said-public-domain"),
    ({"licence": "ask the estate"}, "unclear"),
]


@pytest.mark.parametrize(("said", "permission"), PERMISSIONS, ids=[str(case[0]) for case in PERMISSIONS])
def test_what_a_licence_says_of_copies_is_told_and_not_guessed(given, said: dict[str, str], permission: str) -> None:
    terms = {
        "LicenseRef-public-domain": (0, 0, 0, 0, 0),
        "CC-BY-4.0": (0, 0, 1, 1, 1),
        "LicenseRef-all-rights-reserved": (3, 3, 3, 2, 2),
    }
    store = given(_copied(0, 100, 200, said=said))
    spdx = store.query("judge_expressions")
    values = terms.get(spdx[0]["spdx"], (2, 2, 2, 2, 2)) if spdx else ()
    names = ("commercial", "derive", "redistribute", "attribution", "notice_text")
    store.fill("licence_terms", [{**dict(zip(names, values, strict=True)), **_rest(row["spdx"])} for row in spdx])

    assert store.query("report_works")[0]["permission"] == permission


def _rest(spdx: str) -> dict[str, Any]:
    return {"spdx": spdx, "share_alike": 0, "source_disclosure": 0, "train_competing": 0}


def test_identifiers_of_a_work_stand_together(given) -> None:
    store = given(_copied(0, 100, 200, said={"isbn": "1-2", "doi": "10.1/2"}))

    assert store.query("report_works")[0]["identifier"] == "ISBN 1-2, DOI 10.1/2"


def test_works_without_a_match_are_counted_and_the_first_named(given) -> None:
    works = ({"work": "ferry"}, {"work": "fog", "title": "The Fog"}, {"work": "rain"}, {"work": "snow", "title": "A Snow"})

    (row,) = given(_copied(0, 100, 200), _copied(1, 1, 9, said={"work": "rain"}, level="clue"), works=works).query(
        "report_searched", most=1
    )

    assert (row["name"], row["works"], row["works_found"], row["works_with_clues"], row["works_not_found"]) == (
        "ours",
        4,
        1,
        1,
        2,
    )
    assert row["not_found"] == ["A Snow"]


def test_allowed_passages_were_not_looked_for(given) -> None:
    assert given(works=({"work": "psalms", "library_kind": "allow-list"},)).query("report_searched", most=9) == []


def test_a_run_without_a_list_of_works_names_none(given) -> None:
    assert given(_copied(0, 100, 200)).query("report_searched", most=9) == []


def test_a_text_of_another_library_is_no_work_in_many_records(given) -> None:
    kinds = [{}, {}, {"work": "quiz", "library_kind": "benchmarks"}]
    store = given(*(_copied(record, 100, 200, said=said) for record, said in enumerate(kinds)))

    rows = [row for row in store.query("every_measure") if row["measure"] == "documents_with_work"]

    assert [(row["subject"], row["value"]) for row in rows] == [("ferry", 2.0)]
