"""Tests of kg.identity.merging."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.identity import ids, merging
from kg.model import Author, Paper, Statement

TITLE = "KettleNet: Boiling Tokens in One Pass"


def statement(name: str, title: str = TITLE, **fields: Any) -> Statement:
    given = {"paper_id": fields.pop("paper_id", None) or ids.slug(title), "title": title, **fields}
    return Statement("file", name, Paper(**given))


def merge(*statements: Statement, apart: tuple[tuple[str, str], ...] = ()) -> list[set[str]]:
    cards = [merging.card(one, one.key) for one in statements]
    return [set(cluster.members) for cluster in merging.merge(cards, [frozenset(pair) for pair in apart]).clusters]


def ada(year: int | None = 2025, **fields: Any) -> dict[str, Any]:
    return {"authors": (Author("Ada Example"), Author("Bo Example")), "year": year, **fields}


def test_one_shared_identifier_makes_one_paper_whatever_the_titles() -> None:
    one = statement("a", "A first title", paper_id="10.1145/11.22")
    two = statement("b", "Another title", paper_id="2504.00002", ids={"doi": "https://doi.org/10.1145/11.22"})
    three = statement("c", "A third", paper_id="W123", ids={"arxiv": "2504.00002v3"})
    assert merge(one, two, three) == [{"a", "b", "c"}]


def test_no_paper_gets_two_arxiv_ids() -> None:
    one = statement("a", paper_id="2504.00001", ids={"doi": "10.1145/1.2"})
    two = statement("b", paper_id="2504.00002", ids={"doi": "10.1145/1.2"})
    assert merge(one, two) == [{"a"}, {"b"}]


def test_a_weaker_identifier_does_not_join_what_stronger_ones_tell_apart() -> None:
    one = statement("a", "One title", paper_id="10.1001/jama.1", ids={"pmid": "12090863"})
    two = statement("b", "Another title", paper_id="10.1001/jama.2", ids={"pmid": "12090863"})
    assert merge(one, two) == [{"a"}, {"b"}]
    twin = statement("b", "Another title", paper_id="10.1001/jama.1", ids={"openalex": "W22"})
    assert merge(statement("a", paper_id="10.1001/jama.1", ids={"openalex": "W11"}), twin) == [{"a", "b"}]


def test_equal_titles_years_and_authors_make_one_paper() -> None:
    assert merge(statement("a", **ada()), statement("b", f"{TITLE}.", paper_id="2504.00001", **ada())) == [{"a", "b"}]


def test_a_preprint_may_come_out_two_years_later() -> None:
    preprint = statement("a", paper_id="2304.00001", **ada(2023))
    assert merge(preprint, statement("b", paper_id="10.1145/1.2", **ada(2025))) == [{"a", "b"}]
    assert merge(preprint, statement("b", paper_id="10.1145/1.2", **ada(2026))) == [{"a"}, {"b"}]
    assert merge(statement("a", **ada(2023)), statement("b", **ada(2025))) == [{"a"}, {"b"}]


def test_nearly_equal_titles_are_two_papers() -> None:
    titles = [TITLE, TITLE + " Again", TITLE.replace("One", "Two"), "KettleNet", TITLE + ", Part II"]
    assert len(merge(*(statement(title, title, **ada()) for title in titles))) == len(titles)


def test_other_first_authors_are_two_papers() -> None:
    other = statement("b", authors=(Author("Cy Other"),), year=2025)
    assert merge(statement("a", **ada()), other) == [{"a"}, {"b"}]
    assert merge(statement("a", **ada()), statement("b", authors=(Author("Anonymous"),), year=2025)) == [{"a", "b"}]


def test_different_identifiers_of_one_kind_are_two_papers_of_one_title() -> None:
    one, two = statement("a", paper_id="10.1145/1.2", **ada()), statement("b", paper_id="10.1145/3.4", **ada())
    assert merge(one, two) == [{"a"}, {"b"}]


def test_a_paper_that_may_be_either_of_two_stays_alone_unless_one_agrees_better() -> None:
    one = statement("a", paper_id="2504.00001", year=2025, author_count=2)
    two = statement("b", paper_id="2504.00002", year=2025, author_count=7)
    assert merge(one, two, statement("c", year=2025)) == [{"a"}, {"b"}, {"c"}]
    assert merge(one, two, statement("c", year=2025, author_count=7)) == [{"a"}, {"b", "c"}]


def test_a_year_that_is_not_known_is_no_agreement() -> None:
    abstract = "Language models boil slowly, and much heat is lost on the way to tokens. " * 3
    assert merge(statement("a", year=2025), statement("b", paper_id="2504.00001", title=TITLE, year=0)) == [{"a", "b"}]
    assert merge(statement("a", year=2025), statement("b", paper_id="10.1145/1.2")) == [{"a"}, {"b"}]
    assert merge(statement("a", **ada()), statement("b", paper_id="10.1145/1.2", **ada(None))) == [{"a", "b"}]
    both = {"abstract": abstract}
    assert merge(statement("a", year=2025, **both), statement("b", paper_id="10.1145/1.2", **both)) == [{"a", "b"}]


def test_common_titles_tell_no_paper() -> None:
    assert len(merge(statement("a", "Introduction", year=2025), statement("b", "Introduction", year=2025))) == 2


def test_what_somebody_told_apart_stays_apart() -> None:
    one, two = statement("a", paper_id="2504.00001", **ada()), statement("b", paper_id="2504.00001", **ada())
    assert merge(one, two) == [{"a", "b"}]
    assert merge(one, two, apart=(("a", "b"),)) == [{"a"}, {"b"}]


def test_a_free_key_joins_only_with_the_title() -> None:
    one, two = statement("a", "One thing", paper_id="1"), statement("b", "Another thing", paper_id="1")
    assert merge(one, two) == [{"a"}, {"b"}]
    assert merge(one, statement("b", "One thing", paper_id="1")) == [{"a", "b"}]


PAPERS = st.lists(
    st.builds(
        lambda paper_id, doi, year, author: {
            "paper_id": paper_id,
            "ids": {"doi": doi} if doi else {},
            "year": year,
            "authors": (Author(author),) if author else (),
        },
        st.sampled_from([None, "2504.00001", "2504.00002", "W11", "W22"]),
        st.sampled_from([None, "10.1145/1.2", "10.1145/3.4"]),
        st.sampled_from([None, 2023, 2025, 2026]),
        st.sampled_from([None, "Ada Example", "Cy Other"]),
    ),
    min_size=2,
    max_size=7,
)


@given(PAPERS, st.randoms(use_true_random=False))
def test_the_order_of_the_statements_does_not_matter(papers: list[dict[str, Any]], random: Any) -> None:
    statements = [statement(f"s{number}", **paper) for number, paper in enumerate(papers)]
    once = merge(*statements)
    random.shuffle(statements)
    assert merge(*statements) == once
    for members in once:
        arxiv = {one.paper.paper_id for one in statements if one.key in members and one.paper.paper_id[0] == "2"}
        assert len({value for value in arxiv if ids.identify(value)}) <= 1


def test_a_day_agrees_better_than_a_year() -> None:
    one = statement("a", paper_id="2504.00001", published=dt.date(2025, 4, 1))
    two = statement("b", paper_id="2504.00002", published=dt.date(2025, 4, 9))
    assert merge(one, two, statement("c", published=dt.date(2025, 4, 9))) == [{"a"}, {"b", "c"}]
