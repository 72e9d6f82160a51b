"""Texts that some spreadsheet would take for a formula."""

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_formula(text: str) -> bool:
    """Whether a cell that holds just this text could be run; what stands before a formula may be blank."""
    return text.startswith(_BEGINS) or text.lstrip().startswith(_BEGINS)
