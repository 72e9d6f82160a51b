"""A detector of another distribution, written to a folder that is put on the path: found by entry point, in workers too."""

from pathlib import Path

SHOUT = '''
"""
Words that shout.

Misses shouting in small letters.
"""
import os
import signal
from audit.detection import state
from audit.model import Evidence, Kind, Level, Span
from audit.text.matcher import Pattern


class Shout:
    name = "shout"

    def __init__(self, table):
        self.version = table.get("version", 1)
        self.patterns = (Pattern("shout", "shout", "LOUD|FAIL|DIE|SLOW", caseless=False),)

    def detect(self, batch):
        for document, hits in batch.hits(self):
            for hit in hits:
                span = document.span(hit)
                word = document.text[span.start : span.end]
                if word == "FAIL":
                    raise ValueError("it shouted FAIL")
                if word == "DIE":
                    os.kill(os.getpid(), signal.SIGKILL)
                if word == "SLOW":
                    import time
                    time.sleep(0.5)
                length = Evidence("length", len(span), "characters")
                yield state(self, document, Kind.GENERATED, Level.FINDING, span, 1.0, length)


def create(signals):
    return Shout(signals.table)
'''
PACK = 'title = "Shouting"\nversion = "1"\n[detector]\nversion = 1\n'


def install(folder: Path, name: str = "shout", code: str = SHOUT, pack: str | None = PACK, offered: str | None = None) -> Path:
    """Write a distribution that offers a detector to a folder, which then must be on the path."""
    package = folder / f"{name.replace('-', '_')}_detector"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(code, encoding="utf-8")
    if pack is not None:
        folder_of_pack = package / "rules" / name.replace("-", "_")
        folder_of_pack.mkdir(parents=True)
        (folder_of_pack / "pack.toml").write_text(pack, encoding="utf-8")
    metadata = folder / f"{package.name}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package.name}\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(
        f"[corpus_audit.detectors]\n{name} = {offered or package.name}\n", encoding="utf-8"
    )
    return folder
