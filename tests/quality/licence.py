"""
Measure licence findings on labelled cases: the ids found must be the ids of the label, no more and no fewer.

    python tests/quality/licence.py CASES.jsonl[.zst] [--list]        fields: id, kind, text, expected_spdx, accept
    python tests/quality/licence.py --edited                          common licence texts with words changed

`family` is right but for -only, -or-later or +. Of a case with the label NONE nothing may be found but LicenseRef-… names.
"""

import json
import lzma
import random
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors.licence import Licence, create
from audit.model import Finding, Level
from audit.text.matcher import Matcher
from tests.quality.measures import share, table

PACK = Path(folder("rules")) / "licence"
COMMON = (
    "MIT BSD-2-Clause BSD-3-Clause ISC Zlib Apache-2.0 MPL-2.0 EPL-2.0 GPL-2.0-only GPL-3.0-only LGPL-2.1-only LGPL-3.0-only "
    "AGPL-3.0-only CC-BY-4.0 CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CC0-1.0 OFL-1.1 BSL-1.0 Unlicense CDDL-1.0 EUPL-1.2 ODbL-1.0 "
    "PostgreSQL"
)


def main(arguments: list[str]) -> None:
    """Print one table."""
    detector = shipped()
    if "--edited" in arguments:
        print(edited(detector, json.loads(lzma.decompress((PACK / "texts.json.xz").read_bytes()))))
        return
    query = "SELECT id, kind, text, expected_spdx, accept FROM read_json(?, format = 'newline_delimited')"
    cases = duckdb.execute(query, [arguments[0]]).fetchall()
    answers = [answer(findings) for findings in by_record(detector, [case[2] for case in cases])]
    print(scored(cases, answers))
    if "--list" in arguments:
        for case, found in zip(cases, answers, strict=True):
            if outcome(case, found) not in ("exact", "family"):
                print(case[0], case[1], "expected", case[3], "found", " + ".join(sorted(found)) or "-")


def shipped() -> Licence:
    """The detector with its pack's signals."""
    return create(Signals(tomllib.loads((PACK / "pack.toml").read_text())["detector"], PACK))


def by_record(detector: Licence, texts: list[str]) -> list[list[Finding]]:
    """The findings of each text."""
    columns = {field.name: pa.nulls(len(texts), field.type) for field in RECORD_SCHEMA}
    columns |= {"record": pa.array(range(len(texts)), pa.int64()), "text": pa.array(texts, pa.large_string())}
    records = pa.RecordBatch.from_arrays([columns[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    found: list[list[Finding]] = [[] for _ in texts]
    for finding in detector.detect(Batch(Records("cases", records, 0), Matcher(detector.patterns))):
        found[finding.record].append(finding)
    return found


def answer(findings: list[Finding]) -> frozenset[str]:
    """The ids that findings state for the whole page or file."""
    stated = [one for one in findings if one.level is Level.FINDING and one.attributes.get("scope") != "element"]
    return frozenset().union(*(ids(str(one.attributes["spdx"])) for one in stated if "spdx" in one.attributes))


def ids(expression: str) -> frozenset[str]:
    """The ids of an expression; `A WITH B` is one."""
    return frozenset(part.strip() for part in re.split(r"\s+(?:AND|OR)\s+|[()]", expression) if part.strip())


def outcome(case: tuple[str, ...], found: frozenset[str]) -> str:
    """exact, family, none or wrong."""
    accepted = [ids(label) for label in case[4]]
    if case[3] == "NONE" and all("LicenseRef" in name for name in found):
        return "exact"
    if found in accepted:
        return "exact"
    kin = [frozenset(_family(name) for name in label) for label in accepted]
    if frozenset(_family(name) for name in found) in kin:
        return "family"
    return "wrong" if found or case[3] == "NONE" else "none"


def scored(cases: list[tuple[str, ...]], answers: list[frozenset[str]]) -> str:
    """Right and wrong by kind of text, with 95 % intervals."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case, found in zip(cases, answers, strict=True):
        for kind in (case[1], "~all"):
            counts[kind][outcome(case, found)] += 1
    rows = []
    for kind, count in sorted(counts.items()):
        total = count.total()
        right = count["exact"] + count["family"]
        rows.append((kind.strip("~"), share(right, total), share(count["wrong"], total), share(count["none"], total)))
    return table(rows, ("kind of text", "right (95 %) n", "wrong (95 %) n", "nothing found (95 %) n"))


def edited(detector: Licence, texts: dict[str, dict[str, str]]) -> str:
    """Common licences with a share of their words changed: found by their id, and called modified."""
    rows = []
    for changed in (0.0, 0.02, 0.05, 0.1):
        documents = [text for spdx in COMMON.split() for text in variants(texts[spdx]["text"], changed)]
        expected = [spdx for spdx in COMMON.split() for _ in range(3)]
        right = modified = 0
        for spdx, findings in zip(expected, by_record(detector, documents), strict=True):
            right += {_family(name) for name in answer(findings)} == {_family(spdx)}
            modified += any(finding.attributes.get("modified") for finding in findings)
        rows.append((f"{changed:.0%}", share(right, len(documents)), share(modified, len(documents))))
    return table(rows, ("words changed", "found (95 %) n", "called modified (95 %) n"))


def variants(text: str, changed: float) -> Iterator[str]:
    """Three copies of a text, in each of which words are changed, left out or added."""
    for seed in range(3):
        chance = random.Random(seed)
        words: list[str] = []
        for word in text.split():
            edits = [[word]] if chance.random() >= changed else [["pebble"], [], [word, "pebble"]]
            words += chance.choice(edits)
        yield " ".join(words)


def _family(name: str) -> str:
    return re.sub(r"-(?:only|or-later)$", "", name.replace("+", ""))


if __name__ == "__main__":
    main(sys.argv[1:])
