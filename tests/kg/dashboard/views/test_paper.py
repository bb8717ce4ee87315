from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from kg import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.queries.records import PaperView
    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")


def papers(store: Store) -> list[PaperView]:
    """Every paper of the graph."""
    found = (queries.paper(store, row.paper_id) for row in queries.papers(store, limit=100).rows)
    return [paper for paper in found if paper is not None]


def together_every_character(all_papers: list[PaperView]) -> list[PaperView]:
    """Papers that hold each character that is no letter of any, and one without an abstract."""
    chosen, met = [paper for paper in all_papers if not paper.abstract][:1], set[str]()
    for paper in sorted(all_papers, key=lambda one: -len({*strange(one)})):
        if new := {*strange(paper)} - met:
            met |= new
            chosen.append(paper)
    return chosen


def strange(paper: PaperView) -> str:
    return re.sub(r"[A-Za-z]", "", f"{paper.title}{paper.abstract}")


def test_every_character_of_the_papers_reads_as_it_was_written(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    for paper in together_every_character(papers(graph)):
        said = words(read("paper", id=paper.paper_id))
        title = re.search(r"<h1>(.*?)</h1>", said, re.DOTALL)
        abstract = re.search(r'<p class="kg-prose">(.*?)</p>', said, re.DOTALL)

        assert title is not None
        assert shown(title[1]) == paper.title
        assert (shown(abstract[1]) if abstract else "") == paper.abstract


def shown(marked: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", marked))


def test_every_entity_of_a_paper_has_its_sentence(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    paper = max(papers(graph), key=lambda paper: len(paper.relations))
    said = words(read("paper", id=paper.paper_id))

    assert len(paper.relations) > 3
    for relation in paper.relations:
        assert re.search(
            rf'kg-chip kg-{relation.entity.label}"[^>]*>{re.escape(html.escape(relation.entity.name))}</a>'
            rf'.*?<p class="kg-quote kg-small">.*?<mark class="kg-{relation.mentions[0].label}"',
            said,
            re.DOTALL,
        )


def test_hostile_words_are_text(
    hostile: dict[str, str], read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    said = words(read("paper", id=hostile["paper_id"]))

    assert "<script" not in said
    assert "<img" not in said
    assert not re.search(r"""(href|src)=["']?\s*javascript""", said)
    assert "&lt;script&gt;" in said


def test_an_id_that_is_not_there_is_a_sentence_and_a_choice(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    said = words(read("paper", id="<b>none</b>"))

    assert "The graph holds no paper with the id &lt;b&gt;none&lt;/b&gt;." in said
    assert 'data-page="paper"' in said


def test_without_an_id_all_papers_are_listed_to_the_end(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    total = queries.papers(graph, limit=1).total
    pages = [words(read("paper", page=str(number))) for number in range(1, total // 20 + 2)]
    titles = {title for page in pages for title in re.findall(r'<div class="kg-title"><a [^>]*href="([^"]*)"', page)}
    assert len(titles) == total

    one = queries.papers(graph, limit=1, order="title").rows[0]
    narrowed = words(read("paper", q=one.title, order="title"))
    assert html.escape(one.title) in narrowed
    assert "No paper is like that." in words(read("paper", q="unheardofword"))
    assert "&quot;size&quot; is no order" in words(read("paper", order="size"))


def test_near_papers_say_why(graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    found = graph.read("MATCH (p:Paper)-[:USES]->(:Entity)<-[:USES]-(:Paper) RETURN p.paper_id AS id LIMIT 1")
    said = words(read("paper", id=found[0]["id"]))
    assert 'data-page="compare"' in said
    assert "How near is meant" in said
    assert "shares " in said
    assert "cited by</summary>" in said


def test_one_comment_is_not_worth_a_word(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    assert graph.read("MATCH (p:Paper {comments: 1}) RETURN count(p) AS n")[0]["n"] > 0
    assert "1 comment" not in re.sub(r"1\d comment", "", words(read("paper")).replace("1 comments", ""))
