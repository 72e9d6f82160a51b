"""TOML is read strictly, and every refusal says where and how to mend it."""

from datetime import date
from pathlib import Path

import pytest

from audit.errors import ConfigurationError, PackError
from audit.strict import Table, json_object, nearest, read, text

FULL = {
    "name": " core ",
    "count": 3,
    "ratio": 2,
    "share": 0.5,
    "from": date(2026, 1, 31),
    "words": ["a ", "b"],
    "colour": "red",
    "colours": ["red", "blue"],
    "free": {"x": 1},
    "rule": [{"id": "one"}, {"name": "two"}, {"plain": "three"}],
}
COLOURS = ("red", "green", "blue")


def table(**values: object) -> Table:
    return Table(values, "policy.toml")


def test_values_of_the_right_kind_are_given_as_they_are() -> None:
    full = Table(FULL, "policy.toml")

    assert (full.text("name"), full.whole("count"), full.number("ratio"), full.share("share")) == ("core", 3, 2.0, 0.5)
    assert (full.day("from"), full.texts("words"), full.mapping("free")) == (date(2026, 1, 31), ("a", "b"), {"x": 1})
    assert (full.choice("colour", COLOURS), full.choices("colours", COLOURS)) == ("red", ("red", "blue"))
    assert [one.where for one in full.tables("rule")] == [
        "policy.toml: rule 'one'",
        "policy.toml: rule 'two'",
        "policy.toml: rule number 3",
    ]
    full.done()


def test_what_is_not_there_takes_its_default() -> None:
    empty = table()

    assert (empty.text("a", None), empty.whole("b", 1), empty.share("c", None), empty.day("d", None)) == (None, 1, None, None)
    assert (empty.texts("e", ()), empty.choice("f", COLOURS, "red"), empty.choices("g", COLOURS, ())) == ((), "red", ())
    assert (empty.mapping("h", None), list(empty.tables("i"))) == (None, [])


WRONG = [
    ("a number for a text", {"name": 3}, lambda t: t.text("name"), "'name' must be a text"),
    ("a blank text", {"name": "  "}, lambda t: t.text("name"), "'name' is empty"),
    ("a truth for a number", {"count": True}, lambda t: t.whole("count"), "'count' must be a whole number"),
    ("a broken number for a whole one", {"count": 1.5}, lambda t: t.whole("count"), "'count' must be a whole number"),
    ("a text for a number", {"ratio": "2"}, lambda t: t.number("ratio"), "'ratio' must be a number"),
    ("a share above one", {"share": 99}, lambda t: t.share("share"), "'share' is 99.0; it is a share, from 0 to 1"),
    (
        "a date in quotes",
        {"from": "2026-01-31"},
        lambda t: t.day("from"),
        "'from' must be a date, such as 2026-01-31 without quotes",
    ),
    ("a text for a list", {"words": "a"}, lambda t: t.texts("words"), "'words' must be a list of texts"),
    (
        "a number in a list",
        {"words": ["a", 1]},
        lambda t: t.texts("words"),
        "'words' must be a list of texts, none of them empty",
    ),
    ("an empty text in a list", {"words": [""]}, lambda t: t.texts("words"), "none of them empty"),
    ("a misspelt choice", {"colour": "gren"}, lambda t: t.choice("colour", COLOURS), "cannot be 'gren'; did you mean 'green'?"),
    (
        "an unknown choice",
        {"colour": "xyz"},
        lambda t: t.choice("colour", COLOURS),
        "cannot be 'xyz'; there are: blue, green, red",
    ),
    ("a choice made twice", {"colours": ["red", "red"]}, lambda t: t.choices("colours", COLOURS), "names something twice"),
    ("a list for a table", {"free": []}, lambda t: t.mapping("free"), "'free' must be a table, written [free]"),
    ("a table for a list of tables", {"rule": {}}, lambda t: list(t.tables("rule")), "each written [[rule]]"),
    ("texts for a list of tables", {"rule": ["a"]}, lambda t: list(t.tables("rule")), "each written [[rule]]"),
    ("a key that is missing", {}, lambda t: t.text("name"), "policy.toml: 'name' is missing"),
    ("a key that is misspelt", {"nmae": "x"}, lambda t: t.text("name"), "is 'nmae' a misspelling of it?"),
]


@pytest.mark.parametrize(("values", "ask", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_does_not_fit_is_refused_with_the_mend(values, ask, message) -> None:
    with pytest.raises(ConfigurationError) as refused:
        ask(table(**values))

    assert message in str(refused.value)


def test_a_date_with_a_time_is_refused(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("from = 2026-01-31T10:00:00")

    with pytest.raises(ConfigurationError, match="must be a date without a time, such as 2026-01-31"):
        read(tmp_path / "policy.toml").day("from")


def test_a_key_that_nobody_asked_for_names_the_nearest() -> None:
    asked = table(purpose=["x"])
    asked.texts("purposes", ())

    with pytest.raises(ConfigurationError, match=r"policy.toml: unknown key 'purpose'; did you mean 'purposes'\?"):
        asked.done()


def test_an_error_is_of_the_class_that_was_asked_for() -> None:
    with pytest.raises(PackError, match=r"pack\.toml: 'title' is missing"):
        Table({}, "pack.toml", PackError).text("title")


NEAREST = [
    ("fail-on", ("fail_on", "packs"), "; did you mean 'fail_on'? There are: fail_on, packs"),
    ("zzz", ("fail_on", "packs"), "; there are: fail_on, packs"),
    ("zzz", (), ""),
    ("zzz", tuple(f"name-{number}" for number in range(50)), ""),
    ("name-7x", tuple(f"name-{number}" for number in range(50)), "; did you mean 'name-7'?"),
]


@pytest.mark.parametrize(("word", "known", "said"), NEAREST)
def test_the_nearest_known_word_is_named_and_few_are_listed(word: str, known: tuple[str, ...], said: str) -> None:
    assert nearest(word, known) == said


FILES = [
    ("no file", None, "there is no such file"),
    ("no TOML", b"name = ", "is not TOML"),
    ("a number of thousands of digits", b"name = " + b"9" * 5000, "is not TOML"),
    ("no text", b"name = '\xff'", "is not UTF-8 text (byte 8); save it as UTF-8"),
    ("nested too deep", b"name = " + b"[" * 100_000, "is "),
]


@pytest.mark.parametrize(("content", "message"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "policy.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigurationError) as refused:
        read(path)

    assert str(refused.value).startswith(f"{path}: ")
    assert message in str(refused.value)


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read(tmp_path)


def test_a_truth_is_true_or_false() -> None:
    assert (table(a=True).truth("a"), table(a=False).truth("a", True), table().truth("a", None)) == (True, False, None)


@pytest.mark.parametrize("values", [{"a": 1}, {"a": "yes"}, {}])
def test_what_is_no_truth_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match=r"policy.toml: 'a' must be true or false"):
        table(**values).truth("a")


def test_a_text_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("é\r\n".encode())

    assert text(tmp_path / "a") == "é\r\n"


def test_a_json_object_has_each_key_once() -> None:
    assert json_object('{"a": {"b": 1}}', "line 1") == {"a": {"b": 1}}
    for wrong, said in (
        ('{"a": {"b": 1, "b": 2}}', "a key is there twice"),
        ("3", "is no JSON object"),
        ("{", "is no JSON object"),
    ):
        with pytest.raises(ConfigurationError, match=f"line 1: .*{said}"):
            json_object(wrong, "line 1")
