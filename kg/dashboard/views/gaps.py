"""The gaps page: what was never tried, what is missing from a reader's papers, whose alone it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.analysis import gap_rows
from kg.dashboard.layout import offers
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import first_page, paged
from kg.dashboard.layout.pieces import empty, head, listed, paper_item
from kg.dashboard.session.answers import answer
from kg.dashboard.session.reader import shelf
from kg.dashboard.words.wording import count, plain
from kg.queries import open_gaps

if TYPE_CHECKING:
    from kg.queries.open_gaps import MissingPage, MissingRow

OF: Final = ("never tried", "missing", "of one organisation")
MOST: Final = 100_000
"""Of a whole list, for a file of it."""


@telling
def show() -> None:
    """Draw the page."""
    head("Gaps")
    of = st.segmented_control(
        "Which gaps", OF, default=OF[0], required=True, key="gap", bind="query-params", on_change=_first_page
    )
    {OF[0]: _untried, OF[1]: _missing, OF[2]: _of_one}[of]()


def _untried() -> None:
    book = answer(open_gaps.gap_book)
    if not book.known:
        empty("Nothing was looked for in this graph yet: run `kg analyse`, then reload this page.")
        return
    about = st.query_params.get("entity") or None
    first = answer(open_gaps.untried, entity_id=about, limit=1)
    name = ""
    if about:
        (row,) = first.rows or (None,)
        name = "" if row is None else row.method.name if row.method.node_id == about else row.benchmark.name
        all_of_them = link("All gaps", "gaps")
        st.html(f'<p class="kg-small">Of {plain(name or about)} alone. {all_of_them}</p>')
    kept = f", at most {book.each_method} of each method" if book.found > book.kept else ""
    st.html(
        '<p class="kg-faint">A method or model that no paper tries on a benchmark, though at least two of its nearest '
        "neighbours, those tried on the same benchmarks, are. Expected is how many papers would try it if it were like "
        f"them. {book.methods:,} methods and models by {count(book.benchmarks, 'benchmark')}, each of at least 3 "
        f"papers: {count(book.found, 'gap')}, {book.kept:,} kept{kept}. Only titles and abstracts are read, and a gap "
        "may have a good reason: it is a question, not a finding.</p>"
    )
    if not first.total:
        empty("No gap is known of it." if about else "No gap was found: too few papers try the same on the same.")
        return
    paged(
        first.total,
        lambda skip, limit: gap_rows.untried(answer(open_gaps.untried, entity_id=about, skip=skip, limit=limit).rows),
        key="gap_page",
        noun=("gap", "gaps"),
        ordered="where most papers would be expected first",
    )
    offers.rows_later(
        lambda: map(gap_rows.line, answer(open_gaps.untried, entity_id=about, limit=MOST).rows),
        key="gap_rows",
        name="gaps",
    )


def _missing() -> None:
    mine = _mine()
    if not mine:
        return
    least = st.select_slider(
        "Cited by at least", (1, 2, 3, 5, 8), value=2, key="least", bind="query-params", on_change=_first_page
    )
    st.html(
        f'<p class="kg-faint">Papers that at least {least} of your {count(len(mine), "paper")} cite and that are not '
        "among them: what you may have overlooked. It knows the references that this graph knows.</p>"
    )
    first: MissingPage = answer(open_gaps.missing, mine, least=least, limit=1)
    if not first.total:
        empty(f"No other paper is cited by {least} of these: fewer may tell more, or `kg enrich` brings references.")
        return

    def drawn(skip: int, limit: int) -> None:
        rows = answer(open_gaps.missing, mine, least=least, skip=skip, limit=limit).rows
        listed(paper_item(row.paper, below=_citing(row)) for row in rows)

    paged(first.total, drawn, key="gap_page", noun=("paper", "papers"), ordered="cited by most of yours first")
    offers.papers(
        lambda: [row.paper.paper_id for row in answer(open_gaps.missing, mine, least=least, limit=MOST).rows],
        first.total,
        key="gap_papers",
        name="missing",
    )


def _mine() -> tuple[str, ...]:
    """Return the papers that count as the reader's: those of a set, or those that the URL names."""
    named = tuple(dict.fromkeys(filter(None, st.query_params.get_all("paper"))))
    if named:
        sets = link("My sets", "gaps", gap=OF[1])
        st.html(f'<p class="kg-small">Of {count(len(named), "paper")} in the address. {sets}</p>')
        return named
    kept = {name: value.get("papers", []) for name, value in shelf().all("set").items()}
    if not kept:
        empty(
            "You keep no set of papers yet: make one on the library page, or name papers in the address, as in "
            "gaps?gap=missing&paper=2406.00001&paper=2406.00002."
        )
        return ()
    name = st.selectbox("Of the set", sorted(kept), key="set", bind="query-params", on_change=_first_page)
    if not kept[name]:
        empty("This set is empty.")
    return tuple(kept[name])


def _citing(row: MissingRow) -> str:
    papers = ", ".join(link(one.name, "paper", id=one.node_id) for one in row.mine)
    more = f" and {row.by - len(row.mine):,} more" if row.by > len(row.mine) else ""
    return f'<div class="kg-faint">Cited by {row.by:,} of yours: {papers}{more}</div>'


def _of_one() -> None:
    least = st.select_slider(
        "Named by at least", (1, 2, 3, 5, 8), value=2, key="least", bind="query-params", on_change=_first_page
    )
    st.html(
        f'<p class="kg-faint">Benchmarks that at least {count(least, "paper")} of one organisation evaluate on or '
        "introduce and that no other paper of this graph names: nobody else has reproduced a number on them. A paper "
        "whose organisation nobody told counts as somebody else's.</p>"
    )
    first = answer(open_gaps.of_one_organization, least=least, limit=1)
    if not first.total:
        empty("There is no such benchmark: sources tell the organisation of few papers, or others name them all.")
        return
    paged(
        first.total,
        lambda skip, limit: gap_rows.own(
            answer(open_gaps.of_one_organization, least=least, skip=skip, limit=limit).rows
        ),
        key="gap_page",
        noun=("benchmark", "benchmarks"),
        ordered="most papers first",
    )
    offers.rows_later(
        lambda: map(gap_rows.own_line, answer(open_gaps.of_one_organization, least=least, limit=MOST).rows),
        key="gap_rows",
        name="of-one-organisation",
    )


def _first_page() -> None:
    first_page("gap_page")
