"""A record of a known dataset tells its generator, how that was called, and the licence that the dataset bears."""

import pyarrow as pa
import pytest

from audit import rulepacks
from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detection import Signals
from audit.detectors.generated_text import create
from audit.text.matcher import Matcher

(PACK,) = rulepacks.load(["generated-text"])
KNOWN = [("teknium/GPTeacher", "MIT", "API"), ("Open-Orca", "MIT", "API"), ("wildchat", None, None)]


@pytest.mark.parametrize(("source", "licence", "product"), KNOWN)
def test_a_known_dataset_tells_its_label_where_it_is_listed(source: str, licence: str | None, product: str | None) -> None:
    row = pa.RecordBatch.from_pylist([{"record": 0, "text": "A plain text.", "source": source}], schema=RECORD_SCHEMA)
    detector = create(Signals(PACK.detector or {}, PACK.folder))

    found = [one for one in detector.detect(Batch(Records("a", row, 9), Matcher(()))) if one.attributes["basis"] == "dataset"]

    assert [(one.attributes["dataset"], one.attributes["provider"]) for one in found] == [(source, "OpenAI")]
    assert (found[0].attributes.get("licence"), found[0].attributes.get("product")) == (licence, product)


@pytest.mark.parametrize(
    ("path", "source", "told"),
    [
        ("corpus/meta-math/MetaMathQA/0.jsonl", None, ("meta-math/MetaMathQA", "OpenAI", "MIT")),
        ("corpus/a.jsonl", "allenai/soda", ("allenai/soda", "OpenAI", "CC-BY-4.0")),
        ("corpus/a.jsonl", "THUDM/LongAlign-10k", ("THUDM/LongAlign-10k", None, None)),
        ("corpus/meta-math/MetaMathQA/0.jsonl", "our own", None),
    ],
    ids=["by its folder", "by its id", "by models of several providers", "another source in the folder"],
)
def test_a_listed_dataset_is_told_by_id_or_folder(path: str, source: str | None, told: tuple[str | None, ...] | None) -> None:
    row = pa.RecordBatch.from_pylist([{"record": 0, "text": "A plain text.", "source": source}], schema=RECORD_SCHEMA)
    detector = create(Signals(PACK.detector or {}, PACK.folder))

    found = [one for one in detector.detect(Batch(Records(path, row, 9), Matcher(()))) if one.attributes["basis"] == "dataset"]

    assert [tuple(one.attributes.get(name) for name in ("dataset", "provider", "licence")) for one in found] == (
        [told] if told else []
    )
