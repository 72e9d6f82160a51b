"""Which detectors there are."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit import registry
from audit.detection import Signals
from audit.errors import ConfigurationError
from tests.foreign_detector import install

Offer = Callable[..., None]


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Offer]:
    """Installs a detector of another distribution for one test."""
    names = []

    def put(**kinds: str | None) -> None:
        install(tmp_path, **kinds)  # type: ignore[arg-type]
        names.append(f"{(kinds.get('name') or 'shout').replace('-', '_')}_detector")
        registry._sources.cache_clear()

    monkeypatch.syspath_prepend(str(tmp_path))
    yield put
    registry._sources.cache_clear()
    for name in names:
        sys.modules.pop(name, None)


def test_modules_of_the_package_are_detectors() -> None:
    files = {path.stem.replace("_", "-") for path in Path(registry.audit.detectors.__path__[0]).glob("[a-z]*.py")}

    assert {name for name, source in registry.sources().items() if not source.foreign} == files


def test_an_entry_point_is_a_detector(offer: Offer) -> None:
    offer()

    assert registry.create("shout", Signals({}, Path())).name == "shout"
    assert registry.known("shout").foreign


def test_a_detector_of_another_distribution_brings_its_pack(offer: Offer) -> None:
    offer()

    pack = registry.foreign_pack("shout")
    assert pack is not None
    assert (pack / "pack.toml").is_file()


def test_a_pack_may_be_missing(offer: Offer) -> None:
    offer(pack=None)

    assert registry.foreign_pack("shout") is None


def test_our_own_detectors_bring_no_foreign_pack() -> None:
    assert all(registry.foreign_pack(name) is None for name, source in registry.sources().items() if not source.foreign)


def test_our_own_detectors_cannot_be_replaced(offer: Offer) -> None:
    offer(name="generated-text")

    assert not registry.known("generated-text").foreign


def test_an_unknown_name_is_answered_with_the_nearest(offer: Offer) -> None:
    offer()

    with pytest.raises(ConfigurationError, match=r"no detector named 'shuot' \(did you mean 'shout'\?\); there are: .*shout"):
        registry.create("shuot", Signals({}, Path()))


def test_a_name_unlike_all_is_answered_with_all() -> None:
    with pytest.raises(ConfigurationError, match="no detector named 'zzzz'; there are: "):
        registry.known("zzzz")


def test_a_module_without_create_is_refused(offer: Offer) -> None:
    offer(name="mute", code="")

    with pytest.raises(ConfigurationError, match=r"detector 'mute' has no function create\(signals\)"):
        registry.create("mute", Signals({}, Path()))


def test_a_module_that_cannot_be_imported_is_refused(offer: Offer) -> None:
    offer(name="gone", offered="no_such_module")

    with pytest.raises(ConfigurationError, match="detector 'gone' cannot be loaded from no_such_module"):
        registry.create("gone", Signals({}, Path()))


def test_a_detector_of_another_name_is_refused(offer: Offer) -> None:
    offer(name="loud")

    with pytest.raises(ConfigurationError, match="detector 'loud' makes one that calls itself 'shout'"):
        registry.create("loud", Signals({}, Path()))


def test_a_fault_in_our_own_module_is_no_mend_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = registry.Source("broken", "audit.detectors.broken", foreign=False)
    monkeypatch.setattr(registry, "sources", lambda: {"broken": broken})

    with pytest.raises(ImportError):
        registry.module("broken")
