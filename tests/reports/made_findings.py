"""Lists of findings made from a seed."""

import random
from typing import Any

import pyarrow as pa

from audit.report_model import Findings
from audit.report_model.findings import FINDING_SCHEMA, MEASURE_SCHEMA

HOSTILE = "</script><img src=x onerror=alert(1)>\u202egnp =cmd()"
WORDS = "lamp quay fog mill oven clerk harbour winter ferry roof town rail baker number desk woman deck street".split()


def made_findings(count: int, total: int = 0, words: int = 6) -> Findings:
    """
    So many findings with excerpts of so many words, and a measure.

    The first third blocks, the second is to be reviewed, no rule speaks of the last; one in seven is waived, one in five a clue.
    """
    chance = random.Random(count)
    rows = [_row(number, count, chance, words) for number in range(1, count + 1)]
    if rows:
        rows[0].update(excerpt=HOSTILE, subject=HOSTILE)
    if len(rows) > 1:
        rows[-1].update(fingerprint=rows[-2]["fingerprint"])
    return Findings(
        pa.Table.from_pylist(rows, FINDING_SCHEMA), pa.Table.from_pylist([_measure()], MEASURE_SCHEMA), total or count
    )


def _row(number: int, count: int, chance: random.Random, words: int) -> dict[str, Any]:
    third, site = 3 * (number - 1) // count, f"site{number % 900}.example"
    judged = third < 2
    return {
        "number": number, "fingerprint": f"{chance.getrandbits(128):032x}", "path": f"part-{number % 40:03}.jsonl",
        "document": f"part-{number % 40:03}.jsonl#{number}", "record": number, "record_id": f"r{number}",
        "url": f"https://{site}/page/{number}", "site": site, "kind": ("copyright", "generated", "licence")[number % 3],
        "level": "finding" if number % 5 else "clue", "detector": ("known-work", "generated-phrase", "licence")[number % 3],
        "score": chance.random(), "subject_type": "work", "subject": f"work-{number % 300}",
        "start": chance.randrange(9000), "end": 9999, "reference": f"works/work-{number % 300}@aa11",
        "excerpt": " ".join((*chance.choices(WORDS, k=words), str(chance.randrange(9**9)))),
        "rules": (["core/known-work-long", "core/second"] if number % 2 else ["core/second"]) if judged else [],
        "outcome": ("block", "review", None)[third], "severity": ("high", "medium", None)[third],
        "state": ("waived" if number % 7 == 0 else "open") if judged else "none", "waivers": ["W-1"] if number % 7 == 0 else [],
    }  # fmt: skip


def _measure() -> dict[str, Any]:
    return {
        "document": "corpus", "fingerprint": "measure-1", "measure": "unlicensed", "subject_type": "none", "subject": "",
        "value": 0.51, "documents": 12, "rules": ["core/unlicensed-share"], "outcome": "review", "severity": "low",
        "state": "open", "waivers": [],
    }  # fmt: skip
