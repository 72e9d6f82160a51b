"""Files about sites that a user gives: what their names and days say, and what becomes of each."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.errors import ConfigurationError, UsageError
from audit.pipeline import given_signals, packs
from audit.pipeline.given_signals import Given
from audit.references import robots

CLOSED = "User-agent: GPTBot\nDisallow: /\n"
RSL = '<rsl xmlns="https://rslstandard.org/rsl"><content url="/blog/"><prohibits type="usage">all</prohibits></content></rsl>'
DAY = date(2024, 5, 31)
REFUSED = Path("/proc/self/mem")
"Its first byte cannot be read, whoever asks."


def given(folder: Path, files: dict[str, str | bytes]) -> Given:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return given_signals.read([folder], packs.there())


def to_bots(read: Given) -> list[dict[str, Any]]:
    return [row for row in read.rows if row["agent"] != "*"]


NAMES = [
    ("example.org.robots.txt", "example.org", None),
    ("www.Example.org.robots.txt", "www.example.org", None),
    ("example.org/robots.txt", "example.org", None),
    ("a/b/example.org/robots.txt", "example.org", None),
    ("example.org.2024-05-31.robots.txt", "example.org", DAY),
    ("example.org.robots.txt.2024-05-31", "example.org", DAY),
    ("example.org/2024-05-31/robots.txt", "example.org", DAY),
    ("b\u00fccher.example.robots.txt", "xn--bcher-kva.example", None),
]


@pytest.mark.parametrize(("name", "host", "day"), NAMES)
def test_a_file_is_named_after_its_host_and_day(tmp_path: Path, name: str, host: str, day: date | None) -> None:
    (row,) = to_bots(given(tmp_path, {name: CLOSED}))

    assert row == {
        "host": host,
        "signal": "robots_ai",
        "agent": "GPTBot",
        "agent_purpose": "train",
        "value": "reserved",
        "file": "robots.txt",
        "site_path": "",
        "path_rules": "",
        "seen": day,
        "origin": "given",
        "about": "site",
        "document": name,
    }


def test_other_files_about_sites_are_read(tmp_path: Path) -> None:
    read = given(
        tmp_path,
        {
            "example.org/.well-known/tdmrep.json": '[{"location": "/a/", "tdm-reservation": 1}]',
            "example.org.ai.txt": "User-Agent: *\nDisallow: /\n",
            "example.org/license.xml": RSL,
        },
    )

    assert [(row["signal"], row["value"], row["path_rules"]) for row in read.rows] == [
        ("tdmrep", "reserved", "-/a/"),
        ("rsl", "reserved", "-/blog/"),
        ("ai_txt", "reserved", ""),
    ]


def test_records_of_archives_are_read_with_their_days(tmp_path: Path) -> None:
    lines = [
        {
            "text": '<html><head><meta name="robots" content="noai"></head></html>',
            "url": "https://example.org/",
            "date": "2024-05-31",
        },
        {"text": CLOSED, "url": "https://example.org/robots.txt", "date": "2024-05-31"},
    ]
    content = gzip.compress("\n".join(json.dumps(line) for line in lines).encode())

    (row,) = to_bots(given(tmp_path, {"crawl.jsonl.gz": content}))

    assert (row["host"], row["seen"], row["document"]) == ("example.org", DAY, "crawl.jsonl.gz#1")


def test_a_single_file_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "example.org.robots.txt"
    path.write_text(CLOSED)

    assert len(to_bots(given_signals.read([path], packs.there()))) == 1


def test_days_can_stand_in_a_list(tmp_path: Path) -> None:
    read = given(tmp_path, {"a.example/robots.txt": CLOSED, "dates.csv": "file,date\na.example/robots.txt,2024-05-31\n"})

    assert [row["seen"] for row in to_bots(read)] == [DAY]
    assert read.states == {}


LATER = "file,date\na.example.2024-05-31.robots.txt,2024-06-01\n"
STATES = [
    ("no day", {"a.example.robots.txt": CLOSED}, "without a day"),
    ("two days", {"a.example.2024-05-31.robots.txt": CLOSED, "dates.csv": LATER}, "days that contradict each other"),
    ("a day that is none", {"a.example.2024-13-31.robots.txt": CLOSED}, "day that no calendar has"),
    ("a page", {"a.example.2024-05-31.robots.txt": "<html>Oops"}, "a page in place of the file"),
    ("Windows-1252", {"a.example.2024-05-31.robots.txt": CLOSED.encode() + b"# caf\xe9 \xfc"}, "not in UTF-8"),
    ("UTF-16", {"a.example.2024-05-31.robots.txt": CLOSED.encode("utf-16")}, "not in UTF-8"),
    ("10 MB", {"a.example.2024-05-31.robots.txt": CLOSED.encode() + b"#" * 10_000_000}, "too long, the rest not read"),
    (
        "a bit too long",
        {"a.example.2024-05-31.robots.txt": CLOSED.encode() + b"#" * robots.LONGEST},
        "too long, the rest not read",
    ),
    ("no host", {"nowhere/robots.txt": b"\x00\x01\x02" * 500}, "records not read"),
]


@pytest.mark.parametrize(("files", "state"), [case[1:] for case in STATES], ids=[case[0] for case in STATES])
def test_what_became_of_a_file_is_counted(tmp_path: Path, files: dict[str, str | bytes], state: str) -> None:
    read = given(tmp_path, files)

    assert read.states == {state: 1}
    assert all(row["seen"] is None for row in read.rows) is ("day" in state or not read.rows)


def test_records_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    line = json.dumps({"text": CLOSED, "url": "https://example.org/robots.txt"})
    read = given(tmp_path, {"crawl.jsonl": f"{line}\nbroken\n"})

    assert (len(to_bots(read)), read.states) == (1, {"records not read": 1})


@pytest.mark.skipif(not REFUSED.exists(), reason="this system has no such file")
def test_a_file_that_the_system_refuses_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.example.2024-05-31.robots.txt").symlink_to(REFUSED)
    read = given_signals.read([tmp_path], packs.there())

    assert (read.rows, read.states) == ([], {"not readable": 1})


def test_the_same_files_have_the_same_digest(tmp_path: Path) -> None:
    first = given(tmp_path / "one", {"a.example.robots.txt": CLOSED})
    same = given(tmp_path / "two", {"a.example.robots.txt": CLOSED})
    other = given(tmp_path / "three", {"a.example.robots.txt": CLOSED + "\n"})

    assert first.digest == same.digest != other.digest
    assert first.told() == {"digest": first.digest, "hosts": 1, "states": {"without a day": 1}}


def test_nothing_given_is_nothing_read() -> None:
    assert given_signals.read([], ()) == Given()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no folder .*nowhere; give one of files such as example.org.robots.txt"):
        given_signals.read([tmp_path / "nowhere"], packs.there())


@pytest.mark.parametrize("content", ["name,day\n", "file,date\na,soon\n", "file,date\na\n", 'file,date\n"a', b"\xff\xfe"])
def test_a_list_of_days_that_does_not_fit_is_refused(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(ConfigurationError, match=r"dates.csv: "):
        given(tmp_path, {"dates.csv": content})
