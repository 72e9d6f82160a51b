"""
How long the comparison of two large runs takes, and how much memory, both of them made by a seed.

    python tests/bench/diff.py [--findings 1000000]

The later run lacks one finding in ten of the earlier one, has as many of its own, and stands in other files. Seconds of `diff` as
a command calls it; the most memory that the process held, in MB, and how much of it was held before.
"""

import argparse
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.model import Outcome, Policy, Rule
from audit.pipeline.comparing import compare
from audit.pipeline.folder import RunFolder
from audit.report_model.since import Since
from audit.store import Store
from audit.store.database import FORMAT
from tests.quality.measures import table

RULE = Rule("p/keep", "p", "Keep", "", "", Outcome.REVIEW, "finding", "TRUE", (), (), (), ())
POLICY = Policy("p", ("commercial-training",), ("US", "EU"), (), Outcome.BLOCK, 0.9)
FILES = 50

_DOCUMENTS = """
    INSERT INTO document BY NAME
    SELECT concat('part-', n % $files, '.jsonl#', n) AS document, concat('part-', n % $files, '.jsonl') AS path, n AS record,
        concat('https://site-', n % 9973, '.example/', n) AS url, 900 AS bytes, 150 AS words
    FROM range($first, $last) AS made(n)
"""
_FOUND = """
    INSERT INTO found BY NAME
    SELECT document, path, record, url, 'known-work' AS detector, 'copyright' AS kind, 'finding' AS level, 0 AS start, 9 AS "end",
        1.0 AS score, '{}' AS attributes, [] AS evidence, md5(document) AS fingerprint, concat('work-', record % 1000) AS work,
        {'before': repeat('b', 160), 'text': repeat(concat('passage ', record, ' '), 30), 'after': repeat('a', 160), 'omitted': 0}
            AS quote
    FROM document
"""
_VERDICTS = """
    INSERT INTO verdict BY NAME
    SELECT document, fingerprint, $rule AS rule, 'review' AS outcome, 'commercial-training' AS purpose,
        unnest(['US', 'EU']) AS jurisdiction
    FROM found
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", type=int, default=1_000_000)
    given = parser.parse_args()
    with TemporaryDirectory() as place:
        rows = [[name, f"{value:,.1f}"] for name, value in measured(Path(place), given.findings).items()]
    print(table(rows, ("what", "value")))


def measured(place: Path, findings: int) -> dict[str, float]:
    """Seconds, megabytes, and how many findings are new and gone."""
    earlier = make(place / "earlier", 0, findings, FILES)
    later = make(place / "later", findings // 10, findings + findings // 10, FILES + 7)
    held = _megabytes()
    began = time.perf_counter()
    since: Since = compare(earlier, later)
    seconds = time.perf_counter() - began
    new, gone = (since.counts(change)[0] for change in ("new", "gone"))
    return {"seconds": seconds, "MB before": held, "MB at most": _megabytes(), "new": new, "gone": gone}


def make(path: Path, first: int, last: int, files: int) -> RunFolder:
    """A judged run of records from `first` to before `last`, with a finding and two verdicts each."""
    run = RunFolder(path)
    path.mkdir()
    with Store.create(run.database) as store:
        for statement, values in (
            (_DOCUMENTS, {"first": first, "last": last, "files": files}),
            (_FOUND, {}),
            (_VERDICTS, {"rule": RULE.id}),
            ("INSERT INTO run VALUES ($format)", {"format": FORMAT}),
        ):
            store._connection.execute(statement, values)
    run.note(_manifest())
    return run


def _manifest() -> dict[str, Any]:
    policy = {**asdict(POLICY), "fail_on": POLICY.fail_on.value}
    facts = {"state": "scanned", "judged": "2026-11-24T00:00:00+00:00", "tool_version": "0.1.0"}
    return {**facts, "policy": policy, "detectors": [{"name": "known-work", "version": 1, "digest": "a"}], "libraries": []}


def _megabytes() -> float:
    """The most memory that this process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
