"""
Measure how much of a list of hosts the register of sites knows, by what it weighs.

    python tests/quality/site_coverage.py TOKENS.csv [--largest 1000] [--unknown 0] [--patterns]

TOKENS.csv has a column `url` (a host, or the name of a dataset) and columns of numbers, such as tokens in several corpora. Told
for each column and for their sum: the share that rows of the register know, the share that only names of hosts tell, and what
nobody knows; how many of the largest hosts a row knows; shares by kind of source. `--unknown N` names the N largest unknown
hosts. `--patterns` compares what names of hosts tell with what the rows say, where both speak.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.bundled import folder
from audit.references import host_patterns, sites

PACK = Path(folder("rules")) / "scraped_site"
UNKNOWN = "unknown"
ALIKE = {"magazine": "news"}
"Kinds that a name does not tell apart."


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a host."""

    host: str
    by: str
    "rows, patterns or unknown."
    kind: str
    weights: tuple[int, ...]
    "By column; the last is their sum."


class Lists:
    """The shipped lists, asked in the order of the detector."""

    def __init__(self) -> None:
        self.register = sites.load(PACK / "hosts.csv")
        self.sources = sites.load(PACK / "sources.csv")
        self.patterns = host_patterns.load(PACK / "host_patterns.csv")

    def known(self, name: str) -> tuple[str, str]:
        """By what a host or the name of a dataset is known, and its kind."""
        dataset = re.sub(r"[\W_]", "", name)
        site = self.register.find(name) if "." in name else self.sources.sites.get(dataset)
        if site is not None:
            return "rows", site.source_kind
        pattern = self.patterns.find(name)
        return ("patterns", pattern.source_kind) if pattern else (UNKNOWN, UNKNOWN)


def main() -> None:
    """Print the tables of one list."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--largest", type=int, default=1000)
    parser.add_argument("--unknown", type=int, default=0)
    parser.add_argument("--patterns", action="store_true")
    options = parser.parse_args()
    names, rows = read(options.path)
    lists = Lists()
    known = [Known(host, *lists.known(host), weights) for host, weights in rows]
    print(shares(names, known))
    print(largest(names, known, options.largest))
    print(kinds(names, known))
    if options.patterns:
        print(agreement(lists, [one.host for one in known]))
    if options.unknown:
        unknown = [one.host for one in by_weight(known, -1) if one.by == UNKNOWN]
        print("\n".join(unknown[: options.unknown]))


def read(path: Path) -> tuple[list[str], list[tuple[str, tuple[int, ...]]]]:
    """The names of the columns, and each host with its weights and their sum."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = [name for name in reader.fieldnames or () if name != "url"]
        weights = [(row["url"].lower(), tuple(int(float(row[name] or 0)) for name in names)) for row in reader]
    return [*names, "sum"], [(host, (*each, sum(each))) for host, each in weights]


def shares(names: Sequence[str], known: Sequence[Known]) -> str:
    """Shares by what they are known by."""
    lines = [f"{'share of':<16}{'rows':>9}{'patterns':>10}{'unknown':>9}"]
    for place, name in enumerate(names):
        total = sum(one.weights[place] for one in known)
        share = {by: sum(one.weights[place] for one in known if one.by == by) / total for by in ("rows", "patterns", UNKNOWN)}
        lines.append(f"{name:<16}{share['rows']:>9.3f}{share['patterns']:>10.3f}{share[UNKNOWN]:>9.3f}")
    return "\n".join(lines)


def largest(names: Sequence[str], known: Sequence[Known], count: int) -> str:
    """How many of the largest hosts a row knows."""
    told = (f"{sum(one.by == 'rows' for one in by_weight(known, place)[:count])} by {name}" for place, name in enumerate(names))
    return f"of the largest {count} hosts, known by a row: {', '.join(told)}"


def kinds(names: Sequence[str], known: Sequence[Known]) -> str:
    """Hosts and shares of each kind, largest sum first."""
    totals = [sum(one.weights[place] for one in known) for place in range(len(names))]
    hosts = Counter(one.kind for one in known)
    weights: dict[str, list[int]] = {kind: [0] * len(names) for kind in hosts}
    for one in known:
        weights[one.kind] = [sum(pair) for pair in zip(weights[one.kind], one.weights, strict=True)]
    lines = [f"{'kind':<16}{'hosts':>7}" + "".join(f"{name:>16}" for name in names)]
    for kind in sorted(weights, key=lambda kind: -weights[kind][-1]):
        part = "".join(f"{weight / total:>16.4f}" for weight, total in zip(weights[kind], totals, strict=True))
        lines.append(f"{kind:<16}{hosts[kind]:>7}{part}")
    return "\n".join(lines)


def agreement(lists: Lists, hosts: Sequence[str]) -> str:
    """For each word of host names, how often the row of the host's site is of the kind that the word tells."""
    right: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for host in hosts:
        site, pattern = lists.register.find(host), lists.patterns.find(host)
        if site is not None and pattern is not None and not site.domain.startswith("."):
            key = (pattern.place, pattern.word)
            asked[key] += 1
            right[key] += ALIKE.get(site.source_kind, site.source_kind) == pattern.source_kind
    return "\n".join(f"{place} {word}: {right[place, word]} of {count}" for (place, word), count in asked.most_common())


def by_weight(known: Sequence[Known], place: int) -> list[Known]:
    """Hosts by a column, largest first."""
    return sorted(known, key=lambda one: -one.weights[place])


if __name__ == "__main__":
    main()
