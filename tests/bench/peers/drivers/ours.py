"""
corpus-audit's known works, from JSON lines to findings and clues with evidence.

More words: the library's profile, the stride, and finding, where clues do not count.
"""

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
    works, corpus, _, profile, stride, *level = sys.argv[1:]
    kernels.warm(lambda: None)
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        library = index([Path(works)], Path(folder) / "library", Silent(), Making(profile=profile, workers=1))
        detector = known_works.opened(library.path, int(stride))
        indexing = time.process_time() - began
        list(detector.detect(next(known_works.batches(Path(corpus)))))
        began = time.process_time()
        stated = [one for batch in known_works.batches(Path(corpus)) for one in detector.detect(batch)]
        seconds = time.process_time() - began
    found = {one.record_id for one in stated if one.record_id and (not level or one.level in level)}
    with open(corpus, "rb") as file:
        lines = [len(line) for line in file]
    driving.tell(indexing, library.stored_bytes, seconds, len(lines), sum(lines), sorted(found))


main()
