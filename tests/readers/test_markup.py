"""Dumps of wikis and of Stack Exchange, WikiExtractor's files, and pages."""

import pytest

from audit.readers.mediawiki import plain

WIKI = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/">
<siteinfo><sitename>Our Wiki</sitename><base>https://wiki.example/wiki/Main_Page</base></siteinfo>
<page><title>Old boats</title><ns>0</ns><id>7</id><revision><id>9</id><timestamp>2020-05-06T07:08:09Z</timestamp>
<contributor><username>Me</username></contributor>
<text>'''Boats''' are [[ship|small ships]].{{cite}}</text></revision></page>
<page><title>Boat</title><id>8</id><redirect title="Old boats"/><revision><text>#REDIRECT [[Old boats]]</text></revision></page>
<page><title>Page</title><id>9</id><revision><format>text/html</format><text>&lt;p&gt;Words&lt;/p&gt;</text></revision></page>
<page><title>Nothing</title><id>10</id><revision><text/></revision><revision></revision></page></mediawiki>"""


def test_pages_of_a_wiki_are_documents(tmp_path, reading):
    (tmp_path / "dump.xml").write_text(WIKI)

    result = reading(tmp_path, batch_records=1)

    assert result.texts == ["Boats are small ships.", "Words"]
    first = result.documents[0]
    assert (first["url"], first["record_id"], first["author"]) == ("https://wiki.example/wiki/Old_boats", "7", "Me")
    assert (first["source"], str(first["captured"])) == ("Our Wiki", "2020-05-06")
    assert result.reasons == ["not-a-document", "empty-text", "empty-text"]
    assert result.decoded == len(WIKI.encode())


def test_a_dump_without_site_has_no_urls(tmp_path, reading):
    (tmp_path / "dump.xml").write_text(
        "<mediawiki><page><title>T</title><revision><text>Words</text></revision></page></mediawiki>"
    )

    assert reading(tmp_path).documents[0]["url"] is None


def test_a_truncated_dump_gives_what_came_before(tmp_path, reading):
    (tmp_path / "dump.xml").write_text(WIKI[: WIKI.index("<page><title>Page")])

    result = reading(tmp_path)

    assert result.texts == ["Boats are small ships."]
    assert result.skips[-1].record is None


@pytest.mark.parametrize(
    ("wikitext", "text"),
    [
        ("[[a|b]] [[c]]", "b c"),
        ("{{x|{{y}}}}z", "z"),
        ("{| class=x\n|cell\n|}after", "after"),
        ("a<ref name=x/>b<ref>note</ref>c<!-- no -->", "abc"),
        ("== Head ==\ntext", "Head\ntext"),
        ("[[File:a.jpg|thumb|with [[link]] in it]]after", "after"),
        ("[[Category:Boats]]after", "after"),
        ("[http://a.example/ words] [http://a.example/]", "words"),
        ("''i'' '''b''' <b>x</b> __NOTOC__", "i b x"),
        ("a&nbsp;b &amp; c", "a b & c"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("unbalanced {{ braces", "unbalanced {{ braces"),
        ("<math>x^2</math>y", "y"),
    ],
)
def test_wikitext_is_cleaned_lightly(wikitext, text):
    assert plain(wikitext).strip() == text


def test_nested_braces_do_not_take_long():
    assert plain("{{" * 20_000)
    assert plain("[[" * 20_000)
    assert plain("<ref>" * 50_000) is not None
    assert plain("[//a " * 50_000)
    assert plain("=" + " " * 50_000 + "x")


POSTS = """<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="1" PostTypeId="1" CreationDate="2020-05-06T07:08:09.123" Body="&lt;p&gt;How?&lt;/p&gt;"
  Title="A question" ContentLicense="CC BY-SA 4.0" OwnerDisplayName="me" />
  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2020-05-07T00:00:00" Body="&lt;p&gt;So.&lt;/p&gt;" />
  <row Id="3" PostTypeId="4" Body="tag" />
  <row Id="4" PostTypeId="1" />
</posts>"""


def test_posts_of_a_dump_are_documents(tmp_path, reading):
    (tmp_path / "boats.stackexchange.com").mkdir()
    (tmp_path / "boats.stackexchange.com" / "Posts.xml").write_text(POSTS)

    result = reading(tmp_path, batch_records=1)

    assert result.texts == ["A question\n\nHow?", "So."]
    assert [document["url"] for document in result.documents] == [
        "https://boats.stackexchange.com/questions/1",
        "https://boats.stackexchange.com/a/2",
    ]
    assert (result.documents[0]["licence"], result.documents[0]["author"]) == ("CC BY-SA 4.0", "me")
    assert result.reasons == ["not-a-document", "no-text-field"]


def test_posts_in_a_folder_without_a_host_have_no_url(tmp_path, reading):
    (tmp_path / "Posts.xml").write_text(POSTS)

    assert reading(tmp_path).documents[0]["url"] is None


def test_entities_are_not_expanded(tmp_path, reading):
    bomb = '<?xml version="1.0"?><!DOCTYPE posts [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    bomb += '<posts><row Id="1" Body="x &b;"/></posts>'
    (tmp_path / "Posts.xml").write_text(bomb)

    assert all(len(text) < 100 for text in reading(tmp_path).texts)


DOC = '<doc id="{0}" url="https://wiki.example/?curid={0}" title="A &amp; B">\nA &amp; B\n\nWords {0}.\n\n</doc>\n'


def test_extracted_articles_are_documents(tmp_path, reading):
    data = "".join(DOC.format(n) for n in range(50))
    (tmp_path / "wiki_00").write_text(data)

    result = reading(tmp_path, batch_records=1)

    assert len(result.documents) == 50
    assert result.documents[3]["title"] == "A & B"
    assert result.documents[3]["url"] == "https://wiki.example/?curid=3"


def test_text_between_articles_and_articles_without_end_are_skips(tmp_path, reading):
    (tmp_path / "wiki_00").write_text(
        DOC.format(1) + "stray\n</doc>\n" + DOC.format(2).replace("A &amp; B\n\nWords 2.", "") + DOC.format(3)[:-10]
    )

    result = reading(tmp_path)

    assert len(result.documents) == 1
    assert result.reasons == ["malformed-record", "empty-text", "truncated"]


def test_an_article_beyond_the_limit_ends_the_file(tmp_path, reading):
    (tmp_path / "wiki_00").write_text(DOC.format(1) + DOC.format(2).replace("Words", "Words " * 2000)[:-10])

    result = reading(tmp_path, record_bytes=1000)

    assert (len(result.texts), result.reasons[0]) == (1, "record-too-large")


def test_a_page_is_a_document_with_its_address(tmp_path, reading):
    (tmp_path / "a.html").write_text("<!doctype html><title>T</title><link rel=canonical href='http://a.example/'><p>Words")

    (document,) = reading(tmp_path).documents

    assert (document["text"].strip(), document["url"], document["title"]) == ("Words", "http://a.example/", "T")


def test_a_page_without_text_is_a_skip(tmp_path, reading):
    (tmp_path / "a.html").write_text("<!doctype html><p></p>")

    assert reading(tmp_path).reasons == ["empty-text"]


def test_a_page_too_long_to_be_one_is_a_skip(tmp_path, reading, monkeypatch):
    monkeypatch.setattr("audit.readers.html_file.LONGEST_PAGE", 100)
    (tmp_path / "a.html").write_text("<!doctype html>" + "<p>Words</p>" * 50)

    assert reading(tmp_path).reasons == ["record-too-large"]
