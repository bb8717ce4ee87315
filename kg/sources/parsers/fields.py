"""Fields of an outside record, any of which may be absent, null or of another kind.

What cannot be read is told to `on_omission` with the field's name and the reason, and reads as absent.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.sources.text import clean

OnOmission = Callable[[str, str], None]
"""Told of a field that is left out, and why: ``("publication_year", "the year 0 is none")``."""

LARGEST = 2**63 - 1
"""The largest integer that Neo4j holds."""

_SHOWN = 60
_KINDS: dict[type, str] = {str: "a text", bool: "true or false", int: "a number", float: "a number"}
_KINDS |= {list: "a list", dict: "an object", type(None): "null"}
_EARLIEST = 1000
_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:[T ].*)?", re.ASCII)
_EPOCH = 100_000_000
_EPOCH_MILLISECONDS = 100_000_000_000


def ignore(field: str, why: str) -> None:
    """Take an omission and say nothing: for a caller who has asked for no word."""


def kind(value: object) -> str:
    """Name the kind of a JSON value, as a person would."""
    return _KINDS.get(type(value), type(value).__name__)


def line(text: str) -> str:
    r"""Unfold a text into one line: any white space is one space, and what cannot be seen or stored is gone.

    >>> line("A title,\n   folded\u200b ")
    'A title, folded'
    """
    folded = " ".join(text.split())
    if folded.isprintable():  # nearly all texts are, and this is the quickest question that can be asked of them
        return folded
    whole = folded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of characters meet, or go
    return " ".join(clean(whole).split())


def shown(value: object) -> str:
    """Shorten a value for a reason."""
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class Fields:
    """The fields of one outside object, read without trust.

    Args:
        value: the object.
        on_omission: told of each field that cannot be read.
        path: what stands before a field's name when it is told of, such as ``"primary_location."``.
        fold: whether keys are known in lower case alone, as in bulk files.
    """

    __slots__ = ("_value", "fold", "on_omission", "path")

    def __init__(
        self, value: Mapping[str, Any], on_omission: OnOmission = ignore, *, path: str = "", fold: bool = False
    ) -> None:
        self._value = {str(key).lower(): item for key, item in value.items()} if fold else value
        self.on_omission = on_omission
        self.path = path
        self.fold = fold

    def __bool__(self) -> bool:
        return bool(self._value)

    def raw(self, key: str) -> Any:
        """Give what stands in a field; None where nothing does."""
        return self._value.get(key.lower() if self.fold else key)

    def keys(self) -> list[str]:
        """Name the fields that are there."""
        return list(self._value)

    def omit(self, key: str, why: str) -> None:
        """Tell that a field is left out."""
        self.on_omission(self.path + key, why)

    def text(self, key: str) -> str:
        """Read one line of text; empty where there is none."""
        value = self.raw(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.omit(key, f"it is {kind(value)}, not a text")
            return ""
        return line(value)

    def identifier(self, key: str) -> str:
        """Read an identifier, which may stand there as a number."""
        value = self.raw(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(key)

    def flag(self, key: str) -> bool | None:
        """Read true or false; None where neither stands there."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return value
        self.omit(key, f"it is {kind(value)}, not true or false")
        return None

    def count(self, key: str) -> int | None:
        """Read how many; a whole number as a fraction or as digits will do."""
        value = self.raw(key)
        if value is None or value == "":
            return None
        number = value
        if isinstance(value, str) and value.strip().isdecimal() and value.isascii():
            number = int(value) if len(value) < _SHOWN else LARGEST + 1
        elif isinstance(value, float) and value.is_integer():
            number = int(value)
        if isinstance(number, bool) or not isinstance(number, int):
            self.omit(key, f"{shown(value)} is no whole number")
            return None
        if not 0 <= number <= LARGEST:
            self.omit(key, f"{shown(value)} is out of range")
            return None
        return number

    def year(self, key: str) -> int | None:
        """Read a year of publication; 0 and years to come are none."""
        value = self.raw(key)
        if isinstance(value, str) and re.fullmatch(r"\s*\d{4}(\.0)?\s*", value, re.ASCII):
            value = int(float(value))
        elif isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.omit(key, f"{shown(value)} is no year")
            return None
        return self._possible_year(key, value)

    def date(self, key: str) -> tuple[dt.date | None, int | None]:
        """Read a day, or the year alone where no day can be told."""
        value = self.raw(key)
        if value is None or value == "":
            return None, None
        if isinstance(value, int | float) and not isinstance(value, bool) and _EPOCH <= value < _EPOCH * 10**5:
            seconds = value / 1000 if value >= _EPOCH_MILLISECONDS else value
            return self._past(key, dt.datetime.fromtimestamp(seconds, dt.UTC).date())
        found = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
        if not found:
            self.omit(key, f"{shown(value)} is no day such as 2025-06-02")
            return None, None
        return self.day(key, [int(part) for part in found.groups() if part])

    def day(self, key: str, parts: list[int]) -> tuple[dt.date | None, int | None]:
        """Make a day of year, month and day, or the year alone where one of them is missing or impossible."""
        year = self._possible_year(key, parts[0]) if parts else None
        if year is None or len(parts) < 3:  # noqa: PLR2004 - year, month, day
            return None, year
        try:
            return self._past(key, dt.date(year, parts[1], parts[2]))
        except ValueError:
            self.omit(key, f"{'-'.join(map(str, parts))} is no day of the calendar; its year is kept")
            return None, year

    def _past(self, key: str, day: dt.date) -> tuple[dt.date | None, None]:
        if day > _tomorrow():
            self.omit(key, f"{day.isoformat()} is in the future")
            return None, None
        return day, None

    def _possible_year(self, key: str, year: int) -> int | None:
        if year < _EARLIEST:
            self.omit(key, f"the year {year} is none")
            return None
        if year > _tomorrow().year:
            self.omit(key, f"the year {year} is in the future")
            return None
        return year

    def list(self, key: str) -> list[Any]:
        """Read a list; empty where there is none."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.omit(key, f"it is {kind(value)}, not a list")
            return []
        return value

    def texts(self, key: str) -> Iterator[str]:
        """Read a list of texts, without the empty ones."""
        for item in self.list(key):
            if isinstance(item, str):
                if text := line(item):
                    yield text
            elif item is not None:
                self.omit(key, f"one entry is {kind(item)}, not a text")

    def objects(self, key: str) -> Iterator[Fields]:
        """Read a list of objects."""
        for item in self.list(key):
            if isinstance(item, Mapping):
                yield Fields(item, self.on_omission, path=f"{self.path}{key}.", fold=self.fold)
            elif item is not None:
                self.omit(key, f"one entry is {kind(item)}, not an object")

    def object(self, key: str) -> Fields:
        """Read an object; one without fields where there is none."""
        value = self.raw(key)
        if value is not None and not isinstance(value, Mapping):
            self.omit(key, f"it is {kind(value)}, not an object")
            value = None
        return Fields(value or {}, self.on_omission, path=f"{self.path}{key}.", fold=self.fold)


def _tomorrow() -> dt.date:
    """The last day that can have begun somewhere on Earth."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()
