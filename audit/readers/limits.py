"""How much a reader may hold, and what is set for a corpus by its user."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of memory and of hostile input; sizes are bytes after decompression."""

    batch_bytes: int = 8 * MIB
    "About how much text a batch holds."
    batch_records: int = 65_536
    "Most documents of a batch."
    record_bytes: int = 128 * MIB
    "A larger record is skipped (record-too-large), and never held whole."
    text_part_bytes: int = 16 * MIB
    "A plain text file beyond this is read as several records, cut at blank lines."
    bomb_bytes: int = 256 * MIB
    "Up to here any compression ratio is believed."
    bomb_ratio: int = 250
    "Beyond `bomb_bytes` a file that inflates more than so many times is a bomb; text reaches about 20."
    member_bytes: int = 64 * MIB
    "Most bytes of one member of an archive, such as a chapter of an EPUB."


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set for reading."""

    fields: Mapping[str, str] = field(default_factory=dict)
    "By column of RECORD_SCHEMA: the dotted path of the field that holds it, instead of the one that would be chosen."
    piece_bytes: int = 64 * MIB
    "About how much of a large file is one piece."
