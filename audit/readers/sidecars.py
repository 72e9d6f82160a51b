"""Files that stand beside a corpus and hold no documents: descriptions, checksums, labels."""

from pathlib import PurePosixPath

import orjson

_NAMES = frozenset(
    {
        "state.json",
        "dataset_info.json",
        "dataset_dict.json",
        "dataset_infos.json",
        "corpus.toml",
        "_SUCCESS",
        "_metadata",
        "_common_metadata",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        ".gitattributes",
        ".gitignore",
    }
)
_KEYS = {
    "state.json": "_data_files",
    "dataset_info.json": "features",
    "dataset_dict.json": "splits",
    "croissant.json": "@context",
    "datapackage.json": "resources",
}
"Names that another file could have too, with the key that a sidecar's content shows."
_SUFFIXES = frozenset({".crc", ".md5", ".sha256", ".lock"})


def is_sidecar(name: str, head: bytes) -> bool:
    """Whether a file of a corpus is a sidecar, by its name and first decoded bytes."""
    path = PurePosixPath(name)
    if path.name in _KEYS:
        return f'"{_KEYS[path.name]}"'.encode() in head
    if path.name in _NAMES or path.suffix.lower() in _SUFFIXES:
        return True
    return head.lstrip()[:1] == b"{" and _labels(head)


def _labels(head: bytes) -> bool:
    """Whether the first line is a row of Dolma attributes: an id, spans by name, and no text."""
    try:
        row = orjson.loads(head.split(b"\n", 1)[0])
    except orjson.JSONDecodeError:
        return False
    return isinstance(row, dict) and {"id", "attributes"} <= set(row) <= {
        "id",
        "attributes",
        "source",
        "added",
        "created",
        "version",
    }
