"""The trends page: what a larger or smaller share of the recent papers names, alone and in pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

import streamlit as st

from kg.dashboard.analysis import trend_rows
from kg.dashboard.analysis.trend_chart import chart, chosen
from kg.dashboard.layout import offers
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.paging import first_page, paged
from kg.dashboard.layout.pieces import empty, head
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, plain
from kg.measures import pair_trends, periods
from kg.model import Label

if TYPE_CHECKING:
    from kg.measures.trends import Direction

WHICH: Final[tuple[Direction, ...]] = ("rising", "falling", "uncertain")
OF: Final = ("entities", "pairs")
RECENT: Final = (1, 3, 6, 12, 24)
BEFORE: Final = (3, 6, 12, 24, 60)
EVERY: Final = "any type"
LABELS: Final[dict[str, tuple[Label, ...]]] = {label: (label,) for label in get_args(Label)}


@telling
def show() -> None:
    """Draw the page."""
    head("Trends")
    if not answer(periods.analysed):
        empty("Nothing was counted by month in this graph yet: run `kg analyse`, then reload this page.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.segmented_control(
            "Which", WHICH, default=WHICH[0], required=True, key="which", bind="query-params", on_change=_first_page
        )
        of = st.segmented_control(
            "Of", OF, default=OF[0], required=True, key="named", bind="query-params", on_change=_first_page
        )
        recent = st.selectbox(
            "Recent months", RECENT, index=2, key="recent", bind="query-params", width=130, on_change=_first_page
        )
        before = st.selectbox(
            "Months before", BEFORE, index=2, key="before", bind="query-params", width=130, on_change=_first_page
        )
        label = EVERY
        if of == "entities":
            label = st.selectbox(
                "Type", (EVERY, *LABELS), key="label", bind="query-params", width=150, on_change=_first_page
            )
    labels = LABELS.get(label)
    of_months = answer(periods.periods, recent=recent, before=before)
    if not of_months.papers_before or not of_months.papers_recent:
        empty(f"There is nothing to compare: {of_months}.")
        return
    found = answer(periods.trends_of, of_months, labels=labels)
    st.html(f'<p class="kg-faint">{plain(_method(str(of_months), undated=of_months.undated))}</p>')
    if of == "pairs":
        pairs = answer(pair_trends.pair_trends, found)
        rows = pairs.of(which)
        _none(rows, which, "pair")
        told = f"the clearest first; of the {count(pairs.entities, 'entity', 'entities')} that most papers name"
        paged(len(rows), lambda skip, limit: trend_rows.pairs(rows[skip : skip + limit]), key="trend_page",
              noun=("pair", "pairs"), ordered=told)  # fmt: skip
        offers.rows(map(trend_rows.pair_line, rows), key="trend_rows", name=f"{which}-pairs")
        return
    picked = chosen()
    if picked:
        chart(picked, of_months)
    singles = found.of(which)
    _none(singles, which, "entity")
    paged(len(singles), lambda skip, limit: trend_rows.entities(singles[skip : skip + limit], of_months, picked),
          key="trend_page", noun=("entity", "entities"), ordered="the clearest first")  # fmt: skip
    offers.rows(map(trend_rows.line, singles), key="trend_rows", name=which)


def _method(said: str, *, undated: int) -> str:
    """Say what is compared and what the test is."""
    without = (
        f" {count(undated, 'paper')} without a day {'is' if undated == 1 else 'are'} in neither." if undated else ""
    )
    return (
        f"{said}. A share is of all papers of its months; the interval is of the difference of the two shares, at 95% "
        "(Newcombe). Rising and falling is what Fisher's exact test says with at most 5% chance finds among all that "
        f"are tested (Benjamini and Hochberg).{without}"
    )


def _none(rows: tuple[object, ...], which: str, noun: str) -> None:
    if not rows:
        empty(f"No {noun} is {which} in these months for certain: longer periods tell more.")


def _first_page() -> None:
    first_page("trend_page")
