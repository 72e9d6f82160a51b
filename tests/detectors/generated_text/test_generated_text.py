import tomllib
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors.generated_text import create
from audit.model import Finding, Level, Span
from audit.text.matcher import Matcher, Pattern

PACK = Path(folder("rules")) / "generated_text"
TABLE = tomllib.loads((PACK / "pack.toml").read_text())["detector"]
CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text())["case"]
TALK = tomllib.loads((Path(__file__).parent / "discussion.toml").read_text())["group"]
SAID = tomllib.loads((Path(__file__).parent / "said.toml").read_text())["texts"]
DETECTOR = create(Signals(TABLE, PACK))
MATCHER = Matcher(DETECTOR.patterns)


def found(*texts: str, **columns: list[object]) -> list[Finding]:
    values = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    values |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    values |= {name: pa.array(column, RECORD_SCHEMA.field(name).type) for name, column in columns.items()}
    table = pa.RecordBatch.from_arrays([values[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return list(DETECTOR.detect(Batch(Records("a.jsonl", table, 0), MATCHER)))


def _shown(finding: Finding) -> dict[str, object]:
    return {"text": finding.quote.text, "level": str(finding.level), **finding.attributes}


def chat(*turns: tuple[str, str]) -> tuple[str, list[dict[str, object]]]:
    text, places = "", []
    for role, said in turns:
        places.append({"role": role, "start": len(text), "end": len(text) + len(said)})
        text += said + "\n\n"
    return text, places


PARTS = ["é", "\n", "„", '"', "> ", "As an AI language model, I ", "I'm DeepSeek. ", "<think>", "</think>", "我是Kimi，", "ok. "]
EXAMPLES = [pytest.param(row, text, id=f"{row['id']}-{n}") for row in TABLE["marker"] for n, text in enumerate(row["examples"])]
COUNTERS = [pytest.param(text, id=f"{row['id']}-{n}") for row in TABLE["marker"] for n, text in enumerate(row["counter"])]


@pytest.mark.parametrize(("row", "text"), EXAMPLES)
def test_a_marker_finds_its_examples(row: dict[str, str], text: str) -> None:
    findings = [finding for finding in found(text) if finding.reference == f"generated-text:{row['id']}"]

    assert [finding.level for finding in findings] == [Level(row["level"])]


@pytest.mark.parametrize("text", COUNTERS)
def test_a_counter_example_is_no_finding(text: str) -> None:
    assert [finding.quote.text for finding in found(text) if finding.level is Level.FINDING] == []


GAPS = (b" ", b"  ", b"\n", b" \t")
ANCHORED = [(row["id"], text, gap) for row in TABLE["marker"] if "anchor" in row for text in row["examples"] for gap in GAPS]


@pytest.mark.parametrize(("id", "text", "gap"), ANCHORED)
def test_a_match_holds_its_anchor_whatever_its_white_space(id: str, text: str, gap: bytes) -> None:
    (pattern,) = (one for one in DETECTOR.patterns if one.id == id)
    found = pattern.compiled.search(text.encode().replace(b" ", gap))

    assert found is not None
    assert Pattern("", "", str(pattern.anchor)).compiled.search(found[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case(case: dict[str, object]) -> None:
    stated = [
        {key: value for key, value in _shown(finding).items() if key in wanted}
        for finding, wanted in zip(found(str(case["text"])), case["finds"], strict=True)  # type: ignore[call-overload]
    ]

    assert stated == case["finds"]


def test_no_class_of_a_marker_holds_a_letter_beyond_ascii() -> None:
    def classes(phrase: str) -> list[str]:
        return [part.split("]")[0] for part in phrase.split("[")[1:]]

    assert [row["id"] for row in TABLE["marker"] if any(not part.isascii() for part in classes(row["phrase"]))] == []


def test_there_are_at_least_as_many_counter_examples_as_half_the_examples_of_each_marker() -> None:
    assert [row["id"] for row in TABLE["marker"] if not row["counter"] or not row["examples"]] == []


def test_a_record_that_names_its_generator_is_told() -> None:
    (finding,) = found("Plain text.", model=["claude-2.1"])

    assert finding.span == Span(0, 0)
    named = {"model": "claude-2.1", "family": "Anthropic", "provider": "Anthropic"}
    assert finding.attributes == {"marker": "schema", "basis": "model-field", **named}


@pytest.mark.parametrize("value", ["human", "Human", "none", "", "unknown", None])
def test_a_record_that_names_no_model_is_left_alone(value: str | None) -> None:
    assert found("Plain text.", model=[value]) == []


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("gpt-4-0613", "OpenAI"),
        ("o3-mini", "OpenAI"),
        ("gemini-1.5-pro", "Google"),
        ("Meta-Llama-3-8B", "Meta"),
        ("mixtral-8x7b", "Mistral"),
        ("deepseek-r1-distill-qwen-7b", "DeepSeek"),
        ("kimi-k2", "Moonshot"),
        ("MiniMax-M1", "MiniMax"),
        ("qwen3-14b", "Qwen"),
        ("grok-3", "xAI"),
        ("command-r-plus", "Cohere"),
        ("Llama-3.1-Nemotron-70B", "Meta"),
        ("nvidia/Nemotron-4-340B", "NVIDIA"),
        ("dbrx-instruct", "Databricks"),
        ("falcon-40b", "TII"),
        ("jamba-1.5-large", "AI21"),
        ("amazon.nova-pro-v1:0", "Amazon"),
        ("ibm-granite/granite-3.1-8b", "IBM"),
        ("Yi-34B-Chat", "01.AI"),
        ("Baichuan2-13B", "Baichuan"),
        ("hunyuan-t1", "Tencent"),
        ("reka-core", "Reka"),
        ("NousResearch/Hermes-2-Pro-Mistral-7B", "Mistral"),
        ("Nous-Hermes-13b", "Nous Research"),
        ("vicuna-7b", "LMSYS"),
        ("our-own-model", None),
    ],
)
def test_a_models_name_gives_its_family(model: str, family: str | None) -> None:
    (finding,) = found("Plain text.", model=[model])

    assert finding.attributes.get("family") == family


@pytest.mark.parametrize(("source", "count"), [("sharegpt_90k", 1), ("data/alpaca_data.json", 1), ("wiki", 0), (None, 0)])
def test_a_source_known_to_hold_a_models_output_is_told(source: str | None, count: int) -> None:
    assert len(found("Plain text.", source=[source])) == count


def test_a_dataset_by_several_models_names_no_family() -> None:
    (finding,) = found("Plain text.", source=["lmsys-chat-1m"])

    assert "family" not in finding.attributes
    assert finding.attributes["dataset"] == "lmsys-chat-1m"


def test_a_role_that_names_a_model_is_a_clue() -> None:
    text, turns = chat(("human", "Hi."), ("gpt", "Hello."))

    (finding,) = found(text, "No chat.", turns=[turns, None])

    assert (finding.record, finding.level, finding.attributes["model"]) == (0, Level.CLUE, "gpt")
    assert "family" not in finding.attributes


def test_a_role_that_names_a_family_gives_it() -> None:
    text, turns = chat(("user", "Hi."), ("Claude", "Hello."))

    assert [finding.attributes["family"] for finding in found(text, turns=[turns])] == ["Anthropic"]


def test_an_assistants_role_says_nothing_of_who_wrote_it() -> None:
    text, turns = chat(("user", "Hi."), ("assistant", "Hello."))

    assert found(text, turns=[turns]) == []


def test_a_phrase_in_an_assistants_turn_is_a_finding_with_its_turn() -> None:
    text, turns = chat(("user", "Hi."), ("assistant", "I'm sorry, but I can't assist with that."))

    (finding,) = found(text, turns=[turns])

    assert (finding.level, finding.attributes["turn"]) == (Level.FINDING, "assistant")


def test_a_phrase_in_a_users_turn_is_a_clue() -> None:
    text, turns = chat(("user", "As an AI language model, I never tire."), ("assistant", "Good."))

    assert [finding.level for finding in found(text, turns=[turns])] == [Level.CLUE]


def test_a_turn_that_begins_with_a_mark_needs_no_sentence_before_it() -> None:
    text = "So <think>two</think> four"

    first, _ = found(text, turns=[[{"role": "assistant", "start": 3, "end": len(text)}]])

    assert first.level is Level.FINDING


def test_tokens_of_one_kind_are_told_once_with_their_count() -> None:
    (finding,) = found("<|im_start|>user\nHi\n<|im_start|>assistant\nHo\n<|im_start|>user\nHe")

    assert (finding.span, finding.evidence[1].value) == (Span(0, 16), 3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=9))
def test_spans_hold_what_is_quoted_whatever_surrounds_them(parts: list[str]) -> None:
    text = "".join(parts)

    for finding in found(text):
        assert text[finding.span.start : finding.span.end] == finding.quote.text


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{group['name']}-{n}") for group in TALK for n, text in enumerate(group["texts"])]
)
def test_what_people_write_about_chatbots_is_no_finding(text: str) -> None:
    assert [_shown(finding) for finding in found(text) if finding.level is Level.FINDING] == []


@pytest.mark.parametrize("text", SAID)
def test_what_a_model_says_of_itself_is_a_finding_whatever_stands_near(text: str) -> None:
    assert Level.FINDING in {finding.level for finding in found(text)}


def test_there_are_more_than_two_hundred_texts_by_people_who_talk_about_chatbots() -> None:
    assert len({text for group in TALK for text in group["texts"]}) > 200


def test_a_request_to_quote_in_the_turn_before_weakens_nothing() -> None:
    text, turns = chat(
        ("user", "Write what the chatbot said:"), ("assistant", "I'm sorry, but I can't assist with that request.")
    )

    assert [finding.level for finding in found(text, turns=[turns])] == [Level.FINDING]


@pytest.mark.parametrize("family", [row["family"] for row in TABLE["family"]])
def test_each_maker_is_named_by_who_says_it_made_the_speaker(family: str) -> None:
    maker = next(row["provider"] for row in TABLE["family"] if row["family"] == family).replace("Writer", "Writer, Inc.")

    assert {finding.attributes.get("family") for finding in found(f"I am an AI assistant created by {maker}.")} == {family}
