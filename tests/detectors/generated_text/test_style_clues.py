"""What a text looks like: clues of the style score, with a model made for the test, and the one that ships."""

import pyarrow as pa
import pytest

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors import generated_text
from audit.detectors._generated_text_style import Style
from audit.model import Finding, Level
from audit.text.matcher import Matcher
from tests.references.made_style_model import model, text

import tomllib  # isort: skip


def _detector() -> generated_text.GeneratedText:
    pack = folder("rules") / "generated_text"
    return generated_text.create(Signals(tomllib.loads((pack / "pack.toml").read_text("utf-8"))["detector"], pack))


def _batch(*texts: str) -> Batch:
    rows = [{"record": place, "text": one} for place, one in enumerate(texts)]
    return Batch(Records("corpus.jsonl", pa.RecordBatch.from_pylist(rows, schema=RECORD_SCHEMA), 1), Matcher(()))


def _clues(*texts: str) -> list[Finding]:
    detector = _detector()
    detector.style = Style(model())
    return [found for found in detector.detect(_batch(*texts)) if found.attributes["basis"] == "style"]


def test_a_text_that_reads_like_a_models_is_a_clue_and_no_more() -> None:
    found = _clues(text(60), text(60, "tapestry", "nuanced"), text(60, "nope"))

    assert [(one.record, one.level) for one in found] == [(1, Level.CLUE)]
    assert found[0].attributes["because"].startswith("nuanced, tapestry") or "tapestry" in str(found[0].attributes["because"])
    assert {"family", "provider", "model"}.isdisjoint(found[0].attributes)


def test_the_bound_depends_on_the_length() -> None:
    assert [
        one.reference for one in _clues(*(text(count, "tapestry", "nuanced", "vibrant") for count in (40, 60, 130, 230)))
    ] == [f"style: {words} words and more" for words in (50, 100, 200)]


def test_each_document_has_its_score_or_none() -> None:
    detector = _detector()
    detector.style = Style(model())

    scores = detector.describe(_batch(text(60, "tapestry"), text(10), "Слова " * 80))["style_score"].to_pylist()

    assert scores[0] > 1
    assert scores[1:] == [None, None]


def test_without_a_model_nothing_is_scored() -> None:
    detector = _detector()
    detector.style = None

    assert detector.describe(_batch(text(60))) == {}
    assert not list(detector.detect(_batch(text(60, "tapestry", "nuanced"))))


@pytest.mark.parametrize("shouted", [False, True])
def test_the_model_that_ships_answers_english_only(shouted: bool) -> None:
    english = (
        "We went down to the harbour in the morning and the boats had not come back yet, so my brother sat on the wall. " * 4
    )
    german = (
        "Wir gingen am Morgen zum Hafen hinunter und die Boote waren noch nicht zurück, also setzte sich mein Bruder hin. " * 4
    )

    scores = _detector().describe(_batch(english.upper() if shouted else english, german))["style_score"].to_pylist()

    assert scores[0] is not None
    assert scores[1] is None
