"""Parts of a run: a detector of another distribution, a corpus, and what a scan of it gives."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit import registry
from tests.foreign_detector import install

Corpus = Callable[..., Path]


@pytest.fixture(scope="session")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("site"))


@pytest.fixture
def _shout(_site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The detector `shout` is there, in workers too."""
    monkeypatch.syspath_prepend(str(_site))
    registry._sources.cache_clear()
    yield
    registry._sources.cache_clear()
    sys.modules.pop("shout_detector", None)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Makes a folder of files by name and text."""

    def make(**texts: str | bytes) -> Path:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / name.replace("__", ".")).write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return make
