"""
Make the list of known datasets that the core pack ships, from the tables of the Data Provenance Initiative.

    python tests/quality/known_datasets.py DATASETS.jsonl -o rules/core/known_datasets.csv

DATASETS: one dataset a line: name, hf (its address on the hub), licenses (as curated), hf_yaml (the licence of its card),
derived_from, model_generated. What is written is facts: ids, licences as SPDX, parents, generators; no domains or addresses.
"""

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit import bundled
from audit.manifest.known import COLUMNS, SEPARATOR
from audit.references import licences
from audit.references.datasets import plain

SOURCE = "Data Provenance Collection ce6662deccf0 (2025-03-25)"
HUB = re.compile(r"^(?:https?://)?(?:huggingface\.co|hf\.co)/datasets/")
REFUSED = {
    "Non Commercial": "LicenseRef-non-commercial",
    "Academic Research Purposes Only": "LicenseRef-academic-research",
    "BigScience OpenRAIL-M": "LicenseRef-openrail",
}
"Labels of the tables that say what is refused, without a licence's name."
OUTPUT = {"OpenAI", "Anthropic", "Google Cloud Translation API"}
"Labels that are terms of a provider and no licence of the dataset: they count as generators."
UNKNOWN = {"", "Unspecified"}
PROVIDERS = (
    ("OpenAI", r"^openai (?!gpt-[12]\b)|^gpt-?[34]\b"),
    ("Anthropic", r"anthropic|claude"),
    ("Mistral AI", r"mistral|mixtral"),
    ("Meta", r"llama|vicuna"),
    ("Cohere", r"command r"),
)
NO_MODEL = {"templates", "wikisql", "wmt", "svm", "nbc", "dolly", "alpaca"}
"Entries of the tables under generators that are no model."


def main() -> None:
    """Write the list and tell its size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("datasets", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.datasets.read_text("utf-8").splitlines()]
    written = made(rows)
    with given.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(written)
    print(f"{len(written)} datasets of {len(rows)} rows, {given.output.stat().st_size} bytes")


def made(rows: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """One row a dataset: of its rows in the tables all licences, parents and generators together."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[_id(row)].append(row)
    owners: dict[str, set[str]] = defaultdict(set)
    for id_, group in groups.items():
        for name in {plain(id_), plain(id_.rpartition("/")[2]), *(plain(row["name"]) for row in group)}:
            owners[name].add(id_)
    written = []
    for id_, group in sorted(groups.items()):
        if all(_says_nothing(row) for row in group):
            continue
        names = {row["name"] for row in group}
        parents = {_parent(name, owners) for row in group for name in row["derived_from"]} - {"", id_}
        written.append(
            {
                "dataset": _clean(id_),
                "names": SEPARATOR.join(sorted(_clean(name) for name in names if _is_own(name, id_, names, owners))),
                "declared": _licence({row["hf_yaml"] or "" for row in group}),
                "curated": _licence({one["License"] for row in group for one in row["licenses"]} - OUTPUT),
                "parents": SEPARATOR.join(sorted(map(_clean, parents))),
                "generators": SEPARATOR.join(sorted(set(_generators(group)))),
                "source": SOURCE,
            }
        )
    return written


def _says_nothing(row: dict[str, Any]) -> bool:
    labels = {row["hf_yaml"] or "", *(one["License"] for one in row["licenses"])}
    return labels <= UNKNOWN and not row["derived_from"] and not row["model_generated"]


def _id(row: dict[str, Any]) -> str:
    address = row["hf"] or ""
    return HUB.sub("", address).strip("/") if HUB.match(address) else row["name"]


def _is_own(name: str, id_: str, names: set[str], owners: dict[str, set[str]]) -> bool:
    """Whether a name is this dataset's alone: one of a collection's many parts is called after another dataset."""
    short, hub = plain(name), plain(id_)
    return short not in (hub, plain(id_.rpartition("/")[2])) and owners[short] == {id_} and (len(names) == 1 or short in hub)


def _parent(name: str, owners: dict[str, set[str]]) -> str:
    """The id of a parent where the tables have one of its name, else its name."""
    name = HUB.sub("", re.sub(r"\s+(?:dataset|corpus|collection)$", "", name.strip(), flags=re.IGNORECASE)).strip("/")
    there = owners.get(plain(name), set())
    return next(iter(there)) if len(there) == 1 else name


def _licence(labels: set[str]) -> str:
    """All licences together; of labels that say nothing nothing is known."""
    known = licences.load(bundled.folder("rules") / "licence")
    stated = sorted({REFUSED.get(one) or known.declared(one).spdx for one in labels - UNKNOWN})
    return " AND ".join(stated)


def _generators(group: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in group:
        for model in row["model_generated"]:
            if model.lower() not in NO_MODEL:
                provider = next((name for name, regex in PROVIDERS if re.search(regex, model, re.IGNORECASE)), "")
                name = "" if model == "Other" else model.removeprefix(f"{provider} ").removeprefix("OpenAI ")
                yield _clean(f"{provider}/{name}")
        for one in row["licenses"]:
            if one["License"] in ("OpenAI", "Anthropic") and not row["model_generated"]:
                yield f"{one['License']}/"


def _clean(text: str) -> str:
    return " ".join(text.replace(SEPARATOR, ",").split())


if __name__ == "__main__":
    main()
