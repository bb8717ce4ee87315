"""One page as other tools give it: each way it is read as it stands, or refused in one sentence."""

# ruff: noqa: E501 - a page's lines are as long as they are
from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.errors import SourceError
from kg.model import Organization, Paper
from kg.sources import daily_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.sources.reject import Reject
from tests.kg.sources.scrapes import PAPERS, TODAY, VARIANTS, firecrawl, url


def read(page: str | bytes) -> tuple[list[Paper], list[Reject]]:
    rejects: list[Reject] = []
    data = page if isinstance(page, bytes) else page.encode()
    return list(daily_page.parse(data, "page.txt", on_reject=rejects.append, today=TODAY)), rejects


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_every_tool_gives_the_same_papers(variant: Callable[[], str]) -> None:
    papers, rejects = read(variant())
    assert not rejects
    assert [paper.title for paper in papers] == [paper.title for paper in PAPERS]
    for paper, shown in zip(papers, PAPERS, strict=True):
        assert " ".join(paper.abstract.split()) == shown.abstract
        assert (paper.published, paper.author_count) == (shown.day, shown.authors)
        assert paper.organization is None if shown.organization is None else paper.organization is not None
        if "/papers/" in variant():
            assert (paper.paper_id, paper.ids) == (shown.arxiv, {"arxiv": shown.arxiv})
        if "login?next=%2Fpapers%2F2506" in variant():
            assert paper.upvotes == shown.upvotes
        if "#community" in variant():
            assert paper.comments == shown.comments
        if "/allenai" in variant():
            assert paper.organization == shown.organization


OWN = PAPERS[0]

OWN_PAGES = {
    "copied": f"Papers\n\narxiv:{OWN.arxiv}\n\n{OWN.title}\n\nPublished on Jun 2\n·\n Submitted by\nada\n\nUpvote\n\n101\n\n"
    f"Authors:\nAda Example ,\nJérôme Müller\n\nAbstract\n\n{OWN.abstract}\n\nView arXiv page\n\nView PDF\n\nCommunity\n\nNice.\n",
    "scraped": f"---\nurl: {url(OWN)}\n---\n# {OWN.title}\n\nPublished on Jun 2\n\nAuthors:\n\n[Ada Example](https://x.org/a),\n\n"
    f"[Jérôme Müller](https://x.org/b)\n\n## Abstract\n\n{OWN.abstract}\n\n[View arXiv page](https://arxiv.org/abs/{OWN.arxiv})\n",
    "html": f"<html><body><h1>{OWN.title}</h1><div>Published on Jun 2</div><div>Authors: <a>Ada Example</a>, <a>Jérôme Müller"
    f"</a></div><h2>Abstract</h2><p>{html.escape(OWN.abstract)}</p><a href='https://arxiv.org/abs/{OWN.arxiv}'>View arXiv page"
    f"</a> <p>arxiv:{OWN.arxiv}</p></body></html>",
}


@pytest.mark.parametrize("page", OWN_PAGES.values(), ids=OWN_PAGES)
def test_a_papers_own_page_gives_that_paper(page: str) -> None:
    ((paper,), rejects) = read(page)
    assert not rejects
    assert (paper.paper_id, paper.title, paper.abstract) == (OWN.arxiv, OWN.title, OWN.abstract)
    assert (paper.published, [author.name for author in paper.authors]) == (OWN.day, ["Ada Example", "Jérôme Müller"])


def test_a_paper_whose_title_lost_its_link_is_named() -> None:
    page = firecrawl().replace(f"### [{PAPERS[1].title}]({url(PAPERS[1])})", f"### {PAPERS[1].title}")
    page = page.replace(f"[{PAPERS[1].abstract}]({url(PAPERS[1])})", PAPERS[1].abstract)
    papers, rejects = read(page)
    assert [paper.paper_id for paper in papers] == [PAPERS[0].arxiv, PAPERS[2].arxiv]
    assert any(PAPERS[1].abstract[:40] in reject.text for reject in rejects)


@pytest.mark.parametrize(
    "page",
    [
        "Daily Papers\n\nJun 11\n\n"
        + "".join(f"<a href=x>{p.title}\n\n{p.abstract}\n\n• 2 authors\n·\nJun 2\n\n" for p in PAPERS),
        "Daily Papers\n\nJun 11\n\n"
        + "".join(f"[{n}] https://x.org\n\n{p.abstract}\n\n• 2 authors\n·\nJun 2\n\n" for n, p in enumerate(PAPERS)),
    ],
)
def test_a_page_most_of_which_looks_unlike_papers_is_refused_in_one_sentence(page: str) -> None:
    with pytest.raises(SourceError, match=r"^page\.txt, line \d+: .*\.$"):
        read(page)


def test_a_search_page_gives_what_it_shows(shared: Path) -> None:
    papers, _ = read((shared / "cases" / "14-search-page.html").read_bytes())
    assert [paper.paper_id for paper in papers] == ["2502.00002", "2502.00003"]


def test_scraped_pages_give_their_papers(shared: Path) -> None:
    papers, rejects = read((shared / "cases" / "01-markdown-scrape.md").read_bytes())
    assert [paper.paper_id for paper in papers] == ["2606.00683", "2609.11115", "2502.20581", "2609.00319"]
    assert papers[0].organization == Organization("acme-ai", "ACME")
    assert (papers[0].comments, papers[0].upvotes, papers[1].comments) == (6, 101, 9)
    assert papers[2].title == "The Noisy Path from Shore to Sea: Measuring How Readers Engage with Past Work"
    assert [paper.author_count for paper in papers] == [None, None, 3, 10]
    assert not any("](" in paper.abstract or "\\" in paper.abstract for paper in papers)
    again, more = read((shared / "cases" / "03-links-on-own-lines.md").read_bytes())
    assert [paper.paper_id for paper in again] == ["2410.05434", "2306.14898", "2510.21057", "2310.17680"]
    assert [(paper.author_count, paper.comments) for paper in again] == [(2, None), (4, None), (None, 1), (6, 4)]
    assert again[2].organization == Organization("google", "Google")
    assert not any("huggingface.co" in paper.title + paper.abstract for paper in again)
    assert rejects == more == []


def test_a_search_page_without_cards_gives_the_results_of_the_search() -> None:
    item = '{"paper": {"id": "2502.0000%d", "title": "T%d", "summary": "S"}}'
    props = f'{{"dailyPapers": [{item % (1, 1)}], "query": {{"q": "x"}}, "searchResults": [{item % (2, 2)}]}}'
    page = f'<html><body><div data-props="{html.escape(props)}"></div></body></html>'
    assert [paper.paper_id for paper in read(page)[0]] == ["2502.00002"]


def test_a_papers_own_page_with_its_json_is_that_paper_alone() -> None:
    item = '{"paper": {"id": "2502.0000%d", "title": "T%d", "summary": "S"}}'
    props = f'{{"similar": [{item % (1, 1)}], "main": {item % (2, 2)}}}'
    head = '<link rel="canonical" href="https://huggingface.co/papers/2502.00002">'
    page = f'<html><head>{head}</head><body><div data-props="{html.escape(props)}"></div></body></html>'
    assert [paper.paper_id for paper in read(page)[0]] == ["2502.00002"]


@pytest.mark.parametrize("sign", ["[", "](", "![", "[]("])
def test_hostile_marks_take_no_long_time(sign: str) -> None:
    page = firecrawl() + "\n" + sign * 20_000 + "\n"
    assert len(read(page)[0]) == len(PAPERS)
    assert replace(PAPERS[0], comments=None).comments is None
