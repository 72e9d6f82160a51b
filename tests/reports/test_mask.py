"""E-mail addresses are masked and other text is not."""

import time

import pytest

from audit.reports.mask import MASK, masked


@pytest.mark.parametrize(
    "address", ["mira@example.org", "m.i-r_a+tag@mail.example.co.uk", "mïra@exämple.org", "MIRA@EXAMPLE.ORG"]
)
def test_an_address_is_masked(address: str) -> None:
    assert masked(f"write to {address}, soon") == f"write to {MASK}, soon"


@pytest.mark.parametrize("text", ["no address", "@handle", "me@home", "a @ b.c", "price @ 3.50", "@@", "x@", "git@host:path"])
def test_what_is_no_address_stays(text: str) -> None:
    assert masked(text) == text


def test_addresses_in_a_row_are_all_masked() -> None:
    assert masked("a@b.cd,e@f.gh;<i@j.kl>") == f"{MASK},{MASK};<{MASK}>"


@pytest.mark.parametrize("hostile", ["a" * 200_000 + "@", "a@" + "b." * 100_000, "a@" * 100_000, "." * 200_000 + "@a.b"])
def test_hostile_text_takes_no_long_time(hostile: str) -> None:
    begun = time.perf_counter()
    masked(hostile)

    assert time.perf_counter() - begun < 1
