"""corpus-audit sites: what a run's corpus is made of, and what is known of one site."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit import rulepacks
from audit.store import Store
from audit.store.database import FORMAT

Command = Callable[..., Any]

SAID = {
    "platform": "news",
    "source_kind": "news",
    "publisher": "Quay Press",
    "group_name": "Harbour Holding",
    "site": "quay.example",
}
DOCUMENTS = (
    {"host": "www.quay.example", "domain": "quay.example", "captured": date(2022, 1, 5), "words": 60},
    {"host": "quay.example", "domain": "quay.example", "captured": date(2024, 1, 5), "words": 50},
    {"host": "www.quay.example", "domain": "quay.example", "words": 40},
    {"host": "wiki.example", "domain": "wiki.example", "words": 30},
    *({"host": f"h{number}.farm.example", "domain": "farm.example", "captured": date(2024, 1, 5)} for number in range(42)),
    {"words": 5},
    {"words": 5},
)
SIGNALS = (
    {"agent": "LarchBot", "agent_purpose": "train", "value": "reserved", "seen": date(2023, 8, 10)},
    {
        "agent": "Pier\u202eBot",
        "agent_purpose": "search",
        "value": "partial",
        "seen": None,
        "site_path": "/news",
        "origin": "given",
        "document": "quay/robots.txt",
    },
    {"signal": "tdmrep", "agent": "", "agent_purpose": "", "value": "allowed", "seen": date(2024, 2, 2)},
    {"host": "pier.example", "agent": "*", "agent_purpose": "", "value": "absent", "seen": date(2024, 2, 2)},
)
TERMS = (
    {"valid_from": date(2020, 1, 1), "valid_to": date(2023, 8, 3), "class": "conditional", "note": "A note."},
    {"valid_from": date(2023, 8, 3), "valid_to": None, "class": "no_ai", "note": None},
)


def _fill(store: Store) -> None:
    """Put in documents of a listed site, of a site whose platform its text tells, of a farm of hosts, and of nowhere."""
    rows = [
        {"document": f"a.jsonl#{number}", "path": "a.jsonl", "record": number, "bytes": 100, "words": 10, **row}
        for number, row in enumerate(DOCUMENTS)
    ]
    states = {"signal_at_capture": "disallowed", "signal_latest": "disallowed", "terms_class": "no_ai"}
    rows[1] |= states
    rows[2] |= {"signal_latest": "disallowed"}
    rows[3] |= {"signal_at_capture": "allowed", "signal_latest": "allowed", "terms_class": "open"}
    store.fill("document", rows)
    plain = {
        "path": "a.jsonl",
        "detector": "scraped-site",
        "kind": "scraped",
        "level": "finding",
        "start": 0,
        "end": 0,
        "score": 0.9,
        "attributes": "{}",
        "evidence": [],
    }
    found = [
        *({"record": number, "tier": "url", **SAID} for number in range(3)),
        {"record": 3, "tier": "text", "platform": "wikipedia", "source_kind": "wiki"},
        {"record": 46, "tier": "text", "platform": "wikipedia", "source_kind": "wiki"},
        *({"record": 4 + number, "tier": "url", "platform": f"farm-{number}", "source_kind": "blog"} for number in range(4)),
    ]
    found = [{**plain, "document": f"a.jsonl#{row['record']}", "fingerprint": f"f{row['record']}", **row} for row in found]
    store.fill("found", found)
    store.run("derive_attributed")
    signal = {
        "host": "quay.example",
        "signal": "robots_ai",
        "origin": "corpus",
        "file": "robots.txt",
        "about": "site",
        "document": "a.jsonl#9",
        "site_path": "",
        "path_rules": "",
    }
    store.fill("site_signal", [{**signal, **row} for row in SIGNALS])
    terms = {
        "domain": "quay.example",
        "clause": "Not for models.",
        "document_name": "terms of use",
        "source": "an archive",
        "source_date": date(2024, 3, 1),
    }
    store.fill("site_terms", [{**terms, **row} for row in TERMS])
    verdict = {"rule": "core/news", "outcome": "review", "purpose": "commercial-training", "jurisdiction": "EU"}
    store.fill(
        "verdict",
        [
            {**verdict, "document": f"a.jsonl#{number}", "fingerprint": f"f{number}", "waiver": "W-1" if number else None}
            for number in range(2)
        ],
    )


@pytest.fixture(scope="module")
def run_of_sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over some sites."""
    run = tmp_path_factory.mktemp("sites")
    (run / "run.json").write_text('{"format": 1, "state": "scanned"}')
    with Store.create(run / "audit.duckdb") as store:
        store._do("INSERT INTO run VALUES ($format)", {"format": FORMAT})
        _fill(store)
    return run


@pytest.fixture
def sites(command: Command, run_of_sites: Path) -> Command:
    """Lists the sites of the run."""
    return lambda *words: command("sites", str(run_of_sites), *words)


@pytest.fixture
def show(command: Command, run_of_sites: Path) -> Command:
    """Shows what is known of a name."""
    return lambda name, *words: command("sites", "show", name, "--run", str(run_of_sites), *words)


def test_domains_are_listed_with_most_words_first(sites: Command) -> None:
    lines = sites().out.splitlines()

    assert lines[0].split() == ["Domain", "records", "words", "share", "cumulative", "at", "capture", "latest", "terms"]
    assert [line.split()[0] for line in lines[1:]] == ["farm.example", "quay.example", "wiki.example"]
    assert (
        lines[2].split("  ")[-3:] == ["reserved 33.3%", "reserved", "no ai training"]
        or "reserved 33.3%  reserved   no ai training" in lines[2]
    )


def test_a_listing_that_is_cut_says_how_many_there_are(sites: Command) -> None:
    assert sites("--top", "1").out.splitlines()[-1] == "the first 1 of 3 domains; --top shows more"


LISTED = [
    ("kind", "news", "reserved 33.3%"),
    ("platform", "wikipedia", "not known"),
    ("publisher", "Quay Press", "restricted 33.3%"),
    ("group", "Harbour Holding", "reserved 60.0%"),
]


@pytest.mark.parametrize(("by", "name", "state"), LISTED)
def test_records_are_counted_by_what_they_were_attributed_to(sites: Command, by: str, name: str, state: str) -> None:
    rows = [json.loads(line) for line in sites("--by", by, "--format", "jsonl").out.splitlines()]
    table = sites("--by", by).out

    assert name in {row["name"] for row in rows}
    assert name in table
    assert state in table


def test_csv_has_a_column_a_field_and_counts_by_tier_of_their_own(sites: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(sites("--by", "kind", "--format", "csv").out)))
    by_domain = list(csv.DictReader(io.StringIO(sites("--format", "csv").out)))

    assert next(row for row in rows if row["name"] == "wiki")["records_by_text"] == "2"
    assert "by" not in rows[0]
    assert (by_domain[1]["domain"], by_domain[1]["first_captured"], by_domain[1]["reserved_words"]) == (
        "quay.example",
        "2022-01-05",
        "50",
    )


def test_where_nothing_was_attributed_a_listing_says_so(command: Command, judged: Path) -> None:
    assert command("sites", "--by", "publisher").out == "no record is known to come from a publisher\n"
    assert command("sites", "--format", "csv").out == "\r\n"


def test_a_site_is_shown_with_dates_signals_terms_rules_and_examples(show: Command) -> None:
    result = show("www.Quay.example")
    told = " ".join(result.out.split())

    assert result.status == 0
    for words in (
        "quay.example (domain) 3 records, 150 words (",
        "dated 2022-01-05 to 2024-01-05, 1 without a date",
        "publisher: Quay Press; group: Harbour Holding; kind: news",
        "Training, by signals up to the capture: reserved (1 record); not known (2 records)",
        "Training, by the latest signals: reserved (2 records); not known (1 record)",
        "Hosts: 2 www.quay.example 2 records quay.example 1 record",
        "no date quay.example robots_ai Pier‹RLO›Bot (search) closed in part below /news quay/robots.txt (given)",
        "2023-08-10 quay.example robots_ai LarchBot (training)",
        "anyone (any purpose)",
        "- quay.example, from 2020-01-01, until 2023-08-03: On conditions. Not for models. [terms of use;",
        "A note.",
        "from 2023-08-03, still so when last recorded: No AI training.",
        "core/news review 2 records 1 waived",
        "Examples of records a.jsonl#0 a.jsonl#1 a.jsonl#2",
    ):
        assert words in told


def test_a_site_is_shown_in_json(show: Command) -> None:
    shown = json.loads(show("https://user@quay.example:80/a?b=c", "--json").out)

    assert (shown["what"], shown["name"], shown["documents"], shown["undated"]) == ("domain", "quay.example", 3, 1)
    assert [signal["value"] for signal in shown["signals"]] == ["partial", "reserved", "allowed"]
    assert [terms["class"] for terms in shown["terms_by_date"]] == ["conditional", "no_ai"]


NAMES = [
    ("wiki.example", "wiki.example (domain)", "no record bears a date"),
    (
        "h1.farm.example",
        "h1.farm.example (host)",
        "Known by: address of the record, by a list of sites or patterns of their names (1 record)",
    ),
    ("h9.farm.example", "h9.farm.example (host)", "address only: the kind of site is not known (1 record)"),
    ("farm.example", "farm.example (domain)", "platform: farm-0, farm-1, farm-2 and 1 more; kind: blog"),
    ("farm.example", "farm.example (domain)", "and 2 more hosts; --json has them"),
    ("farm.example", "farm.example (domain)", "; dated 2024-01-05 "),
    ("Wikipedia", "wikipedia (platform)", "No terms of it are on record"),
    ("quay press", "Quay Press (publisher)", "platform: news"),
    ("news", "news (platform)", "kind: news"),
    ("Harbour Holding", "Harbour Holding (group)", "Rules that named it"),
    ("blog", "blog (kind)", "No rule named it."),
    ("pier.example", "pier.example (host)", "nothing said"),
    ("pier.example", "pier.example (host)", "0 records, 0 words"),
]


@pytest.mark.parametrize(("name", "title", "words"), NAMES)
def test_hosts_platforms_publishers_groups_and_kinds_are_shown(show: Command, name: str, title: str, words: str) -> None:
    told = " ".join(show(name).out.split())

    assert told.startswith(title)
    assert words in told


def test_an_unknown_name_is_answered_with_the_nearest(show: Command) -> None:
    result = show("quay.exmaple")

    assert (result.status, result.out) == (2, "")
    assert "no record of this run is known to come from 'quay.exmaple'; did you mean 'quay.example'" in result.err


@pytest.mark.parametrize("name", ["zzz", "[", "//[", "bücher.de", "\u00ad..de", "https://"])
def test_a_name_that_nothing_is_near_to_is_answered_with_where_to_look(show: Command, name: str) -> None:
    result = show(name)

    assert result.status == 2
    assert "`corpus-audit sites` lists all there are" in result.err
    assert "did you mean" not in result.err


def test_before_a_judgement_it_is_said_that_terms_and_rules_are_not_known(
    sites: Command, show: Command, judged: Path, command: Command
) -> None:
    said = "not judged yet, so terms and rules are not known; do so first: corpus-audit judge --run "

    assert said in sites().err
    assert said in show("quay.example").err
    assert command("sites", str(judged)).err == ""


def test_the_list_is_meant_where_no_command_is_named(command: Command, run_of_sites: Path) -> None:
    assert command("sites", "list", str(run_of_sites)).out == command("sites", str(run_of_sites)).out
    assert "corpus-audit sites RUN" in command("sites", "--help").out
    assert "there is no run in audit-run" in command("sites").err


@pytest.mark.parametrize(
    ("is_named", "expected"),
    [(True, "Estimated shares of the corpus by kind of site; they attribute no record"), (False, "is not the one at hand; scan")],
)
def test_what_a_model_scored_is_estimated_where_it_is_the_one_at_hand(
    command: Command, tmp_path: Path, is_named: bool, expected: str
) -> None:
    (pack,) = rulepacks.load(["scraped-site"])
    models = {pack.name: (pack.detector or {})["model_digest"]} if is_named else {}
    (tmp_path / "run.json").write_text(json.dumps({"format": 1, "state": "scanned", "models": models}))
    row = {"path": "a.jsonl", "bytes": 400, "words": 90, "class_scores": [0, 255, 0, 0, 0, 0, 0, 0, 0]}
    with Store.create(tmp_path / "audit.duckdb") as store:
        store._do("INSERT INTO run VALUES ($format)", {"format": FORMAT})
        store.fill("document", [{"document": f"a.jsonl#{number}", "record": number, **row} for number in range(100)])

    told = command("sites", str(tmp_path))

    assert told.status == 0
    assert expected in " ".join(told.out.split())
    assert ("News" in told.out) == is_named
