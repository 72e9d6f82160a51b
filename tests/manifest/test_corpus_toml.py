"""corpus.toml is read whole, and what does not fit is told with its mend."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from audit.errors import ConfigurationError
from audit.manifest import Manifest, corpus_toml, read, values

Toml = Callable[[str], Manifest]
FULL = """
[corpus]
name = "Ferry corpus"
version = "3"
owner = "data@example.org"
licence = "CC BY 4.0"

[[source]]
id = "web"
name = "Harbour pages"
kind = "web"
url = "https://harbour.example/"
version = "2024-05"
licence = "Apache-2"
concluded = "CC-BY-NC-4.0"
concluded_by = "counsel@example.org"
concluded_reason = "the footer says so"
concluded_on = 2026-02-03
author = "The harbour"
attribution = "© The harbour"
retrieved_from = 2024-05-01
retrieved_to = 2024-05-31
paths = ["web/*.jsonl.zst"]
fields = ["harbour"]
domains = ["Harbour.example"]
datasets = ["owner/harbour"]
parents = [{ id = "logs", relation = "filtered", note = "tides left out" }]
generators = [{ provider = "Closed", model = "c-1", product = "API", on = 2024-01-02 }]

[[source]]
id = "logs"
"""


def test_everything_that_a_manifest_says_is_read(toml: Toml) -> None:
    manifest = toml(FULL)
    web, logs = manifest.sources

    assert (manifest.name, manifest.version, manifest.owner, manifest.form) == (
        "Ferry corpus",
        "3",
        "data@example.org",
        "corpus.toml",
    )
    assert manifest.outbound == values.Label("CC BY 4.0", "CC-BY-4.0")
    assert web.conclusion is not None
    assert (web.conclusion.label.spdx, web.conclusion.by, web.conclusion.on) == (
        "CC-BY-NC-4.0",
        "counsel@example.org",
        date(2026, 2, 3),
    )
    assert (web.paths, web.fields, web.domains, web.datasets) == (
        ("web/*.jsonl.zst",),
        ("harbour",),
        ("harbour.example",),
        ("owner/harbour",),
    )
    assert web.parents == (values.Parent("logs", "filtered", "tides left out"),)
    assert web.generators == (values.Generator("Closed", "c-1", "API", date(2024, 1, 2)),)
    assert (logs.name, logs.kind, logs.licence) == ("logs", "other", None)


def test_a_licence_that_is_not_known_is_kept_as_written_with_a_suggestion(toml: Toml) -> None:
    licence = toml('[[source]]\nid = "a"\nlicence = "Apache-2.1"').sources[0].licence

    assert licence is not None
    assert (licence.raw, licence.spdx) == ("Apache-2.1", "NOASSERTION")
    assert licence.suggestion == "Apache-2.0"


WRONG = [
    ("", "names no source; add a table [[source]]"),
    ('[[source]]\nname = "x"', "'id' is missing"),
    ('[[source]]\nid = "a"\nlicense = "MIT"', "unknown key 'license'; did you mean 'licence'?"),
    ('[[source]]\nid = "a"\n[[source]]\nid = "a"', "two sources have the id 'a'"),
    ('[[source]]\nid = "a"\nkind = "wbe"', "'kind' cannot be 'wbe'; did you mean 'web'?"),
    ('[[source]]\nid = "a"\nparents = [{ id = "b", relation = "filterd" }]', "did you mean 'filtered'?"),
    ('[[source]]\nid = "a"\nparents = ["b"]', "'parents' must be a list of tables"),
    ('[[source]]\nid = "a"\ngenerators = [{ product = "API" }]', "a generator needs a 'provider' or a 'model'"),
    ('[[source]]\nid = "a"\nconcluded = "MIT"', "needs 'concluded_by', 'concluded_reason' and 'concluded_on'"),
    ('[[source]]\nid = "a"\nconcluded_by = "me"', "no licence; add 'concluded'"),
    ('[[source]]\nid = "a"\nretrieved_from = 2024-02-01\nretrieved_to = 2024-01-01', "'retrieved_to' is before 'retrieved_from'"),
    ('[corpus]\nnme = "x"\n[[source]]\nid = "a"', "unknown key 'nme'; did you mean 'name'?"),
    ("corpus = 3\n[[source]]\nid = 'a'", "'corpus' must be a table"),
    ("[[source", "is not TOML"),
]


@pytest.mark.parametrize(("text", "told"), WRONG, ids=[case[1] for case in WRONG])
def test_what_does_not_fit_is_told_with_its_mend(toml: Toml, text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=r"corpus\.toml") as raised:
        toml(text)

    assert told in str(raised.value)


@pytest.mark.parametrize(("most_sources", "most_parents"), [(1, 9), (9, 1)])
def test_a_manifest_of_too_many_sources_is_refused(
    toml: Toml, monkeypatch: pytest.MonkeyPatch, most_sources: int, most_parents: int
) -> None:
    monkeypatch.setattr(values, "MOST_SOURCES", most_sources)
    monkeypatch.setattr(values, "MOST_PARENTS", most_parents)
    parents = 'parents = [{ id = "b", relation = "copied" }, { id = "c", relation = "copied" }]'
    two = f'[[source]]\nid = "a"\n{parents}\n[[source]]\nid = "b"'

    with pytest.raises(ConfigurationError, match="has 2 sources and 2 parents"):
        toml(two)


def test_a_manifest_that_is_huge_is_refused_unread(toml: Toml, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_toml, "MOST_BYTES", 8)

    with pytest.raises(ConfigurationError, match="is larger than 0 MiB"):
        toml('[[source]]\nid = "a"')


def test_a_manifest_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="there is no such file"):
        read(tmp_path / "corpus.toml")


def test_every_key_is_told_in_the_documentation_of_the_format() -> None:
    keys = {line.split(" =")[0] for line in FULL.splitlines() if " = " in line}

    assert not {key for key in keys if key not in str(corpus_toml.__doc__)}
