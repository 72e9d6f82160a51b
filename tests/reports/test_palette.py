"""The colours of the page can be read by everyone, in light and dark."""

import re

import pytest

from audit import bundled

STYLE = (bundled.folder("templates") / "report.css").read_text(encoding="utf-8")
BLOCKS = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in BLOCKS[:2])

TEXT = ("ink", "quiet", "link", "passed", "failed", "incomplete", "note")
GRAPHICS = ("bar", "same-line", "minor-line", "other-line", *(f"part-{number}" for number in range(6)))


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize("name", TEXT)
def test_text_has_contrast(palette: dict[str, str], name: str, ground: str) -> None:
    assert _contrast(palette[name], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["same", "minor", "other"])
def test_marked_text_has_contrast(palette: dict[str, str], mark: str) -> None:
    assert _contrast(palette["ink"], palette[mark]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", GRAPHICS)
def test_what_a_chart_draws_can_be_told_from_its_ground(palette: dict[str, str], name: str) -> None:
    assert _contrast(palette[name], palette["surface"]) >= 3


def test_both_palettes_name_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)
