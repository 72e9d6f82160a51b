"""Files of waivers are read strictly: what is wrong is named with its file, its entry and the mend, and nothing is guessed."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import waivers
from audit.errors import ConfigurationError, RunError
from audit.model import PURPOSES, Waiver
from tests.waivers.made import ENTRY, FINGERPRINT, toml, waiver, write

OTHER = "f" * 32
DIGEST = "a" * 64
GROUP = {"fingerprints": None, "where": {"work": "alice"}, "count": 2, "digest": DIGEST}


def test_all_that_an_entry_says_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, toml(**GROUP, purposes=["weights-release"], jurisdictions=["EU"], rule_digest=DIGEST))

    assert waivers.read([path]) == (
        waiver(
            fingerprints=(), where={"work": "alice"}, count=2, digest=DIGEST, purposes=("weights-release",),
            jurisdictions=("EU",), rule_digest=DIGEST, file=str(path),
        ),
    )  # fmt: skip


def test_a_line_of_json_says_the_same_as_a_table_of_toml(tmp_path: Path) -> None:
    line = json.dumps(ENTRY, default=str)

    (of_json,) = waivers.read([write(tmp_path, f"\n{line}\n", "w.jsonl")])
    (of_toml,) = waivers.read([write(tmp_path, toml())])

    assert replace(of_json, file="") == replace(of_toml, file="") == waiver()


def test_waivers_of_several_files_come_by_id(tmp_path: Path) -> None:
    first, second = write(tmp_path, toml(id="b"), "1.toml"), write(tmp_path, toml(id="a"), "2.toml")

    assert [one.id for one in waivers.read([first, second])] == ["a", "b"]


WRONG = [
    ("no id", {"id": None}, "'id' is missing"),
    ("an odd id", {"id": "a b"}, "'id' must be letters, digits"),
    ("no rule", {"rule": None}, "'rule' is missing"),
    ("no reason", {"reason": None}, "'reason' is missing"),
    ("a blank reason", {"reason": " "}, "'reason' is empty"),
    ("an unknown code", {"reason_code": "FALSE_POSITIV"}, "'reason_code' cannot be 'FALSE_POSITIV'; did you mean"),
    ("no owner", {"owner": None}, "'owner' is missing"),
    ("no approver", {"approver": None}, "'approver' is missing"),
    ("no evidence", {"evidence": None}, "'evidence' is missing"),
    ("owner and approver are one", {"approver": "Mira Lund"}, "'Mira Lund' is owner and approver; another person has to approve"),
    ("one in other letters", {"approver": "  mira   LUND "}, "is owner and approver"),
    ("one in wide letters", {"approver": "Ｍｉｒａ Lund"}, "is owner and approver"),
    ("a day in quotes", {"created": "2026-11-01"}, "'created' must be a date"),
    ("ends before it begins", {"expires": date(2026, 10, 31)}, "'expires' 2026-10-31 is before 'created' 2026-11-01"),
    ("a licence for too long", {"expires": date(2027, 11, 2)}, "more than 365 days after 'created'; 2027-11-01 is the last day"),
    (
        "a risk for too long",
        {"reason_code": "RISK_ACCEPTED", "expires": date(2027, 5, 1)},
        "more than 180 days after 'created'; 2027-04-30 is the last day that is let",
    ),
    ("covers nothing", {"fingerprints": None}, "it covers nothing: give 'fingerprints', or 'where' with 'count' and 'digest'"),
    ("an empty selector", {"fingerprints": None, "where": {}}, "it covers nothing"),
    ("a group that is not counted", {**GROUP, "count": None}, "a group needs 'count' and 'digest' of what it covered"),
    ("a group without digest", {**GROUP, "digest": None}, "a group needs 'count' and 'digest' of what it covered"),
    ("a count of none", {**GROUP, "count": 0}, "'count' must be the number of fingerprints"),
    ("a short digest", {**GROUP, "digest": "abc"}, "'digest' and 'rule_digest' are 64 hexadecimal digits"),
    ("an unknown column", {**GROUP, "where": {"wrk": "alice"}}, "where: no column 'wrk' to select by; did you mean 'work'?"),
    ("a number to select by", {**GROUP, "where": {"work": 3}}, "where: 'work' must be a text"),
    ("no fingerprint", {"fingerprints": ["abc"]}, "'abc' is no fingerprint: 32 hexadecimal digits"),
    ("a value that is none", {"fingerprints": [f"{OTHER}:many"]}, "is no fingerprint"),
    ("a fingerprint twice", {"fingerprints": [OTHER, OTHER]}, "'fingerprints' names one twice"),
    ("a purpose that is none", {"purposes": ["fun"]}, "'purposes' cannot be 'fun'"),
    ("a place that is none", {"jurisdictions": ["Mars"]}, "'jurisdictions' cannot be 'Mars'"),
    ("an unknown key", {"expiry": date(2027, 1, 1)}, "unknown key 'expiry'"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "said"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_named_with_file_and_entry(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    path = write(tmp_path, toml(**changes))

    with pytest.raises(ConfigurationError) as problem:
        waivers.read([path])

    assert str(problem.value).startswith(f"{path}: waiver ")
    assert said in str(problem.value)


RIGHT = [
    {"expires": ENTRY["created"]},
    {"expires": date(2027, 11, 1)},
    {"reason_code": "RISK_ACCEPTED", "expires": date(2027, 4, 30)},
    {"fingerprints": [f"{OTHER}:412", f"{FINGERPRINT}:0.25", f"{'e' * 32}:1e+20"]},
]


@pytest.mark.parametrize("changes", RIGHT)
def test_what_is_just_right_is_read(tmp_path: Path, changes: dict[str, object]) -> None:
    assert len(waivers.read([write(tmp_path, toml(**changes))])) == 1


def test_a_policy_can_shorten_the_days_but_not_lengthen_them(tmp_path: Path) -> None:
    risk = write(tmp_path, toml(reason_code="RISK_ACCEPTED", expires=date(2027, 4, 30)))

    assert waivers.read([risk], 300)
    with pytest.raises(ConfigurationError, match="more than 30 days after 'created'; 2026-12-01 is the last day that is let"):
        waivers.read([risk], 30)


def test_a_policy_that_lets_waivers_hold_longer_does_not(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="more than 180 days after 'created'"):
        waivers.read([write(tmp_path, toml(reason_code="RISK_ACCEPTED", expires=date(2027, 5, 1)))], 300)


def test_every_entry_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "".join(toml(id=f"w{number:02}", owner=None) for number in range(25)))

    with pytest.raises(ConfigurationError) as problem:
        waivers.read([path])

    assert "waiver 'w00': 'owner' is missing" in str(problem.value)
    assert "waiver 'w19': 'owner' is missing; and 5 more" in str(problem.value)


def test_an_id_is_there_once_over_all_files(tmp_path: Path) -> None:
    first, second = write(tmp_path, toml(), "1.toml"), write(tmp_path, toml(), "2.toml")

    with pytest.raises(ConfigurationError, match=r"2.toml: waiver 'press-12': '.*1.toml' has a waiver of this id too"):
        waivers.read([first, second])


FILES = [
    ("waivers.toml", "[[waiver]\n", "waivers.toml: is not TOML"),
    ("waivers.toml", "[[waivers]]\n", "waivers.toml: unknown key 'waivers'; did you mean 'waiver'?"),
    ("w.jsonl", "{broken\n", "w.jsonl: line 1: is no JSON object"),
    ("w.jsonl", "\n[1]\n", "w.jsonl: line 2: is no JSON object"),
    ("w.jsonl", '{"id": "a", "id": "b"}\n', "w.jsonl: line 1: is no JSON object: a key is there twice"),
    ("w.jsonl", "[" * 100_000, "w.jsonl: line 1: is no JSON object"),
    ("w.jsonl", '{"created": "soon"}\n', "w.jsonl: line 1: 'created' must be a day such as \"2026-01-31\", not 'soon'"),
    ("w.jsonl", '{"id": "a", "created": 5}\n', "w.jsonl: line 1: 'rule' is missing"),
]


@pytest.mark.parametrize(("name", "text", "said"), FILES)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as problem:
        waivers.read([write(tmp_path, text, name)])

    assert said in str(problem.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none.toml: there is no such file"):
        waivers.read([tmp_path / "none.toml"])


def test_the_digest_is_of_a_set() -> None:
    assert waivers.digest(["b", "a", "b"]) == waivers.digest(["a", "b"]) != waivers.digest(["a"])


@pytest.mark.parametrize(
    ("where", "all_of_it"),
    [({"path": "*"}, True), ({"path": "**/*"}, True), ({"path": "a*"}, False), ({"path": "*", "work": "a"}, False), ({}, False)],
)
def test_a_selector_of_stars_leaves_nothing_out(where: dict[str, str], all_of_it: bool) -> None:
    assert waivers.all_of_it(where) is all_of_it


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1).map(str.strip).filter(bool)
ANY = st.builds(
    Waiver,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", fullmatch=True),
    rule=WORDS,
    reason_code=st.sampled_from(waivers.REASONS),
    reason=WORDS,
    owner=WORDS.map(lambda name: f"owner {name}"),
    approver=WORDS.map(lambda name: f"approver {name}"),
    evidence=WORDS,
    created=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    expires=st.just(date(2030, 1, 1)),
    where=st.dictionaries(st.sampled_from(waivers.SELECTORS), WORDS, max_size=3),
    fingerprints=st.sets(st.from_regex(r"[0-9a-f]{32}(:[0-9]{1,6})?", fullmatch=True), min_size=1, max_size=4).map(tuple),
    count=st.integers(1, 10**6),
    digest=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    purposes=st.lists(st.sampled_from(PURPOSES), unique=True).map(tuple),
    rule_digest=st.from_regex(r"([0-9a-f]{64})?", fullmatch=True),
)  # fmt: skip


@pytest.mark.parametrize("name", ["w.toml", "w.jsonl"])
@given(wanted=ANY, held=st.integers(0, 180))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, name: str, wanted: Waiver, held: int) -> None:
    path = tmp_path_factory.mktemp("written") / name
    wanted = replace(wanted, expires=wanted.created + timedelta(held), file=str(path))

    waivers.append(path, wanted)

    assert waivers.read([path]) == (wanted,)


def test_what_a_file_holds_stays_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, "# ours\n" + toml().rstrip("\n"))

    waivers.append(path, waiver(id="next", fingerprints=(FINGERPRINT, OTHER)))

    assert path.read_text().startswith("# ours\n" + toml() + "\n[[waiver]]\n")
    assert [one.id for one in waivers.read([path])] == ["next", "press-12"]
    assert not list(tmp_path.glob(".*"))


def test_an_id_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    path = write(tmp_path, toml())

    with pytest.raises(ConfigurationError, match="there is a waiver 'press-12' already; give another --id"):
        waivers.append(path, waiver())

    assert path.read_text() == toml()


def test_a_folder_that_is_not_there_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot write to"):
        waivers.append(tmp_path / "none" / "w.toml", waiver())


@pytest.mark.parametrize("name", ["w.toml", "w.jsonl"])
def test_words_that_are_odd_are_kept(tmp_path: Path, name: str) -> None:
    odd = waiver(reason=printable.strip() + "\x7f\x85\u2028.", file=str(tmp_path / name))

    waivers.append(tmp_path / name, odd)

    assert waivers.read([tmp_path / name]) == (odd,)
