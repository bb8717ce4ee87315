from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st

from kg.build import Contents, assimilate
from kg.library import Shelf
from kg.measures.analysis import analyse
from kg.measures.of_entities import ENTITIES
from kg.model import Named, Organization, Paper, Reference, Statement
from kg.queries import open_gaps
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]

TRIED = {"Alpha": ("XBench", "YBench"), "Beta": ("XBench", "YBench"), "Gamma": ("XBench",)}
"""Gamma was never tried on YBench, as both of its neighbours are."""


def said() -> Contents:
    papers: list[Paper] = []
    for method, benchmarks in TRIED.items():
        for number in range(3):
            papers.append(
                Paper(
                    f"21{len(papers) + 1:02d}.00001", f"{method} <b>number {number}</b>",
                    organization=Organization("lab", "The Lab") if method == "Gamma" else None,
                    named=(
                        Named("Method", method, "USES"),
                        *(Named("Benchmark", one, "EVALUATES_ON") for one in benchmarks),
                        *([Named("Benchmark", "OwnBench", "EVALUATES_ON")] if method == "Gamma" else []),
                    ),
                    references=(Reference("2001.00001"), *([Reference("2001.00002")] if number else [])),
                )
            )  # fmt: skip
    papers += [Paper("2001.00001", "What all of them cite"), Paper("2001.00002", "What most of them cite")]
    return Contents("a", tuple(Statement("a", one.paper_id, one) for one in papers), whole=True)


@pytest.fixture(scope="module")
def tried(server: local.Connection, dashboard_environment: None) -> Iterator[Store]:
    """Nine papers that try three methods on benchmarks."""
    del dashboard_environment
    with connect(server.url, user=server.user, password=server.password) as store:
        store.clear()
        assimilate(store, [said()])
        st.cache_data.clear()
        analyse(store, measures=ENTITIES)
        yield store
    st.cache_data.clear()


MINE = ["2101.00001", "2102.00001", "2103.00001"]


def test_a_gap_is_kept_with_its_reason_and_the_papers_that_speak_for_it(tried: Store) -> None:
    page = open_gaps.untried(tried)
    book = open_gaps.gap_book(tried)

    assert page.total == book.found == book.kept == 1
    (gap,) = page.rows
    assert (gap.method.name, gap.benchmark.name) == ("Gamma", "YBench")
    assert [(one.name, papers) for one, papers in gap.neighbours] == [("Alpha", 3), ("Beta", 3)]
    assert [one.name for one in gap.common] == ["XBench"]
    assert gap.score == 1.0
    assert gap.expected == 3.0
    assert (len(gap.papers), gap.total) == (3, 6)
    for entity_id, total in ((gap.method.node_id, 1), (gap.benchmark.node_id, 1), ("nobody", 0)):
        assert open_gaps.untried(tried, entity_id=entity_id).total == total
    assert open_gaps.untried(tried, skip=1).rows == ()


def test_the_gap_page_says_why_and_leads_to_all_of_it(tried: Store, read: Read, words: Words) -> None:
    del tried
    told = words(read("gaps"))

    assert "was never tried on" in told
    assert "Tried there: " in told
    assert "tried like it on XBench" in told
    assert "Alpha &lt;b&gt;number 2&lt;/b&gt;" in told or "Beta &lt;b&gt;number 2&lt;/b&gt;" in told
    assert "1 gap, 1 kept" in told
    assert "No gap is known of it" in words(read("gaps", entity="nobody"))


def test_what_several_of_mine_cite_and_is_not_mine_is_listed_with_who_cites_it(tried: Store) -> None:
    page = open_gaps.missing(tried, MINE, least=2)

    assert [(row.paper.paper_id, row.by) for row in page.rows] == [("2001.00001", 3), ("2001.00002", 2)]
    assert [one.node_id for one in page.rows[1].mine] == MINE[1:]
    assert open_gaps.missing(tried, [*MINE, "2001.00001"], least=3).total == 0
    assert open_gaps.missing(tried, MINE, least=2, skip=1, limit=1).total == 2


def test_mine_are_the_papers_of_a_set_or_of_the_address(
    tried: Store, read: Read, words: Words, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path))
    assert "You keep no set of papers yet" in words(read("gaps", gap="missing"))
    told = words(read("gaps", gap="missing", paper=MINE))
    assert "What all of them cite" in told
    assert "Cited by 3 of yours" in told
    Shelf(tried.url).put("set", "for <i>later</i>", {"papers": MINE})
    kept = read("gaps", gap="missing", least="3")
    assert "What all of them cite" in words(kept)
    assert "What most of them cite" not in words(kept)


def test_a_benchmark_of_one_organisation_is_listed_and_one_that_others_name_is_not(
    tried: Store, read: Read, words: Words
) -> None:
    page = open_gaps.of_one_organization(tried, least=2)

    assert [(row.benchmark.name, row.organization.name, row.papers) for row in page.rows] == [
        ("OwnBench", "The Lab", 3)
    ]
    assert len(page.rows[0].shown) == 3
    assert open_gaps.of_one_organization(tried, least=4).total == 0
    assert "3 papers of The Lab, and nobody else" in words(read("gaps", gap="of one organisation"))
