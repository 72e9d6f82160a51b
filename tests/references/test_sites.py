from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.errors import PackError
from audit.references import sites
from audit.text.matcher import Matcher

ARCHIVED = "https://web.archive.org/web/20130101000000/http://www.example.org/x"
HEADER = "domain,platform,publisher,source_kind,group,note,source,date\n"
REGISTER = sites.load(Path(folder("rules")) / "scraped_site" / "hosts.csv")

URLS = [
    ("https://www.Example.co.uk:8080/x", "www.example.co.uk", "example.co.uk"),
    ("//news.example.org/1", "news.example.org", "example.org"),
    ("http://user:pw@example.org/", "example.org", "example.org"),
    ("HTTP://EXAMPLE.ORG.", "example.org", "example.org"),
    ("\thttp://example.org", "example.org", "example.org"),
    ("http:///example.org/a", "example.org", "example.org"),
    ("http://%65xample.org/", "example.org", "example.org"),
    ("https://bücher.example.de/a", "xn--bcher-kva.example.de", "example.de"),
    ("https://xn--bcher-kva.de", "xn--bcher-kva.de", "xn--bcher-kva.de"),
    ("http://192.168.0.1/x", "192.168.0.1", "192.168.0.1"),
    ("http://[2001:DB8::1]:80/", "2001:db8::1", "2001:db8::1"),
    ("http://baker.blogspot.com/", "baker.blogspot.com", "baker.blogspot.com"),
    ("https://blogspot.com/", "blogspot.com", "blogspot.com"),
    ("http://example.org#@other.example", "example.org", "example.org"),
    ("http://example.org\\@other.example/", "example.org", "example.org"),
    ("www.example.de/x", "www.example.de", "example.de"),
    ("example.org/abc", "example.org", "example.org"),
    ("http://co.uk/", "co.uk", None),
    ("http://1.2.3.4.5/", "1.2.3.4.5", None),
    ("http://localhost/", None, None),
    ("http://a..b/", None, None),
    ("http://\u2028\ufffe.de/", None, None),
    ("http://ex ample.org/", None, None),
    ("http://www.exa mple.org/", None, None),
    ("https://example.org  ", "example.org", "example.org"),
    ("https://example.org:80a/x", None, None),
    ("https://example.org:/x", "example.org", "example.org"),
    ("https://example.org?q=http://other.example/", "example.org", "example.org"),
    ("https://EXAMPLE.org#top", "example.org", "example.org"),
    ("https://user@example.org:8080/@other.example", "example.org", "example.org"),
    ("https://192.168.0.1:99", "192.168.0.1", "192.168.0.1"),
    ("https://" + "a" * 254, None, None),
    ("ftp://files.example.org/pub", "files.example.org", "example.org"),
    ("hxxps://example.org/x", None, None),
    ("http//example.org/x", None, None),
    ("https:/example.org/x", None, None),
    ("s3://bucket.name/key.org", None, None),
    ("FILE:///pages.org/x", None, None),
    ("/files/example.org/x", None, None),
    ("///pages.org/x", None, None),
    ("\\\\server.example.org\\share", None, None),
    ("C:\\example.org\\x", None, None),
    ("javascript:alert('//example.org/')", None, None),
    ("data:text/html,//example.org/", None, None),
    ("train.zip/part-1", None, None),
    ("www.example.rs/part-1", "www.example.rs", "example.rs"),
    ("h", None, None),
    ("https://", None, None),
    ("mailto:anna@example.org", None, None),
    ("urn:uuid:1", None, None),
    ("src/foo.py", None, None),
    ("notes.txt", None, None),
    ("file.unknownsuffix/x", None, None),
    ("not a url", None, None),
    ("", None, None),
    (None, None, None),
    ("http://" + "a" * 1_000_000, None, None),
    ("http://" + "a." * 500 + "org", None, None),
]


@pytest.mark.parametrize(("url", "host", "domain"), URLS, ids=lambda value: str(value)[:40])
def test_a_url_has_its_host_and_its_registered_domain(url: str | None, host: str | None, domain: str | None) -> None:
    urls = pa.array([url], pa.string())

    assert (sites.hosts(urls)[0].as_py(), sites.registered_domains(urls)[0].as_py()) == (host, domain)


def test_all_urls_at_once_are_answered_as_one_by_one() -> None:
    urls = pa.chunked_array([pa.array([url for url, _, _ in URLS], pa.large_string())])

    assert sites.registered_domains(urls).to_pylist() == [domain for _, _, domain in URLS]


def test_an_archived_page_counts_for_its_site_and_the_archive_for_itself() -> None:
    urls = pa.array([ARCHIVED, "https://web.archive.org/about", "https://www.google.com/search?q=x", None, "https://example.net"])

    assert sites.hosts(urls).to_pylist() == ["www.example.org", "web.archive.org", "www.google.com", None, "example.net"]


@given(st.lists(st.one_of(st.none(), st.text(max_size=60), st.text("htps:/w.@[]%#?\\ -xn12é", max_size=40))))
def test_any_text_gives_one_host_or_none_each(urls: list[str | None]) -> None:
    clean = [url.encode("utf-8", "replace").decode() if url else url for url in urls]

    hosts = sites.hosts(pa.array(clean, pa.string())).to_pylist()

    assert len(hosts) == len(clean)
    assert all(host is None or (host == host.lower() and host.isascii() and ("." in host or ":" in host)) for host in hosts)


@pytest.mark.parametrize(
    ("host", "platform"),
    [
        ("old.reddit.com", "reddit"),
        ("reddit.com", "reddit"),
        ("library.example.gov", "gov"),
        ("cs.example.edu", "edu"),
        ("anna.blogspot.com", "blogger"),
        ("news.ycombinator.com", "hackernews"),
        ("ycombinator.com", None),
        ("notreddit.com", None),
        ("gov", None),
        ("example.org", None),
    ],
)
def test_the_register_finds_a_host_by_itself_or_by_what_is_above_it(host: str, platform: str | None) -> None:
    site = REGISTER.find(host)

    assert (site.platform if site else None) == platform


def test_the_register_names_a_source_and_a_date_for_each_of_its_hosts() -> None:
    assert len(REGISTER.sites) > 900
    assert all(site.source and len(site.date) == 10 for site in REGISTER.sites.values())
    assert all(domain == domain.lower() and "/" not in domain and not domain.startswith("www.") for domain in REGISTER.sites)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("domain,platform\na.example,x\n", "columns must be"),
        (HEADER + "a.example,x,,news,,,us,2026-01-01\na.example,y,,news,,,us,2026-01-01\n", "line 3: a.example is listed twice"),
        (HEADER + "a.example,x\n", "line 2: a row needs a value for each column"),
        (HEADER + ",x,,news,,,us,2026-01-01\n", "line 2: a row needs a value for each column"),
        (HEADER + "a.example,x,,news,,,us,2026-01-01,more\n", "line 2: a row needs a value for each column"),
    ],
)
def test_a_wrong_list_says_where_it_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "hosts.csv").write_text(text)

    with pytest.raises(PackError, match=says):
        sites.load(tmp_path / "hosts.csv")


def test_of_one_batch_the_hosts_are_made_once() -> None:
    columns = {field.name: pa.nulls(2, field.type) for field in RECORD_SCHEMA}
    columns |= {"record": pa.array([0, 1]), "text": pa.array(["a", "b"], pa.large_string())}
    columns["url"] = pa.array(["https://www.example.org/", None], pa.string())
    table = pa.RecordBatch.from_arrays([columns[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    batch = Batch(Records("x", table, 0), Matcher(()))

    assert sites.hosts_of(batch).to_pylist() == ["www.example.org", None]
    assert sites.hosts_of(batch) is sites.hosts_of(batch)


def test_hosts_in_bulk_find_what_one_by_one_is_found() -> None:
    hosts = pa.array(["old.reddit.com", None, "example.org", "old.reddit.com", "anna.blogspot.com"]).dictionary_encode()

    places, found = REGISTER.listed(hosts)

    assert places.to_pylist() == [0, 3, 4]
    assert [found[hosts.indices[place].as_py()].platform for place in (0, 3, 4)] == ["reddit", "reddit", "blogger"]
