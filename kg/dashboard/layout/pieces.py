"""The pieces that pages are made of, as HTML in which foreign words stay text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.layout.colours import COLOURS
from kg.dashboard.layout.links import link
from kg.dashboard.pages import node_page
from kg.dashboard.session.mine import signs
from kg.dashboard.words.completeness import brief
from kg.dashboard.words.glossary import meaning
from kg.dashboard.words.wording import count, day, plain
from kg.model import score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.queries.boards import Board
    from kg.queries.records import EntityRow, Kind, PaperRow, ResultRow


MOST_AUTHORS = 8


def head(title: str, *, below: str = "") -> None:
    """Draw a page's title, `title` and `below` being HTML."""
    st.html(f'<header class="kg-head"><h1>{title}</h1>{f"<div>{below}</div>" if below else ""}</header>')


def section(title: str, aside: str = "") -> None:
    """Draw the title of a part of a page, with a few words beside it."""
    st.html(f'<h2 class="kg-section">{plain(title)} {f"<small>{plain(aside)}</small>" if aside else ""}</h2>')


def empty(sentence: str) -> None:
    """Say in a sentence why there is nothing to see, and what to do about it."""
    st.html(f'<p class="kg-empty">{plain(sentence)}</p>')


def explained(term: str, said: str | None = None) -> str:
    """Return HTML: a word that is ours, which says what it means when it is pressed, touched or pointed at.

    Args:
        term: of `kg.dashboard.words.glossary`, in whatever case; a word that is not there stays as it is.
        said: what is written in its place, as text.
    """
    sentence = meaning(term)
    word = plain(said or term)
    if sentence is None:
        return word
    return (
        f'<details class="kg-explained"><summary title="{plain(sentence)}">{word}</summary>'
        f'<span class="kg-meaning">{plain(sentence)}</span></details>'
    )


def mark(kind: Kind) -> str:
    """Return the mark of a kind: a square of its colour for papers, a circle for everything else."""
    return f'<span class="kg-mark kg-{kind}"></span>'


def chip(kind: Kind, node_id: str, name: str) -> str:
    """Return a node as a chip of its kind's colour, leading to its page."""
    page = node_page(kind)
    return link(name, page, f"kg-chip kg-{kind}", id=node_id)


def chips(entities: Iterable[EntityRow]) -> str:
    """Return entities as a row of chips."""
    return f'<div class="kg-chips">{"".join(chip(row.label, row.entity_id, row.name) for row in entities)}</div>'


def counted(kind: Kind, node_id: str, name: str, number: int) -> str:
    """Return a node as a chip with a number beside it."""
    return f'<span class="kg-pair">{chip(kind, node_id, name)}<span class="kg-faint">{number:,}</span></span>'


def legend(kinds: Iterable[Kind]) -> str:
    """Return the legend of the kinds given, in the order of every legend."""
    present = set(kinds)
    marks = "".join(f"<span>{mark(kind)}{kind}</span>" for kind in COLOURS if kind in present)
    return f'<div class="kg-legend">{marks}</div>'


def facts(row: PaperRow) -> str:
    """Say what a list says of a paper below its title, as text."""
    return " · ".join(fact for fact in _facts(row) if fact)


def byline(makers: Iterable[tuple[str, str, Kind]], author_count: int | None = None) -> str:
    """Return HTML: who made a paper, each leading to a page of their own; the first of many by name."""
    people, houses = [], []
    for key, name, kind in makers:
        if kind == "Author":
            people.append(link(name, "author", id=key))
        else:
            houses.append(link(name, "organization", id=key))
    shown = ", ".join(people[:MOST_AUTHORS])
    if len(people) > MOST_AUTHORS:
        rest = ", ".join(people[MOST_AUTHORS:])
        more = f"<summary>and {len(people) - MOST_AUTHORS} more</summary>"
        shown += f' <details class="kg-more kg-inline">{more}{rest}</details>'
    elif not people and author_count:
        shown = count(author_count, "author")
    return " · ".join(part for part in (shown, ", ".join(houses)) if part)


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


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], *, even: bool = False) -> None:
    """Draw a table, its columns' names and its cells being HTML; the first cell of a row names it.

    Columns are as wide as what they hold, or all but the first alike.
    """
    lines = []
    for row in rows:
        first, *others = row
        lines.append(f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>')
    _table(columns, lines, " kg-even" if even else "")


def _table(columns: Iterable[str], lines: Iterable[str], css: str = "") -> None:
    named = "".join(f"<th>{column}</th>" for column in columns)
    st.html(
        f'<div class="kg-scroll"><table class="kg-table{css}"><thead><tr>{named}</tr></thead>'
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
    return f' <span class="kg-flag kg-quieter">{explained("identifier only")}</span>' if row.stub else ""


def _facts(row: PaperRow) -> tuple[str, ...]:
    return (
        day(row.published),
        row.organization or (count(row.author_count, "author") if row.author_count else ""),
        count(row.upvotes, "upvote") if row.upvotes else "",
        count(row.comments, "comment") if row.comments and row.comments > 1 else "",  # nearly every paper has one
        brief(row.citations, row.completeness),
        count(row.entities, "entity", "entities") if row.entities else "",
    )
