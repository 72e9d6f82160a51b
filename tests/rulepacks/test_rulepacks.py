"""Rule packs are read strictly, and their digests tell what a change asks for."""

from datetime import date
from pathlib import Path

import pytest

from audit import rulepacks
from audit.errors import PackError
from audit.model import Citation, Outcome

PACK = 'title = "Ours"\nversion = "1"\n'
RULE = """
[[rule]]
id        = "our-pack/long"
title     = "A long passage"
rationale = "Because it is long."
outcome   = "review"
when      = "kind = 'copyright'"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a pack, with the least that a pack has."""
    made = tmp_path / "our_pack"
    made.mkdir()
    (made / "pack.toml").write_text(PACK)
    return made


def loaded(folder: Path, rules: str | None = None, pack: str | None = None) -> rulepacks.Pack:
    if rules is not None:
        (folder / "rules.toml").write_text(rules)
    if pack is not None:
        (folder / "pack.toml").write_text(pack)
    return rulepacks.load([folder])[0]


def test_the_least_pack_has_a_title_and_a_version(folder: Path) -> None:
    pack = loaded(folder)

    assert (pack.name, pack.title, pack.version, pack.folder) == ("our-pack", "Ours", "1", folder)
    assert (pack.detector, pack.detector_digest, pack.measured, pack.rules, pack.tests) == (None, "", (), (), ())


@pytest.mark.parametrize(
    ("line", "reviewed"), [("", ""), ('reviewed = """\nA. Counsel,\n2026-02-01"""\n', "A. Counsel, 2026-02-01")]
)
def test_a_pack_says_who_reviewed_it(folder: Path, line: str, reviewed: str) -> None:
    assert loaded(folder, pack=PACK + line).reviewed == reviewed


def test_packs_that_ship_are_found_by_either_spelling_of_their_name() -> None:
    assert rulepacks.load(["generated-text"]) == rulepacks.load(["generated_text"])


def test_without_names_all_that_ship_are_read() -> None:
    assert "core" in [pack.name for pack in rulepacks.load()]


def test_a_rule_says_what_it_is_read_to_say(folder: Path) -> None:
    text = (
        RULE
        + """
plain         = '''One
line.

Two.'''
view          = "finding"
purposes      = ["commercial-training"]
jurisdictions = ["EU"]
valid_from    = 2021-06-07
valid_to      = 2030-01-01
fix           = ["Remove it."]
[[rule.citations]]
text = "A law"
date = 2019-04-17
url  = "https://law.example/1"
"""
    )

    rule = loaded(folder, text).rules[0]

    assert (rule.id, rule.pack, rule.outcome, rule.plain) == ("our-pack/long", "our-pack", Outcome.REVIEW, "One line.\n\nTwo.")
    assert (rule.purposes, rule.jurisdictions, rule.fix) == (("commercial-training",), ("EU",), ("Remove it.",))
    assert (rule.valid_from, rule.valid_to) == (date(2021, 6, 7), date(2030, 1, 1))
    assert rule.citations == (Citation("A law", date(2019, 4, 17), "https://law.example/1"),)


def test_a_rule_without_plain_words_is_put_in_the_words_of_its_title(folder: Path) -> None:
    assert loaded(folder, RULE).rules[0].plain == "A long passage"


WHEN = [
    ("kind = 'scraped'", "kind = 'scraped'"),
    ("kind = 'scraped'\nwhen = \"a OR b\"", "kind = 'scraped' AND (a OR b)"),
    ('when = "a OR b"', "a OR b"),
]


@pytest.mark.parametrize(("keys", "when"), WHEN)
def test_kind_and_when_are_taken_together(folder: Path, keys: str, when: str) -> None:
    assert loaded(folder, RULE.replace("when      = \"kind = 'copyright'\"", keys)).rules[0].when == when


def test_any_jurisdiction_is_no_jurisdiction_named(folder: Path) -> None:
    assert loaded(folder, RULE + 'jurisdictions = ["any"]').rules[0].jurisdictions == ()


def test_tests_of_a_rule_take_its_purpose_and_jurisdiction(folder: Path) -> None:
    text = (
        RULE
        + """
purposes = ["weights-release"]
jurisdictions = ["JP"]
[[rule.test]]
name   = "one row"
given  = { kind = "copyright" }
expect = 1
[[rule.test]]
name    = "two rows for another purpose"
purpose = "research-training"
expect  = 2
[[rule.test.given]]
kind = "copyright"
[[rule.test.given]]
kind = "copyright"
"""
    )

    first, second = loaded(folder, text).tests

    assert (first.rule, first.given, first.expect) == ("our-pack/long", ({"kind": "copyright"},), 1)
    assert (first.purpose, first.jurisdiction) == ("weights-release", "JP")
    assert (len(second.given), second.purpose) == (2, "research-training")


def test_measured_figures_that_are_there_are_kept(folder: Path) -> None:
    row = '[[measured]]\nkind_of_text = "news"\nprecision = 0.9\ndocuments = 10\ndata = "a set"\ndate = 2026-01-31\n'

    measured = loaded(folder, pack=PACK + row).measured

    assert measured == ({"kind_of_text": "news", "precision": 0.9, "documents": 10, "data": "a set", "date": "2026-01-31"},)


def test_words_for_people_change_no_digest(folder: Path) -> None:
    before = loaded(folder).digest
    (folder / "README.md").write_text("words")

    assert loaded(folder).digest == before


def test_a_rule_asks_for_a_new_judgement_and_not_for_a_new_scan(folder: Path) -> None:
    before = loaded(folder, RULE, PACK + "[detector]\nphrases = ['a']\n")
    after = loaded(folder, RULE.replace("review", "block"))

    assert before.detector_digest == after.detector_digest
    assert before.digest != after.digest


CHANGES = [("another signal", "pack.toml", PACK + "[detector]\nphrases = ['b']\n"), ("another list", "hosts.csv", "a,c\n")]


@pytest.mark.parametrize(("name", "content"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_a_signal_or_a_list_asks_for_a_new_scan(folder: Path, name: str, content: str) -> None:
    (folder / "hosts.csv").write_text("a,b\n")
    before = loaded(folder, pack=PACK + "[detector]\nphrases = ['a']\n").detector_digest
    (folder / name).write_text(content)

    assert loaded(folder).detector_digest != before


def test_rules_lie_in_files_by_topic_too(folder: Path) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "copied-works.toml").write_text(RULE)
    (folder / "rules" / "other.toml").write_text(RULE.replace("long", "short") + "topic = 'brevity'")

    assert [(rule.id, rule.topic) for rule in loaded(folder, RULE.replace("long", "top")).rules] == [
        ("our-pack/top", "our-pack"),
        ("our-pack/long", "copied-works"),
        ("our-pack/short", "brevity"),
    ]


def test_a_rule_in_a_file_of_its_topic_asks_for_no_new_scan(folder: Path) -> None:
    before = loaded(folder, pack=PACK + "[detector]\nphrases = ['a']\n")
    (folder / "rules").mkdir()
    (folder / "rules" / "long.toml").write_text(RULE)
    after = loaded(folder)

    assert before.detector_digest == after.detector_digest
    assert before.digest != after.digest


WRONG = [
    ("an unknown key of the pack", None, PACK + "titel = 'x'", "unknown key 'titel'; did you mean 'title'?"),
    (
        "an unknown key of a measure",
        None,
        PACK + "[[measured]]\nkind_of_text='a'\ndocuments=1\ndata='a'\ndate=2026-01-01\nf1=1",
        "unknown key 'f1'",
    ),
    ("an unknown key of the file", RULE.replace("[[rule]]", "[[rules]]"), None, "unknown key 'rules'; did you mean 'rule'?"),
    ("an unknown key of a rule", RULE + "colour = 'red'", None, "rule 'our-pack/long': unknown key 'colour'"),
    ("an unknown key of a source", RULE + "[[rule.citations]]\ntext='a'\ndate=2026-01-01\nlink='b'", None, "unknown key 'link'"),
    ("an unknown key of a test", RULE + "[[rule.test]]\nname='a'\nexpect=1\ngiven={}\nwhy='b'", None, "unknown key 'why'"),
    ("an unknown outcome", RULE.replace("review", "reviews"), None, "did you mean 'review'?"),
    ("an unknown severity", RULE + "severity = 'hihg'", None, "did you mean 'high'?"),
    ("an unknown view", RULE + "view = 'findings'", None, "did you mean 'finding'?"),
    ("no condition", RULE.replace("when  ", "#"), None, "'when' is missing"),
    ("another pack's id", RULE.replace("our-pack/", "core/"), None, "'id' must be our-pack/"),
    ("an id in capitals", RULE.replace("/long", "/Long"), None, "lower-case words joined by hyphens"),
    ("an id without its pack", RULE.replace("our-pack/long", "long"), None, "'id' must be our-pack/"),
    (
        "an end before its beginning",
        RULE + "valid_from = 2026-01-02\nvalid_to = 2026-01-01",
        None,
        "'valid_to' is before 'valid_from'",
    ),
    (
        "an address that is a script",
        RULE + "[[rule.citations]]\ntext='a'\ndate=2026-01-01\nurl='javascript:1'",
        None,
        "must begin with https://",
    ),
    ("a source without a date", RULE + "[[rule.citations]]\ntext='a'", None, "citations number 1: 'date' is missing"),
    ("a rule twice", RULE + RULE, None, "rule 'our-pack/long' is there twice"),
]


@pytest.mark.parametrize(("rules", "pack", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_does_not_fit_is_refused_with_the_mend(folder: Path, rules: str | None, pack: str | None, message: str) -> None:
    with pytest.raises(PackError) as refused:
        loaded(folder, rules, pack)

    assert message in str(refused.value)


def test_the_same_pack_twice_is_refused(folder: Path) -> None:
    with pytest.raises(PackError, match="pack 'our-pack' is there twice"):
        rulepacks.load([folder, folder])


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(PackError, match=r"no rule pack named 'cores'; did you mean 'core'\?"):
        rulepacks.load(["cores"])


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"is no rule pack: it has no pack\.toml"):
        rulepacks.load([tmp_path])
