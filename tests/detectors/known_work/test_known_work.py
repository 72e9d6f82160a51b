"""Known works in documents: what is found, what is not, and what is said of it."""

import random
import tempfile
import tomllib
import unicodedata
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detection import Signals
from audit.detectors import known_work
from audit.detectors._known_work_levels import Levels
from audit.model import Finding, Kind, Level
from audit.references.works import Work
from audit.references.works_building import build
from audit.text import cache
from audit.text.matcher import Matcher

PIER = (
    "The lamp on the pier had burned for forty years before anyone asked who filled it. She could never say afterwards why she "
    "did ask, that evening, with the herring boats in and the wind gone round to the north, unless it was that the flame leaned "
    "the wrong way. Old Marten, mending a net by its light, answered without looking up that it was filled by whoever had last "
    "been forgiven."
)
CLOCK = (
    "Every clock in the museum was right twice a day, and the curator saw to it that these moments were well attended. School "
    "classes were led from gallery to gallery in a route that took eleven months to plan. At the end of it there stood a "
    "sundial, under a roof."
)
FILLER = "Nothing of what follows here has been printed before, and little of it will be again. " * 8
CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def detector(tmp_path_factory: pytest.TempPathFactory) -> known_work.KnownWork:
    return _detector(
        tmp_path_factory.mktemp("works"), Work("pier", PIER, {"title": "The Pier"}, "works.toml"), Work("clock", CLOCK, {})
    )


def _detector(folder: Path, *given: Work) -> known_work.KnownWork:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "folder", lambda: folder)
        library = build(given, folder / "library")
        return known_work.create(Signals({"finding_letters": 75, "memory_bytes": 1 << 30}, Path(), (library.path,)))


def _found(detector: known_work.KnownWork, *texts: str) -> list[Finding]:
    rows = pa.RecordBatch.from_pylist([{"record": n, "text": text} for n, text in enumerate(texts)], schema=RECORD_SCHEMA)
    return list(detector.detect(Batch(Records("corpus.jsonl", rows, 1), Matcher(()))))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(detector: known_work.KnownWork, case: dict[str, object]) -> None:
    text = str(case["text"]).replace("{filler}", FILLER)

    assert [f"{one.attributes['work']} {one.level}" for one in _found(detector, text)] == case["finds"]


def test_a_finding_says_where_and_how_much(detector: known_work.KnownWork) -> None:
    quoted = PIER[:82]

    (one,) = _found(detector, f"Здесь: «{quoted}»")

    assert one.kind is Kind.COPYRIGHT
    assert (one.span.start, one.span.end) == (8, 8 + 81)
    assert one.reference_span is not None
    assert (one.reference_span.start, one.reference_span.end) == (0, 81)
    assert one.quote.text == quoted[:-1]
    assert one.reference_quote is not None
    assert one.reference_quote.text == quoted[:-1]
    assert dict(one.attributes) == {
        "work": "pier",
        "title": "The Pier",
        "metadata_source": "works.toml",
        "class": "identical",
        "cmi": "absent",
        "quoted": True,
    }
    measures = {e.measure: e.value for e in one.evidence}
    assert measures["matched-words"] == measures["longest-run-words"] == 16
    assert measures["matched-characters"] == measures["longest-run"] == 66
    assert measures["similarity"] == 1.0
    assert measures["added-characters"] == measures["omitted-characters"] == 0
    assert measures["work-length"] == len(PIER)
    assert 0.9 < measures["share-of-document"] < 1.0
    assert 0.2 < measures["share-of-work"] < 0.3
    assert one.reference is not None
    assert one.reference.startswith("works/pier@")


SAYINGS = {
    "Vietnamese": "Người giữ đèn ở bến cũ kể rằng mỗi đêm ông lại đếm những con thuyền chưa về, rồi mới thắp ngọn đèn thứ hai.",
    "Cyrillic": "Йод и ёлка, объяснял смотритель маяка, стоят в одной нише, чтобы гости всегда находили что-нибудь знакомое.",
    "Arabic": "قالَ حارِسُ المنارةِ إنَّ الأمواجَ لا تُعَدُّ، وإنَّهُ مع ذلكَ يَعُدُّها كلَّ ليلةٍ لِئَلَّا يُنسى أحدٌ من البحّارةِ.",
    "Hebrew": "שׁוֹמֵר הַמִּגְדַּלּוֹר סִפֵּר שֶׁבְּכָל לַיְלָה הוּא סוֹפֵר אֶת הַסִּירוֹת, וְאַחַת תָּמִיד חֲסֵרָה לוֹ בַּחֶשְׁבּוֹן.",
    "Devanagari": "पुराने घाट का दीया रोज़ बढ़ती लहरों से लड़ता था, और माँझी उसे देखकर फ़ासला नापते, क़दम गिनते, घर लौट आते थे।",
    "Thai": "คนเฝ้าประภาคารทำบันทึกทุกค่ำว่าน้ำขึ้นเท่าใด และเรือลำใดยังไม่กลับ แล้วจึงจำไว้ในใจว่าต้องรออีกนานเพียงไหน",
    "Korean": "등대지기는 밤마다 돌아오지 않은 배를 세었고, 마지막 한 척이 보일 때까지 둘째 등불을 켜지 않겠다고 말했다.",
    "Chinese": "守燈塔的老人每夜數著未歸的船，直到最後一隻靠岸，才肯把第二盞燈點起來，回屋裡慢慢喝那碗早已涼了的茶。",
    "Japanese": "ガス灯の番人は、ポケットの手帳に毎晩もどらぬ舟のかずを書きつけ、さいごの一艘が着くまで灯をともさなかった。",
}


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_passage_is_found_whole_in_each_script_and_normal_form(tmp_path: Path, form: str) -> None:
    works = [Work(name, text, {}) for name, text in SAYINGS.items()]
    texts = [unicodedata.normalize(form, text) for text in SAYINGS.values()]

    found = _found(_detector(tmp_path, *works), *(f"... {text} ..." for text in texts))

    assert [(one.attributes["work"], one.level, one.attributes["class"]) for one in found] == [
        (name, Level.FINDING, "identical") for name in SAYINGS
    ]
    assert all(len(one.quote.text) >= len(text) - 2 for one, text in zip(found, texts, strict=True))


def test_changed_words_are_counted(detector: known_work.KnownWork) -> None:
    changed = "The lamp on the quay had burned for forty years before anybody ever asked who filled it. "

    (one,) = _found(detector, changed + PIER[83:150])

    measures = {e.measure: e.value for e in one.evidence}
    assert one.attributes["class"] in ("minor change", "paraphrase-like")
    assert measures["matched-words"] == 26
    assert measures["added-characters"] > 0
    assert measures["replaced-characters"] > 0


def test_works_that_share_a_passage_are_named(tmp_path: Path) -> None:
    detector = _detector(tmp_path, Work("b", PIER, {}), Work("a", "A quotation: " + PIER[:200], {}), Work("c", CLOCK, {}))

    (one,) = _found(detector, PIER[:200])

    assert one.attributes["work"] == "a"
    assert one.attributes["also_in"] == "b"
    assert one.attributes["also_in_works"] == 1


def test_two_libraries_are_both_compared(tmp_path: Path) -> None:
    first = _detector(tmp_path / "x", Work("pier", PIER, {}))._libraries[0][0]
    second = _detector(tmp_path / "y", Work("clock", CLOCK, {}))._libraries[0][0]

    found = _found(known_work.KnownWork([first, second]), PIER[:100] + FILLER + CLOCK[:100])

    assert [one.attributes["work"] for one in found] == ["pier", "clock"]


def test_the_same_work_in_two_libraries_is_stated_once(tmp_path: Path) -> None:
    first = _detector(tmp_path / "x", Work("pier", PIER, {}))._libraries[0][0]
    second = _detector(tmp_path / "y", Work("pier", PIER, {}))._libraries[0][0]

    (one,) = _found(known_work.KnownWork([first, second]), PIER[:100])

    assert "also_in" not in one.attributes


def test_a_passage_below_all_levels_is_not_stated(detector: known_work.KnownWork) -> None:
    strict = known_work.KnownWork(
        [detector._libraries[0][0]], Levels(least_letters=10_000, clue_letters=10_000, disguised_similarity=0.999)
    )

    assert (
        _found(strict, "The 1amp on the pier had burned for forty ycars befare anyone esked who filled it, she could never say")
        == []
    )


def test_without_libraries_or_documents_nothing_is_found(detector: known_work.KnownWork) -> None:
    assert _found(known_work.KnownWork([]), PIER) == []
    assert _found(detector) == []


def test_one_text_can_be_matched(detector: known_work.KnownWork) -> None:
    found = known_work.match(PIER, [detector._libraries[0][0]])

    assert [one.attributes["work"] for one in found] == ["pier"]


def test_text_in_other_scripts_is_found(tmp_path: Path) -> None:
    rng = random.Random(1)
    chinese = "".join(chr(rng.randint(0x4E00, 0x9FFF)) for _ in range(200))
    russian = " ".join("".join(rng.choice("абвгдежзиклмнопрст") for _ in range(6)) for _ in range(60))
    detector = _detector(tmp_path, Work("zh", chinese, {}), Work("ru", russian, {}))

    found = _found(detector, "他说：" + chinese[50:80] + "。", russian[70:140], chinese[50:58])

    assert [(one.attributes["work"], one.level) for one in found] == [("zh", Level.FINDING), ("ru", Level.FINDING)]
    assert (found[0].span.start, found[0].span.end) == (3, 33)


@settings(max_examples=15)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=6))
def test_findings_do_not_depend_on_the_batch(picks: list[int]) -> None:
    texts = [PIER[:90], FILLER, CLOCK[20:140], "", PIER[40:230].upper(), FILLER[:100] + PIER[:60]]
    chosen = [texts[pick] for pick in picks]
    detector = _shared()

    together = _found(detector, *chosen)

    alone = [one for text in chosen for one in _found(detector, text)]
    assert [(one.span, one.attributes, one.evidence, one.level) for one in together] == [
        (one.span, one.attributes, one.evidence, one.level) for one in alone
    ]


_kept: list[known_work.KnownWork] = []


def _shared() -> known_work.KnownWork:
    if not _kept:
        _kept.append(_detector(Path(tempfile.mkdtemp()), Work("pier", PIER, {}), Work("clock", CLOCK, {})))
    return _kept[0]


def test_a_list_of_very_many_lines_is_thinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_work, "MANY", 5)
    rng = random.Random(2)
    lines = ["".join(rng.choices("abcdefghijklmnop", k=60)) for _ in range(40)]
    detector = _detector(tmp_path, Work("a", "\n".join(lines), {}), Work("b", "\n".join(lines[::-1]), {}))

    found = _found(detector, ("\n" + FILLER).join(rng.sample(lines, 20)))

    assert 15 <= len(found) <= 20
