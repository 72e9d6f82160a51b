"""Summaries are read strictly: whatever stands in their place is refused or can be shown."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.pipeline import summaries
from audit.reports.plain import plain
from audit.reports.trend import trend
from audit.reports.trend_formats import FORMATS, on_terminal
from tests.reports.made_trend import made_trend

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
Places = list[tuple[Any, Any]]


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any], Path]:
    """Writes a document as a summary's file."""
    path = tmp_path_factory.mktemp("summaries") / "march.json"

    def to_file(document: Any) -> Path:
        path.write_text(json.dumps(document))
        return path

    return to_file


def _document(number: int = 4) -> dict[str, Any]:
    summary = plain(made_trend().points[number].summary)
    return {"format": summaries.FORMAT, "version": summaries.VERSION, "summary": summary}


def _places(value: Any) -> Places:
    """Every container in a document, with a key of it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in inner for place in ((value, key), *_places(item))]


@pytest.mark.parametrize("number", range(5))
def test_what_is_written_is_read_back(write: Callable[[Any], Path], number: int) -> None:
    assert summaries.read(write(_document(number))) == ("march", made_trend().points[number].summary)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_other_value_anywhere_is_refused_or_can_be_shown(write: Callable[[Any], Path], data: st.DataObject) -> None:
    document = _document()
    container, key = data.draw(st.sampled_from(_places(document)))
    container[key] = data.draw(ANYTHING)
    path = write(document)
    told = ""
    try:
        made = trend([("before", made_trend().points[0].summary), summaries.read(path)])
    except AuditError as error:
        told = str(error)
    else:
        told = on_terminal(made)
        assert all(form(made) for form in FORMATS.values())

    assert "march" in told
