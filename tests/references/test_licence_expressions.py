"""One wrapper over expressions: any text gives an answer, and an answer stays what it is."""

from hypothesis import given
from hypothesis import strategies as st

from audit.references.licence_expressions import NOASSERTION, Expressions

OURS = Expressions(
    ("MIT", "ISC", "Apache-2.0", "GPL-2.0", "GPL-2.0-only", "Zlib"),
    ("Moss-exception-1.0",),
    {"GPL-2.0": "GPL-2.0-only"},
)
PARTS = [
    "MIT",
    "isc",
    "GPL-2.0",
    "GPL-2.0+",
    "LicenseRef-ours",
    "AND",
    "OR",
    "WITH",
    "Moss-exception-1.0",
    "(",
    ")",
    "/",
    "nonesuch",
    " ",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PARTS), max_size=9).map(" ".join)))
def test_any_text_gives_an_answer_that_is_its_own_answer(text: str) -> None:
    stated = OURS.expression(text)

    assert OURS.expression(stated.spdx).spdx == stated.spdx
    assert stated.spdx == NOASSERTION or stated.suggestion is None


@given(st.lists(st.sampled_from(["mit", "Isc", "APACHE-2.0"]), min_size=1, max_size=5), st.sampled_from([" AND ", " or "]))
def test_case_and_operators_do_not_matter(ids: list[str], operator: str) -> None:
    upper, lower = OURS.expression(operator.join(ids).upper()), OURS.expression(operator.join(ids).lower())

    assert upper == lower
    assert NOASSERTION not in upper.spdx


def test_a_text_that_is_all_but_an_id_is_suggested_and_not_repaired() -> None:
    assert OURS.expression("Apche-2.0").spdx == NOASSERTION
    assert OURS.expression("Apche-2.0").suggestion == "Apache-2.0"


def test_only_so_many_characters_are_looked_at() -> None:
    assert OURS.expression("MIT" + " " * 400 + "nonsense").spdx == "MIT"
