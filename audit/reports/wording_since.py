"""Words for what differs between two runs."""

CAUSES = {
    "data": "data",
    "rules": "rules",
    "references": "reference index",
    "tool": "tool",
    "terms": "terms and signals",
    "decisions": "decisions",
    "untraced": "not traced",
}
"What accounts for a change, in the order in which causes are told."


def cause(name: str) -> str:
    """A cause in words; several stand with 'and' between them; empty: nothing changed."""
    return " and ".join(CAUSES[part] for part in name.split(" and ")) if name else ""
