"""Passages of datasets that a model made: that the text is from one is a statement about who wrote it, beside the copy itself."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

from audit.model import Finding, Kind, Scalar

DATASETS = "datasets"
"Kind of library that holds datasets."
TOLD = ("provider", "product", "dataset", "licence", "work", "library_kind")
"What is told of the dataset, where its manifest says so."


def generated(found: Finding) -> Iterator[Finding]:
    """That a model wrote a passage, at the level of the match; nothing where the manifest names no generator."""
    said = found.attributes
    if said.get("library_kind") != DATASETS or not said.get("generator"):
        return
    told: dict[str, Scalar] = {"marker": "dataset-text", "basis": "dataset", "model": said["generator"]}
    told |= {name: said[name] for name in TOLD if name in said}
    told.setdefault("dataset", said.get("title", said["work"]))
    if "provider" in said:
        told["family"] = said["provider"]
    fingerprint = blake2b(f"{Kind.GENERATED}\x1f{found.fingerprint}".encode(), digest_size=16).hexdigest()
    yield replace(found, kind=Kind.GENERATED, attributes=told, fingerprint=fingerprint)
