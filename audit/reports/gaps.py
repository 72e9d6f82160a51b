"""What was not looked for in a run, in sentences; and why something was not read, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from audit.model import SkipReason
from audit.report_model import SkipCount

REASONS: Mapping[str, str] = {
    SkipReason.CORRUPT: "The data is damaged and cannot be decoded.",
    SkipReason.TRUNCATED: "The file ends too early.",
    SkipReason.MALFORMED: "The record does not follow its format.",
    SkipReason.TOO_LARGE: "The record is larger than the limit.",
    SkipReason.TOO_DEEP: "The record is nested deeper than the limit.",
    SkipReason.BOMB: "The data unpacks to far more than it is stored as, so it was left packed.",
    SkipReason.ENCRYPTED: "The file is encrypted.",
    SkipReason.UNSUPPORTED: "The format is not supported.",
    SkipReason.MISSING_LIBRARY: "A library that reads this format is not installed.",
    SkipReason.NO_PERMISSION: "The file may not be read by this user.",
    SkipReason.MISSING_FILE: "The file was gone when it was to be read.",
    SkipReason.CHANGED: "The file changed while it was read.",
    SkipReason.WORKER_DIED: "The process that read it died.",
    SkipReason.READER_FAILED: "The program failed on it.",
    SkipReason.DETECTOR_FAILED: "A detector failed on the batch that holds it, so it was not checked by all detectors.",
    SkipReason.NO_TEXT_FIELD: "No field that holds text was recognised.",
    SkipReason.EMPTY_FILE: "The file is empty.",
    SkipReason.EMPTY_TEXT: "The record holds no text.",
    SkipReason.NOT_A_DOCUMENT: "The record is no document, such as a request or a redirect.",
    SkipReason.SIDECAR: "The file describes others and holds no documents.",
    SkipReason.LINK_LOOP: "A link leads back to a folder that was read already.",
}


def plain(reason: str) -> str:
    """A skip's reason in words for a lawyer."""
    return REASONS.get(reason, f"Not read, for this reason: {reason}.")


def gaps(run: Mapping[str, Any]) -> tuple[str, ...]:
    """What a run did not look for, by its manifest."""
    sentences = []
    if not run.get("libraries"):
        sentences.append("No library of known works was given, so copied passages of known works were not looked for.")
    sentences += [f"The detector {name} was switched off." for name in run.get("detectors_off", ())]
    unmeasured = [row["name"] for row in run["detectors"] if not row.get("measured")]
    if unmeasured:
        sentences.append(f"How often these detectors are right was not measured: {', '.join(unmeasured)}.")
    if states := run.get("site_signals", {}).get("states"):
        told = "; ".join(f"{count} {state}" for state, count in states.items())
        sentences.append(f"Of the files about sites that were given: {told}.")
    return tuple(sentences)


def beyond_the_end(skips: Iterable[SkipCount]) -> tuple[str, ...]:
    """What the share of bytes read cannot tell: text that should have followed where a file breaks off."""
    if not any(skip.reason == SkipReason.TRUNCATED for skip in skips):
        return ()
    return ("Some files break off too early. What lay beyond their ends is unknown, and is in no share of this report.",)
