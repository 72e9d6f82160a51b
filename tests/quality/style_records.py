"""Texts by people and by models, for the style score: read, made alike in layout, with the kind of text each is of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import duckdb

PERMISSIVE = re.compile(
    r"^(MIT(\(dual\))?|Apache-2\.0|MIT/Apache-2\.0|CC0|public domain(/CC0)?|PDDL-1\.0|CC BY 4\.0|PD text/CC BY 4\.0 markup)$"
)
"Licences that cover these very texts; weights are made of no others."
FEWEST_WORDS = 50
PIECES = (500, 900, 1500, 1900)
"Characters of pieces of long texts, as other texts are cut."


@dataclass(frozen=True, slots=True)
class Text:
    """A text, who wrote it, and what it is."""

    text: str
    is_model: bool
    kind: str
    group: str
    "Prompt or document; none is in two folds."
    is_free: bool
    "Whether weights may be made of it."


def labelled(path: str) -> Iterator[Text]:
    """JSON lines with text, label (human or model), domain, prompt_id, licence; texts that begin alike count once."""
    seen: set[str] = set()
    for text, label, domain, prompt, licence in _rows(path, "text, label, domain, prompt_id, licence"):
        clean = collapsed(text)
        if len(clean.split()) < FEWEST_WORDS or clean[:120] in seen:
            continue
        seen.add(clean[:120])
        yield Text(clean, label == "model", _kind(domain), str(prompt), bool(PERMISSIVE.match(licence or "")))


def background(path: str) -> Iterator[Text]:
    """Pieces of novels, speeches and technical documents under free licences, of a set with id, src, text."""
    for id, source, text in _rows(path, "id, src, text"):
        kind = (
            "novel"
            if source == "novel_hardneg"
            else "speech"
            if "state_union" in id
            else "kep"
            if id.startswith("kubernetes")
            else ""
        )
        chance = int.from_bytes(sha256(id.encode()).digest()[:4], "big")
        if not kind or (kind == "novel" and chance % 10):
            continue
        clean = collapsed(text)
        for place in range(1 if kind == "novel" else 3):
            piece = clean[place * 4000 :][: PIECES[(chance >> 8 + place) % 4]]
            if len(piece.split()) >= FEWEST_WORDS:
                yield Text(piece, False, kind, "/".join(id.split("/")[:2]) if kind == "novel" else id, True)


def collapsed(text: str) -> str:
    """Without what gives the label away and is no style: line breaks, blanks, and contractions that were split."""
    return re.sub(r"(\w)' (s|m|t|d|ll|re|ve)\b", r"\1'\2", re.sub(r"\s+", " ", text).strip())


def _kind(domain: str) -> str:
    """Kinds that only differ in how a model was asked are one, and so are subreddits."""
    for whole in ("drl", "debate", "creative", "reddit"):
        if domain.startswith(whole):
            return whole
    return "instruct" if domain in ("instruct_ae", "instruct_flask") else domain


def _rows(path: str, names: str) -> list[tuple]:
    reader = "read_json(?, format = 'newline_delimited', maximum_object_size = 100000000)"
    return duckdb.execute(f"SELECT {names} FROM {reader} WHERE text IS NOT NULL", [path]).fetchall()
