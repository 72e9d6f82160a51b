"""
Croissant 1.1 with terms of Croissant RAI 1.0: the corpus as a dataset, what it was made from, and what is measured of it.

What nobody declared and no scan measures is left out, and the description says so. Files stand as patterns of their names,
since a run keeps no digest of single files.
"""

import glob
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from audit.report_model import Report
from audit.report_model.dataset import FileGroup
from audit.report_model.lineage import BoundRow, ParentRow, SourceRow
from audit.reports import described, wording_lineage
from audit.reports.counts import counts
from audit.reports.described import line
from audit.reports.wording import plural

CONFORMS_TO = ("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0")
TYPES: Mapping[str, str] = {
    "arrow": "application/vnd.apache.arrow.stream",
    "arrow-file": "application/vnd.apache.arrow.file",
    "csv": "text/csv",
    "epub": "application/epub+zip",
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonlines",
    "mediawiki": "application/xml",
    "parquet": "application/x-parquet",
    "pdf": "application/pdf",
    "stackexchange": "application/xml",
    "text": "text/plain",
    "tsv": "text/tab-separated-values",
    "warc": "application/warc",
    "wikiextractor": "text/plain",
    "xml": "application/xml",
}
"Media types by format; another one is stated as bytes."
ACTIONS: Mapping[str, str] = {
    "commercial": "cc:CommercialUse",
    "derive": "odrl:derive",
    "redistribute": "odrl:distribute",
}
"What ODRL and Creative Commons have words for, of what sources are bound by."
_RULES: Mapping[int, tuple[str, str]] = {
    0: ("odrl:permission", "odrl:Permission"),
    1: ("odrl:permission", "odrl:Permission"),
    3: ("odrl:prohibition", "odrl:Prohibition"),
}
"By how strict a statement is; what is unclear is neither."
_ON_A_CONDITION = 1
_OWN = ("citeAs column data dataType equivalentProperty examples excludes extract field fileObject fileProperty fileSet format "
        "includes isArray isLiveDataset jsonPath key md5 parentField recordSet references regex readLines repeated replace "
        "samplingRate sdVersion separator source subField transform unArchive annotation arrayShape containedIn path "
        "value").split()  # fmt: skip
_TYPED: Mapping[str, str] = {"data": "@json", "examples": "@json", "dataType": "@vocab"}


def render(report: Report) -> bytes:
    """JSON-LD in ASCII, keys sorted; the same report gives the same bytes."""
    whole = described.itself(report)
    document = {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": list(CONFORMS_TO),
        "name": described.name(report),
        "description": described.said(report),
        "license": _licence(described.declared(whole)),
        "url": described.address(whole.url) if whole else None,
        "creator": _agent(whole.author if whole else None),
        "version": _line(described.version(report)),
        "inLanguage": described.languages(report),
        "sdDatePublished": report.created[:10],
        "distribution": list(_distribution(report.dataset.files)),
        "prov:wasDerivedFrom": [_source(row) for row in described.parts(report)],
        "usageInfo": _usage(whole.bound, whole) if whole else None,
        "subjectOf": _audit(report),
        **_responsible(report),
    }
    return (json.dumps(_filled(document), indent=1, sort_keys=True) + "\n").encode("ascii")


def _context() -> dict[str, Any]:
    """The context of the standard, with the vocabularies that it names for provenance and terms of use."""
    own = {name: {"@id": f"cr:{name}", "@type": _TYPED[name]} if name in _TYPED else f"cr:{name}" for name in _OWN}
    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "odrl": "http://www.w3.org/ns/odrl/2/",
        "cc": "http://creativecommons.org/ns#",
        "audit": "urn:corpus-audit:count:",
        "conformsTo": "dct:conformsTo",
        "description": {"@container": "@language"},
        "name": {"@container": "@language"},
        **own,
    }


def _distribution(groups: Iterable[FileGroup]) -> Iterator[dict[str, Any]]:
    """A set of files for each format."""
    by_format: dict[str, list[FileGroup]] = defaultdict(list)
    for group in groups:
        by_format[group.format].append(group)
    for format, found in sorted(by_format.items()):
        files, documents = sum(group.files for group in found), sum(group.documents for group in found)
        yield {
            "@type": "cr:FileSet",
            "@id": f"files-{quote(format, safe='')}",
            "name": line(format),
            "description": f"{plural(files, 'file')} with {plural(documents, 'document')}, as read. "
            "The run keeps no digest of single files.",
            "encodingFormat": TYPES.get(format, "application/octet-stream"),
            "includes": [line(_pattern(group)) for group in found],
        }


def _pattern(group: FileGroup) -> str:
    return glob.escape(group.path) + (f"*{glob.escape(group.ending)}" if group.ending else "")


def _source(row: SourceRow) -> dict[str, Any]:
    """A source as an entity, with what is stated of it, what it descends from and what wrote it."""
    models = [
        {"@type": "prov:Activity", "prov:label": line("written by " + " ".join(filter(None, (one.provider, one.model))))}
        for one in row.generators
        if one.provider or one.model
    ]
    return {
        **_entity(row.source_id, row.name),
        "description": f"{plural(row.documents, 'document')} of the corpus",
        "url": described.address(row.url),
        "license": _licence(described.declared(row)),
        "prov:wasAttributedTo": {"@type": "prov:Agent", "prov:label": line(row.author)} if row.author else None,
        "prov:wasDerivedFrom": [_parent(one) for one in row.parents],
        "prov:wasGeneratedBy": models,
        "usageInfo": _usage(row.bound, row),
    }


def _parent(one: ParentRow) -> dict[str, Any]:
    """What a source was made from, and how."""
    relation = wording_lineage.RELATIONS.get(one.relation, one.relation)
    return {**_entity(one.id, one.name), "description": line(f"{relation} it, by {one.basis}")}


def _entity(id_: str, name: str) -> dict[str, Any]:
    return {"@type": "prov:Entity", "@id": f"urn:corpus-audit:source:{quote(line(id_), safe='')}", "prov:label": line(name)}


def _licence(licence: str | None) -> Any:
    """The address of a listed licence, else the expression by name; what nobody declares is left out."""
    if licence is None:
        return None
    if described.is_listed(licence):
        return f"https://spdx.org/licenses/{licence}.html"
    return {"@type": "sc:CreativeWork", "name": line(licence)}


def _agent(author: str | None) -> Any:
    """Who made it, as stated; whether a person or not is not."""
    return {"@type": "sc:Organization", "name": line(author)} if author else None


def _usage(bound: Iterable[BoundRow], row: SourceRow) -> Any:
    """What a source is bound by, by the strictest statement on it and all that it descends from; unclear terms are none."""
    rules: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in bound:
        if one.value in _RULES and one.dimension in ACTIONS:
            key, kind = _RULES[one.value]
            because = f"{wording_lineage.ROLES.get(one.because_role, one.because_role)}: {one.because_statement}"
            rules[key].append(
                {
                    "@type": kind,
                    "odrl:action": {"@id": ACTIONS[one.dimension]},
                    "odrl:constraint": _condition(one) if one.value == _ON_A_CONDITION else None,
                    "description": line(f"{one.because_name}, {because}"),
                }
            )
    kinds = ["sc:CreativeWork", "odrl:Offer"]
    return {"@type": kinds, "name": line(f"Terms stated of {row.name}"), **rules} if rules else None


def _condition(one: BoundRow) -> dict[str, Any]:
    """That a permission is on the conditions of the licence that grants it; which these are is for its text to say."""
    operand = line(one.because_statement)
    name = f"on the conditions of {operand}"
    return {"@type": "odrl:Constraint", "name": name, "odrl:operator": {"@id": "odrl:eq"}, "odrl:rightOperand": operand}


def _audit(report: Report) -> dict[str, Any]:
    """The audit as a work about the dataset, with the counts that every format tells."""
    return {
        "@type": "sc:Report",
        "name": line(report.title),
        "abstract": line(report.gate.sentence),
        "dateCreated": report.created,
        "creator": {"@type": "sc:SoftwareApplication", "name": "corpus-audit", "softwareVersion": line(report.tool_version)},
        **{f"audit:{name}": count for name, count in counts(report).items()},
    }


def _responsible(report: Report) -> dict[str, Any]:
    """Terms of RAI that are measured; the others are for people to fill in."""
    days = described.timeframe(report)
    crawled = any(row.format in described.CRAWLS and row.documents for row in report.coverage.formats)
    skips = (f"{row.skips} × {row.plain}" for row in report.coverage.skips if row.loses)
    undated = f"{report.coverage.documents_without_date} documents have no date."
    return {
        "rai:dataCollection": " ".join(described.collection(report)),
        "rai:dataCollectionType": ["Web Scraping"] if crawled else None,
        "rai:dataCollectionTimeframe": list(days) if days else None,
        "rai:dataCollectionMissingData": line(" ".join([*skips, undated])),
        "rai:dataCollectionRawData": line("; ".join(row.name for row in described.parts(report))),
        "rai:dataLimitations": [line(sentence) for sentence in report.coverage.not_checked],
    }


def _line(text: str | None) -> str | None:
    return line(text) if text else None


def _filled(value: Any) -> Any:
    """Without keys that have no value."""
    if isinstance(value, dict):
        return {key: _filled(one) for key, one in value.items() if one not in (None, "", [], {})}
    return [_filled(one) for one in value] if isinstance(value, list) else value
