"""One shard, from its bytes to its folder. Workers run this; it knows nothing of them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa

from audit import readers, registry
from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.detection import Detector
from audit.model import Finding, Piece, Receipt, Shard, Skip, SkipReason
from audit.references.sites import domains_of, hosts_of
from audit.results import DOCUMENT_SCHEMA, findings_table
from audit.scan.folder import Draft
from audit.scan.plan import Plan
from audit.scan.tally import Count, Tally
from audit.text.matcher import Matcher

_DESCRIBED = ("class_scores", "style_score", "prompt", "answers", "account")
"Columns of documents that detectors fill."


class Scanner:
    """
    Scans shards by a plan. A worker gets it once and keeps its detectors and compiled patterns from shard to shard.

    A detector that raises costs the document it raised on: it is counted as DETECTOR_FAILED, its bytes as not covered, and
    what the other detectors find in it is kept.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __getstate__(self) -> dict[str, Plan]:
        return {"plan": self.plan}

    def __call__(self, shard: Shard) -> Receipt:
        """Scan a shard, write its folder and give its receipt. RunError where the folder cannot be written."""
        began = perf_counter()
        tally = Tally()
        stated = 0
        with Draft(self.plan.folder, shard.key) as draft:
            for piece in shard.pieces:
                with tally.piece(piece) as count:
                    for records in _read(piece, self.plan.limits, count):
                        stated += self._examine(records, draft, count)
            receipt = tally.receipt(shard.key, stated, perf_counter() - began)
            draft.finish(receipt)
        return receipt

    def rehearse(self) -> None:
        """Do all that is done to a batch once on next to nothing, so that whatever is compiled is compiled now."""
        text = pa.array(["A rehearsal, and no more than that."], pa.large_string())
        columns = [text if one.name == "text" else pa.nulls(1, one.type) for one in RECORD_SCHEMA]
        columns[RECORD_SCHEMA.get_field_index("record")] = pa.array([0], pa.int64())
        batch = Batch(Records("rehearsal", pa.RecordBatch.from_arrays(columns, schema=RECORD_SCHEMA), 0), self.matcher)
        for detector in self.detectors:
            list(detector.detect(batch))
            _described(detector, batch)
        _documents(batch, 0, {})

    @cached_property
    def detectors(self) -> tuple[Detector, ...]:
        """The plan's detectors, made in this process."""
        return tuple(registry.create(one.name, one.signals) for one in self.plan.instruments)

    @cached_property
    def matcher(self) -> Matcher:
        """The patterns of all detectors, compiled in this process."""
        return Matcher([pattern for detector in self.detectors for pattern in detector.patterns])

    def _examine(self, records: Records, draft: Draft, count: Count) -> int:
        """Write what is found in a batch; gives the number of findings."""
        batch = Batch(records, self.matcher)
        count.read(len(batch), int(batch.folded.words.sum()), records.decoded_bytes)
        columns: dict[str, pa.Array] = {}
        findings = [found for detector in self.detectors for found in self._detect(detector, batch, records, count, columns)]
        draft.add("documents", _documents(batch, count.piece.order, columns))
        if findings:
            findings.sort(key=lambda found: (found.record, found.span, found.detector, found.fingerprint))
            draft.add("findings", findings_table(findings, count.piece.order))
        return len(findings)

    def _detect(
        self, detector: Detector, batch: Batch, records: Records, count: Count, columns: dict[str, pa.Array]
    ) -> list[Finding]:
        """
        A detector's findings in a batch; what it says of the documents is put into `columns`.

        Where it fails, its documents are tried one by one, and it says nothing of any.
        """
        try:
            findings = list(detector.detect(batch))
            columns.update(_described(detector, batch))
            return findings
        except Exception as error:
            if len(batch) == 1:
                document = batch.document(0)
                detail = f"{detector.name}: {type(error).__name__}: {error}".replace("\n", " ")[:160]
                count.unexamined(
                    Skip(batch.name, document.record, SkipReason.DETECTOR_FAILED, detail, document.end - document.start)
                )
                return []
        alone = (Records(records.name, records.table.slice(place, 1), 0) for place in range(len(batch)))
        return [found for one in alone for found in self._detect(detector, Batch(one, self.matcher), one, count, {})]


def _read(piece: Piece, limits: Any, count: Count) -> Iterator[Records]:
    """A piece's documents; its skips are counted. A reader that raises costs the rest of its piece."""
    try:
        for part in readers.read(piece, limits):
            if isinstance(part, Skip):
                count.skip(part)
            elif part.table.num_rows:
                yield part
    except Exception as error:
        detail = f"{piece.format}: {type(error).__name__}: {error}".replace("\n", " ")[:160]
        count.skip(Skip(piece.name, None, SkipReason.READER_FAILED, detail, stored_bytes=piece.stored_bytes))


def _described(detector: Detector, batch: Batch) -> Mapping[str, pa.Array]:
    """What a detector says of all documents of a batch, where it says such things."""
    describe = getattr(detector, "describe", None)
    return describe(batch) if describe else {}


def _documents(batch: Batch, piece: int, described: Mapping[str, pa.Array]) -> pa.Table:
    """A batch's documents as rows of DOCUMENT_SCHEMA, with the columns that detectors made."""
    table = batch.table
    hosts = hosts_of(batch)
    made = {
        "path": pa.array([batch.name] * len(batch), pa.string()),
        "piece": pa.array(np.full(len(batch), piece, np.int32)),
        "host": hosts.dictionary_decode(),
        "domain": domains_of(hosts),
        "bytes": pa.array(batch.ends - batch.starts),
        "words": pa.array(batch.folded.words),
        **{name: pa.nulls(len(batch), DOCUMENT_SCHEMA.field(name).type) for name in _DESCRIBED},
        **described,
    }
    columns = [made[name] if name in made else table.column(name) for name in DOCUMENT_SCHEMA.names]
    return pa.Table.from_arrays(columns, schema=DOCUMENT_SCHEMA)
