"""Duties by licence, credits by origin, and what a credit lacks; counts agree wherever they are told."""

import csv
import io
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.judge import judge
from audit.model import Outcome, Policy
from audit.report_model.obligations import CreditRow, LicenceDuties, Obligations
from audit.reports import attribution
from audit.reports.obligations import ORIGINS, link, obligations
from audit.reports.wording_obligations import credit, missing
from audit.store import Store
from tests.reports.made_obligations import CREDIT, made_obligations

POLICY = Policy("p", ("dataset-redistribution",), ("EU",), (), Outcome.BLOCK, 0.999)


def document(number: int, **said: Any) -> dict[str, Any]:
    return {"document": f"a#{number}", "path": "a", "record": number, "bytes": 100, "words": 20, **said}


def page(number: int, host: str = "a.example", **said: Any) -> dict[str, Any]:
    return document(number, url=f"https://{host}/{number}", host=host, domain=host, **said)


def licence(number: int, spdx: str = "CC-BY-4.0", **said: Any) -> dict[str, Any]:
    return {
        "document": f"a#{number}",
        "path": "a",
        "record": number,
        "detector": "licence",
        "kind": "licence",
        "level": "finding",
        "start": 0,
        "end": 9,
        "score": 1.0,
        "attributes": "{}",
        "evidence": [],
        "fingerprint": f"{number}{spdx}",
        "spdx": spdx,
        "scope": "page",
        **said,
    }


def judged(store: Store, documents: list[Any], found: list[Any], sources: Any = None, works: Any = ()) -> Store:
    """Fill a store as a scan and a manifest do, and judge it, which reads the lists of licences."""
    store.fill("document", documents)
    store.fill("found", found)
    store.fill("work", works)
    empty: dict[str, Any] = {"source": [], "lineage": [], "source_generator": [], "source_match": []}
    store.take_sources({**empty, **(sources or {})})
    store.derive()
    judge(store, POLICY, [], date(2026, 11, 24))
    return store


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.memory() as made:
        yield made


def credits(store: Store, **asked: Any) -> dict[tuple[str, str, str], dict[str, int]]:
    """What lacks, by licence and origin."""
    found = obligations(store, **asked)
    return {(one.licence, row.origin_type, row.origin): dict(row.missing) for one in found.licences for row in one.origins}


def measures(store: Store) -> dict[tuple[str, str], float]:
    rows = store.query("every_measure")
    return {(row["subject"], row["dimension"]): row["value"] for row in rows if row["measure"] == "attribution_fields_missing"}


NOTICE = '{"holder":"Mira Oakes","years":"2020"}'
PAGES = [
    ("a bare page", page(0), [licence(0)], {"author": 1, "title": 1, "changes": 1}),
    ("a page with its title and author", page(0, title="T", author="A"), [licence(0)], {"changes": 1}),
    ("a page with a notice", page(0, title="T"), [licence(0), licence(0, None, attributes=NOTICE)], {"changes": 1}),
    ("a licence that asks for no credit", page(0), [licence(0, "MIT")], {}),
    ("a licence that asks for nothing", page(0), [licence(0, "CC0-1.0")], {}),
    ("a clue", page(0), [licence(0, level="clue")], None),
    ("an image's licence", page(0), [licence(0, scope="element")], None),
    ("no licence", page(0), [licence(0, "NOASSERTION")], None),
]


@pytest.mark.parametrize(("of", "found", "lacks"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_what_a_page_lacks_is_told_where_its_licence_asks_for_it(store: Store, of: Any, found: Any, lacks: Any) -> None:
    judged(store, [of], found)

    assert list(credits(store).values()) == ([] if lacks is None else [lacks])
    asked = {name: number for name, number in (lacks or {}).items() if name != "changes"}
    assert measures(store) == {("corpus", name): number for name, number in asked.items()}


def test_a_record_without_an_address_is_its_files(store: Store) -> None:
    judged(store, [document(0)], [licence(0)])

    assert credits(store) == {("CC-BY-4.0", "file", "a"): {"author": 1, "title": 1, "address": 1, "changes": 1}}


def test_a_choice_of_licences_obliges_by_the_branch_that_was_taken(store: Store) -> None:
    judged(store, [page(0)], [licence(0, "GPL-2.0-only OR MIT")])

    assert {name for name, _, _ in credits(store)} == {"MIT"}


SOURCE = {"source_id": "notes", "name": "Notes", "kind": "web", "origin": "corpus.toml", "listed": True, "declared": "CC-BY-4.0"}
PARENT = {**SOURCE, "source_id": "logs", "name": "Logs", "author": "Mira Oakes", "url": "https://logs.example/"}
MATCH = {"source_id": "notes", "what": "path", "value": "a", "place": 0}


def lineage(relation: str) -> dict[str, Any]:
    edge = {"child": "notes", "parent": "logs", "relation": relation, "basis": "t"}
    return {"source": [SOURCE, PARENT], "lineage": [edge], "source_match": [MATCH]}


def test_a_source_is_credited_with_all_that_it_was_made_from(store: Store) -> None:
    judged(store, [document(0), document(1)], [], lineage("translated"))

    assert credits(store) == {
        ("CC-BY-4.0", "source", "notes"): {"author": 2, "address": 2, "changes": 2},
        ("CC-BY-4.0", "source", "logs"): {},
    }
    assert measures(store) == {("notes", "author"): 2, ("notes", "address"): 2}
    told = {row.origin: (row.title, row.author, row.address, row.changes) for row in obligations(store).licences[0].origins}
    assert told["logs"] == ("Logs", "Mira Oakes", "https://logs.example/", "translated")


@pytest.mark.parametrize("relation", ["facts_only", "generated_by"])
def test_what_gave_facts_or_a_model_is_not_credited(store: Store, relation: str) -> None:
    judged(store, [document(0)], [], lineage(relation))

    assert {origin for _, _, origin in credits(store)} == {"notes"}


def test_a_known_work_is_credited_by_its_list(store: Store) -> None:
    passage = licence(0, kind="copyright", work="ferry", library="aa", attributes='{"source":"a shelf"}', scope=None)
    work = {"library": "aa", "library_name": "l", "library_kind": "works", "profile": "open", "work": "ferry", "characters": 9}
    judged(store, [document(0)], [passage], works=[{**work, "title": "The Ferry", "author": "Petra Lindqvist"}])

    (one,) = obligations(store).licences
    assert [(row.origin_type, row.title, row.author, dict(row.missing)) for row in one.origins] == [
        ("work", "The Ferry", "Petra Lindqvist", {"changes": 1})
    ]


def test_only_what_a_purpose_sets_off_is_told(store: Store) -> None:
    judged(store, [page(0), page(1)], [licence(0), licence(1, "CC0-1.0")])

    assert {duty.trigger for one in obligations(store, ("derive",)).licences for duty in one.duties} == {"derive"}
    assert credits(store, triggers=("derive",)) == {("CC-BY-4.0", "site", "a.example"): {"changes": 1}}
    assert obligations(store, ()).licences == ()


def test_a_licence_without_a_known_address_lacks_one(store: Store) -> None:
    judged(store, [page(0)], [licence(0, "CC-BY-4.0")])
    store.fill("licence_part", [{"spdx": "CC-BY-4.0", "licence": "LicenseRef-house", "share_alike": False}])
    duty = {"licence": "LicenseRef-house", "obligation": "licence-text", "trigger": "redistribute", "text": "Give its text."}
    store.fill("licence_obligation", [{**duty, "cite": "s.1", "recorded": date(2026, 1, 1)}])

    assert credits(store) == {("LicenseRef-house", "site", "a.example"): {"licence-link": 1}}


def test_a_report_lists_the_largest_origins_and_counts_all(store: Store) -> None:
    hosts = [f"h{number}.example" for number in range(ORIGINS + 5)]
    documents = [page(0, hosts[0]), *(page(number, host) for number, host in enumerate(hosts, start=1))]
    judged(store, documents, [licence(number) for number in range(len(documents))])

    (one,) = obligations(store).licences
    assert (len(one.origins), one.origins_total, one.documents) == (ORIGINS, ORIGINS + 5, ORIGINS + 6)
    assert (one.origins[0].origin, one.origins[0].documents) == (hosts[0], 2)


LINKS = [
    ("CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    ("CC-BY-3.0-DE", "https://spdx.org/licenses/CC-BY-3.0-DE.html"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("MIT", "https://spdx.org/licenses/MIT.html"),
    ("LicenseRef-x", None),
]


@pytest.mark.parametrize(("name", "address"), LINKS)
def test_a_licence_is_linked_where_its_address_is_known(name: str, address: str | None) -> None:
    assert link(name) == address


BARE = CreditRow("file", "a", None, None, 0, None, None, None, 1, 5, ())
ROW = CreditRow("site", "a.example", None, None, 0, None, None, None, 4, 9, (("author", 4), ("title", 1)))


def test_what_lacks_is_named_as_such() -> None:
    assert missing(ROW) == ["author: not known", "title: not known for 1 of 4"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"attribution": "By us", "author": "A"}, "By us"),
        ({"author": "A", "authors": 1}, "A"),
        ({"authors": 3}, "3 authors, as records name them"),
        ({}, ""),
    ],
)
def test_a_credit_is_the_line_that_is_asked_for_else_the_author(said: dict[str, Any], told: str) -> None:
    assert credit(replace(ROW, **said)) == told


ADDRESSES = [
    ("https://a.example/x?y=1", "<https://a.example/x?y=1>"),
    ("javascript:alert(1)", "javascript:alert(1)"),
    ("https://a.example/> <script>", "https\\://a.example/&gt; &lt;script&gt;"),
    ("https://a.example/|x", "https\\://a.example/\\|x"),
]


@pytest.mark.parametrize(("address", "told"), ADDRESSES)
def test_an_address_is_a_link_only_where_it_is_plain(address: str, told: str) -> None:
    assert attribution.linked(address) == told


def test_addresses_tell_no_secrets_and_credits_keep_what_their_author_wrote() -> None:
    secret = "https://mira:hunter22@a.example/x?api_key=a1b2c3d4"
    row = replace(ROW, address=secret, author="Mira <mira@a.example>", authors=1, missing=())
    found = Obligations((replace(made_obligations().licences[0], origins=(row,)),))
    line = dict.fromkeys(attribution.DOCUMENTS, "x") | {"address": secret}
    files = [
        attribution.attribution(found, "About."), attribution.notice(found, [], "About."), attribution.duties(found),
        attribution.addresses([line, line | {"address": None}]),
    ]  # fmt: skip

    assert not [name for name in (b"hunter22", b"a1b2c3d4") for content in files if name in content]
    assert all(b"a.example" in content for content in files)
    assert b"mira@a.example" in files[1]


def test_the_files_name_what_is_prescribed_known_and_not_known() -> None:
    found = made_obligations()
    notices = [{"licence": "CC-BY-4.0", "holder": "Mira Oakes", "years": "2020", "documents": 3}]

    told, notice = attribution.attribution(found, "About.").decode(), attribution.notice(found, notices, "About.").decode()

    assert "| CC-BY-4.0 | 54 | 7 | author (17), changes made (40) |" in told
    assert "Prescribed words\\: Tides" not in told
    assert "  Prescribed words: Tides by \\{maker\\}" in told
    assert "| Site tides.example |  | 3 authors\\, as" not in told
    assert (
        "| Site tides.example |  | 3 authors, as records name them | <https://tides.example/> | 40 | author: not known for"
        in told
    )
    assert "No duty is listed for it." in told
    assert (
        "- Site tides.example: 3 authors, as records name them; https://tides.example/; CHANGES NOT KNOWN (40 records)" in notice
    )
    assert "- File part-0.txt: AUTHOR NOT KNOWN (1 record)" in notice
    assert (
        "- Source notes: Harbour notes; Mira Oakes; https://notes.example/; changes: filtered, translated (9 records)" in notice
    )
    assert "- Copyright 2020 Mira Oakes (3 records)" in notice
    assert "\nLicenseRef-own\n" in notice


def test_a_licence_whose_text_is_not_known_and_a_bare_origin_are_named_so() -> None:
    bare = replace(BARE, missing=(("title", 1), ("address", 1), ("licence-link", 1)))
    lacking = (("title", 1), ("licence-link", 1))
    one = LicenceDuties("LicenseRef-x", None, (CREDIT,), 1, 5, (bare,), 1, lacking)
    named = LicenceDuties("X", "https://x.example/", (), 1, 5, (replace(BARE, origin="b"),), 1, ())

    notice = attribution.notice(Obligations((one, named)), [], "About.").decode()

    assert "LicenseRef-x: ADDRESS OF ITS TEXT NOT KNOWN" in notice
    assert "- File a: TITLE NOT KNOWN; ADDRESS NOT KNOWN (1 record)" in notice
    assert "- File b: named (1 record)" in notice


def test_a_long_list_is_cut_in_the_page_for_people_and_says_so() -> None:
    rows = tuple(replace(BARE, origin_type="site", origin=f"h{number}") for number in range(attribution.LISTED + 2))
    long = Obligations((LicenceDuties("MIT", None, (), 502, 9, rows, len(rows), ()),))
    told = attribution.attribution(long, "About.").decode()

    assert told.count("| Site h") == attribution.LISTED
    assert "The first 500 of 502 are listed here; obligations.csv has all of them." in told


def test_where_nothing_is_asked_that_is_said() -> None:
    assert "No record bears a licence that asks for anything here." in attribution.attribution(Obligations(), "About.").decode()


bearing = st.lists(
    st.tuples(
        st.sampled_from(["a.example", "b.example", None]),
        st.sets(st.sampled_from(["CC-BY-4.0", "MIT", "CC-BY-SA-3.0", "CC0-1.0"]), max_size=2),
        st.sampled_from([None, "Mira Oakes", "=cmd()"]),
    ),
    max_size=8,
)


@settings(max_examples=25)
@given(bearing, st.randoms(use_true_random=False))
def test_counts_agree_wherever_they_are_told_and_order_changes_nothing(records: Any, chance: random.Random) -> None:
    documents = [
        page(number, host, author=author) if host else document(number, author=author)
        for number, (host, _, author) in enumerate(records)
    ]
    found = [licence(number, spdx) for number, (_, names, _) in enumerate(records) for spdx in sorted(names)]
    made = []
    for shuffled in (False, True):
        if shuffled:
            chance.shuffle(documents)
            chance.shuffle(found)
        with Store.memory() as store:
            judged(store, documents, found)
            owed = obligations(store, most=None)
            rows = store.query("obligations_documents")
        made.append((attribution.attribution(owed, "About."), attribution.duties(owed), attribution.addresses(rows)))

    assert made[0] == made[1]
    page_, sheet, listed = (part.decode() for part in made[0])
    lines = list(csv.DictReader(io.StringIO(sheet)))
    by_origin = {(line["licence"], line["origin_type"], line["origin"]): int(line["records"]) for line in lines}
    assert sum(by_origin.values()) == sum(one.documents for one in owed.licences) == len(rows) == listed.count("\r\n") - 1
    told = re.findall(r"^\| (?:Site|File) .*?\| (\d+) \| [^|]*\|$", page_, re.MULTILINE)
    assert sum(map(int, told)) == len(rows)
    assert not any(cell.startswith("=") for line in lines for cell in line.values())
