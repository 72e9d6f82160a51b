"""corpus-audit terms shows what terms said on a day, for a product, with their sources."""

import json

import pytest

from tests.cli.conftest import Command

TOLD = [
    (("deepseek", "--on", "2025-05-01"), ["DeepSeek", "Permit training: output may be used", "Open Terms Archive"]),
    (
        ("OpenAI",),
        ["Bar the training of models that compete", "exceptions: classifiers and embeddings", "regions: not offered in China"],
    ),
    (("OpenAI", "--product", "api"), ["from 2023-03-14, until 2025-07-31, API"]),
    (
        ("Meta",),
        ["weights: llama-2*", "Ask that models made with the output name it", "European Union (Llama 4 Acceptable Use Policy"],
    ),
    ((), ["Anthropic", "DeepSeek", "is for counsel"]),
    (("Google", "--on", "2020-01-01"), ["no terms are on record for 2020-01-01: what held is not known"]),
    (("Mistral AI", "--product", "consumer", "--on", "2020-01-01"), ["no terms are on record"]),
    (("BigScience", "--product", "consumer"), ["no terms are on record: what held"]),
]


@pytest.mark.parametrize(("words", "expected"), TOLD)
def test_terms_are_told_with_dates_and_sources(command: Command, words: tuple[str, ...], expected: list[str]) -> None:
    result = command("terms", *words)

    assert result.status == 0
    told = " ".join(result.out.split())
    assert [part for part in expected if part not in told] == []


def test_lines_have_all_columns_and_a_day_and_a_product_choose(command: Command) -> None:
    rows = [
        json.loads(line)
        for line in command("terms", "OpenAI", "--on", "2025-07-31", "--product", "API", "--format", "jsonl").out.splitlines()
    ]

    assert [(row["document"], row["class"], row["valid_from"]) for row in rows] == [
        ("Commercial Terms", "restricts_competing", "2025-07-31")
    ]
    assert {
        "provider",
        "product",
        "applies_to",
        "train_competing",
        "clause",
        "source",
        "first_seen",
        "exceptions",
        "regions",
    } <= rows[0].keys()


def test_rows_about_all_products_are_about_each(command: Command) -> None:
    rows = [
        json.loads(line) for line in command("terms", "Anthropic", "--product", "consumer", "--format", "jsonl").out.splitlines()
    ]

    assert {row["product"] for row in rows} == {"", "consumer"}


def test_an_unknown_provider_is_answered_with_the_nearest(command: Command) -> None:
    result = command("terms", "OpenIA")

    assert (result.status, result.out) == (2, "")
    assert "no terms of 'OpenIA' are on record; did you mean 'OpenAI'?" in result.err


def test_a_wrong_day_is_a_usage_error(command: Command) -> None:
    assert command("terms", "--on", "soon").status == 2
