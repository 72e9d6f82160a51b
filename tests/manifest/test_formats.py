"""Descriptions that hubs offer are read as manifests of one source."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.errors import ConfigurationError
from audit.manifest import beside, card, json_values, read
from audit.manifest.values import Generator

Write = Callable[[str, str], Path]
CROISSANT = {
    "@context": {"@vocab": "https://schema.org/", "sc": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#"},
    "@type": "sc:Dataset",
    "name": "ferries",
    "url": "https://huggingface.co/datasets/harbour/ferries",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "version": 1.5,
    "creator": [{"@type": "Person", "name": "A. Lamp"}, {"@type": "Person", "name": "B. Salt"}],
    "citeAs": "Lamp and Salt, Ferries",
    "isBasedOn": "https://example.org/logs",
    "prov:wasDerivedFrom": [{"@id": "https://huggingface.co/datasets/harbour/tides"}, "https://example.org/logs"],
}


def test_a_croissant_file_is_read_as_one_source(write: Write) -> None:
    (source,) = read(write("croissant.json", json.dumps(CROISSANT))).sources

    assert (source.id, source.name, source.version) == ("harbour/ferries", "ferries", "1.5")
    assert source.licence is not None
    assert source.licence.spdx == "CC-BY-4.0"
    assert (source.author, source.attribution) == ("A. Lamp, B. Salt", "Lamp and Salt, Ferries")
    assert [parent.id for parent in source.parents] == ["https://example.org/logs", "harbour/tides"]
    assert source.whole


LICENCES = [
    ("a list applies together", ["MIT", "CC-BY-4.0"], "MIT AND CC-BY-4.0"),
    ("an object by its address", {"@type": "CreativeWork", "url": "https://opensource.org/licenses/MIT"}, "MIT"),
    ("a choice stays one", ["MIT OR Apache-2.0", "CC0-1.0"], "(MIT OR Apache-2.0) AND CC0-1.0"),
    ("one that is unclear makes all of it unclear", ["MIT", "our own words"], "NOASSERTION"),
    ("none", None, None),
    ("an empty object", {"@type": "CreativeWork"}, None),
]


@pytest.mark.parametrize(("stated", "spdx"), [case[1:] for case in LICENCES], ids=[case[0] for case in LICENCES])
def test_licences_of_a_croissant_file(write: Write, stated: object, spdx: str | None) -> None:
    licence = read(write("croissant.json", json.dumps({**CROISSANT, "license": stated}))).sources[0].licence

    assert (licence.spdx if licence else None) == spdx


PACKAGE = {
    "name": "ferries",
    "title": "All ferries",
    "licenses": [{"name": "ODC-BY-1.0", "path": "https://opendatacommons.org/licenses/by/"}],
    "sources": [{"title": "Logs", "path": "https://example.org/logs"}, {"title": "Tables"}],
    "contributors": [{"title": "A. Lamp", "role": "author"}],
}


def test_a_data_package_is_read_as_one_source(write: Write) -> None:
    (source,) = read(write("datapackage.json", json.dumps(PACKAGE))).sources

    assert (source.id, source.name, source.author) == ("ferries", "All ferries", "A. Lamp")
    assert source.licence is not None
    assert source.licence.spdx == "ODC-By-1.0"
    assert [parent.id for parent in source.parents] == ["https://example.org/logs", "Tables"]


def test_a_data_package_without_a_name_is_called_after_its_folder(write: Write) -> None:
    assert read(write("datapackage.json", "{}")).sources[0].id == "corpus"


def yaml(text: str) -> str:
    return f"---\n{text}\n---\n# A dataset\n"


CARDS = [
    ("an id", "license: cc-by-sa-4.0", "CC-BY-SA-4.0"),
    ("a list", "license:\n- mit\n- cc0-1.0", "MIT AND CC0-1.0"),
    ("in one line", "license: [mit]", "MIT"),
    ("another by its name", "license: other\nlicense_name: cc-by-nc-4.0", "CC-BY-NC-4.0"),
    (
        "another by its link",
        "license: other\nlicense_name: ours\nlicense_link: https://creativecommons.org/licenses/by/4.0/",
        "CC-BY-4.0",
    ),
    ("another by its link alone", "license: other\nlicense_link: https://opensource.org/licenses/MIT", "MIT"),
    ("another by a name that is not known", "license: other\nlicense_name: ours", "NOASSERTION"),
    ("other and nothing else", "license: other", "NOASSERTION"),
    ("a key in quotes, and what follows one that is not read", '"license": mit\n? x\n  [', "MIT"),
    ("a remark between", "license:\n# ours\n- mit", "MIT"),
    ("no licence", "pretty_name: Ferries", None),
    ("what is not asked for may be anything", "dataset_info:\n  x: {y: [\n  z: &a 3\nlicense: mit\nother: }{", "MIT"),
    ("aliases of aliases", "tags: [&a [x, x], &b [*a, *a], &c [*b, *b]]\nlicense: mit", "MIT"),
    ("windows' ends of lines", "license: mit\r\ntags:\r\n- x\r", "MIT"),
]


@pytest.mark.parametrize(("text", "spdx"), [case[1:] for case in CARDS], ids=[case[0] for case in CARDS])
def test_the_licence_of_a_card(write: Write, text: str, spdx: str | None) -> None:
    licence = read(write("README.md", yaml(text))).sources[0].licence

    assert (licence.spdx if licence else None) == spdx


def test_a_card_names_its_sources(write: Write) -> None:
    text = (
        "source_datasets:\n- original\n- extended|squad\n- harbour/tides\n- extended\n- extended|other-logs\npretty_name: Ferries"
    )
    (source,) = read(write("README.md", yaml(text))).sources

    assert (source.id, source.name) == ("corpus", "Ferries")
    assert [parent.id for parent in source.parents] == ["squad", "harbour/tides", "logs"]


MACHINES = ["language_creators: [machine-generated]", "annotations_creators:\n- machine-generated", "tags: [synthetic]"]


@pytest.mark.parametrize("text", MACHINES)
def test_a_card_that_says_that_a_machine_wrote_names_a_generator_that_is_not_known(write: Write, text: str) -> None:
    assert read(write("README.md", yaml(text))).sources[0].generators == (Generator(None, None),)


def test_a_card_of_people_names_no_generator(write: Write) -> None:
    assert read(write("README.md", yaml("language_creators: [found]\ntags: [ferries]"))).sources[0].generators == ()


WRONG = [
    ("README.md", "# No card", "has no YAML with a licence or sources"),
    ("README.md", yaml("title: x"), "has no YAML with a licence or sources"),
    ("README.md", yaml("license: [mit"), "the YAML at its top cannot be read"),
    ("README.md", yaml("tags: &a [*a]\nlicense: mit"), "the YAML at its top cannot be read"),
    ("README.md", yaml("license: " + "[" * 30_000), "the YAML at its top cannot be read"),
    ("README.md", yaml("license: " + "x" * 70_000), "says more of licence and sources"),
    ("croissant.json", "{", "is not JSON"),
    ("croissant.json", "[]", "holds no JSON object"),
    ("croissant.json", '{"@context": {}, "@type": "Person"}', "describes no dataset"),
    ("manifest.csv", "", "is no manifest; give a corpus.toml"),
]


@pytest.mark.parametrize(("name", "text", "told"), WRONG, ids=[f"{case[0]}: {case[2]}" for case in WRONG])
def test_what_is_no_manifest_is_told(write: Write, name: str, text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=name.replace(".", r"\.")) as raised:
        read(write(name, text))

    assert told in str(raised.value)


@pytest.mark.parametrize("name", ["README.md", "croissant.json"])
def test_a_description_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read(tmp_path / name)


def test_a_folder_is_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is a folder; give the manifest in it"):
        read(tmp_path)


def test_a_description_with_its_data_in_it_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "MOST_BYTES", 4)

    with pytest.raises(ConfigurationError, match="is larger than"):
        read(write("croissant.json", json.dumps(CROISSANT)))


BESIDE = [
    ({"README.md": "# Words"}, None),
    ({"README.md": yaml("license: [mit")}, None),
    ({"README.md": yaml("license: mit")}, "README.md"),
    ({"README.md": yaml("license: mit"), "croissant.json": "{}"}, "croissant.json"),
    ({"croissant.json": "{}", "corpus.toml": ""}, "corpus.toml"),
]


@pytest.mark.parametrize(("files", "found"), BESIDE)
def test_the_manifest_of_a_folder_is_the_first_of_its_kind(
    write: Write, tmp_path: Path, files: dict[str, str], found: str | None
) -> None:
    for name, text in files.items():
        write(name, text)

    place = beside(tmp_path / "corpus")
    assert (place.name if place else None) == found


def test_the_keys_that_a_card_is_read_for_are_those_of_hubs() -> None:
    assert {"license", "license_name", "license_link", "source_datasets", "pretty_name"} <= set(card.KEYS)
