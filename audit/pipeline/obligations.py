"""The files that go along with a release of a judged run: what its licences ask for, and what is not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from audit import writing
from audit.errors import RunError, cannot_write
from audit.pipeline.folder import RunFolder
from audit.report_model.obligations import Obligations
from audit.reports import attribution
from audit.reports.obligations import TRIGGERS, obligations
from audit.store import Store

SHEET_ROWS = 1_000_000
"Records that one sheet of addresses lists: more do not fit a spreadsheet."


@dataclass(frozen=True, slots=True)
class Written:
    """What was found, and the files that tell it."""

    found: Obligations
    files: tuple[Path, ...]
    documents: int
    "Lines of the sheets of addresses."


def write(run: RunFolder, folder: Path, purpose: str | None = None) -> Written:
    """
    Write ATTRIBUTION.md, NOTICE, obligations.csv and sheets of addresses into a folder, which is made where needed.

    Files of these names are replaced. `purpose` leaves out what it does not set off. RunError where the run was not judged yet,
    or a file cannot be written.
    """
    manifest = run.manifest
    if not manifest.get("judged"):
        raise RunError(f"{run.path} was not judged yet; do so first: corpus-audit judge --run {run.path}")
    triggers = None if purpose is None else TRIGGERS[purpose]
    with Store.open(run.database) as store:
        found = obligations(store, triggers, most=None)
        about = _about(manifest, purpose)
        files = {
            "ATTRIBUTION.md": attribution.attribution(found, about),
            "NOTICE": attribution.notice(found, store.query("obligations_notices"), about),
            "obligations.csv": attribution.duties(found),
        }
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                writing.write(folder / name, content)
            documents = _write_sheets(folder, store, {one.licence for one in found.licences})
        except OSError as error:
            raise cannot_write(folder, error) from error
    return Written(found, tuple(sorted(folder / name for name in [*files, *documents])), sum(documents.values()))


def _about(manifest: Mapping[str, Any], purpose: str | None) -> str:
    corpus = ", ".join(Path(path).name or path for path in manifest["corpus"])
    asked = f", for {purpose.replace('-', ' ')}" if purpose else ""
    return f"What the licences found in {corpus} ask of who passes it on{asked}, as judged on {manifest['judged'][:10]}."


def _write_sheets(folder: Path, store: Store, licences: set[str]) -> dict[str, int]:
    """Sheets of so many records each, by name, with their lines; those of an earlier, longer list are removed."""
    told = (row for row in store.each("obligations_documents") if row["licence"] in licences)
    made: dict[str, int] = {}
    for number, rows in enumerate(_pages(told), start=1):
        name = f"addresses-{number}.csv"
        writing.write(folder / name, attribution.addresses(rows))
        made[name] = len(rows)
    number = len(made) + 1
    while (stale := folder / f"addresses-{number}.csv").is_file():
        stale.unlink()
        number += 1
    return made


def _pages(rows: Iterator[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], ...]]:
    """At least one page, so that there is always a sheet."""
    yield tuple(islice(rows, SHEET_ROWS))
    while page := tuple(islice(rows, SHEET_ROWS)):
        yield page
