"""
Known works and peers on the same corpus: speed, size of the index, recall by disguise, and clean documents hit.

    python tests/bench/peers/compare.py [--works FOLDER --background FILE.jsonl[.zst]] [--megabytes 8] [--each 20] [--peers NAMES]

Without files works and corpus are made by a seed; with them, real texts: works as text files, and JSON lines whose `text` holds
no passage of them. Each peer is installed in an environment of its own below --environments, by pip, and searches for at most
--seconds of the processor; recall and false documents are those of what it has read by then. A hit is a hit whatever it names.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import orjson

from tests.bench.peers import planted
from tests.bench.peers.environments import LEFT_OUT, PEERS, Peer, Result, installed, run, version
from tests.bench.peers.planted import Planted
from tests.quality.measures import table

HEADINGS = ("tool", "settings", "a hit names", "read", "MB/s per core", "index of works", "clean documents hit")


def main() -> None:
    """Make the corpus, run the peers and print two tables."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder), given)
        environments = given.environments or Path(folder) / "environments"
        results, reasons = _results(files, environments, given)
        _show(files, results, given.seed)
    for name, reason in {**LEFT_OUT, **reasons}.items():
        print(f"\nNot run: {name}: {reason}.")


def _show(files: Planted, results: Sequence[tuple[str, Peer, Result]], seed: int) -> None:
    share = f"{len(files.cells)} of {len(_order(files)):,} documents with a passage"
    print(f"\n{files.works_bytes / 1e6:.1f} MB of works; {share}; seed {seed}\n")
    print(table(list(_costs(files, results)), HEADINGS))
    print("\nRecall by what was planted, in documents:\n")
    print(table(list(_recalls(files, results)), ("planted", "n", *(name for name, _, _ in results))))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=Path, help="text files, each a work")
    parser.add_argument("--background", type=Path, help="JSON lines with texts that hold none of them")
    parser.add_argument("--megabytes", type=float, default=8, help="size of the corpus")
    parser.add_argument("--made-works", type=int, default=20, help="how many works are made where none are given")
    parser.add_argument("--each", type=int, default=20, help="documents for each sort of planted passage")
    parser.add_argument("--seconds", type=float, default=60, help="that a peer may search")
    parser.add_argument("--peers", default="", help="only tools whose name holds one of these, with commas")
    parser.add_argument("--environments", type=Path, help="where environments are kept for the next time")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _files(folder: Path, given: argparse.Namespace) -> Planted:
    if (given.works is None) != (given.background is None):
        raise SystemExit("give both --works and --background, or neither")
    if given.works is None:
        works = planted.made_works(given.made_works, given.seed)
        hosts = planted.made_hosts(given.megabytes, given.seed)
    else:
        works = planted.read_works(given.works)
        hosts = planted.read_hosts(given.background, given.megabytes, given.seed)
    return planted.plant(folder, works, hosts, given.each, given.seed)


def _results(
    files: Planted, environments: Path, given: argparse.Namespace
) -> tuple[list[tuple[str, Peer, Result]], dict[str, str]]:
    only = [name for name in given.peers.split(",") if name]
    results, reasons = [], {}
    for peer in PEERS:
        if only and not any(name in peer.name for name in only):
            continue
        print(f"{peer.name} ...", file=sys.stderr)
        python, reason = installed(peer, environments)
        result = None
        if python is not None:
            result, reason = run(peer, python, (files.works, files.corpus), given.seconds)
        if python is None or result is None:
            reasons[peer.name] = reason
        else:
            results.append((f"{peer.name} {version(peer, python)}", peer, result))
    return results, reasons


def _costs(files: Planted, results: Sequence[tuple[str, Peer, Result]]) -> Iterator[Sequence[str]]:
    order = _order(files)
    for name, peer, result in results:
        clean = [one for one in order[: result.documents] if one not in files.cells]
        yield (
            name,
            peer.settings,
            peer.tells,
            f"{result.documents / len(order):.0%}",
            f"{result.read_bytes / 1e6 / result.seconds:.2f}",
            f"{result.index_bytes / files.works_bytes:.0%}",
            f"{sum(one in result.found for one in clean)} of {len(clean):,}",
        )


def _recalls(files: Planted, results: Sequence[tuple[str, Peer, Result]]) -> Iterator[Sequence[str]]:
    order = _order(files)
    for cell in dict.fromkeys(files.cells.values()):
        disguise, level, words = cell
        said = f"{disguise.replace('_', ' ')}{f' {level:.0%}' if level and level < 1 else ''}, {words} words"
        yield (
            said,
            str(sum(one == cell for one in files.cells.values())),
            *(
                _recall([one for one in order[: result.documents] if files.cells.get(one) == cell], result)
                for _, _, result in results
            ),
        )


def _order(files: Planted) -> list[str]:
    """The documents in the order of the corpus."""
    return [orjson.loads(line)["id"] for line in files.corpus.read_bytes().splitlines()]


def _recall(documents: Sequence[str], result: Result) -> str:
    return f"{sum(one in result.found for one in documents) / len(documents):.2f}" if documents else "-"


if __name__ == "__main__":
    main()
