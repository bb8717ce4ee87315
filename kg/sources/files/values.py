"""Values as people and programs write them: counts, days, texts and identifiers of many spellings.

Each function gives the value, or None where there is none (null, NaN, an empty text), or raises `UnreadError`.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from kg.sources.daily_footer import parse_count, parse_day

LARGEST = 2**63 - 1
"""The largest integer that Neo4j holds."""

_SHOWN = 40
_FIRST_YEAR, _LAST_YEAR = 1400, 2999
_FIRST_EPOCH_DAY = 3000
_EPOCH_DAY = 100_000
_STAMP_DAYS = (19_000_101, 29_991_231)
_SECONDS = (10**8, 10**11)
_YEAR = re.compile(r"(\d{4})(?:\.0)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|([A-Za-z]{3,9})\.?,? (\d{4})|(\d{4}),? ([A-Za-z]{3,9})", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*)?", re.ASCII)
_DIGITS = re.compile(r"[+-]?\d{1,25}(?:\.0*)?", re.ASCII)
_ITEM = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_TEXT_KEYS = ("value", "text", "#text", "title", "description", "name", "display_name")
_NOTHING = frozenset({"", "nan", "null", "none", "n/a", "na", "-", "nat", "<na>"})


class UnreadError(ValueError):
    """Say why a value cannot be read, in half a sentence."""


def kind(value: object) -> str:
    """Name the kind of a JSON value."""
    names: dict[type, str] = {str: "a string", bool: "true or false", int: "a number", float: "a number"}
    names |= {list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), type(value).__name__)


def shown(value: object) -> str:
    """Shorten a value for a reason."""
    text = " ".join(str(value).split())
    return f'"{text}"' if len(text) <= _SHOWN else f'"{text[:_SHOWN]}…"'


def nothing(value: object) -> bool:
    """Tell whether a value means that there is none."""
    if isinstance(value, str):
        return (len(value) <= len("<na>") and value.strip().casefold() in _NOTHING) or not value.strip()
    return value is None or (isinstance(value, float) and math.isnan(value)) or value in ([], {})


def text(value: object) -> str:
    """Read a text; empty where there is none. A list of one text, or an object with one, is that text."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        value = next((value[key] for key in _TEXT_KEYS if isinstance(value.get(key), str)), value)
    if not isinstance(value, str):
        raise UnreadError(f"it is {kind(value)}, not a text")
    return value


def count(value: object) -> int | None:
    """Read how many.

    >>> count(12.0), count("1,204"), count("1.2k"), count(None)
    (12, 1204, 1200, None)
    """
    if nothing(value):
        return None
    if isinstance(value, str):
        digits = value.strip()
        number = int(float(digits)) if _DIGITS.fullmatch(digits) and "." in digits else None
        number = int(digits) if number is None and _DIGITS.fullmatch(digits) else number
        number = parse_count(digits) if number is None else number
        if number is None:
            raise UnreadError(f"{shown(value)} is no whole number")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadError(f"it is {kind(value)}, not a whole number")
    elif isinstance(value, float):
        if not value.is_integer():
            raise UnreadError(f"{value} is not whole")
        number = int(value)
    else:
        number = value
    if not 0 <= number <= LARGEST:
        raise UnreadError(f"{shown(number)} is out of range")
    return number


def year(value: object) -> int | None:
    """Read a year."""
    if isinstance(value, str) and not nothing(value) and not _YEAR.fullmatch(value.strip()):
        raise UnreadError(f"{shown(value)} is no year")
    number = count(value)
    if number is not None and not _FIRST_YEAR <= number <= _LAST_YEAR:
        raise UnreadError(f"there is no year {number}")
    return number


def day(value: object) -> tuple[dt.date | None, int | None]:
    """Read a day, or the year alone where the value does not say the day.

    Days and times in ISO 8601 and RFC 822, ``2024/05/01``, ``May 1, 2024``, ``20240501``; numbers since 1970 in days,
    seconds, milliseconds, microseconds and nanoseconds; a list of year, month and day.

    >>> day("2024-05-01T10:00:00Z")[0], day(1717286400000)[0], day("2024-05"), day(2024)
    (datetime.date(2024, 5, 1), datetime.date(2024, 6, 2), (None, 2024), (None, 2024))
    """
    if nothing(value):
        return None, None
    if isinstance(value, Mapping):
        parts = value.get("date-parts") or value.get("date_parts") or value.get("$date")
        if parts is None:
            raise UnreadError("it is an object without date-parts")
        return day(parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else parts)
    if isinstance(value, list):
        numbers = [count(part) for part in value]
        return day("-".join(f"{number:02}" for number in numbers if number is not None))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UnreadError(f"it is {kind(value)}, not a day")
    if not isinstance(value, str):
        return _of_number(value)
    written = value.strip()
    try:
        return dt.datetime.fromisoformat(written).date(), None
    except ValueError:
        return _of_text(written)


def _of_number(value: float) -> tuple[dt.date | None, int | None]:
    if not math.isfinite(value):
        return None, None
    number = int(value)
    if number < _FIRST_EPOCH_DAY:
        return None, year(number)
    try:
        if number < _EPOCH_DAY:
            return dt.date(1970, 1, 1) + dt.timedelta(days=number), None
        if _STAMP_DAYS[0] <= number <= _STAMP_DAYS[1]:
            return dt.datetime.strptime(str(number), "%Y%m%d").date(), None  # noqa: DTZ007 - a day has no zone
        low, high = _SECONDS
        for thousands in range(4):
            if low <= number < high:
                return dt.datetime.fromtimestamp(number / 1000**thousands, dt.UTC).date(), None
            low, high = low * 1000, high * 1000
    except (ValueError, OverflowError):
        pass
    raise UnreadError(f"{shown(number)} is no day")


def _of_text(written: str) -> tuple[dt.date | None, int | None]:
    if _YEAR.fullmatch(written):
        return None, year(written)
    if _DIGITS.fullmatch(written):
        return _of_number(float(written) if "." in written else int(written))
    try:
        if found := _DAY.fullmatch(written):
            return dt.date(int(found[1]), int(found[2]), int(found[3])), None
        if found := _MONTH.fullmatch(written):
            return None, year(found[1] or found[4] or found[5])
        if (plain := parse_day(written)) and plain.year:
            return plain.in_year(plain.year), None
        return parsedate_to_datetime(written).date(), None
    except (ValueError, IndexError, TypeError, OverflowError):
        raise UnreadError(f"{shown(written)} is no day such as 2025-06-02") from None


def items(value: object, separators: str = ";") -> list[Any]:
    """Read a list; a text that holds one is read as JSON or as Python writes it, else cut at the separators.

    >>> items("['a', 'b c']"), items("a; b")
    (['a', 'b c'], ['a', 'b'])
    """
    if nothing(value):
        return []
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return [value]
    written = value.strip()
    if written.startswith("[") and written.endswith("]"):
        try:
            parsed = json.loads(written)
        except (ValueError, RecursionError):
            found = [single or double for single, double in _ITEM.findall(written)]
            return found or [item.strip() for item in written[1:-1].split(",") if item.strip()]
        return parsed if isinstance(parsed, list) else [parsed]
    pieces = re.split(f"[{re.escape(separators)}]", written)
    return [item.strip() for item in pieces if item.strip()]
