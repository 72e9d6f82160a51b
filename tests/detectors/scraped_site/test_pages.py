"""What captured pages say of their source outside their text."""

import tomllib
from pathlib import Path

import pyarrow as pa
import pytest

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors._scraped_page import Pages
from audit.detectors.scraped_site import create
from audit.errors import PackError
from audit.model import Finding, Level
from audit.references.sites import Register, Site
from audit.text.html import page
from audit.text.matcher import Matcher

PACK = Path(folder("rules")) / "scraped_site"
TABLE = tomllib.loads((PACK / "pack.toml").read_text(encoding="utf-8"))["detector"]
DETECTOR = create(Signals(TABLE, PACK))
MATCHER = Matcher(DETECTOR.patterns)
HTML = "<html><head>{}</head><body><p>Rye bread keeps for ten days in a tin.</p></body></html>"


def found(head: str, url: str | None = None, *headers: tuple[str, str], text: str = "") -> list[Finding]:
    read = page(HTML.format(head))
    marks = [
        *({"place": "header", "name": name, "value": value} for name, value in headers),
        *({"place": place, "name": name, "value": value} for place, name, value in read.marks),
    ]
    values = {field.name: pa.nulls(1, field.type) for field in RECORD_SCHEMA}
    values |= {"record": pa.array([0]), "text": pa.array([text or read.text], pa.large_string())}
    values |= {"url": pa.array([url], pa.string()), "marks": pa.array([marks], RECORD_SCHEMA.field("marks").type)}
    table = pa.RecordBatch.from_arrays([values[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return list(DETECTOR.detect(Batch(Records("a.html", table, 0), MATCHER)))


def said(finding: Finding) -> dict[str, object]:
    names = ("tier", "platform", "source_kind", "publisher", "domain", "marker", "mark")
    return {name: finding.attributes[name] for name in names if name in finding.attributes}


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


NEWS = {"tier": "page", "platform": "news", "source_kind": "news", "marker": "@type NewsArticle"}
FORUM = {"tier": "page", "platform": "forum", "source_kind": "forum", "marker": "generator"}
PAGES = [
    ("a news article", ld('{"@type": "NewsArticle"}'), None, NEWS),
    (
        "of a named publisher",
        ld('{"@type": "NewsArticle", "publisher": {"name": "The Loaf"}}'),
        None,
        {**NEWS, "publisher": "The Loaf"},
    ),
    ("with its address as type", ld('{"@type": "https://schema.org/NewsArticle"}'), None, NEWS),
    ("with several types", ld('{"@type": ["Article", "NewsArticle"]}'), None, NEWS),
    ("in a graph", ld('{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle"}]}'), None, NEWS),
    (
        "whose holder is named",
        ld('{"@type": "NewsArticle", "publisher": "https://x.example/", "copyrightHolder": {"name": "Loaf Group"}}'),
        None,
        {**NEWS, "publisher": "Loaf Group"},
    ),
    (
        "whose site is named",
        ld('{"@type": "NewsArticle"}') + '<meta property="og:site_name" content="The Loaf">',
        "https://www.loaf.example.org/1",
        {**NEWS, "publisher": "The Loaf", "domain": "example.org"},
    ),
    ("of a publisher with an endless name", ld('{"@type": "NewsArticle", "publisher": {"name": "%s"}}' % ("x" * 99)), None, NEWS),
    (
        "a site of news",
        ld('{"@type": "NewsMediaOrganization", "name": "The Loaf"}'),
        None,
        {**NEWS, "marker": "@type NewsMediaOrganization"},
    ),
    (
        "of a publisher of the register",
        ld('{"@type": "NewsArticle", "publisher": {"name": "BBC"}}'),
        None,
        {
            "tier": "page",
            "platform": "news",
            "source_kind": "news",
            "publisher": "BBC",
            "marker": "publisher",
        },
    ),
    ("a thread", ld('{"@type": "DiscussionForumPosting"}'), None, {**FORUM, "marker": "@type DiscussionForumPosting"}),
    (
        "questions",
        ld('{"@type": "QAPage"}'),
        None,
        {"tier": "page", "platform": "qa", "source_kind": "qa", "marker": "@type QAPage"},
    ),
    ("Discourse", '<meta name="generator" content="Discourse 3.2.0 - https://github.com/discourse/discourse">', None, FORUM),
    (
        "vBulletin",
        '<meta name="generator" content="vBulletin 4.2.2">',
        "https://bread.example.org/t/1",
        {**FORUM, "domain": "example.org"},
    ),
    ("software before a type", '<meta name="generator" content="phpBB">' + ld('{"@type": "NewsArticle"}'), None, FORUM),
    (
        "MediaWiki",
        '<meta name="generator" content="MediaWiki 1.41.0">',
        None,
        {"tier": "page", "platform": "mediawiki", "source_kind": "wiki", "marker": "generator"},
    ),
    (
        "Blogger",
        '<meta content="blogger" name="generator"/>',
        None,
        {"tier": "page", "platform": "blogger", "source_kind": "blog", "marker": "generator"},
    ),
]
CLOSED = [
    ld('{"@type": "Recipe", "isAccessibleForFree": false}'),
    ld('{"@type": "Recipe", "isAccessibleForFree": "False"}'),
    ld('{"@type": "Recipe", "isAccessibleForFree": "https://schema.org/False"}'),
    '<meta property="article:content_tier" content="locked">',
]
SILENT = [
    "",
    ld('{"@type": "Article"}'),
    ld('{"@type": "BlogPosting", "publisher": {"name": "The Loaf"}}'),
    ld('{"@type": "ItemList", "about": "NewsArticle"}'),
    ld('{"@type": "Recipe", "isAccessibleForFree": true}'),
    ld('{"@type": "Recipe", "isAccessibleForFree": ""}'),
    ld('{"@type": "Recipe", "isAccessibleForFree": "sometimes"}'),
    ld("{broken"),
    '<meta name="generator" content="Hugo 0.121">',
    '<meta name="generator" content="WordPress 6.4">',
    '<meta name="generator" content="not MediaWiki">',
    '<meta name="description" content="NewsArticle by MediaWiki">',
    '<meta property="article:content_tier" content="free">',
    '<meta property="og:site_name" content="The Loaf">',
]


@pytest.mark.parametrize(("head", "url", "expected"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_a_page_tells_its_kind(head: str, url: str | None, expected: dict[str, object]) -> None:
    (finding,) = found(head, url)

    assert said(finding) == expected
    assert finding.level is Level.FINDING


@pytest.mark.parametrize("head", SILENT)
def test_a_page_that_tells_nothing_is_not_attributed(head: str) -> None:
    assert found(head) == []


@pytest.mark.parametrize("head", CLOSED)
def test_a_page_that_is_not_free_to_read_bears_a_rights_mark(head: str) -> None:
    (finding,) = found(head)

    assert said(finding) == {"tier": "page", "mark": "paywall", "marker": finding.attributes["marker"]}
    assert finding.attributes["marker"] in ("isAccessibleForFree", "article:content_tier")


def test_headers_tell_the_software() -> None:
    (generator,) = found("", None, ("x-generator", "MediaWiki 1.39"))
    (route,) = found("", None, ("x-discourse-route", "topics/show"))

    assert (generator.attributes["platform"], generator.attributes["marker"]) == ("mediawiki", "x-generator")
    assert (route.attributes["platform"], route.attributes["marker"]) == ("forum", "x-discourse-route")


def test_the_register_goes_before_what_a_page_says_of_its_kind() -> None:
    (finding,) = found(ld('{"@type": "NewsArticle"}'), "https://www.reddit.com/r/bread")

    assert (finding.attributes["tier"], finding.attributes["platform"]) == ("url", "reddit")


@pytest.mark.parametrize(("kinds", "named"), [(("news", "news"), "news"), (("news", "blog"), None)])
def test_a_publisher_of_sites_of_many_kinds_names_none(kinds: tuple[str, str], named: str | None) -> None:
    rows = {
        f"{n}.example": Site(f"{n}.example", kind, "The Loaf", kind, None, None, "us", "2026-01-01")
        for n, kind in enumerate(kinds)
    }
    own = Pages(Register(rows), {}, {}, "pack").own([{"place": "meta", "name": "og:site_name", "value": "the loaf"}])

    assert (own.site.platform if own else None) == named


def test_text_of_another_platform_than_the_page_tells_is_a_clue() -> None:
    first, second = found(ld('{"@type": "NewsArticle"}'), text="Posted by u/anna_bakes")

    assert (first.attributes["platform"], first.level) == ("news", Level.FINDING)
    assert (second.attributes["platform"], second.level) == ("reddit", Level.CLUE)


def test_a_word_for_a_platform_without_a_kind_is_a_wrong_pack() -> None:
    table = {**TABLE, "pages": {"types": {"Recipe": "kitchen"}}}

    with pytest.raises(PackError, match="the platform 'kitchen' has no source kind"):
        create(Signals(table, PACK))
