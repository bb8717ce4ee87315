"""The picture of a plan: Neo4j's steps as a tree, each with the rows that it expects."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, plain
from kg.queries.asking import guard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store.plan import Operator

MOST: Final = 200
_LONGEST: Final = 300

SAYS: Final[dict[str, str]] = {
    "AllNodesScan": "reads every node of the graph: give it a label",
    "NodeByLabelScan": "reads every node of a label",
    "UnionNodeByLabelsScan": "reads every node of several labels",
    "NodeIndexSeek": "finds nodes by an index",
    "NodeUniqueIndexSeek": "finds one node by its key",
    "NodeIndexScan": "reads an index from its beginning to its end",
    "NodeCountFromCountStore": "looks up a count that Neo4j keeps",
    "RelationshipCountFromCountStore": "looks up a count that Neo4j keeps",
    "DirectedRelationshipTypeScan": "reads every relationship of a type",
    "UndirectedRelationshipTypeScan": "reads every relationship of a type, both ways",
    "DirectedAllRelationshipsScan": "reads every relationship of the graph",
    "Expand(All)": "follows relationships to their other ends",
    "Expand(Into)": "looks whether two nodes are joined",
    "VarLengthExpand(All)": "follows relationships several steps far",
    "OptionalExpand(All)": "follows relationships where there are any",
    "CartesianProduct": "puts every row of one part beside every row of the other",
    "NodeHashJoin": "joins two parts by their nodes",
    "EagerAggregation": "groups, and counts or collects",
    "Aggregation": "groups, and counts or collects",
    "Distinct": "leaves out rows that are the same",
    "Filter": "keeps the rows that fit",
    "Projection": "works out the columns",
    "CacheProperties": "reads properties",
    "Sort": "sorts all rows",
    "Top": "keeps the first rows of an order",
    "Limit": "stops after so many rows",
    "ProduceResults": "gives the answer",
    "ProcedureCall": "calls a procedure",
    "ShortestPath": "looks for a shortest path",
    "Apply": "does one part for each row of another",
    "Unwind": "makes rows of a list",
}

_CSS: Final = """<style>
.kg-plan, .kg-plan ul { list-style: none; margin: 0 !important; padding: 0 !important; }
.kg-plan ul { margin-left: 0.8rem !important; padding-left: 0.8rem !important;
  border-left: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.kg-plan li { margin: 0 !important; padding: 0.28rem 0 0; }
.kg-step { max-width: 44rem; padding: 0.35rem 0.7rem; border-radius: 0.5rem; overflow-wrap: anywhere;
  border: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.kg-step code { font-size: 0.82rem; background: none; padding: 0; color: inherit; white-space: normal; }
.kg-step.kg-most { border-color: color-mix(in srgb, #c2571a 70%, currentColor); border-width: 2px; }
.kg-bar { height: 0.3rem; border-radius: 0.15rem; margin-top: 0.25rem; background: #206df5; }
</style>"""


def draw(query: str, *, seconds: int) -> None:
    """Draw the plan of a query, which is not run for it."""
    asked = answer(guard.explain, query, timeout=float(seconds))
    steps = asked.operators[:MOST]
    st.html(
        '<span class="kg-faint">What Neo4j would do, the last step first, and how many rows it expects of each. '
        "The bar grows with every ten times as many; the frame marks the most.</span>"
    )
    st.html(_CSS + picture(steps))
    if len(asked.operators) > MOST:
        st.caption(f"Showing {MOST} of {count(len(asked.operators), 'step')}.")


def picture(steps: Sequence[Operator]) -> str:
    """Return a plan as HTML: lists in lists."""
    return _nested(steps)


def expected(rows: float | None) -> str:
    """Say how many rows a step is expected to give.

    >>> expected(9443.16), expected(0.2), expected(None)
    ('about 9,443 rows', 'less than 1 row', '')
    """
    if rows is None:
        return ""
    return "less than 1 row" if rows < 1 else f"about {count(round(rows), 'row')}"


def _nested(steps: Sequence[Operator]) -> str:
    """Return steps as lists: one after the other in a list, and a list of its own for each where they part."""
    children: dict[int, list[int]] = {}
    above: list[int] = []
    for number, step in enumerate(steps):
        del above[step.depth :]
        if above:
            children.setdefault(above[-1], []).append(number)
        above.append(number)
    most = max((step.rows or 0.0 for step in steps), default=0.0)
    done: list[str] = []
    waiting: list[int | str] = [0] if steps else []
    while waiting:
        next_one = waiting.pop()
        if isinstance(next_one, str):
            done.append(next_one)
            continue
        at = next_one
        below = children.get(at, [])
        done.append(f"<li>{_step(steps[at], most)}")
        if len(below) == 1:
            done.append("</li>")
            waiting.append(below[0])
        else:
            waiting.append("</li>")
            for child in reversed(below):
                waiting += ["</ul>", child, "<ul>"]
    return f'<ul class="kg-plan">{"".join(done)}</ul>'


def _step(step: Operator, most: float) -> str:
    rows = step.rows or 0.0
    share = math.log10(rows + 1) / math.log10(most + 1) if most > 0 else 0.0
    marked = " kg-most" if most > 1 and rows == most else ""
    says = SAYS.get(step.name, "")
    details = step.details if len(step.details) <= _LONGEST else f"{step.details[:_LONGEST]}…"
    return (
        f'<div class="kg-step{marked}"><b>{plain(step.name)}</b> '
        f'<span class="kg-faint">{plain(says)}{" · " if says else ""}{plain(expected(step.rows))}</span>'
        f"<div><code>{plain(' '.join(details.split()))}</code></div>"
        f'<div class="kg-bar" style="width: {100 * share:.1f}%"></div></div>'
    )
