"""JSON Schema 2020-12 of what others read, made from the types that it is written from, so that it cannot lag behind."""

import ast
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from audit.decisions import ACTIONS, REASONS, STATES, Decision

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Mapping[Any, dict[str, Any]] = {
    NoneType: {"type": "null"},
    Any: {},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}
_CELLS: Mapping[pa.DataType, dict[str, Any]] = {
    pa.int64(): {"type": ["integer", "null"]},
    pa.float64(): {"type": ["number", "null"]},
    pa.string(): {"type": ["string", "null"]},
    pa.list_(pa.string()): {"type": "array", "items": {"type": "string"}},
}


def document(name: str, version: int, kind: type) -> dict[str, Any]:
    """Of a file that says what it is and holds a value of one type, a dataclass, as `audit.reports.plain` writes it."""
    defs: dict[str, Any] = {}
    held = _of(kind, defs)
    for made in defs.values():
        del made["needed"]
    return {
        "$schema": DRAFT,
        "$id": f"urn:corpus-audit:{name}:{version}",
        "title": f"corpus-audit {name}",
        "description": "Later releases may add fields; one that is renamed, removed or means something else raises the version.",
        "type": "object",
        "required": ["format", "version", name],
        "properties": {"format": {"const": f"corpus-audit/{name}"}, "version": {"const": version}, name: held},
        "$defs": defs,
    }


def decision() -> dict[str, Any]:
    """Of a line of a log of decisions; what is empty may be left out."""
    defs: dict[str, Any] = {}
    found = _of(Decision, defs)
    for kind in defs.values():
        kind["required"] = kind.pop("needed")
    codes = [code for codes in REASONS.values() for code in codes]
    for name, values in (("state", STATES), ("reason", ("", *codes)), ("action", ("", *ACTIONS))):
        defs["Decision"]["properties"][name]["enum"] = list(values)
    return {"$schema": DRAFT, "$id": "urn:corpus-audit:decision", "title": "corpus-audit decision", **found, "$defs": defs}


def _of(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type as `audit.reports.plain` writes its values; those of dataclasses go to `defs`."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [_of(one, defs) for one in inner]}
    if origin is tuple and inner[-1] is not Ellipsis:
        return {"type": "array", "prefixItems": [_of(one, defs) for one in inner], "minItems": len(inner), "maxItems": len(inner)}
    if origin in (tuple, Sequence):
        return {"type": "array", "items": _of(inner[0], defs)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of(inner[1], defs)}
    if is_dataclass(kind):
        return _object(kind, defs)
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [one.value for one in kind]}
    return dict(_PLAIN[kind])


def _object(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """A reference to the schema of a dataclass, which is made where it is not there yet."""
    name = kind.__name__
    if name not in defs:
        defs[name] = {}
        hints, meanings = get_type_hints(kind), _meanings(kind)
        properties = {}
        for field in fields(kind):
            table = field.default_factory() if field.default_factory is not MISSING else None
            held = _rows(table) if isinstance(table, pa.Table) else _of(hints[field.name], defs)
            properties[field.name] = {**held, **meanings.get(field.name, {})}
        needed = [field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING]
        defs[name] |= {"type": "object", "description": " ".join(kind.__doc__.split()), "properties": properties,
                       "required": list(properties), "needed": needed}  # fmt: skip
    return {"$ref": f"#/$defs/{name}"}


def _rows(table: pa.Table) -> dict[str, Any]:
    """An array of rows with the columns of a table."""
    columns = {column.name: dict(_CELLS[column.type]) for column in table.schema}
    return {"type": "array", "items": {"type": "object", "properties": columns, "required": list(columns)}}


def _meanings(kind: type) -> dict[str, dict[str, str]]:
    """What the text under each field of a dataclass says of it."""
    body = ast.parse(inspect.getsource(kind)).body[0].body  # type: ignore[attr-defined]  # a class has one
    found = {}
    for field, said in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant):
            found[ast.unparse(field.target)] = {"description": " ".join(str(said.value.value).split())}
    return found
