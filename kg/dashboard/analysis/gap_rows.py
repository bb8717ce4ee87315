"""Rows of gaps: each with its reason and the papers that speak for it, and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import listed, mark
from kg.dashboard.words.wording import count, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.open_gaps import GapRow, Named, OwnRow
    from kg.queries.records import Kind

SOME = 4


def untried(rows: Sequence[GapRow]) -> None:
    """Draw methods with the benchmarks on which no paper tries them."""
    listed(_untried(row) for row in rows)


def own(rows: Sequence[OwnRow]) -> None:
    """Draw benchmarks of one organisation alone."""
    listed(_own(row) for row in rows)


def line(row: GapRow) -> dict[str, Any]:
    """Return a gap as plain values."""
    return {
        "method_id": row.method.node_id, "method": row.method.name, "benchmark_id": row.benchmark.node_id,
        "benchmark": row.benchmark.name, "expected": row.expected, "score": row.score,
        "neighbours": "; ".join(f"{one.name} ({papers})" for one, papers in row.neighbours),
        "common": "; ".join(one.name for one in row.common),
    }  # fmt: skip


def own_line(row: OwnRow) -> dict[str, Any]:
    """Return a benchmark of one organisation as plain values."""
    return {
        "benchmark_id": row.benchmark.node_id, "benchmark": row.benchmark.name,
        "organization_id": row.organization.node_id, "organization": row.organization.name, "papers": row.papers,
    }  # fmt: skip


def _untried(row: GapRow) -> str:
    kind: Kind = "Model" if row.label == "Model" else "Method"
    title = (
        f"{mark(kind)}{link(row.method.name, 'entity', id=row.method.node_id)} was never tried on "
        f"{mark('Benchmark')}{link(row.benchmark.name, 'entity', id=row.benchmark.node_id)}"
    )
    near = ", ".join(
        f"{link(one.name, 'entity', id=one.node_id)} ({count(papers, 'paper')})"
        for one, papers in row.neighbours[:SOME]
    )
    more = f" and {len(row.neighbours) - SOME} more" if len(row.neighbours) > SOME else ""
    like = ", ".join(plain(one.name) for one in row.common[:SOME])
    facts = (
        f"{row.expected:.1f} papers expected; {100 * row.score:.0f}% of its neighbours, by nearness, are tried there"
    )
    return (
        f'<li><div class="kg-title">{title}</div><div class="kg-faint">{plain(facts)}</div>'
        f'<div class="kg-small">Tried there: {near}{more}; tried like it on {like}.</div>'
        f"{_papers(row.papers, row.total)}</li>"
    )


def _own(row: OwnRow) -> str:
    title = f"{mark('Benchmark')}{link(row.benchmark.name, 'entity', id=row.benchmark.node_id)}"
    said = f"{count(row.papers, 'paper')} of {row.organization.name}, and nobody else's"
    return (
        f'<li><div class="kg-title">{title}</div><div class="kg-faint">{plain(said)}</div>'
        f"{_papers(row.shown, row.papers)}</li>"
    )


def _papers(papers: Sequence[Named], total: int) -> str:
    if not papers:
        return ""
    told = ", ".join(link(one.name, "paper", id=one.node_id) for one in papers)
    more = f" and {total - len(papers):,} more" if total > len(papers) else ""
    return f'<div class="kg-small">Papers: {told}{more}</div>'
