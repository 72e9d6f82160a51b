"""Manifests in an audit: found or given, kept with the run, and counted when it is judged."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from audit import engines
from audit.errors import ConfigurationError
from audit.pipeline import sources
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judge
from audit.pipeline.progress import Silent
from audit.pipeline.scanning import ScanRequest, scan
from audit.pipeline.sources_telling import as_lines, as_table
from audit.report_model import Lineage

Corpus = Callable[..., Path]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LINES = '{"text": "The ferry left at nine.", "source": "logs"}\n{"text": "The tide came in."}\n'
MANIFEST = """
[[source]]
id = "web"
name = "Pages"
licence = "MIT"
paths = ["a.jsonl"]
parents = [{ id = "logs", relation = "filtered" }, { id = "old maps", relation = "copied" }]

[[source]]
id = "logs"
licence = "CC-BY-NC-4.0"
fields = ["logs"]

[[source]]
id = "nothing"
paths = ["nothing/*"]
"""
CARD = "---\nlicense: cc-by-4.0\n---\n# Ferries\n"


@pytest.fixture
def audit(tmp_path: Path, compiled: None) -> Callable[..., Lineage]:
    """Scans corpora and judges them; gives the sources of the run."""

    def made(*corpus: Path, manifest: Path | None = None, judged_with: Path | None = None, policy: Path | None = None) -> Lineage:
        run = RunFolder(tmp_path / "run")
        request = ScanRequest(corpus, detectors=("licence",), manifest=manifest)
        scan(run, request, engines.create("serial", None), Silent())
        judge(run, policy, NOW, manifest=judged_with)
        return sources.of_run(run)

    return made


def by_id(found: Lineage) -> dict[str, Any]:
    return {row.source_id: row for row in found.sources}


def told(tmp_path: Path) -> dict[str, Any]:
    return RunFolder(tmp_path / "run").manifest


def test_a_manifest_in_the_corpus_is_taken_and_said_so(audit, corpus: Corpus, tmp_path: Path) -> None:
    found = audit(corpus(a__jsonl=LINES, b__txt="Salt.", corpus__toml=MANIFEST))
    rows = by_id(found)

    assert {id_: row.documents for id_, row in rows.items()} == {"web": 2, "logs": 0, "nothing": 0}
    assert (found.documents_without_source, found.without_documents) == (1, ("nothing",))
    assert (found.without_licence, found.not_described) == (("nothing", "old maps"), ("old maps",))
    assert [(row.name, row.terms, row.because) for row in found.laundering] == [("Pages", {"commercial": (0, 3)}, "logs")]
    (manifest,) = told(tmp_path)["manifests"]
    assert (manifest["form"], manifest["found"], manifest["sources"]) == ("corpus.toml", True, 3)
    assert found.manifests[0].digest == manifest["digest"]


def test_the_manifest_counts_when_the_corpus_is_gone(audit, corpus: Corpus, tmp_path: Path) -> None:
    place = corpus(a__jsonl=LINES, corpus__toml=MANIFEST)
    audit(place)
    (place / "corpus.toml").unlink()
    judge(RunFolder(tmp_path / "run"), None, NOW)

    assert "web" in by_id(sources.of_run(RunFolder(tmp_path / "run")))


def test_a_given_manifest_stands_in_for_the_one_in_the_corpus(audit, corpus: Corpus, tmp_path: Path) -> None:
    given = tmp_path / "other.toml"
    given.write_text('[[source]]\nid = "all"\npaths = ["**"]')
    found = audit(corpus(a__jsonl=LINES, corpus__toml="broken ["), manifest=given)

    assert {row.source_id: row.documents for row in found.sources} == {"all": 2}
    assert told(tmp_path)["manifests"][0]["found"] is False


def test_a_judgement_can_be_given_another_manifest_and_keeps_it(audit, corpus: Corpus, tmp_path: Path) -> None:
    given = tmp_path / "other.toml"
    given.write_text('[[source]]\nid = "all"\npaths = ["**"]')
    found = audit(corpus(a__jsonl=LINES, corpus__toml=MANIFEST), judged_with=given)

    assert list(by_id(found)) == ["all"]
    (kept,) = told(tmp_path)["judged_manifests"]
    assert (tmp_path / "run" / kept["copy"]).read_text() == given.read_text()
    judge(RunFolder(tmp_path / "run"), None, NOW)
    assert "web" in by_id(sources.of_run(RunFolder(tmp_path / "run")))


def test_a_policy_names_a_manifest_from_where_it_lies(audit, corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('[[source]]\nid = "all"\npaths = ["**"]')
    policy = tmp_path / "policy.toml"
    policy.write_text('purposes = ["research-training"]\njurisdictions = ["EU"]\nmanifest = "./other.toml"')

    assert list(by_id(audit(corpus(a__jsonl=LINES), policy=policy))) == ["all"]


def test_a_card_speaks_for_its_folder(audit, corpus: Corpus, tmp_path: Path) -> None:
    other = tmp_path / "second"
    other.mkdir()
    (other / "b.txt").write_text("Salt.")
    found = audit(corpus(a__jsonl=LINES, README__md=CARD), other)

    assert [(row.source_id, row.declared, row.documents) for row in found.sources] == [("corpus", "CC-BY-4.0", 3)]
    assert found.documents_without_source == 1


def test_what_is_no_manifest_after_all_is_told_and_left_alone(audit, corpus: Corpus, tmp_path: Path) -> None:
    found = audit(corpus(a__jsonl=LINES, croissant__json='{"@context": 1}'))

    assert found.sources == ()
    (sentence,) = told(tmp_path)["manifests_not_read"]
    assert "croissant.json at the root of corpus was not read as a manifest" in sentence
    assert list(sources.told_in_words([], [sentence])) == [sentence]


def test_a_broken_corpus_toml_is_told_before_the_scan(corpus: Corpus) -> None:
    with pytest.raises(ConfigurationError, match="lies in the corpus and is read by itself, unless --manifest names another"):
        sources.look([corpus(corpus__toml="broken [")], None)


def test_a_file_as_a_corpus_has_no_manifest_beside_it(corpus: Corpus) -> None:
    place = corpus(a__jsonl=LINES, corpus__toml=MANIFEST)

    assert sources.look([place / "a.jsonl"], None) == ([], [])


def test_a_known_dataset_that_records_name_is_a_source_without_a_manifest(audit, corpus: Corpus) -> None:
    found = audit(corpus(a__jsonl='{"text": "The ferry left at nine.", "source": "tatsu-lab/alpaca"}\n'))
    (row,) = found.sources

    assert (row.source_id, row.declared, row.declared_by, row.listed) == (
        "tatsu-lab/alpaca",
        "CC-BY-NC-4.0",
        "known dataset",
        False,
    )
    assert (row.documents, [one.provider for one in row.generators]) == (1, ["OpenAI"])


# --------------------------------------------------------------------------------------------------------------- for a person


def test_the_table_tells_all_that_matters(audit, corpus: Corpus) -> None:
    more = 'generators = [{ model = "m" }, { provider = "OpenAI" }]\nparents = [{ id = "nothing", relation = "copied" }]'
    text = as_table(audit(corpus(a__jsonl=LINES, b__txt="Salt.", corpus__toml=MANIFEST + more)))

    for part in (
        "Pages is labelled MIT: commercial use granted, yet refused. Because of: CC-BY-NC-4.0, of logs.",
        "Pages: MIT",
        "  filtered from logs: CC-BY-NC-4.0",
        "  copied from old maps: nothing is known of it",
        "nothing: no licence stated; written by OpenAI, m",
        "1 record, ",
        "Named as parents, and described by nobody: old maps",
        "Descending from themselves, as stated: nothing",
        "refused: commercial use",
    ):
        assert part in text


def test_without_sources_the_table_tells_how_to_have_some(audit, corpus: Corpus) -> None:
    assert "give a corpus.toml with --manifest" in as_table(audit(corpus(a__jsonl=LINES)))


def test_lines_hold_one_source_each(audit, corpus: Corpus) -> None:
    rows = as_lines(audit(corpus(a__jsonl=LINES, corpus__toml=MANIFEST)))

    assert [row["source_id"] for row in rows] == ["web", "logs", "nothing"]
    assert rows[0]["parents"][0]["relation"] == "filtered"
