"""This file is about the pieces that pages are made of, as HTML in which foreign words stay text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.colours import COLOURS
from kg.dashboard.completeness import brief
from kg.dashboard.links import link
from kg.dashboard.mine import signs
from kg.dashboard.pages import node_page
from kg.dashboard.wording import count, day, plain
from kg.model import score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Organization
    from kg.queries.boards import Board
    from kg.queries.records import EntityRow, Kind, PaperRow, ResultRow


def head(title: str, *, below: str = "") -> None:
    """Draw a page's title, `title` and `below` being HTML."""
    st.html(f'<header class="kg-head"><h1>{title}</h1>{f"<p>{below}</p>" if below else ""}</header>')


def section(title: str, aside: str = "") -> None:
    """Draw the title of a part of a page, with a few words beside it."""
    st.html(f'<h2 class="kg-section">{plain(title)} {f"<small>{plain(aside)}</small>" if aside else ""}</h2>')


def empty(sentence: str) -> None:
    """Say in a sentence why there is nothing to see, and what to do about it."""
    st.html(f'<p class="kg-empty">{plain(sentence)}</p>')


def mark(kind: Kind) -> str:
    """Return the mark of a kind: a square of its colour for papers, a circle for everything else."""
    return f'<span class="kg-mark kg-{kind}"></span>'


def chip(kind: Kind, node_id: str, name: str) -> str:
    """Return a node as a chip of its kind's colour, leading to its page."""
    page = node_page(kind)
    if page is None:
        return f'<span class="kg-chip kg-{kind}">{plain(name)}</span>'
    return link(name, page, f"kg-chip kg-{kind}", id=node_id)


def chips(entities: Iterable[EntityRow]) -> str:
    """Return entities as a row of chips."""
    return f'<div class="kg-chips">{"".join(chip(row.label, row.entity_id, row.name) for row in entities)}</div>'


def legend(kinds: Iterable[Kind]) -> str:
    """Return the legend of the kinds given, in the order of every legend."""
    present = set(kinds)
    marks = "".join(f"<span>{mark(kind)}{kind}</span>" for kind in COLOURS if kind in present)
    return f'<div class="kg-legend">{marks}</div>'


def facts(row: PaperRow) -> str:
    """Say what a list says of a paper below its title, as text."""
    return " · ".join(fact for fact in _facts(row) if fact)


def authorship(authors: tuple[str, ...], author_count: int | None, organization: Organization | None) -> str:
    """Say who wrote a paper, in as much as its source tells."""
    shown = ", ".join(authors[:8])
    if len(authors) > 8:  # noqa: PLR2004 # as many names as fit on a line or two
        shown += f" and {len(authors) - 8} more"
    elif not authors and author_count:
        shown = count(author_count, "author")
    return ", ".join(part for part in (shown, organization.name if organization else "") if part)


def paper_item(row: PaperRow, *, instead: str = "", below: str = "") -> str:
    """Return one paper of a list, with its facts or what is said instead; `below` is HTML."""
    told = plain(instead or facts(row))
    return (
        f'<li><div class="kg-title">{link(row.title, "paper", id=row.paper_id)}{_status(row)}{signs(row.paper_id)}'
        f'</div><div class="kg-faint">{told}</div>{below}</li>'
    )


def results(rows: Iterable[ResultRow]) -> None:
    """Draw what one paper claims as a table, each result with the words that claim it."""
    lines = (
        f"<tr><td>{link(row.benchmark.name, 'entity', id=row.benchmark.entity_id)}</td><td>{_value(row)}</td>"
        f"<td>{plain(row.metric or '')}</td><td>{_who(row)}</td>{_words(row)}</tr>"
        for row in rows
    )
    _table(("Benchmark", "Result", "Metric", "Whose", "Its words"), lines)


def leaderboards(boards: Iterable[Board]) -> None:
    """Draw what papers claim on one benchmark as a table, a part for each metric."""
    lines = []
    for board in boards:
        said = "lowest first" if board.lowest_first else "highest first"
        said = "differences" if board.kind == "difference" else said
        title = plain(board.metric or "metric not said")
        lines.append(f'<tr><th colspan="4">{title} <span class="kg-faint">{said}</span></th></tr>')
        lines.extend(
            f"<tr><td>{_value(row)}</td><td>{_who(row)}</td>"
            f'<td>{link(row.paper.title, "paper", id=row.paper.paper_id)} <span class="kg-faint">'
            f"{plain(day(row.paper.published))}</span></td>{_words(row)}</tr>"
            for row in board.rows
        )
    _table(("Result", "Whose", "Paper", "Its words"), lines)


def _table(columns: Iterable[str], lines: Iterable[str]) -> None:
    named = "".join(f"<th>{column}</th>" for column in columns)
    st.html(
        f'<div class="kg-scroll"><table class="kg-table"><thead><tr>{named}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _value(row: ResultRow) -> str:
    return f"<b>{plain(score(row.value, row.unit, row.kind))}</b>"


def _who(row: ResultRow) -> str:
    if row.whose == "own":
        return plain(row.subject or "this paper")
    return f'{plain(row.subject or "")} <span class="kg-faint">baseline</span>'


def _words(row: ResultRow) -> str:
    said = "listed by a source" if row.surface is None else row.surface
    return f'<td class="kg-faint">{plain(said)}</td>'


def listed(items: Iterable[str]) -> None:
    """Draw a list of items that are HTML."""
    st.html(f'<ul class="kg-list">{"".join(items)}</ul>')


def _status(row: PaperRow) -> str:
    """Mark what a list must not pass over: a paper that was retracted, and one of which little is known."""
    if row.status:
        return f' <span class="kg-flag">{plain(row.status)}</span>'
    return ' <span class="kg-flag kg-quieter">identifier only</span>' if row.stub else ""


def _facts(row: PaperRow) -> tuple[str, ...]:
    return (
        day(row.published),
        row.organization or (count(row.author_count, "author") if row.author_count else ""),
        count(row.upvotes, "upvote") if row.upvotes else "",
        count(row.comments, "comment") if row.comments else "",
        brief(row.citations, row.completeness),
        count(row.entities, "entity", "entities") if row.entities else "",
    )
