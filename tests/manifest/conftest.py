"""Manifests made of texts, and stores with sources in them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit.manifest import Manifest, read
from audit.store import Store

Write = Callable[[str, str], Path]
TERMS = {
    "CC0-1.0": (0, 0, 0, 0, 0),
    "MIT": (0, 0, 1, 0, 0),
    "CC-BY-SA-4.0": (0, 1, 1, 1, 0),
    "CC-BY-NC-4.0": (3, 0, 1, 0, 0),
    "CC-BY-ND-4.0": (0, 3, 1, 0, 0),
    "NOASSERTION": (2, 2, 2, 2, 2),
}
"Commercial, derive, redistribute, share-alike and train_competing, as the tests take them."


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file in a folder called corpus and gives its path."""

    def made(name: str, text: str) -> Path:
        path = tmp_path / "corpus" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return made


@pytest.fixture
def toml(write: Write) -> Callable[[str], Manifest]:
    """A corpus.toml of a text, read."""
    return lambda text: read(write("corpus.toml", text))


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store with the terms of a few licences and of one provider."""
    with Store.memory() as made:
        fill_terms(made)
        yield made


def fill_terms(store: Store) -> None:
    """The terms above, and a provider that bars the training of competing models and offers weights for no commerce."""
    names = ("commercial", "derive", "redistribute", "share_alike", "train_competing")
    rest = {"attribution": 0, "notice_text": 0, "source_disclosure": 0}
    store.fill("licence_terms", [{"spdx": spdx, **rest, **dict(zip(names, row, strict=True))} for spdx, row in TERMS.items()])
    plain = {"models": [], "clause": "c", "document": "d", "source": "s", "exceptions": "", "regions": ""}
    from datetime import date

    terms = [("closed", "restricts_competing", 6, 3), ("weights", "non_commercial", 5, 2), ("open", "permits", 1, 0)]
    store.fill(
        "provider_terms",
        [
            {
                **plain,
                "provider": provider,
                "product": "",
                "class": class_,
                "severity": severity,
                "train_competing": value,
                "valid_from": date(2020, 1, 1),
            }
            for provider, class_, severity, value in terms
        ],
    )
