"""Numbers and names in words for a person; shared by the page and the terminal, so that both say the same."""

from audit.model import Evidence, Kind, Level, Outcome

KINDS = {
    Kind.COPYRIGHT: "Matches with known works",
    Kind.SCRAPED: "Content of sites and platforms",
    Kind.GENERATED: "Text that a model may have written",
    Kind.LICENCE: "Licences and notices",
    Kind.OPTOUT: "Opt-out signals",
}
OUTCOMES = {Outcome.BLOCK: "Blocks release", Outcome.REVIEW: "Needs review", Outcome.NOTE: "For information"}
LEVELS = {Level.FINDING: "Finding", Level.CLUE: "Clue"}
STATUSES = {0: "Passed", 1: "Not passed", 3: "Incomplete"}
CHANGES = {
    "identical": "Identical",
    "minor": "Minor change",
    "different": "Different",
    "omitted": "In the work only",
}
COMPARED = {
    "identical": "identical",
    "minor": "with a minor change",
    "different": "different",
    "omitted": "in the work only",
}
"What is said after a count of words."
PERMISSIONS = {
    "public-domain": "Public domain",
    "permitted": "Licence permits copies",
    "refused": "Licence keeps uses back",
    "said-public-domain": "Said to be public domain",
    "unclear": "Licence not clear",
    "not-given": "Licence not given",
}
"What the list of works says of a work's rights, as its rules read it."
PROFILES = {"open": "texts and places", "positions": "places, no texts", "sealed": "membership only"}
"What a library keeps of its works."
LEADING = ("matched-words", "longest-run-words", "longest-run", "similarity", "share-of-document", "share-of-work")
"Measures in words and shares that a reader looks for first; the others of a finding that has some of these stand below."
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


def count(number: float) -> str:
    """1234567 as 1,234,567."""
    return f"{number:,.0f}"


def share(value: float, digits: int = 1) -> str:
    """0.1234 as 12.3%. What is not nothing never reads as 0%, and what is not all never as 100%."""
    least = 10.0**-digits
    percent = value * 100
    if 0 < percent < least:
        return f"< {least:.{digits}f}%"
    if percent < 100 and round(percent, digits) >= 100:
        return f"> {100 - least:.{digits}f}%"
    return f"{percent:.{digits}f}%" if percent % 100 else f"{percent:.0f}%"


def size(number: float) -> str:
    """Bytes with a decimal unit: 1500 as 1.5 kB."""
    step = 0
    while number >= 999.5 and step < len(_UNITS) - 1:
        number, step = number / 1000, step + 1
    return f"{number:,.{1 if step else 0}f} {_UNITS[step]}"


def measure(value: float, unit: str) -> str:
    """A measure with its unit: shares as percent, whole numbers without decimals."""
    if unit in ("share", "ratio", "fraction"):
        return share(value)
    text = count(value) if float(value).is_integer() else f"{value:,.3f}".rstrip("0")
    return f"{text} {unit}".rstrip()


def told(evidence: Evidence) -> str:
    """A measure with its value in one phrase; a unit that says the same as the name is left out."""
    unit = "" if evidence.unit == evidence.measure else evidence.unit
    return f"{measured(evidence)}: {measure(evidence.value, unit)}"


def measured(evidence: Evidence) -> str:
    """A measure's name in words, without the unit that its value has: longest-run-words as Longest run."""
    return words(evidence.measure.removesuffix(f"-{evidence.unit}") or evidence.measure)


def words(name: str) -> str:
    """A field's or measure's name as words: share-of-work as Share of work."""
    text = name.replace("-", " ").replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def plural(number: float, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 file, 2 files."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"
