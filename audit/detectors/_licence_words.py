"""Words that weigh the surroundings of a licence's name or mark, from the pack."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Words:
    """Expressions of the pack's table `words`, each an alternation without case."""

    grants: re.Pattern[str]
    speaks_about: re.Pattern[str]
    reserved: re.Pattern[str]
    choice: re.Pattern[str]
    foot: re.Pattern[str]
    element: re.Pattern[str]
    credit: re.Pattern[str]
    whole_page: re.Pattern[str]


def words(table: Mapping[str, Sequence[str]]) -> Words:
    """Compile a table; a missing row is a KeyError, since the pack is ours."""
    return Words(**{field.name: re.compile("|".join(table[field.name]), re.IGNORECASE) for field in fields(Words)})
