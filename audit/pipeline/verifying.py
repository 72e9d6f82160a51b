"""Whether a report that was handed on is still as it was made."""

from dataclasses import dataclass
from pathlib import Path

from audit.errors import UsageError
from audit.reports import seal


@dataclass(frozen=True, slots=True)
class Checked:
    """A page's seal, and whether its digest is the one that was expected; None: none was given to compare with."""

    seal: seal.Seal
    expected: bool | None

    @property
    def unaltered(self) -> bool:
        """Nothing that was compared differs."""
        return self.seal.data_kept and self.seal.page_kept and self.expected is not False


def check(path: Path, expected: str | None = None) -> Checked:
    """
    The digests of an HTML report. UsageError where it cannot be read or is none.

    `expected` is the page's digest as somebody noted it elsewhere, or its first digits.
    """
    try:
        found = seal.read(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; name a report as corpus-audit wrote it") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error}; name a page as `corpus-audit report -o html=FILE` writes it") from error
    return Checked(found, None if expected is None else found.page.startswith(expected.strip().lower()))


def in_words(path: Path, found: Checked) -> str:
    """What a check found, and what it is worth, line by line."""
    seal = found.seal
    lines = [
        f"{path}: {'unaltered' if found.unaltered else 'ALTERED'}",
        _line("data block", seal.data_kept, seal.data, seal.data_stated),
        _line("whole page", seal.page_kept, seal.page, seal.page_stated),
    ]
    if found.expected is None:
        lines.append("Whoever alters a page can write new digests into it: compare with the one you noted, by --digest.")
    else:
        lines.append(f"  the digest that you gave: {'is that of the page' if found.expected else 'is NOT that of the page'}")
    return "\n".join(lines)


def _line(what: str, kept: bool, has: str, stated: str) -> str:
    return f"  {what}: {f'as it was made, sha256 {has}' if kept else f'sha256 {has}, but the page states {stated}'}"
