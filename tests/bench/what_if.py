"""
How long a judgement takes, and how much longer one that tells what it changed: python tests/bench/what_if.py --findings 1000000

The run is made in the database itself, by seed: records of many sites, and findings of every kind on them. All shipped rules
judge it for one purpose and jurisdiction. Times are beside a plain read of the same findings: how fast the machine is.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from audit import judge as judging
from audit import policy as policies
from audit import rulepacks
from audit.model import Policy
from audit.pipeline import changes
from audit.rulepacks import Pack
from audit.store import Store
from audit.store.database import FORMAT

NOW = datetime(2026, 11, 24)
DOCUMENTS = """
INSERT INTO document BY NAME
SELECT
    'corpus/' || (i // 10000) || '.jsonl#' || (i % 10000) AS document,
    'corpus/' || (i // 10000) || '.jsonl' AS path,
    i % 10000 AS record,
    'https://www.site' || (hash(i) % 5000) || '.example/' || i AS url,
    'www.site' || (hash(i) % 5000) || '.example' AS host,
    'site' || (hash(i) % 5000) || '.example' AS domain,
    DATE '2023-01-01' + (hash(i + 1) % 900)::INTEGER AS captured,
    2000 AS bytes,
    330 AS words,
    'unknown' AS signal_of_site,
    'unknown' AS signal_of_page,
    'unknown' AS signal_at_capture,
    'unknown' AS signal_latest,
    false AS reserved_at_capture,
    false AS terms_known
FROM range($documents) AS made(i)
"""
FOUND = """
INSERT INTO found BY NAME
SELECT
    'corpus/' || (place // 10000) || '.jsonl#' || (place % 10000) AS document,
    'corpus/' || (place // 10000) || '.jsonl' AS path,
    place % 10000 AS record,
    'bench' AS detector,
    kind,
    CASE WHEN (1 + (hash(i + 3) % 5)::BIGINT) = 1 THEN 'clue' ELSE 'finding' END AS level,
    0 AS start,
    40 AS "end",
    0.9 AS score,
    '{}' AS attributes,
    [] AS evidence,
    md5(i::VARCHAR) AS fingerprint,
    CASE kind WHEN 'licence' THEN $licences[(1 + (hash(i + 4) % len($licences))::BIGINT)] END AS spdx,
    CASE kind WHEN 'licence' THEN ['page', 'file', 'element'][(1 + (hash(i + 5) % 3)::BIGINT)] END AS scope,
    CASE kind WHEN 'generated' THEN ['openai', 'anthropic', 'meta', 'mistral'][(1 + (hash(i + 6) % 4)::BIGINT)] END AS provider,
    CASE kind WHEN 'generated' THEN ['model-field', 'text', 'style'][(1 + (hash(i + 7) % 3)::BIGINT)] END AS basis,
    CASE kind WHEN 'scraped' THEN ['reddit', 'youtube', NULL, NULL][(1 + (hash(i + 8) % 4)::BIGINT)] END AS platform,
    CASE kind WHEN 'scraped' THEN ['news', 'forum', 'shadow_library', 'wiki'][(1 + (hash(i + 9) % 4)::BIGINT)] END AS source_kind,
    CASE kind WHEN 'scraped' THEN 'url' END AS tier,
    CASE kind WHEN 'copyright' THEN 'work' || (1 + (hash(i + 10) % 500)::BIGINT) END AS work,
    CASE kind WHEN 'copyright' THEN (20 + (1 + (hash(i + 11) % 300)::BIGINT))::DOUBLE END AS matched_words,
    CASE kind WHEN 'copyright' THEN (20 + (1 + (hash(i + 12) % 200)::BIGINT))::DOUBLE END AS longest_run
FROM (
    SELECT
        i,
        (hash(i + 1) % $documents)::BIGINT AS place,
        ['licence', 'scraped', 'generated', 'copyright'][(1 + (hash(i + 2) % 4)::BIGINT)] AS kind
    FROM range($findings) AS made(i)
)
"""
LICENCES = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "MIT", "GPL-2.0-only", "CC0-1.0", "Apache-2.0 OR MIT", "NOASSERTION"]


@contextmanager
def timed(name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"{name:48}{time.perf_counter() - began:8.2f} s", flush=True)


def make(path: Path, documents: int, findings: int) -> None:
    """A run's database, as a scan leaves it."""
    Store.create(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(DOCUMENTS, {"documents": documents})
        connection.execute(FOUND, {"documents": documents, "findings": findings, "licences": LICENCES})
        connection.execute("INSERT INTO run VALUES ($format)", {"format": FORMAT})
    with Store.open(path) as store:
        store.derive()


def judged(path: Path, packs: Sequence[Pack], policy: Policy, *, kept: bool = True, telling: bool = True) -> None:
    """Judge as the pipeline does; without `telling`, only judge."""
    before = replace(policy, purposes=("commercial-training",))
    manifest = {"policy": stored(before), "judged": NOW.isoformat(), "libraries": []}
    with Store.open(path) as store, store.as_one(kept=kept):
        if not telling:
            judging.judge(store, policy, packs, NOW.date())
            return
        with timed("  kept"):
            past = changes.keep(store, manifest)
        with timed("  judged"):
            judging.judge(store, policy, packs, NOW.date())
        with timed("  compared"):
            told = changes.tell(store, past, policy, packs, NOW, manifest, kept=kept)
    print(f"  {told.verdicts_before:,} verdicts before, {told.verdicts_after:,} after; {told.counts}")


def stored(policy: Policy) -> dict[str, Any]:
    return {**asdict(policy), "fail_on": policy.fail_on.value}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--documents", type=int, default=1_000_000)
    given.add_argument("--findings", type=int, default=1_000_000)
    words = given.parse_args()
    packs = rulepacks.load()
    plain = replace(policies.load(), purposes=("commercial-training",), jurisdictions=("EU",))
    other = replace(plain, purposes=("dataset-redistribution",))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "audit.duckdb"
        with timed("made"):
            make(path, words.documents, words.findings)
        with timed("read: findings by kind and document"), duckdb.connect(str(path)) as connection:
            connection.execute("SELECT count(*) FROM (SELECT document, kind, count(*) FROM found GROUP BY ALL)").fetchall()
        for name, policy, kept, telling in (
            ("judged, nothing told", plain, True, False),
            ("judged, as before", plain, True, True),
            ("judged, as before, nothing told", plain, True, False),
            ("what if: another purpose", other, False, True),
        ):
            with timed(name):
                judged(path, packs, policy, kept=kept, telling=telling)
        print(f"{path.stat().st_size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
