"""Registered domains are those that tldextract gives."""

import pytest
import tldextract
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.references import suffixes

THEIRS = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
HOSTS = (
    "www.example.com",
    "example.co.uk",
    "blogspot.com",
    "a.blogspot.com",
    "com",
    "a.b.kobe.jp",
    "www.ck",
    "a.www.ck",
    "a.b.ck",
    "ck",
)
MORE = (
    "city.kobe.jp",
    "x.city.kobe.jp",
    "xn--85x722f.xn--55qx5d.cn",
    "a.xn--p1ai",
    "a.xn--999",
    "localhost",
    "a.notasuffix",
    "1.2.3.4",
)


def _theirs(host: str) -> str | None:
    parts = THEIRS(host)
    if parts.domain and parts.suffix:
        return f"{parts.domain}.{parts.suffix}"
    return parts.suffix if parts.is_private else None


@pytest.mark.parametrize("host", HOSTS + MORE)
def test_a_registered_domain_is_theirs(host: str) -> None:
    assert suffixes.registered(host) == _theirs(host)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(suffixes._suffixes()[0])), st.lists(st.sampled_from(["a", "www", "city", "xn--p1ai"]), max_size=3))
def test_registered_domains_under_each_suffix_are_theirs(suffix: str, labels: list[str]) -> None:
    host = ".".join([*labels, suffix.replace("*", "any").lstrip("!")])

    assert suffixes.registered(host) == _theirs(host)
