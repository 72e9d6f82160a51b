"""Precision, recall and false-positive rate with 95 % intervals, and the table that shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.quality.interval import wilson


@dataclass(frozen=True, slots=True)
class Counts:
    """What a detector found (`true`, `false`) and left (`missed`, `clean`) among records that a label speaks about."""

    true: int = 0
    false: int = 0
    missed: int = 0
    clean: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.true + other.true, self.false + other.false, self.missed + other.missed, self.clean + other.clean)


def counted(pairs: Iterable[tuple[bool, bool]]) -> Counts:
    """Count pairs of what the label says and what was found."""
    counts = [0, 0, 0, 0]
    for labelled, found in pairs:
        counts[{(True, True): 0, (False, True): 1, (True, False): 2, (False, False): 3}[labelled, found]] += 1
    return Counts(*counts)


def share(hits: int, total: int) -> str:
    """A share with its interval, such as 0.971 (0.950-0.984) 331; a dash of nothing."""
    if not total:
        return "-"
    low, high = wilson(hits, total)
    return f"{hits / total:.3f} ({low:.3f}-{high:.3f}) {total}"


def measured(name: str, counts: Counts) -> tuple[str, str, str, str]:
    """A row of `table` for one kind of text."""
    return (
        name,
        share(counts.true, counts.true + counts.false),
        share(counts.true, counts.true + counts.missed),
        share(counts.false, counts.false + counts.clean),
    )


HEADINGS = ("kind of text", "precision (95 %) n", "recall (95 %) n", "false-positive rate (95 %) n")
"The headings of rows made by `measured`."


def table(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> str:
    """Rows as a Markdown table, numbers at the right."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[column]) for line in [list(headings), *texts]) for column in range(len(headings))]
    numeric = [all(_is_number(line[column]) for line in texts) and bool(texts) for column in range(len(headings))]
    rule = [("-" * (width - 1) + ":") if right else "-" * width for width, right in zip(widths, numeric, strict=True)]
    return "\n".join(_line(line, widths, numeric) for line in [list(headings), rule, *texts])


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (c.rjust(w) if right else c.ljust(w) for c, w, right in zip(cells, widths, numeric, strict=True))
    return "| " + " | ".join(padded) + " |"


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).replace("-", "", 1).strip().isdigit() or text == "-"
