"""copydetect: winnowing of 25 characters, so that 30 equal ones are found; each document is compared with each work."""

import io

import driving
from copydetect import CodeFingerprint, compare_files

SIZE, GUARANTEED = 25, 30


def index(texts: list[str]) -> tuple[driving.Find, int]:
    """Fingerprints of the works, as text and not as code."""
    known = [_fingerprints(text) for text in texts]
    return lambda text: _is_known(_fingerprints(text), known), 8 * sum(len(one.hashes) for one in known)


def _is_known(one: CodeFingerprint, known: list[CodeFingerprint]) -> bool:
    return any(compare_files(one, work)[0] >= SIZE for work in known if one.hashes & work.hashes)


def _fingerprints(text: str) -> CodeFingerprint:
    made = CodeFingerprint("text.txt", SIZE, GUARANTEED - SIZE + 1, filter=False, fp=io.StringIO(text))
    made.hashes = set(made.hashes)
    return made


driving.drive(index)
