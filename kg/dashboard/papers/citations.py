"""Citations on a paper's page: what it cites and what cites it, each with its sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.layout.pieces import empty, facts, listed, paper_item, section
from kg.dashboard.session.answers import answer
from kg.dashboard.words.completeness import cited_by, told
from kg.dashboard.words.wording import count, plain, source_name
from kg.queries.citations import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.queries.records import Citation, Citations, PaperView

MOST_SENTENCES = 3
RANKED = "those with a known title first, then the most cited in the graph, then the newest"


def tabs(paper: PaperView) -> None:
    """Draw both directions, a tab each."""
    section("Citations")
    references, citing = st.tabs(
        [f"References ({paper.references.total:,})", f"Cited by ({paper.citing.total:,})"],
        default=f"Cited by ({paper.citing.total:,})" if paper.citing.total and not paper.references.total else None,
    )
    with references:
        st.html(f'<span class="kg-faint">{plain(told(paper.completeness))}</span>')
        if not paper.references.total and paper.completeness.known is None:
            empty("Ask the services for its references with `kg enrich`.")
        _list(paper, paper.references, queries.references, "references")
    with citing:
        st.html(f'<span class="kg-faint">{plain(cited_by(paper.citing.total, paper.cited_by_counts))}</span>')
        _list(paper, paper.citing, queries.citing, "citing")


def _list(paper: PaperView, first: Citations, more: Callable[..., Citations], key: str) -> None:
    if not first.total:
        return
    above = st.container()
    pages = math.ceil(first.total / MOST)
    number = st.pagination(pages, key=key, bind="query-params") if pages > 1 else 1
    rows = first.rows if number == 1 else answer(more, paper.paper_id, skip=(number - 1) * MOST).rows
    with above:
        if pages > 1:
            start = (number - 1) * MOST
            shown = f"{start + 1:,} to {start + len(rows):,} of {first.total:,}, {RANKED}."
            st.html(f'<span class="kg-faint">{plain(shown)}</span>')
        listed(map(_item, rows))


def _item(citation: Citation) -> str:
    said = [f"for {', '.join(citation.intents)}"] if citation.intents else []
    said += [f"says {', '.join(map(source_name, citation.sources))}"] if citation.sources else []
    if not citation.contexts:
        return paper_item(citation.paper, instead=" · ".join(filter(None, [facts(citation.paper), *said])))
    quotes = [f'<p class="kg-quote kg-small">{plain(sentence)}</p>' for sentence in citation.contexts]
    shown, left = quotes[:MOST_SENTENCES], quotes[MOST_SENTENCES:]
    if left:
        more = f'<summary class="kg-faint">and in {count(len(left), "more sentence")}</summary>'
        shown.append(f'<details class="kg-more">{more}{"".join(left)}</details>')
    return paper_item(citation.paper, below=f'{"".join(shown)}<div class="kg-faint">{plain(" · ".join(said))}</div>')
