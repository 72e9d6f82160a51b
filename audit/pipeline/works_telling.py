"""What a library of works is, whether it is whole, and how it differs from another."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audit.pipeline.works import described
from audit.references.works import FIELDS, MEMORY, STRIDES, Entry, Library, versions
from audit.references.works_stretches import LETTERS_OF_CLUE, LETTERS_OF_FINDING, hits_needed, least_letters
from audit.text.fingerprints import slots
from audit.text.hashes import SIZE
from audit.text.membership import CHECK_BITS, CODE_BITS

_LEARNT = {
    "open": "Whoever holds this library has the works' texts and metadata.",
    "positions": (
        "This library holds no text, but exact hashes in their order. Neighbours overlap by 4 letters: whoever knows one "
        "passage can guess the next 16 letters, test each guess, and so walk through the whole work; a language model makes "
        "the guesses few. Treat it as confidential: to someone who tries it is as good as the text."
    ),
    "sealed": (
        "This library holds no text, no order and no exact hashes. Whoever has it can still test whether a text that they "
        "already have is in a work, and sees the metadata and length of each work. They may also try guesses, 28 letters at a "
        "time: of wrong ones one in 262,144 passes, since the filters are lossy, so whoever needs more guesses than that for "
        "each step is led astray, and whoever needs fewer, as with a very good model of the text or much of it known, is not. "
        "This makes reading the works out dear. No claim is made that it is impossible. Hashes of works that were removed stay "
        "in the filters without a name."
    ),
}


def info(path: Path) -> dict[str, Any]:
    """What a library holds, what it takes, what its hashes promise, and what can be learnt from it."""
    one = Library.open(path)
    clue, finding = least_letters(one) if one.profile != "open" else (one.grid().guarantee, one.grid().guarantee)
    letters = sum(entry.letters for entry in one.works)
    return {
        **described(one),
        "characters": sum(entry.characters for entry in one.works),
        "words": sum(entry.words for entry in one.works),
        "letters": letters,
        "files": {name: said["bytes"] for name, said in one.files.items()},
        "versions": versions(),
        "stride": STRIDES[one.profile],
        "hash_letters": SIZE,
        "guarantee": {"clue": clue, "finding": None if one.profile == "open" else finding},
        "table": _table(one),
        "false_positives": _chance(one),
        "can_be_learnt": _LEARNT[one.profile],
        "not_given": {name: sum(not entry.metadata.get(name) for entry in one.works) for name in FIELDS},
        "work_list": [_listed(entry) for entry in one.works],
    }


def verify(path: Path) -> Library:
    """Compare every byte of a library with its digests; a LibraryError names what was altered."""
    one = Library.open(path)
    one.verify()
    return one


def diff(before: Path, after: Path) -> dict[str, Any]:
    """Works of one library that another does not have, or has otherwise, by id."""
    older, newer = Library.open(before), Library.open(after)
    old, new = ({entry.id: entry for entry in one.works} for one in (older, newer))
    both = sorted(old.keys() & new.keys())
    told = {name: [getattr(one, name) for one in (older, newer)] for name in ("profile", "kind")}
    return {
        "same": older.digest == newer.digest,
        "removed": sorted(old.keys() - new.keys()),
        "added": sorted(new.keys() - old.keys()),
        "changed_text": [name for name in both if _differs(old[name], new[name])],
        "changed_metadata": {name: fields for name in both if (fields := _fields(old[name], new[name]))},
        "texts_compared": all(old[name].text_digest and new[name].text_digest for name in both),
        **{name: values for name, values in told.items() if values[0] != values[1]},
    }


def _listed(entry: Entry) -> dict[str, Any]:
    told = {name: value for name, value in asdict(entry).items() if name not in ("text", "folded", "hashes", "text_bytes")}
    return told | {"metadata": dict(entry.metadata), "not_given": [name for name in FIELDS if not entry.metadata.get(name)]}


def _table(one: Library) -> Mapping[str, Any] | None:
    """The grid that a scan will use, the memory that its table takes, and where that lies."""
    if one.profile != "open":
        return None
    grid = one.grid(MEMORY)
    size = 5 * slots(len(one.folded) // grid.library_stride + len(one.works))
    place = "in the library" if "table" in one.files else "made when first needed, and kept in the cache"
    return {"library_stride": grid.library_stride, "batch_stride": grid.batch_stride, "bytes": size, "place": place}


def _chance(one: Library) -> Mapping[str, Any] | None:
    """By how much chance a sealed library says yes."""
    if one.profile == "positions":
        return {"of_one_hash": sum(entry.letters for entry in one.works) // STRIDES["positions"] / 2**40}
    if one.profile != "sealed":
        return None
    clue, finding = hits_needed(len(one.works))
    return {
        "of_one_hash": 2.0**-CHECK_BITS,
        "of_one_hash_for_one_work": 2.0 ** -(CHECK_BITS + CODE_BITS),
        "hits_for_clue": clue,
        "hits_for_finding": finding,
        "filters": len(one.shapes),
        "letters_for_one_clue": LETTERS_OF_CLUE,
        "letters_for_one_finding": LETTERS_OF_FINDING,
    }


def missing(rows: Mapping[str, int], works: int) -> Sequence[str]:
    """Sentences about metadata that is not given."""
    none = [name for name, count in rows.items() if count == works]
    some = [f"{name} ({count:,} of {works:,} works)" for name, count in rows.items() if 0 < count < works]
    return [f"{label}: {', '.join(names)}" for label, names in (("not given for any work", none), ("not given", some)) if names]


def _differs(old: Entry, new: Entry) -> bool:
    if old.text_digest and new.text_digest:
        return old.text_digest != new.text_digest
    return (old.characters, old.letters) != (new.characters, new.letters)


def _fields(old: Entry, new: Entry) -> dict[str, list[str]]:
    pairs = {name: [old.metadata.get(name, ""), new.metadata.get(name, "")] for name in FIELDS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
