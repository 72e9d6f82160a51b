"""
Labelled licences that a machine has anyway: what packagers and authors say of the texts that they ship.

Copyright files of Debian's packages in their machine-readable form: each paragraph that gives a licence's name and its text or
notice. Packages of this Python: the licence files of a package whose metadata names one licence. Labels are theirs: some name a
family where the text is a variant of it.
"""

import re
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from audit.references.licences import NOASSERTION, Licences

Case = tuple[str, str, str, str, list[str]]
"Id, kind, text, expected id, accepted expressions: as tests/quality/licence.py scores them."
PACKAGES = Path("/usr/share/doc")
SHORT = 150
"Words of a notice; more are a text."
LEAST = 6
"Words without which a paragraph says nothing."
_PARAGRAPH = re.compile(r"^License:[ \t]*(?P<name>\S+)[ \t]*\n(?P<text>(?:[ \t]+.*\n?)+)", re.M)
_NAMES = {
    "expat": "MIT",
    "bsd-3-clause": "BSD-3-Clause",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-4-clause": "BSD-4-Clause",
    "artistic": "Artistic-1.0",
}
_VAGUE = frozenset({"mit", "gpl", "lgpl", "bsd", "python-2.0", "psf-2.0"})
"Names that packagers give to different texts."
_LICENCE_FILE = re.compile(r"(?:licen[sc]e|copying)[^/]*$", re.I)


def installed(licences: Licences) -> list[Case]:
    """All that this machine has, the same text once."""
    cases: dict[tuple[str, str], Case] = {}
    for case in (*debian(licences), *python(licences)):
        cases.setdefault((case[3], " ".join(re.findall(r"\w+", case[2].lower()))), case)
    return list(cases.values())


def debian(licences: Licences) -> Iterator[Case]:
    """Each paragraph of a copyright file that names one licence and words it."""
    for path in sorted(PACKAGES.glob("*/copyright")):
        said = path.read_text(errors="replace")
        if "ormat: http" not in said[:600]:
            continue
        for paragraph in re.split(r"\n[ \t]*\n", said):
            found = _PARAGRAPH.search(paragraph)
            label = _label(found["name"], licences) if found else None
            text = "\n".join("" if line.strip() == "." else line[1:] for line in found["text"].split("\n")) if found else ""
            if label and len(text.split()) >= LEAST:
                kind = "Debian: text" if len(text.split()) > SHORT else "Debian: notice"
                yield f"{path.parent.name}: {label}", kind, text, label, [label, label.replace("-no-invariants", "")]


def python(licences: Licences) -> Iterator[Case]:
    """The licence files of each package of this Python that has one licence, by the package's own metadata."""
    for package in distributions():
        said = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
        label = licences.declared(said).spdx if 0 < len(said) < 60 else NOASSERTION
        files = [one for one in package.files or () if ".dist-info/" in str(one) and _LICENCE_FILE.search(str(one))]
        if label == NOASSERTION or " " in label or len(files) != 1:
            continue
        text = Path(str(files[0].locate())).read_text(errors="replace")
        yield f"{package.name}: {label}", "Python packages", text, label, [label]


def _label(name: str, licences: Licences) -> str | None:
    """The id of a name as Debian writes it; None for one that is vague or no id."""
    gnu = re.fullmatch(r"(A?L?GPL|GFDL)-(NIV-)?(\d(?:\.\d)?)(\+?)", name)
    if gnu:
        version = gnu[3] if "." in gnu[3] else f"{gnu[3]}.0"
        return f"{gnu[1]}-{version}{'-no-invariants' if gnu[2] else ''}-{'or-later' if gnu[4] else 'only'}"
    low = name.lower()
    if low in _VAGUE:
        return None
    found = _NAMES.get(low) or licences.expression(name).spdx
    return None if found == NOASSERTION or " " in found or "LicenseRef" in found else found
