import re
from pathlib import Path

import pytest

from tests.laws import tree

HIDDEN_WAYS = {
    "a filter that trusts text": r"\|\s*safe\b|Markup\(",
    "escaping switched off": r"autoescape\s+false",
    "style in an attribute": r"\sstyle\s*=",
    "script in an attribute": r"\son[a-z]+\s*=",
    "a load from the network": r"(?:src|href)\s*=\s*[\"'](?:https?:)?//|@import|url\((?!#|\"data:|data:)",
}


@pytest.mark.parametrize("way", HIDDEN_WAYS)
@pytest.mark.parametrize("template", tree.files("templates"), ids=lambda path: path.name)
def test_a_template_lets_nothing_through(template: Path, way: str) -> None:
    assert not re.search(HIDDEN_WAYS[way], template.read_text("utf-8"))
