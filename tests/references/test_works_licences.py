"""A licence in a list of works becomes an id where it is a licence's name, and else stays as it is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.references.works import Work
from audit.references.works_licences import spdx, with_spdx
from audit.references.works_making import make
from audit.references.works_sources import with_metadata


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("public domain", "LicenseRef-public-domain"),
        ("Public Domain.", "LicenseRef-public-domain"),
        ("Public Domain Mark 1.0", "LicenseRef-public-domain"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "LicenseRef-public-domain"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("CC0", "CC0-1.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International License", "CC-BY-SA-4.0"),
        ("MIT License", "MIT"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("GPLv2+", "GPL-2.0-or-later"),
        ("CC-BY-4.0", "CC-BY-4.0"),
    ],
)
def test_a_name_becomes_its_id(given: str, expected: str) -> None:
    assert spdx(given) == expected


@pytest.mark.parametrize(
    "given",
    [
        "CC BY 4.0 except images",
        "not CC BY 4.0",
        "see https://creativecommons.org/licenses/by/4.0/",
        "https://example.org/licence",
        "Public domain in the USA.",
        "pd-us",
        "BSD",
        "GPL",
        "OGL",
        "MIT, ask first",
        "Published by MIT Press",
        "All rights reserved",
        "in copyright",
        "see contract 12",
        "LicenseRef-acme",
        " ",
        "x " * 400,
    ],
)
def test_what_is_more_or_other_than_a_name_stays_as_it_is_given(given: str) -> None:
    assert spdx(given) == given


@given(st.text(max_size=40))
def test_an_id_stays_what_it_is(text: str) -> None:
    assert spdx(spdx(text)) == spdx(text)


def test_how_it_was_worded_is_told() -> None:
    assert with_spdx({"licence": "MIT License"}, "works.csv") == (
        {"licence": "MIT"},
        "works.csv; licence given as 'MIT License'",
    )
    assert with_spdx({"licence": "MIT"}, "works.csv") == ({"licence": "MIT"}, "works.csv")
    assert with_spdx({"title": "Nine"}, "works.csv") == ({"title": "Nine"}, "works.csv")


def test_a_work_and_its_row_in_a_manifest_are_worded_alike() -> None:
    made = make(Work("a", "text", {"licence": "CC BY 4.0"}, "its record"), "open")
    row = with_metadata(Work("a", "text", {}), {"licence": "CC BY 4.0"}, "works.csv")

    assert (made.facts["metadata"], made.facts["metadata_source"]) == (
        {"licence": "CC-BY-4.0"},
        "its record; licence given as 'CC BY 4.0'",
    )
    assert (row.metadata, row.metadata_source) == ({"licence": "CC-BY-4.0"}, "works.csv; licence given as 'CC BY 4.0'")
