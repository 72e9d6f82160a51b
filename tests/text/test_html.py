import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.html import page

HEAD = "<!doctype html><html lang='de-AT'><head><title> A &amp; B </title>{}</head><body>{}</body></html>"


def marks(head: str = "", body: str = "") -> list[tuple[str, str, str]]:
    return list(page(HEAD.format(head, body)).marks)


def test_all_visible_text_is_kept_and_nothing_else():
    html = "<nav>Menu</nav><script>var a</script><style>p {}</style><p>One <b>two</b><br>three</p><footer>Foot</footer>"

    text = page(HEAD.format("", html)).text

    assert [line.strip() for line in text.split("\n") if line.strip()][:3] == ["Menu", "One two", "three"]
    assert "Foot" in text
    assert "var a" not in text


def test_title_and_language_are_told():
    found = page(HEAD.format("", "x"))

    assert (found.title, found.language) == ("A & B", "de-AT")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="Robots" content="noai, noimageai">', [("meta", "robots", "noai, noimageai")]),
        ('<meta name="tdm-reservation" content="1">', [("meta", "tdm-reservation", "1")]),
        ('<meta property="og:site_name" content="Site">', [("meta", "og:site_name", "Site")]),
        ('<meta name="generator" content="vBulletin 4">', [("meta", "generator", "vBulletin 4")]),
        ('<meta name="DC.Rights" content="CC0">', [("meta", "dc.rights", "CC0")]),
        ('<meta name="GPTBot" content="noindex">', [("meta", "gptbot", "noindex")]),
        ('<meta name="viewport" content="x">', []),
        ('<meta name="robots">', []),
        ('<link rel="canonical" href="http://a.example/">', [("link", "canonical", "http://a.example/")]),
        (
            '<link rel="license author" href="http://l.example/">',
            [("link", "author", "http://l.example/"), ("link", "license", "http://l.example/")],
        ),
        ('<link rel="stylesheet" href="a.css">', []),
    ],
)
def test_what_the_head_says_is_marked(head, expected):
    assert marks(head) == expected


@pytest.mark.parametrize(
    ("around", "place"),
    [
        ("<p>{}</p>", "body"),
        ("<footer><div>{}</div></footer>", "footer"),
        ("<div id='site-footer'>{}</div>", "footer"),
        ("<figure><figcaption>{}</figcaption></figure>", "figure"),
        ("<aside>{}</aside>", "aside"),
        ("<header>{}</header>", "header"),
        ("<div>" * 100 + "{}" + "</div>" * 100, "body"),
    ],
)
def test_a_licence_link_tells_where_it_stands(around, place):
    assert marks(body=around.format("<a rel='license' href='http://l.example/'>L</a>")) == [
        (f"a:{place}", "license", "http://l.example/")
    ]


def test_a_link_to_creative_commons_without_rel_is_a_plain_link():
    link = '<a href="https://creativecommons.org/licenses/by/4.0/">CC</a><a rel="nofollow" href="http://a.example/">x</a>'

    assert marks(body=link) == [("a:body", "href", "https://creativecommons.org/licenses/by/4.0/")]


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("json", "expected"),
    [
        (
            '{"@type": "NewsArticle", "isAccessibleForFree": false, "publisher": {"name": "P"}, "author": [{"name": "A"}, "B"]}',
            [("@type", "NewsArticle"), ("isAccessibleForFree", "false"), ("publisher", "P"), ("author", "A"), ("author", "B")],
        ),
        ('{"@graph": [{"license": {"url": "http://l.example/"}}]}', [("license", "http://l.example/")]),
        ('[{"copyrightYear": 2020, "mainEntity": {"headline": "H"}}]', [("copyrightYear", "2020"), ("headline", "H")]),
        ('{"license": {"license": 1}}', []),
        ('{"license": [[[[[[[["deep"]]]]]]]], "publisher": [[[[[[[["deep"]]]]]]]], "@graph": [[[[[[{"license": "x"}]]]]]]}', []),
        ("{broken", []),
        ('"text"', []),
    ],
)
def test_what_json_ld_says_is_marked(json, expected):
    assert [(name, value) for place, name, value in marks(LD.format(json)) if place == "json-ld"] == expected


def test_values_and_marks_are_bounded():
    found = marks('<meta name="robots" content="' + "x" * 5000 + '">' + '<meta name="robots" content="a">' * 500)

    assert len(found) == 200
    assert len(found[0][2]) == 2000


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Zürich, naïve".encode("latin-1"), "ISO-8859-1"),
        ("Zürich, naïve".encode(), "utf-8"),
        ("Zürich, naïve".encode(), '"UTF-8"'),
        ("<meta charset='utf-8'>Zürich, naïve".encode(), "no-such-charset"),
        ("<meta charset='iso-8859-1'>Zürich, naïve".encode("latin-1"), None),
    ],
)
def test_bytes_are_decoded(data, encoding):
    assert page(data, encoding).text.strip() == "Zürich, naïve"


@pytest.mark.parametrize(
    "html",
    [
        "",
        b"",
        "<",
        "<p",
        "<div>" * 50_000,
        "</p>" * 50_000,
        "<a " + "x=1 " * 50_000,
        "\0",
        "<p>a\ud800b",
        b"\xff\xfe",
        b"\xff" * 99,
    ],
)
def test_hostile_pages_end_well(html):
    assert isinstance(page(html).text, str)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_input_is_a_page(html):
    assert isinstance(page(html).text, str)
