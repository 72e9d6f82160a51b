"""How rows of the Data Provenance tables become the list of known datasets."""

from typing import Any

import pytest

from tests.quality.known_datasets import made


def row(name: str, *labels: str, hf: str = "", **more: Any) -> dict[str, Any]:
    plain = {"hf_yaml": "", "derived_from": [], "model_generated": []}
    return {**plain, "name": name, "hf": hf, "licenses": [{"License": label} for label in labels], **more}


HUB = "https://huggingface.co/datasets/"
CURATED = [
    (("MIT License",), "MIT"),
    (("Unspecified",), ""),
    (("No License",), "NOASSERTION"),
    (("MIT License", "No License"), "MIT AND NOASSERTION"),
    (("Non Commercial",), "LicenseRef-non-commercial"),
    (("CC BY-NC-SA 4.0", "CC BY-NC-SA 4.0"), "CC-BY-NC-SA-4.0"),
    (("OpenAI", "MIT License"), "MIT"),
]


@pytest.mark.parametrize(("labels", "curated"), CURATED)
def test_labels_become_expressions_that_grant_nothing_where_they_say_nothing(labels: tuple[str, ...], curated: str) -> None:
    assert made([row("a", *labels, hf_yaml="MIT License")])[0]["curated"] == curated


def test_rows_of_one_dataset_are_put_together() -> None:
    (one,) = made([row("x", "MIT License", hf=HUB + "o/n"), row("y", "CC BY 4.0", hf=HUB + "o/n", derived_from=["p"])])

    assert (one["dataset"], one["curated"], one["parents"]) == ("o/n", "CC-BY-4.0 AND MIT", "p")


def test_a_parent_has_the_id_of_the_dataset_of_its_name() -> None:
    rows = made([row("Tides", "MIT License", hf=HUB + "o/tides"), row("b", "MIT License", derived_from=["tides dataset", "b"])])

    assert [one["parents"] for one in rows] == ["o/tides", ""] or {one["dataset"]: one["parents"] for one in rows}[
        "b"
    ] == "o/tides"


GENERATORS = [
    (["OpenAI GPT-4"], "OpenAI/GPT-4"),
    (["OpenAI GPT-2"], "/GPT-2"),
    (["Google Translate"], "/Google Translate"),
    (["Other"], "/"),
    (["templates"], ""),
]


@pytest.mark.parametrize(("models", "generators"), GENERATORS)
def test_generators_have_a_provider_where_terms_on_output_can_be_meant(models: list[str], generators: str) -> None:
    assert made([row("a", "MIT License", model_generated=models)])[0]["generators"] == generators


def test_a_label_that_is_a_providers_terms_is_a_generator() -> None:
    assert made([row("a", "OpenAI", "MIT License")])[0]["generators"] == "OpenAI/"


def test_what_the_tables_say_nothing_of_is_left_out() -> None:
    assert made([row("a", "Unspecified")]) == []
