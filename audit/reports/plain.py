"""Values of the model as JSON knows them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

import pyarrow as pa


def plain(value: Any) -> Any:
    """Dataclasses and mappings become objects, tuples arrays, tables arrays of rows, enumerations values, dates ISO 8601."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, pa.Table):
        return value.to_pylist()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
