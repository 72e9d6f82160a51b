"""Parts of a scan: a detector, a plan, a corpus."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit import readers, registry
from audit.detection import Signals
from audit.model import Piece
from audit.readers import Limits
from audit.scan import Instrument, Plan, make_plan
from tests.foreign_detector import install


@pytest.fixture(scope="session")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("site"))


@pytest.fixture(autouse=True)
def _shout(_site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The detector `shout` is there."""
    monkeypatch.syspath_prepend(str(_site))
    registry._sources.cache_clear()
    yield
    registry._sources.cache_clear()
    sys.modules.pop("shout_detector", None)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A plan of one detector."""
    (tmp_path / "shards").mkdir()
    return make_plan(tmp_path / "shards", [Instrument("shout", 1, Signals({}, tmp_path), "digest")], Limits(), "as is")


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., list[Piece]]:
    """Makes files of the given texts and gives their pieces."""

    def make(**texts: str | bytes) -> list[Piece]:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / name.replace("__", ".")).write_bytes(text.encode() if isinstance(text, str) else text)
        return [found for found in readers.discover([folder]) if isinstance(found, Piece)]

    return make
