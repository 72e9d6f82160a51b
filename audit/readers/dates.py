"""Dates in the spellings that corpora use."""

from datetime import UTC, date, datetime
from email.utils import parsedate
from typing import Any

_FIRST, _LAST = 1970, 2100
_SECONDS = range(86_400 * 365 * 5, 4_102_444_800)
"Numbers that are seconds since 1970: 1975 to 2100; days are written smaller."
_SPELLINGS = ("%Y/%m/%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%d.%m.%Y", "%Y.%m.%d")


def day(value: Any) -> date | None:
    """
    The day that a field states, or None.

    Reads ISO 8601 (and WARC-Date), seconds or milliseconds since 1970 as number or text, yyyymmdd, yyyymm
    (first of the month), RFC 2822 and a few written forms. Day and month of `05/06/2020` are read as
    fifth of June. A year alone is no day.
    """
    if isinstance(value, str):
        return _iso(value) or _other(value.strip())
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return None


def hour(value: Any) -> int | None:
    """
    The hour that a field states, since 1970 in UTC, or None where it has no time of day.

    Reads ISO 8601 (without a zone as UTC) and seconds, milliseconds or microseconds since 1970.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if len(value) > len("2020-05-06") and not value.isdigit() else float(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return int(aware.timestamp()) // 3600 if _FIRST <= aware.year < _LAST else None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < _SECONDS.stop * 1_000_000:
        return None
    seconds = (int(value / unit) for unit in (1, 1_000, 1_000_000))
    return next((second // 3600 for second in seconds if second in _SECONDS), None)


def _iso(value: str) -> date | None:
    """2020-05-06 and whatever follows it."""
    if value[4:5] != "-" or value[7:8] != "-":
        return None
    try:
        return date(int(value[:4]), int(value[5:7]), int(value[8:10]))
    except ValueError:
        return None


def _other(value: str) -> date | None:
    """Spellings that are rare enough to be tried in turn."""
    if not 6 <= len(value) <= 64:
        return None
    number = _number_in(value)
    if number is not None:
        return _number(number)
    if len(value) == 7 and value[4] == "-":
        return _iso(value + "-01")
    try:
        parts = parsedate(value)
    except (ValueError, IndexError, OverflowError):  # hostile headers
        parts = None
    if parts is not None and _FIRST - 100 < parts[0] < _LAST:
        return _of(parts[0], parts[1], parts[2])
    return _written(value)


def _written(value: str) -> date | None:
    """Forms with the month's name, or with slashes; a time of day after them is left out."""
    for spelling in _SPELLINGS:
        for text in (value, value.split(" ", 1)[0]):
            try:
                return datetime.strptime(text, spelling).replace(tzinfo=UTC).date()
            except ValueError:
                continue
    return None


def _number_in(value: str) -> float | None:
    """The number that a text is, without exotic digits or exponents."""
    if not value.isascii() or not value.replace(".", "", 1).isdigit():
        return None
    return float(value)


def _number(value: float) -> date | None:
    """yyyymm, yyyymmdd, yyyymmddhhmmss, seconds, milliseconds, microseconds; told apart by their size."""
    if value != value or value < 0:
        return None
    if 190_001 <= value <= 210_012:
        return _of(int(value) // 100, int(value) % 100, 1)
    if 19_000_101 <= value <= 21_001_231:
        return _of(int(value) // 10_000, int(value) // 100 % 100, int(value) % 100)
    if 19_000_101_000_000 <= value <= 21_001_231_235_959:
        return _number(int(value) // 1_000_000)
    for unit in (1, 1_000, 1_000_000, 1_000_000_000):
        if int(value / unit) in _SECONDS:
            return datetime.fromtimestamp(value / unit, UTC).date()
    return None


def _of(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
