"""corpus-audit enrol and attribute: which version of a model a corpus's sources are like."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.references.made_versions import texts

Command = Callable[..., Any]


def written(path: Path, made: list[str], **more: str) -> str:
    path.write_text("".join(json.dumps({"text": text, **more}) + "\n" for text in made))
    return str(path)


@pytest.fixture
def enrol(command: Command, place: Path) -> Command:
    """Enrols two versions with a control; further words come after."""
    named = [f"{name}={written(place / f'{name[:4]}.jsonl', texts(name[:4], 50))}" for name in ("acme/one", "pine/one")]
    control = written(place / "people.jsonl", texts("people", 50))
    return lambda *words: command("enrol", *named, "--controls", control, "-o", "profiles", *words)


@pytest.fixture
def attribute(enrol: Command, command: Command) -> Command:
    """Holds a corpus against their profiles."""
    assert enrol("--quiet").status == 0
    return lambda *words: command("attribute", *words, "--profiles", "profiles")


def test_enrolling_tells_how_pools_are_answered_and_how_wrong_that_may_be(enrol: Command) -> None:
    result = enrol()
    lines = result.out.splitlines()

    assert result.status == 0
    assert [line.split()[0] for line in lines[1:6]] == ["acme/one", "pine/one", "acme/one,", "pine/one,", "control"]
    assert lines[2].split()[1] == "50"
    assert int(lines[2].split()[2].rstrip("%")) > 90
    assert lines[-1].startswith("Of pools of a class that nobody enrolled 0.0% were called what they are not, at worst 0.0%")
    assert "attribute CORPUS --profiles profiles" in result.err


def test_each_source_is_answered_over_all_its_documents(attribute: Command, place: Path) -> None:
    corpus = place / "asked"
    corpus.mkdir()
    written(corpus / "a.jsonl", texts("pine", 60, seed=1), source="mill")
    written(corpus / "b.jsonl", [*texts("hazel", 40, seed=1), "Short."], url="https://www.example.org/page")
    written(corpus / "c.jsonl", texts("acme", 5, seed=1))
    written(corpus / "d.jsonl", ["Short."])
    (corpus / "e.jsonl").write_text('{"text": broken}\n')

    rows = [json.loads(line) for line in attribute(str(corpus), "--json").out.splitlines()]

    assert [(row["source"], row["documents"], row["short"], row["answer"]["name"]) for row in rows] == [
        ("mill", 60, 0, "pine/one"),
        ("example.org", 40, 1, ""),
        ("c.jsonl", 5, 0, ""),
        ("d.jsonl", 0, 1, ""),
    ]
    assert rows[0]["answer"]["verdict"] == "version"


def test_answers_stand_above_what_was_measured(attribute: Command, place: Path) -> None:
    written(place / "asked.jsonl", texts("pine", 60, seed=1))
    (place / "broken.jsonl").write_text('{"text": "a"}\n{"text": broken}\n')

    result = attribute("asked.jsonl", "broken.jsonl")

    assert result.out.startswith("asked.jsonl: version: pine/one (like its samples")
    assert "broken.jsonl: abstained (fewer than 20 documents of 50 words and more; 0 documents, 1 too short)" in result.out
    assert "nobody enrolled" in result.out
    assert "1 files or records could not be read" in result.err


def test_the_corpus_of_a_run_is_read_again(attribute: Command, scan: Command, place: Path) -> None:
    written(place / "corpus" / "a.jsonl", texts("acme", 60, seed=1))
    assert scan("--quiet").status == 0

    assert "a.jsonl: version: acme/one" in attribute("audit-run").out


def test_of_a_conversation_only_the_models_turns_are_read(attribute: Command, place: Path) -> None:
    talks = [
        {"messages": [{"role": "user", "content": asked}, {"role": "Assistant", "content": told}]}
        for asked, told in zip(texts("hazel", 60), texts("pine", 60, seed=1), strict=True)
    ]
    (place / "talks.jsonl").write_text("".join(json.dumps(talk) + "\n" for talk in talks))

    assert "talks.jsonl: version: pine/one" in attribute("talks.jsonl").out


REFUSED = [
    (("acme/one",), "is not NAME=FILE"),
    (("acme one=pine.jsonl", "--controls", "people.jsonl"), "no name of a version"),
    (("acme/one=pine.jsonl", "acme/one=acme.jsonl"), "named twice"),
    (("acme/one=pine.jsonl", "--controls", "people.jsonl"), "3 samples are needed"),
    (("a=pine.jsonl", "b=acme.jsonl", "c=acme.jsonl"), "a control among them"),
    (("a=pine.jsonl", "b=few.jsonl", "--controls", "people.jsonl"), "has 3 texts of 50 words and more, 1 shorter ones"),
    (("a=pine.jsonl", "b=none.jsonl", "--controls", "people.jsonl"), "no text could be read in none.jsonl"),
    (("a=apart0.jsonl", "b=apart1.jsonl", "--controls", "apart2.jsonl"), "no words in common"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_samples_that_do_not_do_are_refused_with_the_mend(
    enrol: Command, command: Command, place: Path, words: tuple[str, ...], told: str
) -> None:
    written(place / "few.jsonl", [*texts("few", 3), "Short."])
    (place / "none.jsonl").write_text('{"text": broken}\n')
    for number in range(3):
        alone = [" ".join(f"{chr(97 + text % 26)}{'x' * (text // 26)}{'y' * word}" for word in range(60)) for text in range(40)]
        written(place / f"apart{number}.jsonl", [text.translate({120: "uvw"[number]}) for text in alone])

    result = command("enrol", *words, "-o", "profiles")

    assert result.status == 2
    assert told in result.err


def test_profiles_that_are_not_there_are_told(command: Command, place: Path) -> None:
    result = command("attribute", "corpus", "--profiles", "nowhere")

    assert result.status == 2
    assert "corpus-audit enrol" in result.err
