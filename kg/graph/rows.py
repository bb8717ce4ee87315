"""Rows: what a question answers, as a sequence of records and as a frame of pandas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from kg.errors import KGError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

T_co = TypeVar("T_co", covariant=True)

_SHOWN: Final = 20
_LONGEST: Final = 200


class Rows(Sequence[T_co]):
    """Records of one kind, in order, with how many there are in all.

    Args:
        rows: the records, or one dict a row.
        columns: the names of their values.
        total: how many there are where these are the first of them.
        cut: None, or one sentence that says what was left out and why.

    >>> Rows([{"n": 1}, {"n": 2}], columns=("n",), total=5)
    Rows(2 of 5: n)
    """

    def __init__(
        self, rows: Iterable[T_co], *, columns: Iterable[str], total: int | None = None, cut: str | None = None
    ) -> None:
        self._rows = tuple(rows)
        self.columns = tuple(columns)
        self.total = len(self._rows) if total is None else total
        self.cut = cut

    @overload
    def __getitem__(self, at: int) -> T_co: ...

    @overload
    def __getitem__(self, at: slice) -> Rows[T_co]: ...

    def __getitem__(self, at: int | slice) -> T_co | Rows[T_co]:
        """Return one record, or a slice of them."""
        if isinstance(at, slice):
            return Rows(self._rows[at], columns=self.columns, total=self.total, cut=self.cut)
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows):
            return (self._rows, self.columns) == (other._rows, other.columns)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self._rows, self.columns))

    def __repr__(self) -> str:
        return f"Rows({self._number()}: {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        """Draw the first rows in a notebook; what papers say is shown as text."""
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in values)}</tr>" for values in self._values()[:_SHOWN]
        )
        said = f"{self._number()} rows; the first {min(_SHOWN, len(self))} are shown"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{said}</p>"

    def pandas(self) -> pd.DataFrame:
        """Return the rows as a frame: a column a value, days as timestamps; what is not known is missing.

        Raises:
            KGError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - a second to import, and not everybody has it
        except ModuleNotFoundError as error:
            raise KGError("pandas is absent: install it with `pip install pandas`.") from error
        frame = pd.DataFrame(self._values(), columns=list(self.columns)).convert_dtypes()
        if "published" in frame:
            frame["published"] = pd.to_datetime(frame["published"])
        return frame

    def _number(self) -> str:
        return str(len(self)) if len(self) == self.total else f"{len(self)} of {self.total}"

    def _values(self) -> list[list[Any]]:
        return [[_value(row, column) for column in self.columns] for row in self._rows]


def columns_of(record: type) -> tuple[str, ...]:
    """Return the names of a record's values; of a record inside, those that say most.

    >>> from kg.queries.near.recommending import Recommendation
    >>> columns_of(Recommendation)
    ('paper_id', 'title', 'published', 'score', 'reasons')
    """
    return tuple(column for field in fields(record) for column in _INSIDE.get(field.name, (field.name,)))


_INSIDE: Final = {
    "completeness": ("references_known", "references_resolved", "references_disputed"),
    "paper": ("paper_id", "title", "published"),
    "spans": (),
    "excerpt_spans": (),
}
"""Records that stand inside of others, and which of their values a row has; places in a text are for drawing."""

_WHERE: Final = {
    "references_known": "completeness.known",
    "references_resolved": "completeness.resolved",
    "references_disputed": "completeness.disputed",
    "benchmark": "benchmark.name",
}
"""Where such a value stands; those of a paper stand in the record itself, or in its `paper`."""


def _value(row: object, column: str) -> Any:
    if not is_dataclass(row):
        return row[column]  # type: ignore[index] # a dict
    value: Any = row
    for name in _WHERE.get(column, column if hasattr(row, column) else f"paper.{column}").split("."):
        value = getattr(value, name)
    return value


def _cell(value: Any) -> str:
    text = "" if value is None else ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    return escape(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
