"""
How long sources take: placing documents, following lineage, and measures, by the size of the corpus and of its manifest.

    python tests/bench/lineage.py --documents 1000000 --files 4000 --sources 2003 --edges 950
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.store import Store
from tests.manifest.conftest import TERMS, fill_terms

RELATIONS = ("copied", "filtered", "generated_by")


def main() -> None:
    """Print seconds by stage."""
    parser = argparse.ArgumentParser()
    for name, size in (("documents", 1_000_000), ("files", 4000), ("sources", 2003), ("edges", 950), ("findings", 200_000)):
        parser.add_argument(f"--{name}", type=int, default=size)
    given = parser.parse_args()
    for stage, wall, processor in measured(given.documents, given.files, given.sources, given.edges, given.findings):
        print(f"{stage:28}{wall:7.2f} s wall{processor:7.2f} s CPU")


def measured(documents: int, files: int, sources: int, edges: int, findings: int) -> list[tuple[str, float, float]]:
    """Seconds of wall and processor by stage, on a corpus made of numbers."""
    with Store.memory() as store:
        fill_terms(store)
        _documents(store, documents, files, sources, findings)
        rows = manifest(sources, edges)
        connection = store._connection
        return [
            _timed("place documents", lambda: store.take_sources(rows)),
            _timed("place them again", lambda: store.take_sources(rows)),
            _timed("ancestry", lambda: connection.execute("SELECT count(*) FROM ancestry").fetchall()),
            _timed("effective", lambda: connection.execute("SELECT sum(value) FROM effective").fetchall()),
            _timed("measures of sources", lambda: connection.execute("SELECT sum(value) FROM measure_sources").fetchall()),
            _timed("what the corpus names", lambda: store.query("named_in_corpus", most=200_000)),
        ]


def manifest(sources: int, edges: int, seed: int = 1) -> dict[str, list[dict[str, Any]]]:
    """Sources with licences, parents, generators, and a pattern or domain each."""
    chance = random.Random(seed)
    plain = {"kind": "web", "origin": "corpus.toml", "listed": True}
    ids = [f"s{number}" for number in range(sources)]
    return {
        "source": [{**plain, "source_id": id_, "name": id_, "declared": chance.choice([*TERMS, None])} for id_ in ids],
        "lineage": [
            {"child": chance.choice(ids), "parent": chance.choice(ids), "relation": chance.choice(RELATIONS), "basis": "b"}
            for _ in range(edges)
        ],
        "source_generator": [{"source_id": id_, "provider": "Closed", "basis": "b"} for id_ in ids[::10]],
        "source_match": [
            {"source_id": id_, "what": "path", "value": f"{id_}/*.zst", "folder": id_, "place": place}
            if place % 2
            else {"source_id": id_, "what": "domain", "value": f"d{place}.example", "place": place}
            for place, id_ in enumerate(ids)
        ],
    }


def _documents(store: Store, documents: int, files: int, sources: int, findings: int) -> None:
    store._connection.execute(
        """
        INSERT INTO document (document, path, record, host, domain, source, bytes, words)
        SELECT
            'f' || (i % $files) || '#' || i, 's' || (i % $files % $sources) || '/part-' || (i % $files) || '.zst', i,
            'www.d' || (i % 5000) || '.example', 'd' || (i % 5000) || '.example',
            CASE WHEN i % 3 = 0 THEN 'field' || (i % 300) END, 100, 20
        FROM range($documents) AS t(i)
        """,
        {"documents": documents, "files": files, "sources": sources},
    )
    store._connection.execute(
        """
        INSERT INTO found
            (document, path, record, detector, kind, level, start, "end", score, attributes, evidence, fingerprint, spdx, scope)
        SELECT
            'f' || (i % $files) || '#' || i, '', i, 'licence', 'licence', 'finding', 0, 1, 1, '{}', [], i::VARCHAR,
            'CC-BY-SA-4.0', 'page'
        FROM range($findings) AS t(i)
        """,
        {"findings": findings, "files": files},
    )


def _timed(stage: str, work: Callable[[], object]) -> tuple[str, float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return stage, time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
