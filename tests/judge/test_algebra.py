"""The algebra of licences: AND is the strictest, OR one whole branch; and laws that hold for all expressions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ConfigurationError
from audit.judge import algebra
from audit.judge.algebra import DIMENSIONS, UNCLEAR, Every, Expression, Licence, Taken, Values, canonical, parse, strictest, take

SAID: dict[str, Values] = {
    "a": (0, 0, 1, 1, 0, 1, 0, 1, 0),
    "b": (3, 0, 1, 1, 0, 1, 0, 1, 0),
    "c": (0, 3, 1, 1, 0, 1, 0, 2, 0),
    "d": (0, 0, 1, 1, 1, 1, 1, 1, 3),
    "e": (0, 0, 0, 0, 0, 0, 0, 0, 0),
    "f": (2, 2, 2, 2, 2, 2, 2, 2, 2),
}


def said(licence: Licence) -> Values:
    return SAID[licence.id]


def taken(expression: str | Expression, **choices: str) -> Taken:
    tree = parse(expression) if isinstance(expression, str) else expression
    assert tree is not None
    return take(tree, said, algebra.read_choices(choices))


BRANCHES = [
    ("a", "a", None),
    ("a AND b", "a AND b", None),
    ("a AND b AND a", "a AND b", None),
    ("a OR b", "a", "least-refusing"),
    ("c OR b", "b", "least-refusing"),
    ("(b OR a) AND c", "a AND c", "least-refusing"),
    ("(b AND c) OR d", "d", "least-refusing"),
    ("(b OR c) OR e", "e", "least-refusing"),
    ("a WITH plus", "a WITH plus", None),
    ("(a AND (b OR c)) OR f", "f", "least-refusing"),
]


@pytest.mark.parametrize(("expression", "branch", "chosen_by"), BRANCHES)
def test_an_expression_comes_to_the_licences_that_apply_together(expression: str, branch: str, chosen_by: str | None) -> None:
    result = taken(expression)

    assert (result.branch, result.chosen_by) == (branch, chosen_by)


CHOSEN = [
    ("a OR b", {"a OR b": "b"}, "b", "policy"),
    ("a OR b", {"B or A": "b"}, "b", "policy"),
    ("a OR b", {"a OR c": "c"}, "a", "least-refusing"),
    ("(a OR b) AND (c OR e)", {"a OR b": "b"}, "b AND e", "least-refusing"),
    ("(a OR b) AND d", {"a OR b": "b"}, "b AND d", "policy"),
    ("(a AND d) OR b", {"b OR (d AND a)": "d AND a"}, "a AND d", "policy"),
    ("a OR (b OR c)", {"c OR b OR a": "c"}, "c", "policy"),
]


@pytest.mark.parametrize(("expression", "choices", "branch", "chosen_by"), CHOSEN)
def test_a_policy_chooses_a_branch_however_it_spells_the_choice(
    expression: str, choices: dict[str, str], branch: str, chosen_by: str
) -> None:
    result = taken(expression, **choices)

    assert (result.branch, result.chosen_by) == (branch, chosen_by)


WRONG = [
    ({"a AND b": "a"}, "'a AND b' leaves no choice"),
    ({"a": "a"}, "'a' leaves no choice"),
    ({"(((": "a"}, r"'\(\(\(' leaves no choice"),
    ({"a OR b": "c"}, "'c' is no branch of 'a OR b'; there are: a, b"),
    ({"a OR b": "AND"}, "'AND' is no branch of"),
    ({"a OR b": "a OR b"}, "'a OR b' is no branch of"),
]


@pytest.mark.parametrize(("choices", "message"), WRONG)
def test_a_choice_that_is_not_offered_is_refused(choices: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        algebra.read_choices(choices)


@pytest.mark.parametrize("text", ["", "a AND", "(((", "a/b AND", "a b OR", "(" * 9999])
def test_what_is_no_expression_is_none(text: str) -> None:
    assert parse(text) is None


LICENCES = st.builds(Licence, st.sampled_from(sorted(SAID)), st.none() | st.just("plus"))
TEXTS = st.recursive(
    LICENCES.map(str),
    lambda part: st.builds(
        lambda joint, parts: "(" + f" {joint} ".join(parts) + ")",
        st.sampled_from(["AND", "OR"]),
        st.lists(part, min_size=2, max_size=3),
    ),
    max_leaves=6,
)


def values(expression: str) -> Values:
    return taken(expression).values


@given(TEXTS, TEXTS)
def test_the_order_of_parts_is_of_no_matter(one: str, other: str) -> None:
    for joint in ("AND", "OR"):
        assert values(f"{one} {joint} {other}") == values(f"{other} {joint} {one}")
        assert _canonical(f"{one} {joint} {other}") == _canonical(f"{other} {joint} {one}")


@given(TEXTS, TEXTS, TEXTS)
def test_how_parts_are_grouped_is_of_no_matter(one: str, two: str, three: str) -> None:
    for joint in ("AND", "OR"):
        assert values(f"({one} {joint} {two}) {joint} {three}") == values(f"{one} {joint} ({two} {joint} {three})")


@given(TEXTS)
def test_saying_it_twice_changes_nothing(one: str) -> None:
    assert values(f"{one} AND {one}") == values(f"{one} OR {one}") == values(one)


@given(TEXTS, TEXTS)
def test_a_further_licence_never_permits_more(one: str, other: str) -> None:
    assert all(joint >= alone for joint, alone in zip(values(f"{one} AND {other}"), values(one), strict=True))


@given(TEXTS, TEXTS)
def test_a_choice_takes_one_whole_branch_and_mixes_none(one: str, other: str) -> None:
    assert values(f"{one} OR {other}") in (values(one), values(other))


@given(TEXTS, TEXTS)
def test_a_further_branch_never_makes_the_strictest_value_stricter(one: str, other: str) -> None:
    assert max(values(f"{one} OR {other}")) <= max(values(one))


@given(TEXTS)
def test_the_terms_are_those_of_the_licences_that_are_left(one: str) -> None:
    result = taken(one)

    assert strictest(map(said, result.licences)) == result.values
    assert len(set(result.licences)) == len(result.licences)
    assert taken(Every(result.licences)).chosen_by is None


@given(TEXTS)
def test_what_is_left_is_an_expression_that_comes_to_itself(one: str) -> None:
    result = taken(one)

    assert taken(result.branch) == Taken(result.values, result.licences, None)


@given(TEXTS)
def test_naming_each_of_its_own_choices_changes_nothing_but_who_chose(one: str) -> None:
    result = taken(one)
    tree = parse(one)
    if not isinstance(tree, algebra.Either):
        return
    by_branch = {canonical(branch): take(branch, said, {}) for branch in tree.branches}
    own = next(text for text, branch in by_branch.items() if branch.values == result.values)

    assert take(tree, said, {canonical(tree): own}).values == result.values


def test_unclear_is_unclear_in_every_dimension() -> None:
    assert dict.fromkeys(DIMENSIONS, 2) == dict(zip(DIMENSIONS, UNCLEAR, strict=True))


def _canonical(text: str) -> str:
    tree = parse(text)
    assert tree is not None
    return canonical(tree)
