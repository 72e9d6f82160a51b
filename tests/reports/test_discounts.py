"""What speaks for less than a copy is said in a sentence each, and so is whether the record names the work."""

import pytest

from audit.reports.discounts import credit, discounts

CASES = [
    ({"also_in_works": 1, "also_in": "fog"}, "1 other work of the libraries holds the passage too: fog."),
    ({"also_in_works": 12, "also_in": "a; b"}, "12 other works of the libraries hold the passage too: a; b."),
    ({"quoted": True}, "The passage stands in quotation marks."),
    ({"cited": True}, "The work's title or author is named beside the passage."),
    ({"low_information": "address"}, "The passage says little: most of it is the address of a page."),
    ({"low_information": "chorus"}, "The passage says little: most of it is chorus."),
    ({"allowed": "psalms"}, "A list of allowed passages lets it pass: psalms."),
    ({"profile": "sealed"}, "It was found by hashes: the library holds no text of the work to compare with."),
    (
        {"library_kind": "licence-texts"},
        "It was compared with a library of licence texts, not of works whose copies are looked for.",
    ),
]
NONE = [
    {},
    {"quoted": False},
    {"quoted": "no"},
    {"also_in_works": 0},
    {"library_kind": "works"},
    {"profile": "open"},
    {"allowed": ""},
]


@pytest.mark.parametrize(("attributes", "sentence"), CASES, ids=[next(iter(case[0])) for case in CASES])
def test_a_discount_is_a_sentence(attributes: dict[str, str], sentence: str) -> None:
    assert discounts({"work": "ferry", **attributes}) == (sentence,)


@pytest.mark.parametrize("attributes", NONE)
def test_where_there_is_none_nothing_is_said(attributes: dict[str, str]) -> None:
    assert discounts({"work": "ferry", **attributes}) == ()


def test_common_text_tells_how_common_it_is() -> None:
    said = discounts({"work": "ferry", "also_in_works": 3, "also_in": "a; b; c"}, 7, common=True)

    assert said[0] == "Common text: it stands in 7 documents of the corpus and in 4 works."


def test_what_is_no_work_has_no_discounts() -> None:
    assert discounts({"quoted": True, "platform": "forum"}, 5, common=True) == ()


@pytest.mark.parametrize("found", ["notice-present", "author-present", "title-present", "absent", "unknown"])
def test_credit_is_a_sentence(found: str) -> None:
    assert credit({"cmi": found}).endswith(".")


def test_where_nobody_looked_for_credit_nothing_is_said() -> None:
    assert credit({}) == ""
