"""Rule packs by name or folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from audit import bundled, strict
from audit.errors import PackError
from audit.model import Scalar
from audit.rulepacks import amending, files
from audit.rulepacks import rules as reading
from audit.rulepacks.pack import Pack
from audit.strict import Table


def load(packs: Sequence[str | Path] | None = None) -> tuple[Pack, ...]:
    """
    Packs whose rules are amended by those behind them: names of those that ship, or folders. None or nothing: all that ship.

    Raises PackError, with the mend, for what is unknown, misspelt, named twice, unsafe to read, or would loosen a rule.
    """
    return amending.amended(read(packs))


def read(packs: Sequence[str | Path] | None = None) -> tuple[Pack, ...]:
    """The same packs as each of them states its rules, before any amendment."""
    loaded = tuple(_pack(folder, ours=ours) for folder, ours in _folders(packs))
    for kind, names in (("pack", [pack.name for pack in loaded]), ("rule", [rule.id for pack in loaded for rule in pack.rules])):
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise PackError(f"{kind} '{twice[0]}' is there twice; give one of the two another name")
    return loaded


def _folders(packs: Sequence[str | Path] | None) -> list[tuple[Path, bool]]:
    """The folders of packs, and whether they ship with the program."""
    shipped = {_name(place.parent): place.parent for place in sorted(bundled.folder("rules").glob("*/pack.toml"))}
    if not packs:
        return [(folder, True) for folder in shipped.values()]
    return [_folder(pack, shipped) for pack in packs]


def _folder(pack: str | Path, shipped: Mapping[str, Path]) -> tuple[Path, bool]:
    if isinstance(pack, str) and pack.replace("_", "-") in shipped:
        return shipped[pack.replace("_", "-")], True
    folder = Path(pack)
    if (folder / "pack.toml").is_file():
        return folder.resolve(), False
    if folder.is_dir():
        raise PackError(f"{folder} is no rule pack: it has no pack.toml")
    known = strict.nearest(str(pack), list(shipped))
    raise PackError(f"no rule pack named '{pack}'{known}; a pack of yours is named by its folder, with a slash")


def _name(folder: Path) -> str:
    return folder.name.replace("_", "-")


def _pack(folder: Path, *, ours: bool) -> Pack:
    if not ours:
        files.refuse_unsafe(folder)
    table = files.table(folder / "pack.toml")
    detector = table.mapping("detector", None)
    rules, tests, amendments = reading.of_folder(folder, _name(folder))
    pack = Pack(
        name=_name(folder),
        title=table.text("title"),
        version=table.text("version"),
        description=reading.flowing(table.text("description", "")),
        folder=folder,
        detector=detector,
        measured=tuple(_measured(row) for row in table.tables("measured")),
        rules=rules,
        tests=tests,
        digest=files.digest(folder, {}, rules=True),
        detector_digest="" if detector is None else files.digest(folder, detector, rules=False),
        reviewed=reading.flowing(table.text("reviewed", "")),
        amendments=amendments,
        locks=table.texts("locks", ()),
        approvers=table.texts("approvers", ()),
    )
    table.done()
    return pack


def _measured(row: Table) -> Mapping[str, Scalar]:
    """A row of how well the detector did on one kind of text; a figure that was not measured is left out."""
    read: dict[str, Scalar | None] = {
        "kind_of_text": row.text("kind_of_text"),
        "precision": row.share("precision", None),
        "recall": row.share("recall", None),
        "false_positive_rate": row.share("false_positive_rate", None),
        "documents": row.whole("documents"),
        "data": row.text("data"),
        "date": str(row.day("date")),
    }
    row.done()
    return {key: value for key, value in read.items() if value is not None}
