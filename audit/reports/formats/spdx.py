"""
SPDX 3.0.1: the corpus and its sources as dataset packages, with declared licences.

A licence is stated as concluded only where a person recorded that. The profile of datasets asks for days of making and release
and for who supplied them, which no scan can know; so the document does not claim to conform to it.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from audit.report_model import Report
from audit.report_model.lineage import SourceRow
from audit.reports import described, wording
from audit.reports.counts import counts
from audit.reports.described import line

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
PROFILES = ("core", "software", "simpleLicensing")
"What is conformed to."
_NO_LICENCE = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
_MADE = "_:made"


def render(report: Report) -> bytes:
    """JSON-LD in ASCII, keys sorted; the same report gives the same bytes."""
    graph = _Graph(report)
    return (json.dumps(graph.document(), indent=1, sort_keys=True) + "\n").encode("ascii")


class _Graph:
    """The elements of one document; ids follow from the report alone."""

    def __init__(self, report: Report) -> None:
        self._report = report
        told = [report.title, *report.corpus, report.created, report.policy_digest, report.tool_version]
        told += [f"{name} {digest}" for name, digest in sorted(report.digests.items())]
        self._base = f"urn:corpus-audit:{sha256(chr(10).join(told).encode(errors='surrogatepass')).hexdigest()[:32]}:"
        self._elements: list[dict[str, Any]] = []

    def document(self) -> dict[str, Any]:
        """All of it, under the context of the standard."""
        report = self._report
        tool = self._add("SoftwareAgent", "tool", name=f"corpus-audit {line(report.tool_version)}")
        whole = described.itself(report)
        corpus = self._package("corpus", described.name(report), whole, dataset_datasetSize=report.coverage.stored_bytes)
        self._licences(corpus, "corpus", whole)
        self._sources(corpus)
        self._told(corpus)
        elements = [one["spdxId"] for one in self._elements]
        self._add(
            "SpdxDocument",
            "document",
            name=line(report.title),
            profileConformance=list(PROFILES),
            rootElement=[corpus],
            element=elements,
            comment="The profile of datasets is not claimed: "
            f"not established are {', '.join(described.unknown(report))}, and the day of its making.",
        )
        made = {
            "type": "CreationInfo",
            "@id": _MADE,
            "specVersion": "3.0.1",
            "created": report.created,
            "createdBy": [tool],
        }
        return {"@context": CONTEXT, "@graph": [made, *self._elements]}

    def _add(self, kind: str, id_: str, **values: Any) -> str:
        """An element, by its own part of the id."""
        filled = {name: value for name, value in values.items() if value not in (None, "", [])}
        self._elements.append({"type": kind, "spdxId": self._base + id_, "creationInfo": _MADE, **filled})
        return self._base + id_

    def _package(self, id_: str, name: str, row: SourceRow | None, **values: Any) -> str:
        """A dataset of text, as far as it is described."""
        return self._add(
            "dataset_DatasetPackage",
            id_,
            name=line(name) or "corpus",
            dataset_datasetType=["text"],
            dataset_hasSensitivePersonalInformation="noAssertion",
            software_primaryPurpose="data",
            software_homePage=described.address(row.url) if row else None,
            software_attributionText=[line(row.attribution)] if row and row.attribution else None,
            **values,
        )

    def _sources(self, corpus: str) -> None:
        """The sources of the corpus, what each descends from, and their licences."""
        ids: dict[str, str] = {}
        rows = described.parts(self._report)
        for number, row in enumerate(rows, 1):
            id_ = ids[row.source_id] = self._package(f"source-{number}", row.name, row)
            self._licences(id_, f"source-{number}", row)
        if ids:
            self._relate("contains", "contains", corpus, list(ids.values()))
        for number, row in enumerate(rows, 1):
            for place, parent in enumerate(row.parents, 1):
                if parent.id not in ids:
                    ids[parent.id] = self._package(f"parent-{len(ids) + 1}", parent.name, None)
                name = f"source-{number}-from-{place}"
                self._relate(
                    name, "descendantOf", ids[row.source_id], [ids[parent.id]], line(f"{parent.relation}: {parent.basis}")
                )

    def _licences(self, package: str, id_: str, row: SourceRow | None) -> None:
        """What is declared, or that nothing is; and what a person concluded."""
        declared = described.declared(row)
        of = self._expression(f"{id_}-declared", declared) if declared else _NO_LICENCE
        self._relate(
            f"{id_}-declares", "hasDeclaredLicense", package, [of], line(row.declared_by) if row and row.declared_by else ""
        )
        if row and row.concluded and row.concluded not in described.NOT_STATED:
            of = self._expression(f"{id_}-concluded", row.concluded)
            why = f"Concluded by {row.concluded_by} on {row.concluded_on}: {row.concluded_reason}"
            self._relate(f"{id_}-concludes", "hasConcludedLicense", package, [of], line(why))

    def _expression(self, id_: str, licence: str) -> str:
        return self._add("simplelicensing_LicenseExpression", id_, simplelicensing_licenseExpression=line(licence))

    def _relate(self, id_: str, kind: str, from_: str, to: list[str], comment: str = "") -> None:
        self._add("Relationship", id_, **{"from": from_}, to=to, relationshipType=kind, comment=comment)

    def _told(self, corpus: str) -> None:
        """Notes on the corpus: its description, its counts, and licences that its documents bear."""
        for number, statement in enumerate(self._statements(), 1):
            self._add(
                "Annotation",
                f"note-{number}",
                annotationType="other",
                contentType="text/plain",
                subject=corpus,
                statement=line(statement),
            )

    def _statements(self) -> Iterator[str]:
        report = self._report
        yield described.said(report)
        yield " ".join(described.collection(report))
        yield "; ".join(f"{name}: {count}" for name, count in counts(report).items())
        yield from report.coverage.not_checked
        for row in report.licences:
            yield (
                f"Licence {row.spdx}: declared by {wording.plural(row.declared_documents, 'document')}, "
                f"found in {wording.count(row.found_documents)}."
            )
