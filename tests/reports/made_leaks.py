"""A judged run whose records repeat a protected text in every place that a record has words in."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from audit.judge import judge
from audit.model import Evidence, Finding, Kind, Level, Outcome, PieceCount, Policy, Quote, Receipt, Rule, Skip, SkipReason, Span
from audit.results import DOCUMENT_SCHEMA, findings_table
from audit.rulepacks import Pack
from audit.store import Store

PROTECTED = (
    "When the lamplighter of Vey had climbed every stair in the upper town he found a door that no map had drawn and behind it "
    "a kitchen where nine clocks argued softly over the price of salt while his own mother younger than he was peeled an onion "
    "and told him without turning round that he was late and that the soup as usual had been thinking of him all afternoon"
)
UNSPACED = (
    "渡船在黎明前离开了灰色的港口那时面包师还没有点燃炉火没有人挥手甲板上一个女人数着码头边的灯就像磨坊关闭以来的每个冬天一样"
)
SECRET = "sk-live-" + "a1b2c3d4" * 4
PRIVATE = ("mira@example.org", "hunter22", "4111 1111 1111 1111", "+44 20 7946 0958", SECRET)
SLUG = "https://site.example/" + "-".join(PROTECTED.split()) + f"?mail={PRIVATE[0]}&api_key={SECRET}&of={UNSPACED}"
STATED = f"{PRIVATE[0]} password={PRIVATE[1]} {PRIVATE[2]}, {PRIVATE[3]}; {SECRET} {PROTECTED} {UNSPACED}"
"What a record says in each of its fields."
RULE = Rule("house/all", "house", "All", "Plain.", "Because.", Outcome.BLOCK, "finding", "score > 0", (), (), (), ())
SHARE = Rule("house/share", "house", "Share", "Plain.", "Because.", Outcome.NOTE, "measure", "value >= 0", (), (), (), ())
PACK = Pack("house", "House rules", "7", "", Path(), None, (), (RULE, SHARE), (), "d1", "")
POLICY = Policy("house policy", ("commercial-training",), ("EU",), ("house",), Outcome.BLOCK, 0.9, digest="p1")
_OF_WORK = (
    "work", "title", "author", "holder", "year", "licence", "metadata_source", "basis", "territory", "source",
)  # fmt: skip
"Attributes of a known work."


def _finding(number: int, kind: Kind, names: tuple[str, ...], text: str = PROTECTED, *, beside: bool = False) -> Finding:
    return Finding(
        path="a.jsonl", record=number, record_id=STATED, url=SLUG, detector="d", kind=kind, level=Level.FINDING,
        span=Span(0, 300), score=0.9, reference="works/vey@aa11" if beside else None, attributes=dict.fromkeys(names, STATED),
        evidence=(Evidence("matched-words", 60, "words"),), fingerprint=f"f{number}",
        quote=Quote(STATED, f"{text} {STATED}", STATED),
        reference_span=Span(0, 300) if beside else None, reference_quote=Quote("", text, "") if beside else None,
    )  # fmt: skip


FINDINGS = [
    _finding(0, Kind.COPYRIGHT, _OF_WORK, beside=True),
    _finding(1, Kind.COPYRIGHT, ("work", "also_in"), UNSPACED, beside=True),
    _finding(2, Kind.COPYRIGHT, ()),
    _finding(3, Kind.GENERATED, ("family", "provider", "model", "because", "basis", "dataset")),
    _finding(4, Kind.SCRAPED, ("platform", "publisher", "group_name", "site", "because")),
    _finding(5, Kind.LICENCE, ("spdx", "notice", "because")),
    _finding(6, Kind.OPTOUT, ("signal", "agent", "because")),
    _finding(7, Kind.SCRAPED, ("mark", "because"), UNSPACED),
]


def leaking(run: Path) -> Iterator[Store]:
    """A store with that run, judged, in a folder that is empty yet."""
    folder = run / "shards" / "one"
    folder.mkdir(parents=True)
    pq.write_table(findings_table(FINDINGS, 0), folder / "findings.parquet")
    stated = dict.fromkeys(
        ("record_id", "licence", "source", "model", "language", "prompt", "account", "title", "author"), STATED
    )
    rows = [
        {**stated, "path": "a.jsonl", "piece": 0, "record": n, "url": SLUG, "host": "site.example", "domain": "site.example",
         "captured": date(2024, 1, 1 + n), "bytes": 200, "words": 30, "answers": 1, "hour": 473_000 + n}
        for n in range(len(FINDINGS))
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows, DOCUMENT_SCHEMA), folder / "documents.parquet")
    piece = PieceCount("a.jsonl", 0, "jsonl", 900, 900, 9, 8, 90, 30, 0, True)
    skip = Skip("a.jsonl", 9, SkipReason.MALFORMED, STATED, 30)
    receipt = Receipt("one", (piece,), (skip,), {"malformed-record": (1, 30, 0)}, len(FINDINGS), 0.1)
    (folder / "receipt.json").write_bytes(orjson.dumps(asdict(receipt)))
    with Store.memory() as store:
        store.ingest(run)
        judge(store, POLICY, (PACK,), date(2026, 1, 1))
        yield store
