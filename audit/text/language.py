"""The language of a text, by a linear-time guess."""

from resiliparse.parse.lang import detect_fast

LOOKED_AT = 4000
"Characters that are looked at."
SHORTEST = 40


def language(text: str) -> str | None:
    """A two-letter code; None for text too short or too odd to tell. Good for shares, not for single texts."""
    if len(text) < SHORTEST:
        return None
    code, _ = detect_fast(text[:LOOKED_AT])
    return None if code == "unknown" else str(code)
