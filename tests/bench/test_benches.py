"""That the measuring scripts measure: the same seed gives the same corpus, what is planted is there, and the paths still fit."""

import sys
from pathlib import Path

import orjson
import pytest

from audit import policy as policies
from audit import rulepacks
from audit.bundled import folder
from audit.judge import terms
from audit.pipeline.progress import Silent
from audit.pipeline.works import index
from audit.references.sites import load
from tests.bench import explorer, judging, known_works, lineage, planting, sites
from tests.bench.peers import environments, planted
from tests.bench.peers.environments import Peer
from tests.bench.peers.planted import Planted
from tests.reports.browsers import needs_browser


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def plant(folder: Path, seed: int = 1) -> Planted:
    folder.mkdir(exist_ok=True)
    works = {f"work-{place}": text for place, text in enumerate(known_works.books(3, 20_000, seed))}
    return planted.plant(folder, works, ["A sentence of a host. " * 60] * 30, 1, seed)


def test_a_seed_decides_the_corpus(tmp_path: Path) -> None:
    first, again, other = (plant(tmp_path / name, seed) for name, seed in (("first", 1), ("again", 1), ("other", 2)))

    assert first.corpus.read_bytes() == again.corpus.read_bytes() != other.corpus.read_bytes()
    assert first.cells == again.cells


def test_a_verbatim_passage_is_in_its_document_and_in_a_work(tmp_path: Path) -> None:
    made = plant(tmp_path)

    texts = {row["id"]: row["text"] for row in map(orjson.loads, made.corpus.read_bytes().splitlines())}
    works = [orjson.loads(line)["text"] for line in made.works.read_bytes().splitlines()]
    verbatim = [name for name, (disguise, _, _) in made.cells.items() if disguise == "verbatim"]
    assert len(made.cells) == len(planted.CELLS)
    assert verbatim
    for name in verbatim:
        assert any(part in work for part in texts[name].split("\n\n") for work in works)


def test_books_have_their_size_and_no_text_in_common() -> None:
    first, second = known_works.books(2, 20_000)

    assert 15_000 < len(first) < 25_000
    assert not {first[place : place + 60] for place in range(len(first))} & {
        second[place : place + 60] for place in range(len(second))
    }


def test_the_bench_of_known_works_finds_what_is_planted(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for place, text in enumerate(known_works.books(2, 20_000)):
        (tmp_path / "texts" / f"{place}.txt").write_text(text)
    library = index([tmp_path / "texts"], tmp_path / "library", Silent())
    planting.write(tmp_path / "corpus.jsonl", 3, tmp_path / "texts")

    measured = known_works.measure(library.path, tmp_path / "corpus.jsonl", 16)

    assert measured.findings > 0
    assert min(measured.scan, measured.parse, measured.peak_bytes) > 0


def test_the_bench_of_sites_finds_the_hosts_it_made(tmp_path: Path) -> None:
    register = load(folder("rules") / "scraped_site" / "hosts.csv")
    sites.write(tmp_path / "urls.parquet", 2000, sites.made_hosts(register, 1), 1)
    planting.write(tmp_path / "corpus.jsonl", 1, folder("examples") / "works")

    steps = {name.partition(" (")[0]: seconds for name, seconds, _ in sites.of_urls(tmp_path / "urls.parquet", register)}

    assert min(steps["read"], steps["host"], steps["all but reading"]) > 0
    assert all(seconds > 0 for name, seconds, _ in sites.of_text(tmp_path / "corpus.jsonl") if "marker" in name)


def test_the_bench_of_sites_takes_hosts_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "hosts.csv").write_text("host,tokens\nexample.org,3\n,1\n")

    assert sites.first_column(tmp_path / "hosts.csv") == ["example.org"]


def test_our_driver_answers_as_those_of_peers_do(tmp_path: Path) -> None:
    made = plant(tmp_path)

    result, reason = environments.run(environments.PEERS[0], Path(sys.executable), (made.works, made.corpus), 10)

    assert not reason
    assert result is not None
    assert result.documents == 30
    assert {name for name, (_, _, words) in made.cells.items() if words == 50} <= result.found <= set(made.cells)


def test_a_driver_that_fails_is_a_reason_and_no_result(tmp_path: Path) -> None:
    result, reason = environments.run(Peer("none", "", "", "no_driver.py"), Path(sys.executable), (tmp_path, tmp_path), 10)

    assert result is None
    assert reason.startswith("it failed: ")


def test_lineage_is_measured_stage_by_stage() -> None:
    stages = lineage.measured(documents=50, files=10, sources=8, edges=9, findings=20)

    assert [stage for stage, _, _ in stages][:3] == ["place documents", "place them again", "ancestry"]
    assert all(wall >= 0 and processor >= 0 for _, wall, processor in stages)


def test_the_bench_of_judgements_judges_what_it_makes_and_signals_that_stay_are_told_once(tmp_path: Path) -> None:
    packs, given = rulepacks.load(), judging.signals(200, seed=1)
    judging.make(tmp_path / "audit.duckdb", 400, 300, terms.load([pack.folder for pack in packs]), seed=1)
    first, _, verdicts = judging.judge(tmp_path / "audit.duckdb", packs, policies.load(), given)
    again, _, as_many = judging.judge(
        tmp_path / "audit.duckdb", packs, policies.load(), given, judging.known(tmp_path / "audit.duckdb")
    )

    assert verdicts == as_many > 0
    assert "derive_signals" in first.wall
    assert "derive_signals" not in again.wall
    assert "baseline laid" in again.wall


@needs_browser
def test_the_bench_of_the_list_measures_a_page_in_a_browser() -> None:
    found = {what: value for what, value, _ in explorer.measured(findings=200, words=5, megabytes=25)}

    assert list(found)[:4] == ["page made", "page", "list can be used", "texts can be searched"]
    assert len(found) == 11
    assert min(found.values()) > 0
