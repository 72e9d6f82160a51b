"""A predicate of a pack is data: what is not one harmless condition is refused before it runs."""

from collections.abc import Iterator
from time import process_time

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
    "a text that grows": "replace(kind, 'a', 'aa') = 'x'",
    "a text that grows from nothing": "replace(kind, '', 'a') = 'x'",
    "texts that grow in each other": "length(" + "replace(" * 9 + "kind" + ", 'a', 'aaaaaaaaaaaaaaaa')" * 9 + ") > 1",
    "a replacement from the corpus": "replace(kind, 'a', spdx) = 'x'",
    "a thousand copies": "length(" + "||".join(["kind"] * 500) + ") > 1",
    "copies side by side": " OR ".join(f"lower(kind) = '{number}'" for number in range(30)),
    "copies in a call": "concat(" + ", ".join(["kind"] * 30) + ") = 'x'",
    "a file by a glob": "EXISTS (FROM glob('/*'))",
    "a table of CSV": "kind IN (SELECT * FROM read_csv('/etc/passwd'))",
    "a table by name": "EXISTS (FROM query_table('seen'))",
    "a table of JSON": "EXISTS (FROM read_json('/etc/x.json'))",
    "a lateral join": "EXISTS (SELECT 1 FROM seen AS a, LATERAL (SELECT a.kind) AS b)",
    "a cross join": "(SELECT count(*) FROM seen AS a CROSS JOIN seen AS b) > 1",
    "a recursive query": "EXISTS (WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT 1 FROM r) FROM r)",
    "a series": "len(generate_series(1, 1000000000)) > 1",
    "a list by a function": "list_value(kind) IS NULL",
    "a struct by a function": "struct_pack(a := kind) IS NULL",
    "a map": "map([1], [2]) IS NULL",
    "JSON read": "json_extract(kind, '$.a') = 'x'",
    "an arrow of JSON": "kind ->> 'a' = 'x'",
    "a field of a column": "kind.a = 'x'",
    "a slice": "kind[1:2] = 'x'",
    "a secret": "which_secret('s3://x', 's3') IS NULL",
    "the version": "version() = 'x'",
    "the database's name": "current_database() = 'x'",
    "the user": "user = 'x'",
    "a pragma": "TRUE; PRAGMA database_list",
    "a pragma as a table": "EXISTS (FROM pragma_database_list())",
    "an extension installed": "TRUE; INSTALL httpfs",
    "an extension loaded": "TRUE; LOAD httpfs",
    "a call": "TRUE; CALL duckdb_tables()",
    "a macro": "TRUE; CREATE MACRO one() AS 1",
    "a macro of ours": "without_www(kind) = 'x'",
    "a prepared statement": "TRUE; PREPARE p AS SELECT 1",
    "a pivot": "TRUE; PIVOT seen ON kind",
    "a remark that hides a bracket": "TRUE) /* ( */ UNION SELECT (1",
    "a remark that is not closed": "TRUE /* hidden",
    "dollars around a query": "EXISTS (FROM query($$SELECT 1$$))",
    "a text with escapes as a query": "query(E'SELECT \\x31') IS NULL",
    "a function spelt with a look-alike": "l\u043ewer(kind) = 'x'",
    "a column spelt with a look-alike": "k\u0456nd = 'x'",
    "a function in quotes": "\"read_text\"(kind) = 'x'",
    "a cast within a cast to a list": "CAST(CAST(kind AS VARCHAR[]) AS VARCHAR) = 'x'",
    "a cast to an interval": "CAST(kind AS INTERVAL) IS NULL",
    "a cast to JSON": "CAST(kind AS JSON) IS NULL",
    "a cast to a type of the table": "CAST(kind AS ENUM('a')) IS NULL",
    "an interval": "captured + INTERVAL '1' DAY > captured",
    "a list of thousands": "kind IN (" + ", ".join(f"'{number}'" for number in range(2000)) + ")",
    "a power": "2 ** 1000 > score",
    "a bit operation": "1 << 62 > 1",
    "a factorial": "20! > 1",
    "a time zone": "captured AT TIME ZONE 'UTC' > captured",
    "a table sample in a query": "(SELECT 1 FROM seen TABLESAMPLE 1) = 1",
    "the row itself": "seen IS NULL",
    "an exclusion of columns": "COLUMNS(* EXCLUDE kind) = 'x'",
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


def test_so_many_attacks_are_of_as_many_kinds() -> None:
    assert len(set(ATTACKS.values())) == len(ATTACKS) > 100


HARSH = {
    "division by nothing": "1 / (score - score) > 1",
    "a pattern of many stars": "kind LIKE '%a%a%a%a%a%a%a%a%a%b' OR kind ILIKE '%_a%_a%_a%_a%_a%_b'",
    "a pattern that some engines loop on": "regexp_matches(kind, '(a|a)*(a|aa)*b$')",
    "a text made shorter": "replace(kind, 'aa', 'a') = 'a'",
    "a day far away": "captured + 1000000 > captured",
    "as many texts as are let pass": "length(" + "||".join(["kind"] * 20) + ") > 1",
}


@pytest.mark.parametrize("when", HARSH.values(), ids=HARSH.keys())
def test_what_is_let_pass_costs_little_on_a_hostile_row(connection: duckdb.DuckDBPyConnection, when: str) -> None:
    written = predicate.checked(connection, when, COLUMNS)
    began = process_time()

    connection.execute(
        f"SELECT count(*) FROM (SELECT repeat('a', 20000) AS kind, 1.0 AS score, DATE '2020-01-01' AS captured) WHERE {written}"
    )

    assert process_time() - began < 2


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
    ("replace(kind, 'a', 'aa') = 'b'", "what 'replace' looks for and puts in its place must be written out"),
    ("||".join(["kind"] * 22) + " = 'x'", "it makes 21 texts of others, as by || and lower; 20 is the most"),
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
