"""
Measure licence findings on labelled cases: the ids found must be the ids of the label, no more and no fewer.

    python tests/quality/licence.py CASES.jsonl[.zst] [--list]        fields: id, kind, text, expected_spdx, accept
    python tests/quality/licence.py --installed [--list]              what this machine's packages say of their licences
    python tests/quality/licence.py --edited                          common licence texts with words changed
    python tests/quality/licence.py --variants                        texts of the list in comments, prose, HTML, cut off
    python tests/quality/licence.py CASES --scancode PYTHON [--sample 60]

`family` is right but for -only, -or-later or +. Of a case with the label NONE nothing may be found but LicenseRef-… names.

With `--scancode` ScanCode's answers on the same cases are scored beside ours. PYTHON is that of an environment in which a
developer has it: `python -m venv FOLDER && FOLDER/bin/pip install scancode-toolkit-mini 'pluggy<1.7'` (with pluggy 1.7 its
plug-ins are not found). It needs some seconds for its index and half a second a case; `--sample` takes so many cases by seed.
"""

import argparse
import json
import lzma
import random
import re
import subprocess
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
from audit.references import licences
from audit.text.matcher import Matcher
from tests.bench import planting
from tests.quality.licence_installed import installed
from tests.quality.measures import share, table

PACK = Path(folder("rules")) / "licence"
COMMON = (
    "MIT BSD-2-Clause BSD-3-Clause ISC Zlib Apache-2.0 MPL-2.0 EPL-2.0 GPL-2.0-only GPL-3.0-only LGPL-2.1-only LGPL-3.0-only "
    "AGPL-3.0-only CC-BY-4.0 CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CC0-1.0 OFL-1.1 BSL-1.0 Unlicense CDDL-1.0 EUPL-1.2 ODbL-1.0 "
    "PostgreSQL"
)


def main(arguments: list[str]) -> None:
    """Print one table."""
    given = _arguments(arguments)
    detector = shipped()
    listed = json.loads(lzma.decompress((PACK / "texts.json.xz").read_bytes()))
    if given.edited:
        print(edited(detector, listed))
        return
    if given.installed:
        cases = installed(licences.load(PACK))
    elif given.variants:
        cases = list(varied(listed))
    else:
        query = "SELECT id, kind, text, expected_spdx, accept FROM read_json(?, format = 'newline_delimited')"
        cases = duckdb.execute(query, [given.cases]).fetchall()
    if given.sample:
        cases = random.Random(1).sample(cases, min(given.sample, len(cases)))
    answers = [answer(findings) for findings in by_record(detector, [case[2] for case in cases])]
    print(scored(cases, answers))
    if given.scancode:
        print("\nScanCode on the same cases\n\n" + scored(cases, scancode(given.scancode, [case[2] for case in cases])))
    if given.list:
        for case, found in zip(cases, answers, strict=True):
            if outcome(case, found) not in ("exact", "family"):
                print(case[0], case[1], "expected", case[3], "found", " + ".join(sorted(found)) or "-")


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="?", help="labelled cases, JSON lines")
    parser.add_argument("--list", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--sample", type=int, help="take so many cases, by seed")
    parser.add_argument("--scancode", metavar="PYTHON", help="Python of an environment that has ScanCode")
    for name in ("installed", "edited", "variants"):
        parser.add_argument(f"--{name}", action="store_true")
    given = parser.parse_args(arguments)
    if not (given.cases or given.installed or given.edited or given.variants):
        parser.error("name a file of cases, or one of --installed, --edited, --variants")
    return given


def scancode(python: str, texts: list[str]) -> list[frozenset[str]]:
    """ScanCode's ids for each text."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    script = Path(__file__).with_name("licence_scancode.py")
    done = subprocess.run([python, str(script)], input=lines, capture_output=True, text=True, check=True)
    return [frozenset().union(*map(ids, json.loads(line))) for line in done.stdout.splitlines()]


def varied(texts: dict[str, dict[str, str]]) -> Iterator[tuple[str, ...]]:
    """Each tenth text of the list, and the common ones, in the forms in which texts are met."""
    prose = " ".join(planting.prose(1, 8))
    for spdx in sorted({*COMMON.split(), *sorted(texts)[::10]}):
        words = texts[spdx]["text"].split()
        lines = [" ".join(words[place : place + 11]) for place in range(0, len(words), 11)]
        plain = "\n".join(lines)
        forms = {
            "with a holder": f"Pebble\n\nCopyright (c) 2019-2021 Hollow Hill Press\n\n{plain}",
            "in comments": "/*\n" + "".join(f" * {line}\n" for line in lines) + " */\nint x;\n",
            "inside prose": f"{prose}\n\n{plain}\n\n{prose}",
            "as HTML": f"<html><body><h1>Pebble</h1><pre>{plain}</pre></body></html>",
            "first 60 %": "\n".join(lines[: max(2, len(lines) * 6 // 10)]),
        }
        for form, text in forms.items():
            yield f"{spdx} {form}", form, text, spdx, [spdx]


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
