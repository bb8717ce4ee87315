"""A comparison as a table: a column a thing, a row a fact, what several share marked."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.dashboard.entities.adoption_chart import month_name
from kg.dashboard.layout.charts import sparkline
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import chip, explained
from kg.dashboard.words.relations import FORWARD
from kg.dashboard.words.wording import count, plain
from kg.model import RELATION_TYPES, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Label
    from kg.queries.comparing import ComparedEntity, ComparedPapers
    from kg.queries.records import EntityRow, ResultRow

MOST: Final = 14
_TAG: Final = re.compile(r"<[^>]*>")

Row = tuple[str, list[str], list[str]]
"""A fact: its name as HTML, a cell of HTML a thing, and the same cells as text for a file."""


def of_papers(found: ComparedPapers) -> list[Row]:
    """Return the rows of papers side by side."""
    papers = found.papers
    rows = [
        _plain("Year", [str(one.year or "") for one in papers]),
        _plain(explained("cited by", "Cited by"), [f"{one.paper.citations:,}" for one in papers]),
        _plain("Organisations", [", ".join(one.organizations) for one in papers]),
        _plain("References in the graph", [f"{len(one.references):,}" for one in papers]),
    ]
    for type_ in RELATION_TYPES:
        lists = [one.relations.get(type_, ()) for one in papers]
        if any(lists):
            rows.append(_entities(explained(FORWARD[type_]), lists))
    for benchmark, metric in _common_boards(found.results):
        cells = [
            "; ".join(
                score(row.value, row.unit, row.kind) + (f" ({row.subject})" if row.subject else "")
                for row in found.results
                if row.paper.paper_id == one.paper.paper_id
                and row.benchmark.entity_id == benchmark
                and (row.metric or "").casefold() == metric
                and row.whose == "own"
            )
            for one in papers
        ]
        name = next(row.benchmark.name for row in found.results if row.benchmark.entity_id == benchmark)
        rows.append(_plain(f"{explained('claimed')} {plain(f'on {name}, {metric}'.removesuffix(', '))}", cells))
    return rows


def of_entities(found: Sequence[ComparedEntity]) -> list[Row]:
    """Return the rows of entities side by side."""
    months = [month for one in found for month in one.months]
    span = range(min(months), max(months) + 1) if months else range(0)
    top = max((one.months.get(month, 0) for one in found for month in span), default=0)
    rows = [
        _plain("Type", [one.entity.label for one in found]),
        _plain("Papers", [f"{one.entity.papers:,}" for one in found]),
        _plain("First month", [month_name(min(one.months)) if one.months else "" for one in found]),
        _introducers(found),
    ]
    if len(span) > 1:
        lines, texts = [], []
        for one in found:
            values = [one.months.get(month, 0) for month in span]
            told = f"{one.entity.name}: {sum(values):,} papers, at most {max(values):,} a month, of {top:,} here"
            lines.append(_on_one_scale(values, top, told))
            texts.append(" ".join(str(value) for value in values))
        rows.append((f"{explained('adoption', 'Adoption')} on one scale", lines, texts))
    if any(one.trend for one in found):
        trends = [one.trend or "" for one in found]
        rows.append(("Trend", [explained(trend) for trend in trends], trends))
    rows += _best(found)
    rows.append(_near("Benchmarks of its papers", "Benchmark", [one.benchmarks for one in found]))
    rows.append(_near("Tasks of its papers", "Task", [one.tasks for one in found]))
    rows.append(
        _lists(
            explained("variant", "Variants"),
            [[(key, link(name, "entity", id=key), name) for key, name in one.variants] for one in found],
        )
    )
    return [row for row in rows if any(row[2])]


def differs(row: Row) -> bool:
    """Tell whether the things of a row are not all alike."""
    return len(set(row[2])) > 1


def as_text(html: str) -> str:
    """Return the words of a piece of our own HTML."""
    return _TAG.sub("", html.split('<span class="kg-meaning">', maxsplit=1)[0]).strip()


def _plain(name: str, cells: Sequence[str]) -> Row:
    return name, [plain(cell) or _nothing() for cell in cells], list(cells)


def _nothing() -> str:
    return '<span class="kg-faint" >none</span>'


def _entities(name: str, lists: Sequence[Sequence[EntityRow]]) -> Row:
    return _lists(
        name, [[(one.entity_id, chip(one.label, one.entity_id, one.name), one.name) for one in some] for some in lists]
    )


def _near(name: str, label: Label, lists: Sequence[Sequence[tuple[str, str, int]]]) -> Row:
    return _lists(
        name,
        [
            [
                (key, f'{chip(label, key, called)}<span class="kg-faint">{papers:,}</span>', f"{called} ({papers})")
                for key, called, papers in some
            ]
            for some in lists
        ],
    )


def _lists(name: str, lists: Sequence[Sequence[tuple[str, str, str]]]) -> Row:
    """Make a row of lists of (key, HTML, text): what several share comes first, and is marked."""
    shared = Counter(key for some in lists for key in {one[0] for one in some})
    cells = []
    for some in lists:
        ordered = sorted(some, key=lambda one: -shared[one[0]])
        drawn = [
            f'<span class="kg-pair{" kg-shared" if shared[key] > 1 else ""}"'
            f"{f' title={chr(34)}in {shared[key]} of {len(lists)}{chr(34)}' if shared[key] > 1 else ''}>{html}</span>"
            for key, html, _ in ordered
        ]
        shown = f'<div class="kg-chips">{"".join(drawn[:MOST])}</div>'
        if len(drawn) > MOST:
            more = f'<summary class="kg-faint">and {len(drawn) - MOST} more</summary>'
            rest = f'<div class="kg-chips">{"".join(drawn[MOST:])}</div>'
            shown += f'<details class="kg-more">{more}{rest}</details>'
        cells.append(shown if drawn else _nothing())
    return name, cells, ["; ".join(one[2] for one in some) for some in lists]


def _introducers(found: Sequence[ComparedEntity]) -> Row:
    cells, texts = [], []
    for one in found:
        shown = [link(title, "paper", id=paper_id) for paper_id, title in one.introducers[:2]]
        more = len(one.introducers) - len(shown)
        rest = f' <span class="kg-faint">and {more} more</span>' if more > 0 else ""
        cells.append(", ".join(shown) + rest if shown else explained("from outside"))
        texts.append("; ".join(title for _, title in one.introducers) or "from outside")
    return explained("introduces", "Introduced by"), cells, texts


def _on_one_scale(values: Sequence[int], top: int, told: str) -> str:
    """Draw a line whose height is that of the most that any of the things reaches in a month."""
    line = sparkline(values, told, top=top)
    return f'{line} <span class="kg-faint">at most {count(max(values), "paper")}</span>'


def _common_boards(results: Iterable[ResultRow]) -> list[tuple[str, str]]:
    """Return the benchmarks and metrics on which several papers claim a number of their own."""
    by: dict[tuple[str, str], set[str]] = {}
    for row in results:
        if row.whose == "own":
            by.setdefault((row.benchmark.entity_id, (row.metric or "").casefold()), set()).add(row.paper.paper_id)
    return sorted(board for board, papers in by.items() if len(papers) > 1)


def _best(found: Sequence[ComparedEntity]) -> list[Row]:
    """Return, for each benchmark and metric on which several have numbers, the highest that is claimed for each."""
    boards: dict[tuple[str, str], dict[int, list[ResultRow]]] = {}
    for at, one in enumerate(found):
        for row in one.numbers:
            board = (row.benchmark.entity_id, (row.metric or "").casefold())
            boards.setdefault(board, {}).setdefault(at, []).append(row)
    rows: list[Row] = []
    for (_, metric), by in sorted(boards.items()):
        if len(by) < 2:  # noqa: PLR2004 # nothing to compare
            continue
        name = next(iter(by.values()))[0].benchmark.name
        cells, texts = [], []
        for at in range(len(found)):
            if at not in by:
                cells.append(_nothing())
                texts.append("")
                continue
            best = max(by[at], key=lambda row: row.value)
            value = score(best.value, best.unit, best.kind)
            cells.append(f"<b>{plain(value)}</b> {link('paper', 'paper', 'kg-faint', id=best.paper.paper_id)}")
            texts.append(value)
        told = f"on {name}, {metric or 'metric not said'}"
        rows.append((f"{explained('claimed', 'Highest claimed')} {plain(told)}", cells, texts))
    return rows
