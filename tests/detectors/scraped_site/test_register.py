"""What the shipped lists of hosts, words and datasets hold, and what the detector makes of them."""

import csv
import re
import time
import tomllib
from pathlib import Path

import pyarrow as pa
import pytest

from audit.batch import RECORD_SCHEMA, Batch, Records
from audit.bundled import folder
from audit.detection import Signals
from audit.detectors.scraped_site import create
from audit.model import Finding, Level
from audit.references import sites
from audit.text.matcher import Matcher

PACK = Path(folder("rules")) / "scraped_site"
LISTS = ("hosts.csv", "sources.csv", "host_patterns.csv")
KINDS = set(re.findall(r"^\| ([a-z]+) \|", (PACK / "SOURCES.md").read_text("utf-8").partition("| kind |")[2], re.MULTILINE))
REGISTER = sites.load(PACK / "hosts.csv")
DETECTOR = create(Signals(tomllib.loads((PACK / "pack.toml").read_text("utf-8"))["detector"], PACK))
MATCHER = Matcher(DETECTOR.patterns)

HOSTS = [
    ("www.theguardian.com", "The Guardian"),
    ("forums.macrumors.com", "MacRumors"),
    ("bread.hubpages.com", "HubPages"),
    ("docs.google.com", "Google Docs"),
    ("www.google.com", "Google"),
    ("dllr.state.md.us", "US state government"),
    ("en.unionpedia.org", "Wikipedia"),
    ("bread.example.org", None),
]


def found(**columns: object) -> list[Finding]:
    values = {field.name: pa.nulls(1, field.type) for field in RECORD_SCHEMA}
    values |= {"record": pa.array([0], pa.int64()), "text": pa.array(["Rye keeps for ten days."], pa.large_string())}
    values |= {name: pa.array([value], RECORD_SCHEMA.field(name).type) for name, value in columns.items()}
    table = pa.RecordBatch.from_arrays([values[name] for name in RECORD_SCHEMA.names], schema=RECORD_SCHEMA)
    return list(DETECTOR.detect(Batch(Records("a.jsonl", table, 0), MATCHER)))


def rows(name: str) -> list[dict[str, str]]:
    with (PACK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", LISTS)
def test_each_kind_in_a_list_is_explained_and_each_row_dated(name: str) -> None:
    assert {row["source_kind"] for row in rows(name)} <= KINDS
    assert all(re.fullmatch(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]", row["date"]) for row in rows(name))


@pytest.mark.parametrize("name", LISTS)
def test_no_value_in_a_list_has_a_space_around_it(name: str) -> None:
    assert not [row for row in rows(name) if any(value != value.strip() for value in row.values())]


def test_each_kind_that_is_explained_is_in_use() -> None:
    assert {row["source_kind"] for row in rows("hosts.csv")} == KINDS


def test_a_host_of_the_register_is_written_as_hosts_are_compared() -> None:
    below = [f"x.{domain.removeprefix('.')}" for domain in REGISTER.sites]

    assert not [host for host in below if sites.host_name(host) != host]


def test_names_of_datasets_are_letters_and_digits() -> None:
    assert not [row["domain"] for row in rows("sources.csv") if not re.fullmatch("[a-z0-9]+", row["domain"])]


@pytest.mark.parametrize(("host", "publisher"), HOSTS)
def test_a_host_has_the_publisher_of_its_nearest_entry(host: str, publisher: str | None) -> None:
    site = REGISTER.find(host)

    assert (site.publisher if site else None) == publisher


def test_the_register_loads_while_nobody_notices() -> None:
    began = time.process_time()
    sites.load(PACK / "hosts.csv")

    assert time.process_time() - began < 0.2


@pytest.mark.parametrize("written", ["stack-dedup", "Stack_Dedup"])
def test_a_dataset_that_a_record_names_says_its_platform(written: str) -> None:
    (finding,) = found(source=written, url=None)

    assert finding.attributes["tier"] == "source"
    assert finding.attributes["platform"] == "code"


def test_a_dataset_says_the_platform_of_a_record_whose_url_is_no_host() -> None:
    (finding,) = found(source="s2", url="s2")

    assert finding.attributes["tier"] == "source"
    assert finding.attributes["publisher"] == "Semantic Scholar"


def test_a_host_that_nobody_knows_says_its_kind_by_its_name() -> None:
    (finding,) = found(url="https://forums.example.org/t/1")

    assert finding.level is Level.FINDING
    assert finding.attributes["register"] == "pattern"
    assert (finding.attributes["tier"], finding.attributes["source_kind"]) == ("url", "forum")
    assert "publisher" not in finding.attributes


def test_a_name_that_was_looked_at_too_seldom_is_a_clue() -> None:
    (finding,) = found(url="https://www.bread-herald.com/a")

    assert (finding.level, finding.attributes["source_kind"]) == (Level.CLUE, "news")
    assert finding.attributes["domain"] == "bread-herald.com"


def test_the_register_goes_before_the_name() -> None:
    (finding,) = found(url="https://forums.macrumors.com/threads/1")

    assert finding.attributes["publisher"] == "MacRumors"
    assert "register" not in finding.attributes
