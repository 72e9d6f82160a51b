"""Files about sites, given with --robots: read at judgement, without another scan."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.store import Store

Command = Callable[..., Any]


@pytest.fixture
def site(place: Path) -> Path:
    """A corpus of a page of a site, and a folder with what the site's robots.txt said before."""
    page = {"text": "Rye and barley.", "url": "https://example.org/a", "date": "2024-06-01"}
    (place / "corpus" / "a.jsonl").write_text(json.dumps(page) + "\n")
    (place / "robots").mkdir()
    (place / "robots" / "example.org.2024-05-31.robots.txt").write_text("User-agent: GPTBot\nDisallow: /\n")
    return place


def state(place: Path) -> str:
    with Store.open(place / "audit-run" / "audit.duckdb") as store:
        return str(store.query("every_document_state")[0]["signal_at_capture"])


def test_a_judgement_reads_what_it_is_given(scan: Command, command: Command, site: Path) -> None:
    scan()
    without = (command("judge").status, state(site))
    given = (command("judge", "--robots", "robots").status, state(site))
    told = json.loads((site / "audit-run" / "run.json").read_text())["site_signals"]
    again = (command("judge").status, state(site))

    assert (without, given, again) == ((0, "unknown"), (0, "disallowed"), (0, "unknown"))
    assert (told["hosts"], told["states"], len(told["digest"])) == (1, {}, 64)


def test_what_the_scan_was_given_is_read_by_the_judgement(scan: Command, command: Command, site: Path) -> None:
    scan("--robots", "robots")

    assert (command("judge").status, state(site)) == (0, "disallowed")


def test_a_policy_can_name_the_files(scan: Command, command: Command, site: Path) -> None:
    (site / "release.toml").write_text('purposes = ["commercial-training"]\njurisdictions = ["EU"]\nrobots = ["robots"]\n')
    scan()

    assert (command("judge", "--policy", "release.toml").status, state(site)) == (0, "disallowed")
    assert command("gate").status in (1, 3)


def test_the_report_tells_the_digest_of_what_was_given(scan: Command, command: Command, site: Path) -> None:
    scan()
    command("judge", "--robots", "robots")
    given = json.loads((site / "audit-run" / "run.json").read_text())["site_signals"]["digest"]
    command("judge")
    without = json.loads(command("report", "-o", "json=-").out)["report"]["digests"]
    command("judge", "--robots", "robots")
    digests = json.loads(command("report", "-o", "json=-").out)["report"]["digests"]

    assert "files about sites" not in without
    assert digests["files about sites"] == given


def test_a_folder_that_is_not_there_is_told(scan: Command, command: Command, site: Path) -> None:
    scan()
    judged = command("judge", "--robots", "nowhere")

    assert judged.status == 2
    assert "there is no folder nowhere" in judged.err
