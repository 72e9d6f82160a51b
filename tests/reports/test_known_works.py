"""Who stated what of a known work."""

from typing import Any

import pytest

from audit.report_model.works import Stated
from audit.reports.known_works import FIELDS, said_by

BLANK: dict[str, Any] = dict.fromkeys(FIELDS)
KNOWN = {"title": "The Ferry", "author": "M. Ferryman", "year": "1998", "licence": "CC-BY-4.0", "identifier": "ISBN 0-00"}
CASES = [
    ("one source", "manifest.jsonl", [("manifest.jsonl", ("title", "author", "year", "licence", "identifier"))], ""),
    (
        "fields from the work's own head",
        "manifest.jsonl; author, isbn: its own head",
        [("manifest.jsonl", ("title", "year", "licence")), ("its own head", ("author", "identifier"))],
        "",
    ),
    (
        "a licence that was worded otherwise",
        "list.csv; year: metadata.json; licence given as 'CC BY; see: x'",
        [("list.csv", ("title", "author", "licence", "identifier")), ("metadata.json", ("year",))],
        "CC BY; see: x",
    ),
    ("a field that is not there", "a; holder: b", [("a", ("title", "author", "year", "licence", "identifier"))], ""),
    ("an address as source", "https://x.example/a; b", [("https://x.example/a; b", tuple(KNOWN))], ""),
]


@pytest.mark.parametrize(("told", "stated", "given_as"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_field_is_told_with_its_source(told: str, stated: list[tuple[str, tuple[str, ...]]], given_as: str) -> None:
    found, worded = said_by({**BLANK, **KNOWN, "metadata_source": told})
    order = FIELDS.index

    assert found == tuple(Stated(source, tuple(sorted(fields, key=order))) for source, fields in stated)
    assert worded == given_as


def test_nothing_known_is_stated_by_nobody() -> None:
    assert said_by({**BLANK, "metadata_source": "not given"}) == ((), "")
