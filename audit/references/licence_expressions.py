"""
SPDX expressions: one wrapper over license-expression, and rapidfuzz for what is nearly an id.

license-expression raises different errors for different halves of an expression, has an older list than ours, and knows no
LicenseRef-… of others; here any text gives an answer, and what does not resolve is NOASSERTION.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

NOASSERTION = "NOASSERTION"
LONGEST = 300
"Characters of an expression or a name that are looked at."
NEAR = 0.86
"Likeness (Jaro-Winkler, 0 to 1) from which a known id is suggested."
_REFERENCE = re.compile(r"(?:DocumentRef-[\w.-]+:)?(?:LicenseRef|AdditionRef)-[\w.+-]+", re.I)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a statement of a licence stands for."""

    spdx: str
    "An SPDX expression, a LicenseRef-… or NOASSERTION."
    suggestion: str | None = None
    "The nearest known id where the statement did not resolve."


class Expressions:
    """The ids of the SPDX list, and expressions over them."""

    def __init__(self, listed: tuple[str, ...], exceptions: tuple[str, ...], replaced: Mapping[str, str]) -> None:
        self.ids = {spdx.lower(): spdx for spdx in listed}
        "Each id by its lower case."
        self._exceptions = exceptions
        self._replaced = replaced

    def expression(self, text: str) -> Stated:
        """
        An SPDX expression in its proper spelling; deprecated ids become those that replaced them.

        An answer that is no NOASSERTION is its own answer.
        """
        text = text.strip()[:LONGEST].strip()
        spelt, unknown = self._parsed(text)
        if spelt is None:
            either = self.expression(text.replace("/", " OR ")).spdx if "/" in text else NOASSERTION
            return Stated(NOASSERTION, self.nearest(text) if either == NOASSERTION else either)
        return Stated(NOASSERTION, self.nearest(unknown[0])) if unknown else Stated(self.renewed(spelt))

    def nearest(self, text: str) -> str | None:
        """The known id most like a text, where one is much like it."""
        from rapidfuzz import process
        from rapidfuzz.distance import JaroWinkler

        found = process.extractOne(text.lower(), list(self.ids), scorer=JaroWinkler.normalized_similarity, score_cutoff=NEAR)
        return self.ids[found[0]] if found else None

    def renewed(self, expression: str) -> str:
        """An expression with the ids that replaced deprecated ones."""
        return re.sub(r"[\w.+-]+", lambda found: self._replaced.get(found[0], found[0]), expression)

    def _parsed(self, text: str) -> tuple[str | None, list[str]]:
        """An expression in its proper spelling and the ids that are not known; None where it is no expression."""
        from license_expression import ExpressionError

        if not re.fullmatch(r"[\w.+\-() :]{2,}", text):
            return None, []
        try:
            parsed = self._licensing.parse(text, validate=False)
            keys = self._licensing.unknown_license_keys(parsed)
            return str(parsed), [key for key in keys if not _REFERENCE.fullmatch(key)]
        except (
            ExpressionError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ):  # what it raises for half an expression differs by the half
            return None, []

    @cached_property
    def _licensing(self) -> Any:
        from license_expression import LicenseSymbol, Licensing

        symbols = [LicenseSymbol(spdx) for spdx in self.ids.values()]
        return Licensing([*symbols, *(LicenseSymbol(spdx, is_exception=True) for spdx in self._exceptions)])
