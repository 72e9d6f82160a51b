"""
Make the list of notice templates that the licence pack ships, from ScanCode's rules.

    python tests/quality/licence_lists.py RULES.jsonl[.zst] -o rules/licence/notices.json.xz

RULES: one rule a line, `e` its SPDX id, `k` its kind, `b` its text. What is kept of a rule are its words as they are compared.
"""

import argparse
import json
import lzma
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.references.licence_texts import LEAST_TEMPLATE, listed

UNVERSIONED = ("GPL-1.0-or-later", "LGPL-2.0-or-later", "AGPL-3.0-or-later", "GFDL-1.1-or-later")
"Ids of notices without a version."
LEAST_WITHOUT_VERSION = 24
"Words of a notice that is one version's without naming it."
LEAST_OTHERS = 8
"Words of a notice that need not grant in so many words."
_TAIL = re.compile(
    r"(?:this \w+ )?(?:is |and )?distributed in the hope"
    r"|(?:along with this|you should have received|see the gnu|without even|as published)"
    r"|(?!.*(?:redistribut|licensed|released|under|modify|subject)).*common licenses"
)
_GRANTS = frozenset(
    "licensed released under distributed available permission subject governed terms redistribute use covered dedicated".split()
)


def main() -> None:
    """Write the list and tell its size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rules", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    rows = duckdb.execute(
        "SELECT e, b FROM read_json(?, format = 'newline_delimited') WHERE k = 'notice'", [str(given.rules)]
    ).fetchall()
    made = templates(rows)
    packed = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    given.output.write_bytes(lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME))
    print(f"{sum(map(len, made.values()))} templates of {len(made)} ids, {given.output.stat().st_size} bytes")


def templates(rules: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The words of each rule that has enough of them, by id; the same words under two ids are under neither."""
    owners: dict[str, set[str]] = {}
    for spdx, text in rules:
        words = listed(text.replace("{{", " ").replace("}}", " "))
        if words.count(" ") + 1 >= LEAST_TEMPLATE and tells(spdx, words):
            owners.setdefault(words, set()).add(spdx)
    made: dict[str, list[str]] = {}
    for words, ids in sorted(owners.items()):
        if len(ids) == 1:
            made.setdefault(min(ids), []).append(words)
    return made


def tells(spdx: str, words: str) -> bool:
    """False for a part of a notice that would be there whatever the version, such as its warranty."""
    gnu = re.fullmatch(r"(?:[AL]?GPL|GFDL)-(\d)\.(\d)-(?:no-invariants-)?(?:only|or-later)", spdx)
    if gnu is None:
        return len(words.split()) >= LEAST_OTHERS or any(word in _GRANTS for word in words.split())
    if _TAIL.match(words) or (gnu and "no invariant" in words and "no-invariants" not in spdx):
        return False
    version = rf"{gnu[1]} {gnu[2]}\b" if gnu[2] != "0" else rf"{gnu[1]}\b"
    if spdx in UNVERSIONED or re.search(rf"(?:v|\b|gpl|fdl){version}", words):
        return True
    return len(words.split()) >= LEAST_WITHOUT_VERSION and not re.search(r"(?:licenses?|gpl|fdl)$", words)


if __name__ == "__main__":
    main()
