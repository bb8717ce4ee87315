"""Boards: the results that papers claim on one benchmark, metric by metric, the best first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.queries.metrics import key, lower_is_better

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.queries.records import ResultRow


@dataclass(frozen=True, slots=True)
class Board:
    """Results of one metric.

    Attributes:
        metric: as most of the papers write it, or None where they do not say it.
        kind: scores, or differences of two.
        lowest_first: whether a lower score is the better one; differences are sorted by their size.
        rows: the results.
    """

    metric: str | None
    kind: Literal["absolute", "difference"]
    lowest_first: bool
    rows: tuple[ResultRow, ...]


def boards(rows: Iterable[ResultRow]) -> tuple[Board, ...]:
    """Sort the results on one benchmark: scores before differences, what most papers measure first.

    A share is sorted as a percentage: 0.73 and 73.2% are near.
    """
    groups: dict[tuple[str, str], list[ResultRow]] = {}
    for row in rows:
        groups.setdefault((row.kind, key(row.metric)), []).append(row)
    ranked = sorted(groups.items(), key=lambda item: (item[0][0], -_papers(item[1]), item[0][1]))
    return tuple(_board(found) for _, found in ranked)


def _papers(rows: Sequence[ResultRow]) -> int:
    return len({row.paper.paper_id for row in rows})


def _board(rows: Sequence[ResultRow]) -> Board:
    written = Counter(row.metric for row in rows)
    metric = min(written, key=lambda name: (-written[name], name or ""))
    kind, lowest = rows[0].kind, lower_is_better(metric)
    share = any(row.unit == "%" for row in rows)

    def size(row: ResultRow) -> float:
        value = row.value * 100 if share and not row.unit and abs(row.value) <= 1 else row.value
        return -abs(value) if kind == "difference" else value if lowest else -value

    ordered = sorted(rows, key=lambda row: (size(row), row.whose == "baseline", row.paper.paper_id, row.start or 0))
    return Board(metric, kind, lowest and kind == "absolute", tuple(ordered))
