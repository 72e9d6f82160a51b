"""Who signed for a run, as values of the report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignoffRow:
    """A sign-off of a run: who signed, what for, and whether the run is still as it was then."""

    name: str
    "As the person states it."
    role: str
    statement: str
    day: str
    expires: str
    "Last day, included."
    result: str
    "The gate's sentence when it was signed."
    open: int
    "Verdicts that were open when it was signed."
    digest: str
    "Of the record: 64 hexadecimal digits."
    key: str
    "Id of the key that the clearance was signed with; empty: with none."
    report: str
    "Digest of the file of the report that was read; empty: none was named."
    moved: tuple[str, ...]
    "What is not as it was when it was signed, in words; empty: nothing is."
