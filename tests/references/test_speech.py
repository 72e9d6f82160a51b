import pyarrow as pa
import pytest

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.references.speech import BARE, CUT, spoken
from audit.text.matcher import Matcher

SAID = (
    "so today we are going to bake a bread and I want to show you how this is done with just a few things that you have at home "
)
CAPTIONS = (
    "and now we take the flour\nand we put it in\nthe bowl and what we want\nis that it is warm and not\ntoo hot for the yeast\n"
)
VERSE = (
    "The oven waits upon the hill\nAnd all the loaves are cold and still\nThe baker "
    "sleeps, the fire is low\nThe wind has nowhere left to go\n"
)
MENU = "Home About Contact Bread Rolls Cakes Weddings Prices Opening Hours Team Jobs Imprint Privacy Terms News Blog Shop Basket "
WRAPPED = (
    "the reference manual of the oven describes what each of the knobs\nis for and how "
    "they are set when the loaves of the day are in it,\n"
)
GERMAN = "und dann nehmen wir das Mehl und geben es in die Schale weil es ist ja so dass man da nicht viel falsch machen kann "
CASES = [
    ("running words without punctuation", SAID * 4, BARE),
    ("captions cut in mid-sentence", CAPTIONS.replace("too hot for", "too hot, for") * 6, CUT),
    ("captions with full stops", ("- Now, " + CAPTIONS.replace("in\n", "in.\n")) * 6, CUT),
    (
        "German speech",
        "und dann nehmen wir das Mehl und geben es in die Schale weil es ist ja so dass man da nicht viel falsch machen kann "
        * 5,
        BARE,
    ),
    ("prose", (SAID.strip().capitalize() + ". ") * 8, 0.0),
    ("prose with commas", SAID.replace("and", ", and") * 8, 0.0),
    ("verse", VERSE.replace("\n", ",\n") * 8, 0.0),
    ("a menu", MENU * 6, 0.0),
    ("a menu by lines", MENU.replace(" ", "\n") * 6, 0.0),
    ("hard-wrapped prose", WRAPPED * 10, 0.0),
    ("a short text", SAID, 0.0),
    ("no words", "7 8 9 " * 200, 0.0),
    ("an empty text", "", 0.0),
]


def batch(*texts: str) -> Batch:
    columns = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    columns |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    table = pa.RecordBatch.from_arrays([columns[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return Batch(Records("a.jsonl", table, 0), Matcher(()))


@pytest.mark.parametrize(("name", "text", "weight"), CASES, ids=[case[0] for case in CASES])
def test_the_shape_of_a_text_says_whether_it_was_spoken(name: str, text: str, weight: float) -> None:
    assert spoken(batch(text)).get(0, 0.0) == weight


def test_documents_of_a_batch_do_not_change_each_other() -> None:
    texts = [text for _, text, _ in CASES]

    assert spoken(batch(*texts)) == {place: weight for place, (_, _, weight) in enumerate(CASES) if weight}
