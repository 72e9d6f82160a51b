"""A predicate of a pack is data: what is not one harmless condition is refused before it runs."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.errors import PackError
from audit.store import predicate

COLUMNS = ["kind", "score", "spdx", "captured", "modified", "value"]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the columns that predicates below name."""
    made = duckdb.connect()
    made.execute("CREATE TABLE seen (kind VARCHAR, score DOUBLE, spdx VARCHAR, captured DATE, modified BOOLEAN, value DOUBLE)")
    yield made
    made.close()


HARMLESS = [
    "kind = 'licence' AND score >= 0.8",
    "NOT modified OR kind <> 'x'",
    "kind IN ('a', 'b') AND spdx NOT IN ('c')",
    "captured < DATE '2024-01-01' AND captured IS NOT NULL AND spdx IS NULL",
    "score BETWEEN 0.1 AND 0.9 AND value NOT BETWEEN 1 AND 2",
    "CASE kind WHEN 'a' THEN score > 1 ELSE modified END",
    "coalesce(value, 2) + 1 > abs(score) * 2 - 1 / 3",
    "lower(spdx) LIKE 'gpl%' OR spdx NOT ILIKE 'x' OR spdx SIMILAR TO 'a+' OR regexp_matches(spdx, '^MIT$')",
    "kind = 'it''s' AND CAST(captured AS VARCHAR) >= '2024' AND year(captured) = 2024",
    "kind = 'a' -- a remark at the end",
    "greatest(score, value) >= 2 AND starts_with(spdx, 'CC-')",
]


@pytest.mark.parametrize("when", HARMLESS)
def test_a_plain_condition_means_what_it_meant(connection: duckdb.DuckDBPyConnection, when: str) -> None:
    written = predicate.checked(connection, when, COLUMNS)

    connection.execute(f"SELECT 1 FROM seen WHERE {written}")
    assert "--" not in written


ATTACKS = {
    "a union": "TRUE UNION SELECT 1",
    "a bracket closed early": "TRUE) UNION SELECT 1 --",
    "a second statement": "TRUE; DROP TABLE seen",
    "a second query": "TRUE; SELECT 1",
    "no condition but an attachment": "TRUE; ATTACH '/tmp/x.db'",
    "an export": "TRUE; COPY seen TO '/tmp/x'",
    "a setting": "TRUE; SET enable_external_access = true",
    "a query as a value": "kind = (SELECT kind FROM seen LIMIT 1)",
    "a query in a list": "kind IN (SELECT kind FROM seen)",
    "whether a query has rows": "EXISTS (SELECT 1 FROM seen)",
    "any of a query": "kind = ANY (SELECT kind FROM seen)",
    "a file as a table": "EXISTS (FROM '/etc/passwd')",
    "a file read as text": "(SELECT content FROM read_text('/etc/passwd')) = 'x'",
    "a file function as a value": "read_blob('/etc/passwd') IS NULL",
    "a setting read": "current_setting('home_directory') = 'x'",
    "the environment": "getenv('HOME') = 'x'",
    "a query of text": "query('SELECT 1') IS NULL",
    "a sleep by a huge list": "len(range(1000000000)) > 1",
    "memory by repetition": "length(repeat('x', 1000000000)) > 1",
    "padding": "length(lpad(kind, 1000000000, 'x')) > 1",
    "chance": "random() > 0.5",
    "the clock": "now() > captured",
    "a sequence": "nextval('s') > 0",
    "an aggregate": "count(*) > 1",
    "an aggregate of a name that is allowed": "coalesce(DISTINCT kind) = 'x'",
    "a filtered function": "lower(kind) FILTER (WHERE TRUE) = 'x'",
    "a window": "row_number() OVER () = 1",
    "grouping": "TRUE GROUP BY kind",
    "an order": "TRUE ORDER BY kind",
    "a limit": "TRUE LIMIT 1",
    "a sample": "TRUE USING SAMPLE 1",
    "a qualification": "TRUE QUALIFY TRUE",
    "a having": "TRUE HAVING TRUE",
    "a parameter": "kind = $1",
    "a question mark": "kind = ?",
    "every column": "COLUMNS(*) = 'x'",
    "a column by number": "#1 = 'x'",
    "a lambda": "list_filter([1], lambda one: one = 1) = [1]",
    "an old lambda": "kind -> kind",
    "a list": "[1, 2][1] = 1",
    "a struct": "{'a': 1}.a = 1",
    "a collation": "kind COLLATE nocase = 'x'",
    "a cast to a blob": "CAST(kind AS BLOB) = 'x'",
    "a cast to a type of a schema": "CAST(kind AS main.thing) = 'x'",
    "a function of a catalog": "system.main.lower(kind) = 'x'",
    "a regular expression from the corpus": "regexp_matches(kind, spdx)",
    "a pattern from the corpus": "kind LIKE spdx",
    "another table's column": "other.kind = 'x'",
    "a column of the catalog": "rowid > 1",
    "today as a column": "current_date > captured",
    "nothing": "",
    "only a remark": "-- nothing",
    "not SQL": "kind == == 'x'",
    "nested beyond measure": "NOT " * 900 + "TRUE",
    "brackets beyond measure": "(" * 1500 + "TRUE" + ")" * 1500,
    "a very long text": "kind = '" + "x" * 5000 + "'",
    "a lone surrogate": "kind = '\ud800'",
    "a null character": "kind = 'a\0b' OR TRUE; SELECT 1",
}


@pytest.mark.parametrize("when", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_refused(connection: duckdb.DuckDBPyConnection, when: str) -> None:
    with pytest.raises(PackError):
        predicate.checked(connection, when, COLUMNS)


WORDS = [
    ("knd = 'a'", "there is no column 'knd'; did you mean 'kind'?"),
    ("zzzz = 'a'", "there is no column 'zzzz'; there are: kind, score"),
    ("lowr(kind) = 'a'", "the function 'lowr' is not allowed; did you mean 'lower'?"),
    ("zzzz(kind) = 'a'", "the function 'zzzz' is not allowed"),
    ("kind = (SELECT 1)", "it holds a query inside it, which is not allowed"),
    ("[kind][1] = 'a'", "it holds the operator"),
    ("CAST(kind AS BLOB) = 'a'", "it casts to BLOB; allowed are BIGINT"),
    ("kind LIKE spdx", "the pattern of '~~' must be written out"),
    ("TRUE LIMIT 1", "nothing can follow it, such as GROUP BY"),
    ("TRUE; SELECT 1", "statements and set operations are not allowed"),
    ("kind = = 1", "it is not one condition in SQL: syntax error"),
    ("k" * 4001, "it has 4001 characters; 4000 is the most"),
]


@pytest.mark.parametrize(("when", "message"), WORDS)
def test_a_refusal_says_what_is_wrong(connection: duckdb.DuckDBPyConnection, when: str, message: str) -> None:
    with pytest.raises(PackError) as refused:
        predicate.checked(connection, when, COLUMNS)

    assert message in str(refused.value)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12))
def test_any_text_as_a_value_stays_that_value(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    quoted = text.replace("'", "''")

    written = predicate.checked(connection, f"kind = '{quoted}'", COLUMNS)

    row = connection.execute(f"SELECT count(*) FROM (SELECT ? AS kind) WHERE {written}", [text]).fetchone()
    assert row == (1,)
