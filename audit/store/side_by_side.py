"""The databases of two runs, opened beside each other to be read; what is worked out lies in a third that is thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from audit.errors import RunError
from audit.store.database import FORMAT, connect
from audit.store.store import Store


@contextmanager
def side_by_side(earlier: Path, later: Path) -> Iterator[Store]:
    """A store whose statements see both databases as `earlier` and `later`. RunError where one cannot be read or compared."""
    with TemporaryDirectory() as spill, Store(connect(None)) as store:
        store._connection.execute("SET temp_directory = $spill", {"spill": spill})
        for name, path in (("earlier", earlier), ("later", later)):
            _attach(store._connection, name, path)
        yield store


def _attach(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    if not path.is_file():
        raise RunError(f"{path} is not there; scan and judge that run first")
    try:
        connection.execute(f"ATTACH $path AS {name} (READ_ONLY)", {"path": str(path)})
        found = connection.execute(f"SELECT format FROM {name}.run").fetchall()  # noqa: S608  # a name of ours
    except duckdb.Error as problem:
        first = str(problem).strip().partition("\n")[0]
        raise RunError(
            f"{path} cannot be read; wait for other commands on that run to end, else scan it again ({first})"
        ) from problem
    if found != [(FORMAT,)]:
        raise RunError(f"{path} is of another version of corpus-audit; scan and judge that run again, finished shards are kept")
