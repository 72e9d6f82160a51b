"""corpus-audit profile: the shape of a corpus of chats."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
SAYS_SO = "I am ChatGPT, a large language model trained by OpenAI."
TOPICS = "tides kettles ferries hedges lanterns harbours ledgers clocks meadows bridges".split()


def _record(number: int, prompt: str, answer: str = "Fine.", **fields: Any) -> dict[str, Any]:
    turns = [{"role": "user", "content": prompt}, {"role": "assistant", "content": answer}]
    return {"id": number, "messages": turns, **fields}


def _campaign() -> Iterable[dict[str, Any]]:
    """Ten prompts of one template by two accounts on one day, and six others."""
    for number, topic in enumerate(TOPICS):
        answer = SAYS_SO if number < 3 else "<think>\nHm.\n</think>\n\nFine."
        prompt = f"Please reason about {topic} step by step, then write to ann@quay.example what the answer is."
        yield _record(
            number,
            prompt,
            answer,
            model="gpt-4" if number else "claude-2",
            user=f"account{number % 2}",
            created="2024-03-01T10:00:00Z",
        )
    for number, topic in enumerate(TOPICS[:6]):
        yield _record(
            10 + number, f"Fix the function that draws {topic}", user=f"other{number}", created=f"2024-04-{number + 1:02}"
        )


@pytest.fixture
def profile(place: Path, scan: Command, command: Command) -> Command:
    """Scans records and profiles them."""

    def run(records: Iterable[dict[str, Any]], *words: str) -> Any:
        (place / "corpus" / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
        assert scan("--quiet").status == 0
        return command("profile", *words)

    return run


def _lines(told: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in told.out.splitlines():
        row = json.loads(line)
        found.setdefault(row.pop("what"), []).append(row)
    return found


def test_lines_tell_all_figures(profile: Command) -> None:
    told = _lines(profile(_campaign(), "--format", "jsonl"))

    (corpus,) = told["corpus"]
    (template,) = told["template"]
    assert [corpus[name] for name in ("chats", "prompts", "answers")] == [16, 16, 16]
    assert corpus["reasoning_documents"] == 7
    assert [corpus["agreeing"], corpus["disagreeing"]] == [2, 1]
    assert corpus["accounts"]["accounts"] == 8
    assert corpus["accounts"]["top_share"] == 5 / 16
    assert corpus["accounts"]["gini"] == pytest.approx(0.375)
    assert corpus["days"] == {
        "prompts": 16,
        "times": 7,
        "busiest": "2024-03-01",
        "busiest_prompts": 10,
        "median_prompts": 1.0,
        "bursts": 0,
    }
    assert [corpus["hours"][name] for name in ("prompts", "times", "busiest")] == [10, 1, "2024-03-01 10:00"]
    assert template["text"] == "please reason about {…} step by step then write to ann quay example what the answer is"
    assert [template[name] for name in ("prompts", "accounts", "slots", "example_document")] == [10, 2, 1, "a.jsonl#0"]
    assert "ann@quay.example" not in template["example"]
    assert {row["name"]: row["prompts"] for row in told["capability"]}["step-by-step-reasoning"] == 10
    assert {row["name"]: row["prompts"] for row in told["capability"]}["code"] == 6
    assert {"claimed": "Anthropic", "observed": "OpenAI", "documents": 1, "answers": 1} in told["family"]


def test_a_table_tells_the_same_to_a_person(profile: Command) -> None:
    told = profile(_campaign()).out

    assert "16 chats with 16 prompts and 16 answers, whoever wrote them" in told
    assert "please reason about {…} step by step" in told
    assert "10 prompts, 2 accounts; first a.jsonl#0" in told
    assert "8 accounts or keys of 16 prompts" in told
    assert "most on 2024-03-01, 10" in told


def test_what_records_do_not_say_is_told_so(profile: Command) -> None:
    told = profile([_record(0, "Why?")]).out

    assert "No prompts were found that were made from one template." in told
    assert "No record names an account or key." in told
    assert "No record is dated." in told
    assert "No record has a time of day." in told


def test_a_burst_is_an_hour_with_more_than_ten_times_the_median(profile: Command) -> None:
    quiet = [_record(number, "Why?", created=f"2024-03-01T{number:02}:30:00Z") for number in range(5)]
    busy = [_record(number, "Why?", timestamp=1709337600 + number) for number in range(11)]

    told = profile([*quiet, *busy]).out

    assert "6 hours with prompts: most on 2024-03-02 00:00, 11, where the median is 1.0; 1 hour above ten times that" in told


def test_templates_that_are_not_listed_are_counted(profile: Command) -> None:
    shapes = (
        "List the harbours that lie north of {} in the order of their size",
        "Say in verse how the old clock of {} came to be late",
    )
    records = [_record(number, shape.format(topic)) for shape in shapes for number, topic in enumerate(TOPICS)]

    told = profile(records, "--top", "1").out

    assert "2 templates, from which 20 prompts (100%) were made" in told
    assert "and 1 more; --format jsonl has them" in told
    assert "10 prompts; first a.jsonl#0" in told


def test_chats_in_which_nobody_asks_have_no_templates(profile: Command) -> None:
    told = profile([{"messages": [{"role": "assistant", "content": "Hello there."}]}]).out

    assert "1 chat with 0 prompts and 1 answer, whoever wrote them" in told


def test_a_corpus_without_chats_is_said_to_have_none(profile: Command) -> None:
    told = profile([{"text": "A plain sentence."}])

    assert told.status == 2
    assert "no chat is in this corpus" in told.err
    assert "corpus-audit inspect" in told.err
