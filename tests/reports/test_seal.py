"""The digests that a page carries."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import UsageError
from audit.report_model import Report
from audit.reports import render
from audit.reports.seal import read, seal

PAGE = (
    b'<p>%s</p><code class="digest" id="data-digest">' + b"0" * 64 + b'</code> <code class="digest" id="page-digest">'
    b"%s" + b'</code><script type="application/json" id="report-data">{"a": 1}</script>'
)


@pytest.mark.parametrize("kind", ["failed", "passed", "empty", "hostile", "scripts"])
def test_a_page_states_the_digests_that_it_has(kinds_of_report: Mapping[str, Report], kind: str) -> None:
    found = read(render(kinds_of_report[kind], "html"))

    assert found.data_kept
    assert found.page_kept


def test_the_digest_of_the_page_is_that_of_the_page_with_zeros_for_it(make_report: Callable[..., Report]) -> None:
    page = render(make_report(), "html")
    stated = read(page).page_stated.encode()

    assert page.count(stated) == 1
    assert sha256(page.replace(stated, b"0" * 64)).hexdigest().encode() == stated


def test_the_digest_of_the_data_is_that_of_the_block_as_it_stands(make_report: Callable[..., Report]) -> None:
    page = render(make_report(), "html")
    block = re.findall(rb'id="report-data">(.*?)</script>', page, re.DOTALL)[0]

    assert sha256(block).hexdigest() == read(page).data_stated


def test_other_values_have_another_digest(make_report: Callable[..., Report]) -> None:
    one = make_report()
    other = replace(one, title=one.title + "!")

    assert read(render(one, "html")).data != read(render(other, "html")).data


@given(st.data())
def test_any_other_byte_is_noticed(data: st.DataObject) -> None:
    page = seal(PAGE % (b"Some words.", b"0" * 64))
    place = data.draw(st.integers(0, len(page) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != page[place]))

    altered = page[:place] + bytes([other]) + page[place + 1 :]
    try:
        found = read(altered)
    except UsageError:
        return
    assert not found.page_kept


def test_data_and_page_are_told_apart() -> None:
    page = seal(PAGE % (b"Some words.", b"0" * 64))
    words, block = read(page.replace(b"Some", b"More")), read(page.replace(b'"a": 1', b'"a": 2'))

    assert (words.data_kept, words.page_kept) == (True, False)
    assert (block.data_kept, block.page_kept) == (False, False)


@pytest.mark.parametrize("page", [b"", b"<html></html>", seal(PAGE % (b"", b"0" * 64)) * 2])
def test_what_is_no_report_is_refused(page: bytes) -> None:
    with pytest.raises(UsageError, match="no HTML report"):
        read(page)
