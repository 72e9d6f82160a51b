"""What the learned model adds to the markers: with a small model that is seen through, and with the one that ships."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detection import Signals
from audit.detectors._scraped_site_model import Learned, column, decided, load
from audit.detectors.scraped_site import ScrapedSite
from audit.errors import PackError
from audit.model import Finding, Level
from audit.references import site_model
from audit.text.matcher import Matcher
from tests.detectors.scraped_site.test_scraped_site import DETECTOR, PACK, TABLE
from tests.references.made_site_model import BOUNDS, NEWS, TALK, model

FILLER = (
    "The ferry leaves the small town at nine in the morning and comes back in the evening, when the light is low over the water "
    "and the people who work on the other side want to go home. There is a place for tea on board, and a dog that is nobody's."
)
GERMAN = (
    "Die Fähre verlässt die kleine Stadt um neun Uhr und kommt am Abend zurück, wenn das Licht tief über dem Wasser steht "
    "und die Leute, die drüben arbeiten, nach Hause wollen. An Bord gibt es Tee und Kuchen, und einen Hund, der keinem gehört."
)
FRENCH = (
    "Le bac quitte la petite ville à neuf heures et revient le soir, quand la lumière est basse sur l'eau et que les gens "
    "qui travaillent de l'autre côté veulent rentrer chez eux. Il y a du thé à bord, et un chien qui n'est à personne."
)


@pytest.fixture
def detector() -> ScrapedSite:
    """The shipped markers with the small model."""
    rest = (DETECTOR.kinds, [m for m in DETECTOR.markers.values() if m.id not in DETECTOR.rights])
    rights = [m for m in DETECTOR.markers.values() if m.id in DETECTOR.rights]
    made = ScrapedSite(DETECTOR.register, DETECTOR.sources, *rest, rights, [*DETECTOR.always], DETECTOR.pages, DETECTOR.by_name)
    made.learned = Learned(model())
    return made


def batch(detector: ScrapedSite, *texts: str, **columns: list[object]) -> Batch:
    values = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    values |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    values |= {name: pa.array(column, RECORD_SCHEMA.field(name).type) for name, column in columns.items()}
    table = pa.RecordBatch.from_arrays([values[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return Batch(Records("a.jsonl", table, 0), Matcher(detector.patterns))


def found(detector: ScrapedSite, *texts: str, **columns: list[object]) -> list[Finding]:
    return list(detector.detect(batch(detector, *texts, **columns)))


def told(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [(f.attributes["tier"], f.attributes["platform"], str(f.level)) for f in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FILLER} {NEWS}", [("model", "news", "finding")]),
        (f"{GERMAN} {NEWS}", [("model", "news", "finding")]),
        (f"{FRENCH} {NEWS}", [("model", "news", "clue")]),
        (f"{FRENCH} {TALK}", [("model", "transcript", "finding")]),
        (FILLER, []),
        (NEWS, []),
    ],
    ids=["english", "german", "a language not measured", "a class measured in all languages", "nothing likely", "too short"],
)
def test_the_model_speaks_where_it_was_measured(detector: ScrapedSite, text: str, expected: list[tuple[object, ...]]) -> None:
    assert told(found(detector, text)) == expected


def test_a_finding_of_the_model_tells_its_probability_and_the_words_that_spoke(detector: ScrapedSite) -> None:
    (finding,) = found(detector, f"{FILLER} {NEWS}")

    assert [(one.measure, one.unit) for one in finding.evidence] == [("probability", "of 1")]
    assert finding.evidence[0].value == pytest.approx(finding.score, abs=1e-3)
    assert str(finding.attributes["because"]).startswith(NEWS)
    assert finding.attributes["source_kind"] == "news"


def test_it_is_silent_where_the_address_speaks(detector: ScrapedSite) -> None:
    findings = found(detector, f"{FILLER} {NEWS}", url=["https://en.wikipedia.org/wiki/Ferry"])

    assert [row[0] for row in told(findings)] == ["url"]


def test_markers_and_model_make_one_finding(detector: ScrapedSite) -> None:
    marked = f"LONDON (AP) — {FILLER}\n© 2021 BBC. All rights reserved.\nContinue reading the main story\n{NEWS}"

    findings = [f for f in found(detector, marked) if "platform" in f.attributes]

    assert told(findings) == [("text", "news", "finding")]


def test_heavy_markers_that_the_model_does_not_believe_are_a_clue(detector: ScrapedSite) -> None:
    marked = f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n{FILLER} {NEWS}"

    (finding, *_) = [f for f in found(detector, marked) if f.attributes.get("tier") == "text"]

    assert finding.level is Level.CLUE


@pytest.mark.parametrize(
    ("chances", "weights", "expected"),
    [
        ({"none": 0.05, "news": 0.95, "transcript": 0.0}, {}, ("news", "finding")),
        ({"none": 0.4, "news": 0.6, "transcript": 0.0}, {}, ("news", "clue")),
        ({"none": 0.6, "news": 0.4, "transcript": 0.0}, {}, ("", "clue")),
        ({"none": 0.6, "news": 0.4, "transcript": 0.0}, {"news": 1.3}, ("news", "finding")),
        ({"none": 0.9, "news": 0.1, "transcript": 0.0}, {"news": 1.3}, ("news", "clue")),
        ({"none": 0.9, "news": 0.1, "transcript": 0.0}, {"news": 1.2}, ("", "clue")),
        ({"none": 0.05, "news": 0.95, "transcript": 0.0}, {"news": 1.3, "transcript": 2.0}, ("transcript", "clue")),
        ({"none": 0.05, "news": 0.95, "transcript": 0.0}, {"rights": 3.0}, ("news", "finding")),
    ],
)
def test_what_is_said_follows_from_bounds(
    chances: dict[str, float], weights: dict[str, float], expected: tuple[str, str]
) -> None:
    name, level = decided(BOUNDS, chances, weights)

    assert (name, str(level)) == expected


def test_documents_get_probabilities_as_bytes(detector: ScrapedSite) -> None:
    columns = detector.describe(batch(detector, f"{FILLER} {NEWS}", "short", FILLER))

    (news, short, plain) = columns["class_scores"].to_pylist()
    assert short is None
    assert news.index(max(news)) == 1
    assert plain.index(max(plain)) == 0
    assert all(abs(sum(scores) - 255) <= 3 for scores in (news, plain))
    assert columns["class_scores"].type == pa.list_(pa.uint8())


def test_without_a_model_nothing_is_described(detector: ScrapedSite) -> None:
    detector.learned = None

    assert detector.describe(batch(detector, FILLER)) == {}
    assert found(detector, f"{FILLER} {NEWS}") == []


def test_no_probability_at_all_is_a_column_too() -> None:
    assert column(np.full((2, 3), np.nan, np.float32)).to_pylist() == [None, None]


def test_batches_do_not_change_what_is_found() -> None:
    texts = [f"{FILLER} Posted by u/anna_b", FILLER, f"{FILLER} © 2021 BBC", GERMAN * 30, ""]

    together = found(DETECTOR, *texts)
    apart = [replace(finding, record=number) for number, text in enumerate(texts) for finding in found(DETECTOR, text)]

    assert together == apart


def test_a_pack_without_a_model_has_none(tmp_path: Path) -> None:
    assert load(Signals({}, tmp_path)) is None


def test_an_altered_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "model.npz").write_bytes(site_model.packed(model().weights) + b" ")

    with pytest.raises(PackError, match="model_digest"):
        load(Signals({"model": "model.npz", "model_digest": sha256(b"").hexdigest()}, tmp_path))


def test_the_model_that_ships_is_the_one_that_the_pack_names() -> None:
    assert sha256((PACK / TABLE["model"]).read_bytes()).hexdigest() == TABLE["model_digest"]


MENTIONS = [
    "Reddit has announced that it will charge for access to its interface, and several of the larger communities went dark in "
    "protest. Moderators of subreddits such as r/gardening said that the tools they rely on would stop working. A spokesman said "
    "that Reddit was in talks with developers, and that most people who use the site would not notice any difference at all.",
    "To fetch the captions of a YouTube video, call the function with the identifier of the video and the code of a language. It "
    "returns a list of entries, each with a text, a start and a duration. Where a video has no transcript, an error is raised. "
    "Do not call it for many videos at once: YouTube may ask you to subscribe or block your address for some time.",
    "In this study we compared how questions are answered on Stack Overflow and in mailing lists. Questions asked on "
    "Stack Overflow were answered sooner, while answers in mailing lists were longer and were seldom accepted or voted upon. We "
    "draw no conclusion on quality, since the two populations differ in age, in occupation and in what they hope to learn.",
    "Wikipedia is an encyclopedia that anyone can edit. Teachers often ask whether their pupils may cite it, and this school's "
    "answer is that they may read it first, and must then find the sources that the article itself cites. A list of such sources "
    "stands at the end of each article, below the heading References, and the library will help to order what is not online.",
]


@pytest.mark.parametrize("text", MENTIONS, ids=["reddit", "youtube", "stackexchange", "wikipedia"])
def test_text_that_mentions_a_platform_is_not_attributed_to_it(text: str) -> None:
    platforms = {"reddit", "youtube", "transcript", "stackexchange", "wikipedia"}

    assert not [f for f in found(DETECTOR, text) if f.level is Level.FINDING and f.attributes.get("platform") in platforms]


@pytest.mark.parametrize(("role", "answered"), [("assistant", False), ("Quill", True)], ids=["a chat", "a thread"])
def test_chats_with_a_model_are_left_to_the_markers(detector: ScrapedSite, role: str, answered: bool) -> None:
    text = f"{FILLER} {NEWS}"
    turns = [[{"role": "user", "start": 0, "end": 20}, {"role": role, "start": 20, "end": len(text)}]]

    assert bool(found(detector, text, turns=turns)) == answered
    scores = detector.describe(batch(detector, text, turns=turns))["class_scores"]
    assert (scores.null_count == 0) == answered
