"""What was in a source and was not understood: counted, and said in a few sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Paper
    from kg.sources.reject import Omission

_MOST_KEYS = 8
_MOST_FIELDS = 1000
_LONG = 60
_MISSED = ("abstract", "authors")


@dataclass(slots=True)
class _Field:
    """How often one field was left out."""

    records: int
    line: int | None
    why: str
    last: int | None


class Tally:
    """Count what was left out of the papers of one source; memory holds one entry a field.

    Attributes:
        papers: how many papers were read.
    """

    def __init__(self) -> None:
        self.papers = 0
        self._fields: dict[str, _Field] = {}
        self._unknown: dict[str, int] = {}
        self._without = dict.fromkeys(_MISSED, 0)

    def __bool__(self) -> bool:
        return bool(self._fields or self._unknown)

    def omission(self, omission: Omission) -> None:
        """Count a field that was left out; twice in one record is once."""
        known = self._fields.get(omission.field)
        if known is None:
            if len(self._fields) < _MOST_FIELDS:
                self._fields[omission.field] = _Field(1, omission.line, omission.why, omission.line)
        elif omission.line is None or omission.line != known.last:
            known.records += 1
            known.last = omission.line

    def unknown(self, keys: Iterable[str]) -> None:
        """Count keys that are not understood."""
        for key in keys:
            if key in self._unknown or len(self._unknown) < _MOST_FIELDS:
                self._unknown[key] = self._unknown.get(key, 0) + 1

    def paper(self, paper: Paper) -> None:
        """Count a paper that was read."""
        self.papers += 1
        for field in _MISSED:
            self._without[field] += not getattr(paper, field) and not (field == "authors" and paper.author_count)

    def keys(self) -> str:
        """Name the keys that are not understood, the most frequent first; empty where there are none."""
        names = sorted(self._unknown, key=lambda key: -self._unknown[key])
        said = ", ".join(f'"{key[:_LONG]}"' for key in names[:_MOST_KEYS])
        more = len(names) - _MOST_KEYS
        return said + (f" and {more} more" if more > 0 else "")

    def sentences(self) -> tuple[str, ...]:
        """Say what was left out, a sentence a field.

        >>> from kg.sources.reject import Omission
        >>> tally = Tally()
        >>> tally.papers = 15
        >>> tally.omission(Omission("papers.jsonl", 3, "upvotes", '"many" is no whole number'))
        >>> tally.sentences()
        ('upvotes not read in 1 of 15: "many" is no whole number (line 3)',)
        """
        said = []
        for field, known in sorted(self._fields.items(), key=lambda item: -item[1].records):
            where = "" if known.line is None else f" ({'first at ' if known.records > 1 else ''}line {known.line})"
            said.append(
                f"{field} not read in {known.records:,} of {max(self.papers, known.records):,}: {known.why}{where}"
            )
        if self._unknown:
            said.extend(
                f'{field} not read in {self._without[field]:,} of {self.papers:,}: give it as "{field}"'
                for field in _MISSED
                if self.papers and self._without[field] == self.papers and field not in self._fields
            )
            several = "key" if len(self._unknown) == 1 else "keys"
            said.append(f"not understood: {several} {self.keys()}")
        return tuple(said)
