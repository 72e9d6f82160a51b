"""A review that is served: a small judged run, a server in a thread, and clients that were let in."""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from audit import cli
from audit.decisions import Actor
from audit.pipeline.folder import RunFolder
from audit.review.serving import Running, serve

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MIRA, NILS = Actor("Mira Lund", "mira@example.org", "counsel"), Actor("Nils Berg")
PASSAGE = (
    "The ferry left the grey harbour before the bakers had lit their ovens and nobody waved. On the upper deck a woman "
    "counted the lamps along the quay as she had counted them every winter since the mill had closed and found that one was "
    "missing. She wrote the number down. Then the fog came over the rail and took the town away roof after roof as neatly as "
    "a clerk who clears a desk of paper at the end of a long week and goes home by the canal without looking back at the "
    "window where the light is on."
)
SAYS_SO = "As an AI language model, I cannot tell you that."
POLICY = 'purposes = ["commercial-training"]\njurisdictions = ["EU"]\nmin_coverage = 0.0\nfail_on = "note"\n'


@dataclass
class Served:
    """A review that runs."""

    address: str
    "The link that lets in."
    run: Path

    @property
    def origin(self) -> str:
        return "http://" + urlsplit(self.address).netloc

    @property
    def port(self) -> int:
        return int(self.origin.rpartition(":")[2])


class Reviewer(httpx.Client):
    """A browser that was let in, with the secret of the forms."""

    def __init__(self, served: Served) -> None:
        super().__init__(base_url=served.origin, headers={"origin": served.origin}, follow_redirects=False)
        self.entered = self.get(served.address)
        page = self.get("/").text
        self.csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]

    def seen(self) -> str:
        """The log's head as the pages tell it now."""
        return re.findall(r'name="seen" value="([^"]+)"', self.get("/group", params=self.any_group()).text)[0]

    def any_group(self) -> dict[str, str]:
        return {"by": "rule", "value": "generated-text/says-so", "show": "all"}

    def targets(self, **group: str) -> list[str]:
        """What the forms of a group's page name, one a verdict."""
        return re.findall(r'name="target" value="([^"]+)"', self.get("/group", params=group or self.any_group()).text)

    def decide(self, **fields: object) -> httpx.Response:
        """Send a form, as it is but for what is given."""
        sent = {"csrf": self.csrf, "seen": fields.get("seen") or self.seen(), "by": "rule", "value": "generated-text/says-so"}
        return self.post("/decide", data={**sent, **fields})


@pytest.fixture(scope="session")
def _judged(tmp_path_factory: pytest.TempPathFactory, compiled: None) -> Path:
    """A run with a passage of a work in two records, a record that a model says it wrote, and all their verdicts open."""
    made = tmp_path_factory.mktemp("review")
    for folder in ("corpus", "works"):
        (made / folder).mkdir()
    (made / "works" / "ferry.txt").write_text(PASSAGE)
    records = [PASSAGE, f"Somebody wrote: {PASSAGE}", f"{SAYS_SO} <script>alert(1)</script>"]
    lines = "".join(f'{{"text": "{text}", "url": "https://www.example.com/{n}"}}\n' for n, text in enumerate(records))
    (made / "corpus" / "a.jsonl").write_text(lines)
    (made / "policy.toml").write_text(POLICY)
    words = ["--engine", "serial", "--detectors", "known-work,generated-text", "--works", str(made / "works")]
    run = ["--run", str(made / "audit-run"), "--quiet"]
    assert cli.status(["scan", str(made / "corpus"), *words, *run]) == 0
    assert cli.status(["judge", "--policy", str(made / "policy.toml"), *run]) == 0
    return made


@pytest.fixture
def judged(_judged: Path, tmp_path: Path) -> Path:
    """A run's folder of a judged run, with its policy beside it."""
    shutil.copytree(_judged, tmp_path / "place")
    return tmp_path / "place" / "audit-run"


@pytest.fixture(scope="module")
def shared(_judged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all tests of a module."""
    place = tmp_path_factory.mktemp("shared")
    shutil.copytree(_judged, place / "place")
    return place / "place" / "audit-run"


@contextmanager
def serving(run: Path, actor: Actor = MIRA) -> Iterator[Served]:
    """Serve a run's review in a thread, and end it."""
    told: list[Running] = []
    ready = threading.Event()

    def announce(running: Running) -> None:
        told.append(running)
        ready.set()

    def work() -> None:
        serve(RunFolder.existing(run), actor, lambda: NOW, announce)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield Served(told[0].address, run)
    finally:
        told[0].finish()
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def served(judged: Path) -> Iterator[Served]:
    with serving(judged) as found:
        yield found


@pytest.fixture
def reviewer(served: Served) -> Iterator[Reviewer]:
    with closing(Reviewer(served)) as client:
        yield client
