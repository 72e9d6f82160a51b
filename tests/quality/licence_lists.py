"""
Make the lists that the licence pack ships: notices from ScanCode's rules, and prints of licences of models and data.

    python tests/quality/licence_lists.py RULES.jsonl[.zst] -o rules/licence/notices.json.xz
    python tests/quality/licence_lists.py TEXTS.json.gz -o rules/licence/prints.json.xz

RULES: one rule a line, `e` its SPDX id, `k` its kind, `b` its text. What is kept of a rule are its words as they are compared.
TEXTS: the text of each licence by its key in ScanCode's list. What is kept of a text are hashes of one run of words in eight.
"""

import argparse
import gzip
import json
import lzma
import re
import sys
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.bundled import folder
from audit.references.licence_prints import prints
from audit.references.licence_texts import LEAST_TEMPLATE, listed

UNVERSIONED = ("GPL-1.0-or-later", "LGPL-2.0-or-later", "AGPL-3.0-or-later", "GFDL-1.1-or-later")
"Ids of notices without a version."
SERVICES = ("openai-", "gemini-", "c-uda", "o-uda")
"Terms of services, which are no licences, and texts that the SPDX list has."
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    if given.source.suffix == ".gz":
        listed = json.loads(lzma.decompress((folder("rules") / "licence" / "texts.json.xz").read_bytes()))
        common = {number for parts in listed.values() for text in parts.values() for number in prints(text)}
        texts = json.loads(gzip.decompress(given.source.read_bytes()))
        made: dict[str, list[str]] | dict[str, list[int]] = printed(texts, common)
    else:
        query = "SELECT e, b FROM read_json(?, format = 'newline_delimited') WHERE k = 'notice'"
        made = templates(duckdb.execute(query, [str(given.source)]).fetchall())
    packed = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    given.output.write_bytes(lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME))
    print(f"{sum(map(len, made.values()))} entries of {len(made)} ids, {given.output.stat().st_size} bytes")


def printed(texts: Mapping[str, str], common: Set[int]) -> dict[str, list[int]]:
    """
    The prints of each licence of models and data by its id, without those that licences of the list have too.

    A text may begin with its facts between two lines of dashes.
    """
    made: dict[str, list[int]] = {}
    for key, text in texts.items():
        if not key.startswith(SERVICES):
            body = text.split("\n---", 1)[1] if text.startswith("---") else text
            made[f"LicenseRef-scancode-{key}"] = [number for number in prints(body.lstrip("-")) if number not in common]
    return made


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
