"""corpus-audit's known works, from JSON lines to findings and clues with evidence; the last words are profile and stride."""

import sys
import tempfile
import time
from pathlib import Path

import driving

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))

from audit.pipeline.progress import Silent
from audit.pipeline.works import Making, index
from audit.text import kernels
from tests.bench import known_works


def main() -> None:
    """Index, search and tell. Compiled code is loaded before, as the interpreter is for others."""
    works, corpus, _, profile, stride = sys.argv[1:6]
    kernels.warm(lambda: None)
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        library = index([Path(works)], Path(folder) / "library", Silent(), Making(profile=profile, workers=1))
        detector = known_works.opened(library.path, int(stride))
        indexing = time.process_time() - began
        list(detector.detect(next(known_works.batches(Path(corpus)))))
        began = time.process_time()
        found = [one.record_id for batch in known_works.batches(Path(corpus)) for one in detector.detect(batch)]
        seconds = time.process_time() - began
    with open(corpus, "rb") as file:
        lines = [len(line) for line in file]
    driving.tell(indexing, library.stored_bytes, seconds, len(lines), sum(lines), sorted(set(filter(None, found))))


main()
