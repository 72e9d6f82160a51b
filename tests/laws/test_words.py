import re
from pathlib import Path

from tests.laws import tree

CONCLUSIONS = re.compile(r"\b(?:infring(?!ement\b)\w*|illegal\w*|stolen)\b", re.IGNORECASE)
"What only a court says. A foreign text may say infringement, as the disclaimers of licences do."
MACHINE = re.compile(r"(?<![\w.>])/(?:work/|root/|home/\w{3}|Users/|opt/)|[A-Z]:\\Users\\|file:///")
OURS = ("audit", "rules", "templates", "examples")
NAMED_HERE = "test_words.py"


def test_nothing_of_ours_draws_a_legal_conclusion() -> None:
    said = [
        f"{tree.name(path)}: {found.group()}"
        for path, text in [*tree.texts(*OURS), *_documents()]
        for found in CONCLUSIONS.finditer(text)
    ]

    assert not said


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    everything = [
        *tree.texts(*tree.FOLDERS),
        *_documents(),
        (tree.ROOT / "pyproject.toml", (tree.ROOT / "pyproject.toml").read_text()),
    ]
    named = [
        f"{tree.name(path)}: {text[found.start() : found.start() + 60]}"
        for path, text in everything
        if path.name != NAMED_HERE
        for found in MACHINE.finditer(text)
    ]

    assert not named


def _documents() -> list[tuple[Path, str]]:
    return [(path, path.read_text("utf-8")) for path in tree.documents()]
