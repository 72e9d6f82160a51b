"""A folder of profiles: numbers without any text, and what was measured when they were made."""

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import orjson

from audit.errors import UsageError, cannot_write
from audit.references.enrolling import Row
from audit.references.enrolment import Profiles

FORMAT = 1
NUMBERS, ABOUT = "profiles.npz", "enrolment.json"


def write(folder: Path, profiles: Profiles, rows: Sequence[Row]) -> None:
    """Write a folder, the same for the same samples. An error with its mend where it cannot be written."""
    out = BytesIO()
    gaps = np.diff(profiles.hashes, prepend=np.uint64(0))  # smaller than hashes when compressed
    np.savez_compressed(out, gaps=gaps, weights=profiles.weights.astype(np.float16))
    content = out.getvalue()
    about = {
        "format": FORMAT,
        "digest": sha256(content).hexdigest(),
        "names": profiles.names,
        "bounds": profiles.bounds.tolist(),
        "lows": profiles.lows.tolist(),
        "family_bounds": {name: bound for name, bound in profiles.family_bounds.items() if np.isfinite(bound)},
        "covered": profiles.covered,
        "measured": [_told(row) for row in rows],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NUMBERS).write_bytes(content)
        (folder / ABOUT).write_bytes(orjson.dumps(about, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
    except OSError as problem:
        raise cannot_write(folder, problem) from problem


def load(folder: Path) -> tuple[Profiles, list[Row]]:
    """Profiles, and what was measured of them. UsageError where they are missing, altered or of another version."""
    mend = "make them anew: corpus-audit enrol"
    try:
        about, content = orjson.loads((folder / ABOUT).read_bytes()), (folder / NUMBERS).read_bytes()
    except FileNotFoundError as problem:
        raise UsageError(f"there are no profiles in {folder}; make them: corpus-audit enrol") from problem
    except (OSError, orjson.JSONDecodeError) as problem:
        raise UsageError(f"there are no profiles in {folder} that can be read ({problem}); {mend}") from problem
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise UsageError(f"the profiles in {folder} are of another version of corpus-audit; {mend}")
    if sha256(content).hexdigest() != about.get("digest"):
        raise UsageError(f"{folder / NUMBERS} is not the file that {ABOUT} names by its digest; {mend}")
    try:
        return _profiles(content, about), [_row(told) for told in about["measured"]]
    except (ValueError, KeyError, TypeError, BadZipFile) as problem:
        raise UsageError(f"the profiles in {folder} are broken ({problem!r}); {mend}") from problem


def _told(row: Row) -> dict[str, Any]:
    answers = {answer: round(share, 4) for answer, share in row.answers.items()}
    fields = ("name", "is_control", "is_seen", "documents")
    return {name: getattr(row, name) for name in fields} | {"answers": answers, "wrong": round(row.wrong, 4)}


def _row(told: dict[str, Any]) -> Row:
    return Row(**{name: value for name, value in told.items() if name != "wrong"})


def _profiles(content: bytes, about: dict[str, Any]) -> Profiles:
    with np.load(BytesIO(content), allow_pickle=False) as file:
        hashes, weights = np.cumsum(file["gaps"], dtype=np.uint64), file["weights"].astype(np.float32)
    low, high = about["covered"]
    bounds, lows = np.array(about["bounds"], float), np.array(about["lows"], float)
    return Profiles(tuple(about["names"]), hashes, weights, bounds, lows, about["family_bounds"], (low, high))
