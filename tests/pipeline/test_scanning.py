"""A scan as a command runs it."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit import engines, rulepacks
from audit.engines.processes import Processes
from audit.errors import ConfigurationError, RunError, UsageError
from audit.pipeline.folder import RunFolder
from audit.pipeline.progress import Silent
from audit.pipeline.scanning import Scanned, ScanRequest, scan
from audit.store import Store

Corpus = Callable[..., Path]
pytestmark = pytest.mark.usefixtures("_shout")
LINES = '{"text": "so LOUD"}\n{"text": "quiet"}\n'


def run(tmp_path: Path, folder: Path, engine: str = "serial", name: str = "run", **changes: Any) -> tuple[RunFolder, Scanned]:
    target = RunFolder(tmp_path / name)
    request = replace(ScanRequest((folder,), detectors=("shout",)), **changes)
    return target, scan(target, request, engines.create(engine, 2), Silent())


def stored(folder: RunFolder) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    with Store.open(folder.database) as store:
        return list(store.findings()), store.query("report_coverage")


def test_findings_are_in_the_database(tmp_path: Path, corpus: Corpus) -> None:
    target, scanned = run(tmp_path, corpus(a__jsonl=LINES))

    findings, _ = stored(target)
    assert [(row["document"], row["start"]) for row in findings] == [("a.jsonl#0", 3)]
    assert (scanned.documents, scanned.findings, scanned.reused) == (2, 1, 0)


def test_a_second_scan_reuses_what_is_finished(tmp_path: Path, corpus: Corpus) -> None:
    folder = corpus(a__jsonl=LINES)
    first, _ = run(tmp_path, folder)
    before = stored(first)

    second, scanned = run(tmp_path, folder)

    assert (scanned.reused, len(scanned.keys)) == (1, 1)
    assert stored(second) == before


def test_a_changed_file_is_read_again_and_its_old_shard_does_not_count(tmp_path: Path, corpus: Corpus) -> None:
    run(tmp_path, corpus(a__jsonl=LINES))

    target, scanned = run(tmp_path, corpus(a__jsonl='{"text": "LOUD LOUD LOUD"}\n'))

    assert scanned.reused == 0
    assert len(stored(target)[0]) == 3


def test_other_detectors_scan_anew(tmp_path: Path, corpus: Corpus) -> None:
    folder = corpus(a__jsonl=LINES)
    run(tmp_path, folder)

    _, scanned = run(tmp_path, folder, detectors=("generated-text",))

    assert scanned.reused == 0


def test_set_fields_are_kept(tmp_path: Path, corpus: Corpus) -> None:
    target, _ = run(tmp_path, corpus(a__jsonl='{"text": "quiet", "loudness": "LOUD"}\n'), fields={"text": "loudness"})

    assert len(stored(target)[0]) == 1
    assert target.manifest["fields"] == {"text": "loudness"}


def test_the_manifest_tells_what_was_done_with_what(tmp_path: Path, corpus: Corpus) -> None:
    target, scanned = run(tmp_path, corpus(a__jsonl=LINES), command="corpus-audit scan corpus")

    manifest = target.manifest
    (detector,) = manifest["detectors"]
    assert detector["name"] == "shout"
    assert detector["summary"] == "Words that shout."
    assert detector["misses"] == "Misses shouting in small letters."
    assert "generated-text" in manifest["detectors_off"]
    assert manifest["shards"] == scanned.keys
    assert manifest["command"] == "corpus-audit scan corpus"
    assert manifest["state"] == "scanned"
    assert manifest["models"] == {
        pack.name: (pack.detector or {})[key]
        for pack, key in zip(rulepacks.load(["scraped-site", "generated-text"]), ("model_digest", "style_digest"), strict=True)
    }


def test_files_that_are_no_pieces_are_counted(tmp_path: Path, corpus: Corpus) -> None:
    target, _ = run(tmp_path, corpus(a__jsonl=LINES, b__bin=bytes(range(256)) * 20, c__txt=""))

    coverage = stored(target)[1][0]
    assert (coverage["files"], coverage["files_opened"]) == (2, 1)


def test_a_killed_worker_costs_its_piece_only(tmp_path: Path, corpus: Corpus) -> None:
    target, _ = run(tmp_path, corpus(a__txt="LOUD", b__txt="DIE", c__txt="LOUD"), engine="processes")

    findings, (coverage,) = stored(target)
    assert [row["document"] for row in findings] == ["a.txt#0", "c.txt#0"]
    assert (coverage["files"], coverage["files_opened"]) == (3, 2)


def test_a_killed_worker_is_tried_again_next_time(tmp_path: Path, corpus: Corpus) -> None:
    folder = corpus(a__txt="LOUD", b__txt="DIE")
    run(tmp_path, folder, engine="processes")
    status = (folder / "b.txt").stat()
    (folder / "b.txt").write_text("LAY")
    os.utime(folder / "b.txt", ns=(status.st_atime_ns, status.st_mtime_ns))

    target, _ = run(tmp_path, folder)

    assert stored(target)[1][0]["files_opened"] == 2


def test_a_piece_that_kills_its_worker_alone_is_a_skip(tmp_path: Path, corpus: Corpus) -> None:
    target, _ = run(tmp_path, corpus(a__txt="DIE"), engine="processes")

    assert stored(target)[1][0]["files_opened"] == 0


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.lists(st.sampled_from(["LOUD", "quiet", "so LOUD LOUD", "FAIL", ""]), max_size=4), min_size=1, max_size=5),
    workers=st.integers(1, 3),
)
def test_engine_and_number_of_workers_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], workers: int
) -> None:
    place = tmp_path_factory.mktemp("corpora")
    (place / "corpus").mkdir()
    for number, lines in enumerate(texts):
        (place / "corpus" / f"{number}.jsonl").write_text("".join(f'{{"text": "{line}"}}\n' for line in lines))
    request = ScanRequest((place / "corpus",), detectors=("shout",))
    serial, parallel = RunFolder(place / "serial"), RunFolder(place / "parallel")

    scan(serial, request, engines.create("serial"), Silent())
    scan(parallel, request, Processes(workers), Silent())

    assert stored(serial) == stored(parallel)
    assert {**serial.manifest} == {**parallel.manifest}


def test_two_scans_of_one_folder_at_once_are_refused(tmp_path: Path, corpus: Corpus) -> None:
    folder = corpus(a__txt="LOUD")
    with RunFolder(tmp_path / "run").locked(), pytest.raises(RunError, match="another command is working in"):
        run(tmp_path, folder)


def test_a_missing_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder at"):
        run(tmp_path, tmp_path / "nowhere")


def test_an_unknown_detector_is_told(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(ConfigurationError, match="no detector named 'shouts'"):
        run(tmp_path, corpus(a__txt="LOUD"), detectors=("shouts",))


def test_an_empty_folder_is_a_run_of_nothing(tmp_path: Path, corpus: Corpus) -> None:
    target, scanned = run(tmp_path, corpus())

    assert (scanned.keys, stored(target)[0]) == ([], [])


def test_progress_is_told_in_bytes(tmp_path: Path, corpus: Corpus) -> None:
    class Told(Silent):
        def __init__(self) -> None:
            self.total = self.done = self.ended = 0

        def begin(self, label: str, total_bytes: int) -> None:
            self.total = total_bytes

        def step(self, done_bytes: int) -> None:
            self.done += done_bytes

        def end(self) -> None:
            self.ended += 1

    told = Told()
    request = ScanRequest((corpus(a__txt="LOUD", b__txt="quiet"),), detectors=("shout",))

    scan(RunFolder(tmp_path / "run"), request, engines.create("serial"), told)

    assert (told.total, told.done, told.ended) == (9, 9, 1)
