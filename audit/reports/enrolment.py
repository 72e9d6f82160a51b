"""What enrolment measured, and what it says of sources, as tables of a terminal."""

from collections.abc import Sequence

from audit.references.enrolling import Row
from audit.references.enrolment import POOL, Answer, Verdict, family_of
from audit.reports.visible import visible
from audit.reports.wording import plural

TOLERATED = 0.01
"Share of pools that nobody enrolled and that may be called what they are not; beyond it the table warns."


def as_table(rows: Sequence[Row]) -> str:
    """How pools of each class were answered, and, last, what that means for texts that nobody enrolled."""
    head = (
        f"{'pools of ' + str(POOL) + ' texts of':<44}{'texts':>7}{'version':>9}{'family':>8}{'none':>7}{'abstain':>9}{'wrong':>7}"
    )
    lines = [head, *(_line(row) for row in rows)]
    unseen = [row for row in rows if not row.is_seen]
    worst = max(unseen, key=lambda row: row.wrong)
    mean = sum(row.wrong for row in unseen) / len(unseen)
    lines.append(
        f"Of pools of a class that nobody enrolled {mean:.1%} were called what they are not, at worst {worst.wrong:.1%} "
        f"({worst.name}). This, not how well versions are told apart, is how wrong an answer may be."
    )
    if worst.wrong > TOLERATED:
        lines.append(
            "That is too often to rely on an answer: enrol more versions, and give more controls of the same kind of text."
        )
    return "\n".join(lines)


def sources_table(rows: Sequence[tuple[str, int, int, Answer]]) -> str:
    """Sources, documents that are long enough and that are not, and answers."""
    lines = []
    for source, documents, short, answer in rows:
        told = f"{answer.verdict.value}: {answer.name}" if answer.name else answer.verdict.value
        lines.append(f"{visible(source, False)}: {told} ({answer.because}; {plural(documents, 'document')}, {short:,} too short)")
    return "\n".join(lines)


def _line(row: Row) -> str:
    name = visible(row.name, False) + ("" if row.is_seen else ", not enrolled")
    family = f"{family_of(row.name)}/"
    shares = (row.answers.get(row.name, 0.0), row.answers.get(family, 0.0), row.answers.get(Verdict.NONE, 0.0))
    cells = "".join(
        f"{share:>{width}.0%}"
        for share, width in zip((*shares, row.answers.get(Verdict.ABSTAINED, 0.0), row.wrong), (9, 8, 7, 9, 7), strict=True)
    )
    return f"{name:<44}{row.documents:>7,}{cells}"
