"""
The algebra of licences: what an SPDX expression says, by dimension.

A value is 0 granted, 1 on a condition, 2 unclear, 3 refused. Of licences that all apply (AND), the strictest holds, in each
dimension by itself. Of a choice (OR), one whole branch holds and the others are forgotten: the one that the policy names, else
that which refuses least. Branches are never mixed, so that what is granted is what some licence grants. With an addition (WITH)
a licence may say something else; one that is not known makes unclear what was clear.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from license_expression import ExpressionError, Licensing

from audit.errors import ConfigurationError

DIMENSIONS = (
    "commercial",
    "derive",
    "redistribute",
    "attribution",
    "share_alike",
    "notice_text",
    "source_disclosure",
    "train",
    "train_competing",
)
Values = tuple[int, ...]
"One value a dimension, in this order."
Choices = Mapping[str, str]
"The branch that is taken of each choice, both in canonical spelling."

UNCLEAR: Values = (2,) * len(DIMENSIONS)
POLICY = "policy"
TOOL = "least-refusing"
"Who made the choices of an expression: the policy all of them, or the tool some."


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence, with what is added to it."""

    id: str
    addition: str | None = None

    def __str__(self) -> str:
        return f"{self.id} WITH {self.addition}" if self.addition else self.id


@dataclass(frozen=True, slots=True)
class Every:
    """Licences that all apply."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Licences of which one is to be chosen; no branch is a choice itself."""

    branches: tuple["Expression", ...]


Expression = Licence | Every | Either


@dataclass(frozen=True, slots=True)
class Taken:
    """What an expression comes to once its choices are made."""

    values: Values
    licences: tuple[Licence, ...]
    "Those that apply together, without repetitions."
    chosen_by: str | None
    "POLICY or TOOL; None: there was nothing to choose."

    @property
    def branch(self) -> str:
        """What is left of the expression."""
        return " AND ".join(map(str, self.licences))


def parse(text: str) -> Expression | None:
    """An SPDX expression; None where it is none."""
    try:
        tree = _licensing().parse(text)
        return None if tree is None else _read(tree)
    except (ExpressionError, RecursionError):
        return None


def canonical(expression: Expression) -> str:
    """The same spelling for expressions that say the same in another order or case."""
    if isinstance(expression, Licence):
        return str(expression).lower()
    if isinstance(expression, Every):
        return _joined(" and ", map(canonical, expression.parts))
    return _joined(" or ", map(canonical, expression.branches))


def strictest(several: Iterable[Values]) -> Values:
    """What holds where all of several terms do: the highest value of each dimension."""
    return tuple(max(values) for values in zip(*several, strict=True))


def take(expression: Expression, terms: Callable[[Licence], Values], choices: Choices) -> Taken:
    """Make all choices of an expression, by the policy's choices or for the branch that refuses least."""
    if isinstance(expression, Licence):
        return Taken(terms(expression), (expression,), None)
    if isinstance(expression, Every):
        taken = [take(part, terms, choices) for part in expression.parts]
        licences = tuple(dict.fromkeys(licence for part in taken for licence in part.licences))
        return Taken(strictest(part.values for part in taken), licences, _chooser(part.chosen_by for part in taken))
    named = choices.get(canonical(expression))
    offered = [take(branch, terms, choices) for branch in expression.branches if named in (None, canonical(branch))]
    best = min(offered, key=lambda one: (max(one.values), sum(one.values), one.values, one.branch))
    return Taken(best.values, best.licences, _chooser((TOOL if named is None else POLICY, best.chosen_by)))


def read_choices(given: Mapping[str, str]) -> Choices:
    """Choices by expression, as a policy names them. ConfigurationError for one that is none, or that is not offered."""
    choices = {}
    for text, branch in given.items():
        expression, chosen = parse(text), parse(branch)
        if not isinstance(expression, Either):
            raise ConfigurationError(f"'{text}' leaves no choice; name an expression with OR")
        offered = [canonical(one) for one in expression.branches]
        if chosen is None or canonical(chosen) not in offered:
            raise ConfigurationError(f"'{branch}' is no branch of '{text}'; there are: {', '.join(offered)}")
        choices[canonical(expression)] = canonical(chosen)
    return choices


@cache
def _licensing() -> Any:
    return Licensing()


def _read(tree: Any) -> Expression:
    if not hasattr(tree, "operator") or tree.isliteral:
        addition = getattr(tree, "exception_symbol", None)
        return Licence(getattr(tree, "license_symbol", tree).key, addition.key if addition else None)
    parts = tuple(_read(part) for part in tree.args)
    if tree.operator.strip() == "AND":
        return Every(parts)
    return Either(tuple(branch for part in parts for branch in (part.branches if isinstance(part, Either) else (part,))))


def _joined(word: str, parts: Iterable[str]) -> str:
    several = sorted(set(parts))
    return f"({word.join(several)})" if len(several) > 1 else several[0]


def _chooser(several: Iterable[str | None]) -> str | None:
    """The tool, where it made any of the choices."""
    made = set(several)
    return TOOL if TOOL in made else POLICY if POLICY in made else None
