"""What the style score says of texts that are known to be by people: what later texts of the same sort are held against."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from audit import readers
from audit.batch import Batch
from audit.errors import UsageError
from audit.model import Skip
from audit.pipeline import packs
from audit.pipeline.folder import RunFolder
from audit.pipeline.progress import Progress
from audit.references import style_model
from audit.references.sites import domains_of, hosts_of
from audit.references.style_model import BANDS, StyleModel
from audit.references.style_share import PEOPLE_PASS
from audit.text.matcher import Matcher

FORMAT = 1
FILE = "calibration.json"
"Where a run keeps the calibration that its reports use."
FEWEST = 200
"Texts below which nothing is calibrated: of fewer, one in a hundred is two or less."
CLUSTERS = 500
"Sites are put together into so many at most."
RATES = {"passed_by_one_in_twenty": PEOPLE_PASS, "passed_by_one_in_a_hundred": 0.01, "passed_by_one_in_a_thousand": 0.001}
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """Scores of N texts from before a day, and why others have none."""

    scores: Numbers
    "[N]"
    bands: npt.NDArray[np.int64]
    "[N], of lengths."
    clusters: npt.NDArray[np.int64]
    "[N]: numbers below CLUSTERS, alike for texts of one site."
    left_out: Counter[str]


@dataclass(frozen=True, slots=True)
class BandRow:
    """What texts by people of one band of lengths score."""

    words: int
    "From so many words on."
    texts: int
    strict_passed: int
    "Texts that pass the bound that clues have by themselves, which one in a hundred of the measured texts passed."
    bounds: tuple[float, ...]
    "Scores that one in twenty, a hundred, a thousand pass."


def calibrate(corpus: Sequence[Path], before: date, made: date, progress: Progress) -> tuple[dict[str, Any], list[BandRow]]:
    """
    A calibration as it is written, and its rows, of the texts of a corpus that are dated before a day. `made`: today.

    Raises UsageError where there are too few.
    """
    model = shipped()
    read = _read(corpus, before, model, progress)
    if len(read.scores) < FEWEST:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in read.left_out.most_common()) or "none was there"
        raise UsageError(
            f"{len(read.scores)} texts from before {before} can be scored, and {FEWEST} are needed (of the others: {reasons}); "
            "give a corpus whose records have dates, or a later day"
        )
    rows = [_row(read, band, model) for band in range(len(BANDS))]
    return {**_told(read, rows, before, model), "made": made.isoformat()}, rows


def into(run: RunFolder, made: dict[str, Any]) -> Path:
    """Put a calibration into a run, whose reports use it from then on."""
    path = run.path / FILE
    with run.writing():
        path.write_bytes(written(made))
    return path


def of_run(run: RunFolder) -> dict[str, Any] | None:
    """The calibration of a run, if it has one. UsageError where it cannot be read or is none."""
    path = run.path / FILE
    if not path.exists():
        return None
    try:
        made = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as problem:
        raise UsageError(f"{path} cannot be read ({problem}); make it again: corpus-audit calibrate, or delete it") from problem
    if not isinstance(made, dict) or made.get("format") != FORMAT:
        raise UsageError(f"{path} is no calibration of this version; make it again: corpus-audit calibrate, or delete it")
    return made


def written(made: dict[str, Any]) -> bytes:
    """A calibration's file."""
    return orjson.dumps(made, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def shipped() -> StyleModel:
    """The model of the pack that ships."""
    pack = next(pack for pack in packs.there() if pack.detector and "style" in pack.detector)
    return style_model.load(pack.folder / str((pack.detector or {})["style"]), str((pack.detector or {})["style_digest"]))


def _read(corpus: Sequence[Path], before: date, model: StyleModel, progress: Progress) -> Read:
    left_out: Counter[str] = Counter()
    parts: list[tuple[Numbers, npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
    matcher = Matcher(())
    pieces = list(readers.discover(corpus))
    progress.begin("scoring", sum(piece.stored_bytes or 0 for piece in pieces))
    for piece in pieces:
        for part in [piece] if isinstance(piece, Skip) else readers.read(piece):
            if isinstance(part, Skip):
                left_out["not read"] += part.reason.loses
            elif part.table.num_rows:
                parts.append(_scored(Batch(part, matcher), before, model, left_out))
        progress.step(piece.stored_bytes or 0)
    progress.end()
    if not parts:
        raise UsageError(f"no text could be read in {', '.join(map(str, corpus))}; see what is there: corpus-audit inspect")
    scores, bands, clusters = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Read(scores, bands, clusters, left_out)


def _scored(
    batch: Batch, before: date, model: StyleModel, left_out: Counter[str]
) -> tuple[Numbers, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Scores, bands and clusters of the batch's texts that count; why the others do not is added to `left_out`."""
    scores, bands = model.scores(batch.buffer, batch.starts, batch.ends, batch.folded.words)
    dates = batch.table.column("captured").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    undated, late = np.isnat(dates), dates >= np.datetime64(before)
    short, unlike = bands < 0, np.isnan(scores)
    wrong = {"without a date": undated, f"not from before {before}": late, f"of fewer than {BANDS[0]} words": short}
    wrong["unlike what the score was learnt from"] = unlike
    taken = np.ones(len(scores), bool)
    for reason, rows in wrong.items():
        left_out[reason] += int((rows & taken).sum())
        taken &= ~rows
    left_out += Counter()  # reasons of which there are none
    domains = domains_of(hosts_of(batch)).to_pylist()
    names = [domain or f"{batch.name}#{place}" for place, domain in enumerate(domains)]
    clusters = np.array([int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "big") % CLUSTERS for name in names])
    return scores[taken].astype(float), bands[taken], clusters[taken]


def _row(read: Read, band: int, model: StyleModel) -> BandRow:
    scores = read.scores[read.bands == band]
    strict = int((scores > model.weights.measured["strict"][band]).sum())
    bounds = tuple(round(float(np.quantile(scores, 1 - rate)), 4) if len(scores) else float("inf") for rate in RATES.values())
    return BandRow(BANDS[band], len(scores), strict, bounds)


def _told(read: Read, rows: Sequence[BandRow], before: date, model: StyleModel) -> dict[str, Any]:
    least = np.array([row.bounds[0] for row in rows])
    texts = np.bincount(read.clusters, minlength=CLUSTERS)
    passed = np.bincount(read.clusters, read.scores > least[read.bands], minlength=CLUSTERS).astype(int)
    highest = np.finfo(np.float32).max  # JSON has no infinity
    return {
        "format": FORMAT,
        "before": before.isoformat(),
        "style_digest": model.digest,
        "texts": len(read.scores),
        "left_out": dict(read.left_out),
        **{name: [min(row.bounds[place], float(highest)) for row in rows] for place, name in enumerate(RATES)},
        "clusters": {"texts": texts[texts > 0].tolist(), "passed": passed[texts > 0].tolist()},
    }
