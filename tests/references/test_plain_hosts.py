import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.references import plain_hosts, sites

URLS = [
    ("https://www.Example.org/x", "www.example.org"),
    ("HTTP://example.org", "example.org"),
    ("http://example.org:80", "example.org"),
    ("https://a_b-c.example?q", "a_b-c.example"),
    ("http://example.org#x", "example.org"),
    ("https://user@example.org/", None),
    ("https://example.org:80x/", None),
    ("https://example.org\\x", None),
    ("https://bücher.example/", None),
    ("https://%65xample.org/", None),
    (" https://example.org/", None),
    ("//example.org/", None),
    ("httpx://example.org/", None),
    ("hello://example.org/", None),
    ("https:///example.org/", None),
    ("https://" + "a" * 254, None),
    ("http://a", None),
    ("http://ab.de", "ab.de"),
    ("", None),
    (None, None),
]


def test_hosts_are_read_where_urls_are_written_in_the_usual_way() -> None:
    assert plain_hosts.read(pa.array([url for url, _ in URLS])).to_pylist() == [host for _, host in URLS]


@pytest.mark.parametrize("urls", [[], [None, None], [""]])
def test_there_may_be_no_host_at_all(urls: list[str | None]) -> None:
    assert plain_hosts.read(pa.array(urls, pa.string())).to_pylist() == [None] * len(urls)


def test_a_part_of_an_array_is_read_as_by_itself() -> None:
    urls = pa.array([url for url, _ in URLS])

    assert plain_hosts.read(urls.slice(2, 5)).to_pylist() == [host for _, host in URLS[2:7]]


@given(st.lists(st.text("htps:/w.@[]%#?A\\ 8é", max_size=30).map("http://".__add__)))
def test_it_reads_what_the_careful_way_reads_or_nothing(urls: list[str]) -> None:
    read = plain_hosts.read(pa.array(urls, pa.string())).to_pylist()
    careful = sites._extract(pa.array(urls, pa.string()), sites._AUTHORITY).to_pylist()

    assert all(host is None or host == other.lower() for host, other in zip(read, careful, strict=True))
