"""Tests of kg.queries.near (recommending, similar): the papers beside a paper, with reasons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.build import Contents, assimilate
from kg.errors import CallError
from kg.model import Named, Paper, Reference, Statement
from kg.queries.near.recommending import recommend
from kg.queries.near.similar import similar_papers
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator


def paper(number: int, year: int, title: str, *cited: int, names: tuple[str, ...] = ()) -> Paper:
    return Paper(
        key(number),
        title,
        "",
        published=dt.date(year, 2, 1),
        references=tuple(Reference(key(one)) for one in cited),
        named=tuple(Named("Method", name, "USES") for name in names),
    )


def key(number: int) -> str:
    return f"1001.{number:05}"


BEES, WASPS, ANTS = 1, 2, 3
FIRST, SECOND, ASKING, NEWER, ALIKE, ALONE = 11, 12, 13, 14, 15, 16

PAPERS = (
    paper(BEES, 2001, "Dances of bees"),
    paper(WASPS, 2002, "Nests of wasps"),
    paper(ANTS, 2003, "Roads of ants"),
    paper(FIRST, 2010, "Insects that build", BEES, WASPS, ANTS, names=("Frobnet", "Zorbulator")),
    paper(SECOND, 2011, "Insects that speak", BEES, ANTS, names=("Frobnet",)),
    paper(ASKING, 2012, "Swarms of robots", BEES, WASPS, names=("Frobnet", "Zorbulator")),
    paper(NEWER, 2020, "Swarms of robots, ten years on", BEES, WASPS, ASKING),
    paper(ALIKE, 2009, "Robots that swarm: swarms of robots"),
    paper(ALONE, 2015, "Entirely elsewhere"),
)
"""FIRST and SECOND cite ANTS beside what ASKING cites."""


@pytest.fixture(scope="module")
def insects(server: local.Connection) -> Iterator[Store]:
    """The graph of these papers; tests only read it."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        said = tuple(Statement("a", one.paper_id, one) for one in PAPERS)
        assimilate(opened, [Contents("a", said, whole=True)])
        yield opened


def test_what_the_others_cite_besides_is_recommended_first_with_its_reasons(insects: Store) -> None:
    first = recommend(insects, [key(ASKING)])[0]
    assert first.paper.title == "Roads of ants"
    assert first.reasons == (
        "cited by 2 papers together with 'Dances of bees' (2) and 'Nests of wasps' (1)",
        "cited 2 times in all",
    )


def test_nothing_known_nothing_newer_and_not_itself_is_recommended(insects: Store) -> None:
    found = {one.paper.paper_id for one in recommend(insects, [key(ASKING)])}
    assert not found & {key(BEES), key(WASPS), key(ASKING), key(NEWER)}


def test_a_near_text_is_recommended_and_says_so(insects: Store) -> None:
    near = {one.paper.paper_id: one for one in recommend(insects, [key(ASKING)])}[key(ALIKE)]
    assert near.reasons[-1] == "its text is the 1st nearest" or "its text is the 2nd nearest" in near.reasons


def test_a_set_is_one_list_of_references(insects: Store) -> None:
    found = recommend(insects, [key(BEES), key(WASPS), key(BEES)])
    assert {one.paper.title: one.reasons[0] for one in found}["Roads of ants"] == (
        "cited by 2 papers together with 'Dances of bees' (2) and 'Nests of wasps' (1)"
    )
    assert not {key(BEES), key(WASPS)} & {one.paper.paper_id for one in found}


def test_a_paper_of_which_no_reference_is_known_stands_for_its_list(insects: Store) -> None:
    # 2001 lets nothing newer through, so it is asked as the only paper of 2003: BEES and WASPS are cited beside it.
    found = [one.paper.paper_id for one in recommend(insects, [key(ANTS)])]
    assert found[0] == key(BEES)
    assert key(WASPS) in found


def test_nobody_is_recommended_to_a_stranger_among_papers(insects: Store) -> None:
    assert recommend(insects, [key(ALONE)]) == ()


def test_a_paper_that_is_not_there_is_a_sentence(insects: Store) -> None:
    with pytest.raises(CallError, match=r"has no paper 9999\.99999: kg search finds papers"):
        recommend(insects, [key(BEES), "9999.99999"])
    with pytest.raises(CallError, match=r"has no paper 9999\.99999: kg search finds papers"):
        similar_papers(insects, "9999.99999")


def test_a_similar_paper_says_what_it_shares_the_rarest_first(insects: Store) -> None:
    found = {one.paper.paper_id: one for one in similar_papers(insects, key(ASKING))}
    assert found[key(FIRST)].reasons[:2] == ("shares Zorbulator and Frobnet", "2 common references")
    assert found[key(SECOND)].reasons[:2] == ("shares Frobnet", "1 common reference")
    assert "it cites this paper" in found[key(NEWER)].reasons
    assert key(ASKING) not in found


def test_papers_that_are_cited_together_are_similar(insects: Store) -> None:
    found = similar_papers(insects, key(BEES), limit=2)
    assert {one.paper.paper_id: one.reasons[0] for one in found} == {
        key(WASPS): "cited together 3 times",
        key(ANTS): "cited together 2 times",
    }
