"""The store: all that is asked of a run's database, and the only code that opens it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any

import duckdb
import orjson
import pyarrow as pa

from audit.errors import PackError, RunError
from audit.model import Rule
from audit.references import path_rules
from audit.store import predicate
from audit.store.database import FORMAT, connect, make_tables, statement
from audit.store.receipts import tables

NAME = "audit.duckdb"
"How the database is called in a run's folder."
WORKS = "works.parquet"
"The list of works that were looked for, in a run's folder."
RULE_SECONDS = 60.0
"How long one rule may take."
RULE_VERDICTS = 50_000_000
"How many verdicts one rule may give, over all purposes and jurisdictions."
COMMON_DOCUMENTS = 3
COMMON_WORKS = 3
"A passage that stands in at least so many documents of the corpus and works of the libraries is common text."

_KEPT = ("document", "fingerprint", "train", "exception", "reserved_at_capture")
_ROWS = 10_000
_RANGE = 1_000_000
_NO_ROOM = ("No space left", "File too large", "Disk quota", "Out of Memory", "out of memory", "could not allocate")


class Store:
    """
    A run's database. One process opens it; a second one gets a RunError.

    Use `create` with `ingest` after a scan, `open` to judge or report, and `memory` to test rules.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._locked = False
        self._columns: dict[str, dict[str, str]] = {}

    @classmethod
    def create(cls, path: Path) -> "Store":
        """A new, empty database in place of whatever was there."""
        for old in (path, path.with_name(path.name + ".wal")):
            try:
                old.unlink(missing_ok=True)
            except OSError as problem:
                raise RunError(f"{old} cannot be replaced ({problem.strerror}); give another folder with --run") from problem
        store = cls(connect(path))
        make_tables(store._connection, explain=True)
        return store

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The database of a finished scan. RunError where there is none, or one of another version or of a broken ingest."""
        if not path.is_file():
            raise RunError(f"{path} is not there; run `corpus-audit scan` first, or name the run's folder with --run")
        store = cls(connect(path))
        try:
            found = store._connection.execute("SELECT format FROM run").fetchall()
        except duckdb.Error:
            found = []
        if found != [(FORMAT,)]:
            store.close()
            raise RunError(f"{path} is unfinished or of another version of corpus-audit; run `corpus-audit scan` again")
        return store

    @classmethod
    def memory(cls) -> "Store":
        """An empty database in memory."""
        store = cls(connect(None))
        make_tables(store._connection, explain=False)
        return store

    def ingest(self, run: Path, keys: Sequence[str] | None = None) -> None:
        """
        Take in the finished shards of a run, `run/shards/<key>/`: those of the keys, else those that its run.json names.

        Where there is no run.json, all are taken. The store must be empty. The same shards give the same content, whatever their
        order.
        """
        folders = [run / "shards" / key for key in (_keys(run) if keys is None else keys)]
        try:
            for name, rows in tables(sorted(folders)).items():
                self._fill(name, rows)
            for name in ("documents", "findings"):
                files = [str(folder / f"{name}.parquet") for folder in sorted(folders)]
                if files:
                    self.run(f"ingest_{name}", files=files)
            if (run / WORKS).is_file():
                self.run("ingest_works", file=str(run / WORKS))
            self.derive()
            self._do("INSERT INTO run VALUES ($format)", {"format": FORMAT})
            self._do("CHECKPOINT")
        except duckdb.Error as problem:
            raise RunError(f"the shards of this run cannot be read; scan again ({_first_line(problem)})") from problem

    def derive(self) -> None:
        """Work out what is known of documents and passages from the findings about them, their sites and their copies."""
        self.run("derive_licensed")
        self.run("ingest_signals")
        self._derive_signals()
        self.run("derive_attributed")
        self.run("derive_passages", documents=COMMON_DOCUMENTS, works=COMMON_WORKS)

    def take_sites(self, signals: Sequence[Mapping[str, Any]], terms: Sequence[Mapping[str, Any]]) -> None:
        """
        Take rows of site_signal that the user gave and rows of site_terms, in place of those of before.

        What they say of each document is worked out anew.
        """
        self.run("take_given_signals")
        self._add("given_signal", signals)
        if self.query("count_changed_signals")[0]["signals"]:
            self.run("forget_given_signals")
            self.run("add_given_signals")
            self._derive_signals()
        self.fill("site_terms", terms)
        self._by_range("derive_terms")

    def take_sources(self, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Take rows of the tables of sources in place of those of before, and state which source each document is of."""
        for name, given in rows.items():
            self.fill(name, given)
        self.run("derive_document_sources")

    def _derive_signals(self) -> None:
        """State of each document what signals say: rules for paths are read here, and compared in the database."""
        for name in ("derive_statements", "derive_rule_sets", "derive_standing", "derive_page_signals"):
            self.run(name)
        sets = self._connection.execute(statement("every_rule_set")).fetchall()
        rules = [(number, ties_open, rule) for number, text, ties_open in sets for rule in path_rules.read(text)]
        self.fill("path_rule", [{"rule_set": number, "ties_open": ties, **asdict(rule)} for number, ties, rule in rules])
        self._by_range("derive_signals")

    def _by_range(self, name: str) -> None:
        """Carry out a statement on so many documents at a time that memory does not grow with the corpus."""
        last: Any = self._connection.execute(statement("last_document")).fetchone()
        for first in range(0, last[0] + 1, _RANGE):
            self.run(name, first=first, last=first + _RANGE - 1)

    @contextmanager
    def as_one(self, *, kept: bool = True) -> Iterator[None]:
        """What is done inside is done as one, or, where it fails or is not to be `kept`, not at all."""
        self._do("BEGIN TRANSACTION")
        end = "ROLLBACK"
        try:
            yield
            end = "COMMIT" if kept else "ROLLBACK"
        finally:
            self._do(end)

    def lock(self) -> None:
        """Close the database to files and network, for good: to be done before any predicate of a pack is run."""
        if not self._locked:
            self._connection.execute("SET enable_external_access = false")
            self._connection.execute("SET lock_configuration = true")
            self._locked = True

    def query(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows that the statement sql/<name>.sql returns; it sees tables of this connection, and what is not kept yet."""
        found = self._connection.execute(statement(name), parameters)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def each(self, name: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """The same, some thousands at a time, as long as the database stands as it is kept."""
        return self._rows(name, parameters)

    def run(self, name: str, **parameters: Any) -> None:
        """Carry out the statement sql/<name>.sql."""
        self._do(statement(name), parameters)

    def findings(self) -> Iterator[dict[str, Any]]:
        """Every finding as `corpus-audit findings --format jsonl` prints it, in the order of the corpus."""
        for row in self._rows("findings", {}):
            row["attributes"] = orjson.loads(row["attributes"])
            yield row

    def verdicts(self) -> Iterator[dict[str, Any]]:
        """Every verdict as `corpus-audit verdicts --format jsonl` prints it, in the order of the corpus."""
        return self._rows("verdicts", {})

    def columns(self, view: str) -> dict[str, str]:
        """What a predicate over a view can name: columns and their types, `purpose` and `jurisdiction` among them."""
        if view not in self._columns:
            rows = self._connection.execute(f'DESCRIBE "{view}"').fetchall()
            self._columns[view] = {**{row[0]: row[1] for row in rows}, "purpose": "VARCHAR", "jurisdiction": "VARCHAR"}
        return self._columns[view]

    def checked(self, rule: Rule) -> str:
        """A rule's predicate, safe to run. PackError, naming the rule, where it is not, or does not fit its view."""
        try:
            condition = predicate.checked(self._connection, rule.when, list(self.columns(rule.view)))
        except PackError as problem:
            raise PackError(f"rule {rule.id}: its condition is refused: {problem}") from problem
        try:
            row: Any = self._connection.execute(self._shaped(rule.view, condition)).fetchone()
        except duckdb.Error as problem:
            raise PackError(f"rule {rule.id}: its condition does not fit the view: {_first_line(problem)}") from problem
        if row[1] != "BOOLEAN":
            raise PackError(f"rule {rule.id}: its condition is not true or false, but of the type {row[1]}")
        return condition

    def _shaped(self, view: str, condition: str) -> str:
        """The statement that describes a condition. It asks for types alone: a view would be worked out anew for each rule."""
        asked = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in self.columns(view).items())
        return f"DESCRIBE SELECT ({condition}) AS fires FROM (SELECT {asked})"  # noqa: S608  # columns of ours, a checked condition

    def fill(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Replace the content of a table by rows that name its columns; one that no row names has its default, else null."""
        self._do(f'DELETE FROM "{name}"')  # noqa: S608  # a table of ours
        self._add(name, rows)

    def _add(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows that name a table's columns."""
        kinds = {row[0]: row[1] for row in self._connection.execute(f'DESCRIBE "{name}"').fetchall()}
        if rows:
            named = [column for column in kinds if any(column in row for row in rows)]
            columns = {column: [row.get(column) for row in rows] for column in named}
            self._fill(name, pa.table({column: pa.array(values) for column, values in columns.items()}))

    def prepare(self, named: Collection[str] | None = None) -> None:
        """
        Set the views still, so that many rules read what was joined once, and forget the verdicts of before.

        `named` are the columns of findings that conditions and waivers name, where that is known: others are not kept.
        """
        kept = [column for column in self.columns("finding") if named is None or column in {*_KEPT, *named}]
        columns = ", ".join(f'"{column}"' for column in kept if column not in ("purpose", "jurisdiction"))
        self._do(statement("judge_prepare_findings").replace("* /* columns */", columns))
        self.run("judge_prepare_scopes")
        self.run("judge_prepare_measures")
        self._do("DELETE FROM verdict")

    def apply(self, rule: Rule, condition: str, citation: str | None, scopes: Sequence[tuple[str, str]]) -> None:
        """Add the verdicts of a rule whose condition was checked, for each purpose and jurisdiction."""
        values = {
            "rule": rule.id,
            "outcome": str(rule.outcome),
            "citation": citation,
            "purposes": [purpose for purpose, _ in scopes],
            "jurisdictions": [jurisdiction for _, jurisdiction in scopes],
        }
        text = _with(f"judge_{rule.view}", condition)
        alarm = Timer(RULE_SECONDS, self._connection.interrupt)
        alarm.start()
        try:
            self._do(text, values)
        except duckdb.InterruptException as problem:
            raise PackError(f"rule {rule.id} took more than {RULE_SECONDS:.0f} seconds; make its condition simpler") from problem
        except duckdb.DataError as problem:
            raise PackError(f"rule {rule.id}: its condition fails on this corpus: {_first_line(problem)}") from problem
        finally:
            alarm.cancel()
        given: Any = self._connection.fetchone()
        if given[0] > RULE_VERDICTS:
            raise PackError(f"rule {rule.id} gives {given[0]:,} verdicts; {RULE_VERDICTS:,} is the most: narrow its condition")

    def take_verdicts(self) -> list[dict[str, Any]]:
        """The verdicts there are, which are then forgotten."""
        taken = list(self.verdicts())
        self._do("DELETE FROM verdict")
        return taken

    def close(self) -> None:
        """Leave the database to others."""
        self._connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _rows(self, name: str, parameters: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Rows of a statement, some thousands at a time; another statement may run meanwhile."""
        cursor = self._connection.cursor().execute(statement(name), parameters)
        names = [column[0] for column in cursor.description]
        while rows := cursor.fetchmany(_ROWS):
            for row in rows:
                yield dict(zip(names, row, strict=True))

    def _do(self, text: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Carry out a statement. RunError, with the mend, where disk or memory do not suffice."""
        try:
            self._connection.execute(text, parameters)
        except duckdb.Error as problem:
            if any(sign in str(problem) for sign in _NO_ROOM):
                room = "free some and give the same command again, finished shards are kept"
                raise RunError(f"no space is left for the run's database: {room} ({_first_line(problem)})") from problem
            raise

    def _fill(self, name: str, rows: pa.Table) -> None:
        """Add rows to a table, by column name."""
        self._connection.register("given", rows)
        self._do(f'INSERT INTO "{name}" BY NAME SELECT * FROM given')  # noqa: S608  # a table of ours
        self._connection.unregister("given")


def _with(name: str, condition: str) -> str:
    """The statement sql/<name>.sql with a condition that was checked; the statement's own is FALSE."""
    return statement(name).replace("FALSE /* predicate */", condition)


def _keys(run: Path) -> list[str]:
    """The shards that a run counts by its manifest; without one, all that have a receipt. Unfinished ones begin with a dot."""
    try:
        manifest = orjson.loads((run / "run.json").read_bytes())
    except FileNotFoundError:
        return [receipt.parent.name for receipt in (run / "shards").glob("[!.]*/receipt.json")]
    except orjson.JSONDecodeError as problem:
        raise RunError(f"{run / 'run.json'} is damaged; run `corpus-audit scan` again") from problem
    return list(manifest["shards"])


def _first_line(problem: Exception) -> str:
    return str(problem).strip().partition("\n")[0]
