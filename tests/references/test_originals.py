import pytest

from audit.references.originals import is_archive, original

ARCHIVED = [
    ("https://web.archive.org/web/20130101000000/http://www.example.org/x", "http://www.example.org/x"),
    ("https://web.archive.org/web/20130101id_/https:/example.org/x", "https://example.org/x"),
    ("https://archive.ph/2020.01/https://example.org/", None),
    ("https://archive.ph/20200101000000/https://example.org/", "https://example.org/"),
    ("https://www.google.com/amp/s/amp.example.org/x", "https://amp.example.org/x"),
    ("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/p", "https://www.example.org/p"),
    ("https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjK:www.example.org/x&hl=en", "https://www.example.org/x"),
    ("https://web.archive.org/web/2013/https%3A%2F%2Fexample.org%2Fx", "https://example.org/x"),
    ("https://my--shop-example-org.translate.goog/wiki/X?_x_tr_sl=en", "https://my-shop.example.org/wiki/X?_x_tr_sl=en"),
    ("https://example-org.translate.goog", "https://example.org/"),
    ("https://web.archive.org/about", None),
    ("https://example.org/web/2013/http://other.example/", None),
    (
        "http://web.archive.org/web/2013/http://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjK:example.org/x",
        "https://example.org/x",
    ),
    ("https://translate.google.com/translate?hl=en&u=http%3A%2F%2Fexample.org%2Fx&sl=de", "http://example.org/x"),
    ("https://translate.google.com/?sl=de", None),
    ("https://wayback.archive-it.org/all/20130101000000/http://example.org/x", "http://example.org/x"),
    ("https://arquivo.pt/wayback/20130101000000/http://example.org/x", "http://example.org/x"),
    ("https://webarchive.nationalarchives.gov.uk/ukgwa/20130101000000/http://example.org/x", "http://example.org/x"),
    ("https://r.jina.ai/https://example.org/x", "https://example.org/x"),
    ("https://example.org/amp/s/other.example/x", None),
    ("https://amp.example.org/x/amp/", None),
]


@pytest.mark.parametrize(("url", "shown"), ARCHIVED)
def test_an_archive_or_cache_is_resolved_to_what_it_shows(url: str, shown: str | None) -> None:
    assert original(url) == shown


@pytest.mark.parametrize("url", [url for url, shown in ARCHIVED if shown])
def test_the_host_of_what_is_resolved_is_an_archive(url: str) -> None:
    assert is_archive(url.split("/")[2])


@pytest.mark.parametrize("host", ["example.org", "archive.example.org", "google.example.org", "myarchive.org"])
def test_other_hosts_are_none(host: str) -> None:
    assert not is_archive(host)


def test_archives_of_archives_end() -> None:
    assert original("https://web.archive.org/web/2013/" * 9 + "http://example.org/") is not None
