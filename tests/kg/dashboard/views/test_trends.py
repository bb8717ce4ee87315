from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import streamlit as st

from kg.build import Contents, assimilate
from kg.measures.analysis import analyse
from kg.measures.of_entities import ENTITIES
from kg.measures.periods import periods, trends_of
from kg.model import Named, Paper, Statement
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]

HOSTILE = "<script>alert(1)</script>"


def month(number: int) -> dt.date:
    return dt.date(2024 + number // 12, number % 12 + 1, 3)


@pytest.fixture(scope="module")
def rising(server: local.Connection, dashboard_environment: None) -> Iterator[Store]:
    """Twenty months of ten papers: in the last six, methods rise alone and in pairs, and one falls."""
    del dashboard_environment
    said = []
    for number in range(20):
        for paper in range(10):
            late = number >= 14
            names = [f"Rising {(paper + step) % 30}" for step in range(2)] if late else ["Fading"]
            names += [HOSTILE] if late and paper < 5 else []
            said.append(
                Paper(
                    f"{24 + number // 12}{number % 12 + 1:02d}.{paper:05d}", f"Paper {number} {paper}",
                    published=month(number), named=tuple(Named("Method", name, "USES") for name in names),
                )
            )  # fmt: skip
    with connect(server.url, user=server.user, password=server.password) as store:
        store.clear()
        assimilate(store, [Contents("a", tuple(Statement("a", one.paper_id, one) for one in said), whole=True)])
        analyse(store, measures=ENTITIES)
        st.cache_data.clear()
        yield store
    st.cache_data.clear()


def test_what_rises_is_listed_with_its_interval_and_the_test_that_says_so(
    rising: Store, read: Read, words: Words
) -> None:
    found = trends_of(rising, periods(rising))
    app = read("trends")

    assert "2025-03 to 2025-08 (60 papers) against 2024-03 to 2025-02 (120)" in words(app)
    assert "Fisher" in words(app)
    assert f"{len(found.of('rising'))} entities, the clearest first" in words(app)
    first = found.of("rising")[0]
    assert f"{first.recent:,}</span>" in words(app)
    assert words(app).count("kg-spark") == len(found.of("rising"))
    assert HOSTILE not in words(app)


def test_what_falls_and_other_periods_are_addresses(read: Read, words: Words) -> None:
    assert "Fading" in words(read("trends", which="falling"))
    other = words(read("trends", recent="3", before="3"))
    assert "2025-06 to 2025-08 (30 papers) against 2025-03 to 2025-05 (30)" in other
    assert "No entity is rising" in other
    assert "No entity is rising" in words(read("trends", label="Benchmark"))


def test_pairs_that_rise_are_listed_with_both_ends(read: Read, words: Words) -> None:
    app = words(read("trends", named="pairs"))

    assert "Rising 0" in app
    assert 'href="graph?node=' in app
    assert " pairs, the clearest first; of the " in app


def test_the_chart_takes_entities_from_the_address_and_says_which_are_nobody(read: Read, words: Words) -> None:
    one = "method:fading"
    app = read("trends", entity=[one, "<i>nobody</i>"])

    assert len(app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")) == 1
    assert "nothing with the id &lt;i&gt;nobody&lt;/i&gt;" in words(app)
    many = read("trends", entity=[f"e{n}" for n in range(9)])
    assert "6 lines at most" in many.warning[0].value


def test_a_graph_whose_months_were_never_counted_says_what_to_run(
    rising: Store, server: local.Connection, read: Read, words: Words
) -> None:
    del rising
    with connect(server.url, user=server.user, password=server.password) as store:
        store.write("MATCH (e:Entity) REMOVE e.months, e.month_papers RETURN count(e) AS n")
    st.cache_data.clear()
    assert "run `kg analyse`" in words(read("trends"))
