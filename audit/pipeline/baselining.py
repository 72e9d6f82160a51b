"""A run's baseline: written from its open verdicts, or laid onto them."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from audit import baseline as files
from audit.errors import UsageError
from audit.judge import baselining, waiving
from audit.model import BaselineEntry, Policy
from audit.pipeline import packs
from audit.pipeline.folder import RunFolder
from audit.store import Store
from audit.writing import write


@dataclass(frozen=True, slots=True)
class Written:
    """A baseline of a run's open verdicts, and how it differs from the one that was there."""

    text: str
    entries: int
    added: int
    gone: int
    refused: int
    "Open verdicts of critical rules, which cannot be in a baseline."


def make(run: RunFolder, path: Path | None, update: bool) -> Written:
    """
    The baseline of a judged run's open verdicts, written to a file whole or not at all; None: nowhere.

    UsageError where the file is there and it is not to be updated.
    """
    there = path is not None and path.exists()
    if there and not update:
        raise UsageError(f"{path} is there already; give --update to write it anew, or another name")
    before: set[BaselineEntry] = set(files.read(path, {})) if path is not None and there else set()
    with Store.open(run.database) as store:
        _prepare(store)
        entries, refused = baselining.of_open(store)
    made = Written(files.written(entries), len(entries), len({*entries} - before), len(before - {*entries}), refused)
    if path is not None:
        write(path, made.text.encode())
    return made


def lay(run: RunFolder, policy: Policy) -> None:
    """Lay the baseline that a policy names onto the verdicts of a judged run, and note that it is the run's from now on."""
    entries = files.read(
        Path(policy.baseline), {rule.id: rule.severity for pack in packs.of_policy(policy) for rule in pack.rules}
    )
    with run.locked():
        with Store.open(run.database) as store, store.as_one():
            _prepare(store)
            baselining.apply(store, entries, policy)
        decisions = {**run.manifest.get("decisions", {}), "baseline": sha256(Path(policy.baseline).read_bytes()).hexdigest()}
        run.note({"policy": {**run.manifest["policy"], "baseline": policy.baseline}, "decisions": decisions})


def _prepare(store: Store) -> None:
    store.run("judge_prepare_measures")
    waiving.prepare(store)
