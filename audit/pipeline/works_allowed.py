"""
What a user lets pass: a list of works and passages, each with a reason, or texts, or a library, made into a library of its kind.

A list is TOML:

    [[allow]]
    work   = "kjv-*"                     # a work's id; * stands for any letters
    reason = "In the public domain."

    [[allow]]
    text   = "A passage of a hundred letters or so, as it stands."
    reason = "Our own notice, on every page."
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from audit import strict
from audit.errors import LibraryError
from audit.pipeline.progress import Progress
from audit.pipeline.works import kept_as, libraries
from audit.references import works as library
from audit.references.works import Library, Work, checked
from audit.references.works_making import made_of, make
from audit.references.works_sources import BESIDE
from audit.strict import Table

KIND = "allow-list"
FEWEST_LETTERS = 33
"A passage of fewer letters is no clue anywhere, so there is nothing that it could let pass."
_PATTERN = re.compile(r"[*?[]")


def compared(works: Sequence[Path], allow: Sequence[Path], progress: Progress) -> tuple[Library, ...]:
    """Libraries of works, then allow-lists, both as they are given; none where there are no works that could be let pass."""
    known = tuple(_as_allow_list(one) if one.kind == KIND else one for one in libraries(works, progress))
    lists = tuple(_opened(path, progress) for path in allow)
    if not any(one.kind != KIND for one in known):
        return ()
    _tell_unknown(known, lists, progress)
    return (*known, *lists)


def _opened(path: Path, progress: Progress) -> Library:
    if not path.exists():
        raise LibraryError(f"no allow-list at {path}; name a list (.toml, see corpus-audit scan --help), texts, or a library")
    if library.is_library(path):
        return _as_allow_list(checked(path))
    if path.suffix == ".toml" and path.name not in BESIDE:
        rows = [make(one, "open") for one in _listed(path)]
        for row in rows:
            if 0 < row.facts["letters"] < FEWEST_LETTERS:
                progress.say(f"lets nothing pass, since it has fewer than {FEWEST_LETTERS} letters: {row.facts['id']} of {path}")
        return kept_as(rows, KIND)
    return _as_allow_list(libraries([path], progress)[0])


def _as_allow_list(one: Library) -> Library:
    """A library as one whose works are let pass, whatever its own kind; a LibraryError where it holds no texts."""
    if one.profile != "open":
        raise LibraryError(
            f"{one.path} is {one.profile} and holds no texts, so it can let nothing pass; make it of texts: "
            "corpus-audit index TEXTS -o LIBRARY --kind allow-list"
        )
    return one if one.kind == KIND else kept_as([made_of(one, number, "open") for number in range(len(one.works))], KIND)


def _listed(path: Path) -> Iterator[Work]:
    """Passages of a list, and works without text, which stand for all works of their id; or a ConfigurationError."""
    table = strict.read(path)
    known: set[str] = set()
    for number, row in enumerate(table.tables("allow"), 1):
        given = _row(row, f"{path.stem}#{number}")
        if given.id in known:
            raise row.wrong(f"'{given.id}' is listed twice; leave one out")
        known.add(given.id)
        yield given
    table.done()
    if not known:
        raise table.wrong("it lets nothing pass; write [[allow]] with work or text, and reason")


def _row(row: Table, name: str) -> Work:
    work, text, reason = row.text("work", ""), row.text("text", ""), row.text("reason")
    if bool(work) == bool(text):
        raise row.wrong("give either 'work', the id of a work, or 'text', a passage")
    if text and not any(map(str.isalnum, text)):
        raise row.wrong("'text' has neither letters nor digits")
    called = work or row.text("id", name)
    row.done()
    return Work(called, text, {"basis": reason}, "the allow-list")


def _tell_unknown(known: Sequence[Library], lists: Sequence[Library], progress: Progress) -> None:
    """Say which works are let pass that no library has, since an id may be misspelt."""
    ids = {entry.id for one in known for entry in one.works if one.kind != KIND}
    for name in (entry.id for one in lists for entry in one.works if not entry.letters):
        if name not in ids and not (_PATTERN.search(name) and any(fnmatchcase(one, name) for one in ids)):
            progress.say(f"the allow-list names a work that no library holds: {name}")
