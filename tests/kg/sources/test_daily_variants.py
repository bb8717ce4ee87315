"""One page as other tools give it: each way it is read as it stands, or refused in one sentence."""

# ruff: noqa: E501 - a page's lines are as long as they are
from __future__ import annotations

import datetime as dt
import html
import re
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from kg.errors import SourceError
from kg.model import Organization, Paper
from kg.sources import daily_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.sources.reject import Reject

TODAY = dt.date(2026, 6, 11)
HOME = "https://huggingface.co"


@dataclass(frozen=True)
class Shown:
    """A paper as the page shows it."""

    arxiv: str
    title: str
    abstract: str
    who: str
    when: str
    day: dt.date
    authors: int | None = None
    organization: Organization | None = None
    comments: int | None = None
    upvotes: int = 1


PAPERS = (
    Shown(
        "2506.00001",
        "KettleNet: Boiling Tokens in One Pass, Twice",
        "Language models boil slowly, and much of the heat is lost. We present KettleNet, which boils all tokens in one "
        "pass. It reaches 71.2% on GLUE with an x_max of $a_i * b_i$, and needs half of the heat of BERT-base.",
        "4 authors", "Jun 2", dt.date(2026, 6, 2), authors=4, comments=3, upvotes=101,
    ),
    Shown(
        "2506.00002",
        "What Do Spoons Know? A Study (of Stirring) in 7 Languages",
        "Stirring is widely used, yet nobody knows why it works. We audit twenty spoons in seven languages and find that "
        "few of them stir at all: 15,942 stirs were recorded. Code is at https://github.com/spoon-lab/stir.",
        "allenai Ai2", "Dec 17, 2025", dt.date(2025, 12, 17), organization=Organization("allenai", "Ai2"), upvotes=17,
    ),
    Shown(
        "2502.00003",
        "SaltBench",
        "We introduce SaltBench, a benchmark of 1,283 tasks that ask for salt. Models of 7B parameters fail at most of "
        "them, and larger ones do not. We release everything under an open licence.",
        "1 author", "Feb 27, 2025", dt.date(2025, 2, 27), authors=1, upvotes=5,
    ),
)  # fmt: skip


def url(paper: Shown, end: str = "") -> str:
    return f"{HOME}/papers/{paper.arxiv}{end}"


def login(paper: Shown) -> str:
    return f"{HOME}/login?next=%2Fpapers%2F{paper.arxiv}"


def name(paper: Shown) -> str:
    return paper.organization.name if paper.organization else paper.who


def comments(paper: Shown) -> str:
    return str(paper.comments or "")


def wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def firecrawl() -> str:
    parts = ["new\n\n[Subscribe](https://huggingface.co/login?next=%2Fpapers)\n\n# Daily Papers\n\nJun 11\n"]
    for paper in PAPERS:
        who = (
            f"[![allenai](https://cdn-avatars.huggingface.co/x.png){name(paper)}]({HOME}/allenai)"
            if paper.organization
            else f"[- ![](https://huggingface.co/avatars/1.svg)\\\\\n- {paper.who}]({url(paper)})"
        )
        count = f"[{paper.comments}]({url(paper, '#community')})" if paper.comments else ""
        parts.append(
            f"[{paper.upvotes}]({login(paper)})\n\n### [{paper.title}]({url(paper)})\n\n[{paper.abstract}]({url(paper)})"
            f"\n\n{who}\n\n·\n\n{paper.when}{count}\n"
        )
    return "\n".join(parts)


def firecrawl_with_thumbnails() -> str:
    page = firecrawl()
    for paper in PAPERS:
        page = page.replace(
            f"[{paper.upvotes}]({login(paper)})",
            f"[![](https://cdn-thumbnails.huggingface.co/{paper.arxiv}.png)]({url(paper)})\n\n[{paper.upvotes}]({login(paper)})",
        )
    return page


def jina() -> str:
    parts = [f"Title: Daily Papers - Hugging Face\n\nURL Source: {HOME}/papers\n\nMarkdown Content:\n\nJun 11\n"]
    for number, paper in enumerate(PAPERS):
        who = (
            f"[![Image {number}](https://x.org/a.png)Ai2]({HOME}/allenai)" if paper.organization else f"*   {paper.who}"
        )
        count = f" [{paper.comments}]({url(paper, '#community')})" if paper.comments else ""
        parts.append(
            f"[{paper.title}]({url(paper)})\n{'-' * 40}\n\n{paper.abstract}\n\n{who}\n\n·\n\n{paper.when}{count}\n"
        )
    return "\n".join(parts)


def html2text() -> str:
    parts = ["[ Hugging Face ](/)\n\n#  Daily Papers\n\nJun 11\n"]
    for paper in PAPERS:
        abstract = "\n".join(wrapped(paper.abstract, 78))
        who = "[ ![](https://x.org/a.png) Ai2 ](/allenai)" if paper.organization else f"  * {paper.who}"
        count = f"[ {paper.comments} ](/papers/{paper.arxiv}#community)" if paper.comments else ""
        parts.append(
            f"[ {paper.upvotes} ](/login?next=%2Fpapers%2F{paper.arxiv})\n\n###  [ {paper.title}\n](/papers/{paper.arxiv})"
            f"\n\n{abstract}\n\n{who}\n\n·\n\n{paper.when} {count}\n"
        )
    return "\n".join(parts)


def html2text_references() -> str:
    parts, links = ["# Daily Papers\n\nJun 11\n"], []
    for number, paper in enumerate(PAPERS, 1):
        links.append(f"   [{number}]: /papers/{paper.arxiv}")
        parts.append(
            f"### [{paper.title}][{number}]\n\n[{paper.abstract}][{number}]\n\n  * {paper.who}\n\n·\n\n{paper.when}\n"
        )
    return "\n".join([*parts, *links]) + "\n"


def pandoc() -> str:
    parts = ["::: {.container}\n# Daily Papers {#daily}\n:::\n\nJun 11\n"]
    for paper in PAPERS:
        title = "\n".join(wrapped(paper.title.replace("'", "\\'"), 60))
        abstract = "\n".join(wrapped(paper.abstract, 72)).replace("_", "\\_").replace("*", "\\*")
        abstract = abstract.replace("$a\\_i \\* b\\_i$", "$a_i * b_i$")
        parts.append(
            f":::: {{.article}}\n### [{title}](/papers/{paper.arxiv}){{.line-clamp-3 .cursor-pointer}}\n\n{abstract}\n\n"
            f"-   {paper.who}\n\n·\n\n{paper.when}\n::::\n"
        )
    return "\n".join(parts)


def lynx() -> str:
    lines, links = (
        ["   [1]Hugging Face", "   * [2]Models", "", "Daily Papers", "", "   Jun 11", ""],
        [HOME, f"{HOME}/models"],
    )

    def link(address: str) -> str:
        links.append(address)
        return f"[{len(links)}]"

    for paper in PAPERS:
        lines += [f"   {link(login(paper))}{paper.upvotes}", ""]
        lines += [f"   {line}" for line in wrapped(link(url(paper)) + paper.title, 50)] + [""]
        lines += [f"   {line}" for line in wrapped(link(url(paper)) + paper.abstract, 72)] + [""]
        if paper.organization:
            lines += [f"   [a.png] {link(HOME + '/allenai')}Ai2"]
        else:
            lines += [f"     * {link(url(paper))}{paper.who}"]
        count = f" {link(url(paper, '#community'))}{paper.comments}" if paper.comments else ""
        lines += ["   ·", f"   {paper.when}{count}", ""]
    lines += ["References", "", *(f"   {number}. {address}" for number, address in enumerate(links, 1)), ""]
    return "\n".join(lines)


def elinks() -> str:
    return lynx().replace("References\n", "References\n\n   Visible links\n")


def lynx_of_a_saved_file() -> str:
    return lynx().replace(f"{HOME}/papers/", "file:///papers/").replace(f"{HOME}/allenai", "file:///allenai")


def w3m() -> str:
    parts = ["Daily Papers\n\nJun 11\n"]
    for paper in PAPERS:
        text = "\n".join(wrapped(paper.abstract, 79))
        parts.append(f"{paper.title}\n\n{text}\n\n  • {paper.who}\n·\n{paper.when} {comments(paper)}\n")
    return "\n".join(parts).replace("  • allenai", "allenai")


def links_on_own_lines() -> str:
    parts = ["# Daily Papers - Hugging Face\n\nJun 11\n\n"]
    for paper in PAPERS:
        who = f" {name(paper)}\n\n{HOME}/allenai" if paper.organization else f"[\n\n{paper.who}]({url(paper)})"
        count = f"\n\n{paper.comments}\n\n{url(paper, '#community')}" if paper.comments else ""
        parts.append(
            f" [-] {paper.upvotes}\n\n{login(paper)}\n\n{paper.title}\n\n{url(paper)}\n\n{paper.abstract}\n\n{url(paper)}"
            f"\n\n{who}\n\n·\n\n{paper.when} {count}\n\n"
        )
    return "".join(parts)


def links_in_angles() -> str:
    parts = ["Daily Papers\n\nJun 11\n"]
    for paper in PAPERS:
        parts.append(  # noqa: PERF401 - as the other tools
            f"{paper.title} <{url(paper)}>\n\n{paper.abstract}\n\n• {paper.who}\n·\n{paper.when} {comments(paper)}\n"
        )
    return "\n".join(parts).replace("• allenai", "allenai")


def links_in_parentheses() -> str:
    return links_in_angles().replace(f"<{HOME}", f"({HOME}").replace(">\n", ")\n")


def trafilatura() -> str:
    lines = ["Daily Papers", "Jun 11"]
    for paper in PAPERS:
        lines += [
            f"### {paper.title}",
            paper.abstract,
            f"- {paper.who}",
            "·",
            f"{paper.when} {comments(paper)}".strip(),
        ]
    return "\n".join(lines).replace("- allenai", "allenai") + "\n"


def markdown_without_links() -> str:
    parts = ["# Daily Papers\n\nJun 11\n"]
    for paper in PAPERS:
        who = paper.who if paper.organization else f"* {paper.who}"
        parts.append(f"### **{paper.title}**\n\n{paper.abstract}\n\n{who}\n·\n{paper.when}\n")
    return "\n".join(parts)


def reader_mode() -> str:
    page = "".join(
        f'<h3><a href="{url(paper)}">{html.escape(paper.title)}</a></h3><p>{html.escape(paper.abstract)}</p>'
        f"<ul><li>{paper.who}</li></ul><p>·</p><p>{paper.when}</p>"
        for paper in PAPERS
    )
    return (
        f"<html><head><title>Daily Papers</title></head><body><div id='readability-page-1'>{page}</div></body></html>"
    )


def html_with_marked_words() -> str:
    page = reader_mode().replace("Kettle", "<span class='highlight'>Kettle</span>").replace("SaltB", "<b>Salt</b>B")
    return page.replace("widely", "wide<em>ly</em>")


def weekly() -> str:
    return firecrawl().replace("Jun 11", "Week 24, 2026").replace("# Daily Papers", "# Daily Papers\n\nWeekly")


def monthly() -> str:
    return w3m().replace("Jun 11", "Monthly\n\nJune 2026")


def no_blank_lines() -> str:
    return re.sub(r"\n\n+", "\n", links_on_own_lines())


def card(paper: Shown, *, linked: bool) -> str:
    abstract = f'<p class="line-clamp-2">{html.escape(paper.abstract)}</p>'
    if linked:
        abstract = f'<a href="/papers/{paper.arxiv}">{abstract}</a>'
    who = f'<a href="/papers/{paper.arxiv}"><ul><li><img src="/a.svg"></li><li>{paper.who}</li></ul></a>'
    if paper.organization:
        who = f'<a href="/allenai"><img src="/x.png" alt="allenai"> <span>{name(paper)}</span></a>'
    count = f'<a href="/papers/{paper.arxiv}#community"><svg></svg>{paper.comments}</a>' if paper.comments else ""
    return f"""<article><a href="/papers/{paper.arxiv}"><img src="/t/{paper.arxiv}.png" alt=""></a><div>
<div>Submitted by <a href="/ada"><div>ada</div></a></div>
<div><a href="/login?next=%2Fpapers%2F{paper.arxiv}"><input type="checkbox"><div>{paper.upvotes}</div></a></div>
<div><h3><a href="/papers/{paper.arxiv}">{html.escape(paper.title)}</a></h3>{abstract}
<div>{who} <span>·</span> <time>{paper.when}</time> {count}</div></div></div></article>"""


def html_cards(*, linked: bool = False) -> str:
    cards = "".join(card(paper, linked=linked) for paper in PAPERS)
    return f"<!doctype html><html><body><h1>Daily Papers</h1><div>Jun 11</div><section>{cards}</section></body></html>"


def html_cards_with_linked_abstracts() -> str:
    return html_cards(linked=True)


def copied(*, between: str = "\n\n") -> str:
    lines = ["Daily Papers", "Jun 11"]
    for paper in PAPERS:
        lines += ["Submitted by", "ada", str(paper.upvotes), paper.title, paper.abstract]
        lines += [paper.who, f"· {paper.when} {comments(paper)}".strip()]
    return between.join(lines) + "\n"


def copied_without_blank_lines() -> str:
    return copied(between="\n").replace("Submitted by\nada", "Submitted by ada")


def html2text_without_links() -> str:
    parts = ["# Daily Papers\n\nJun 11\n"]
    for paper in PAPERS:
        abstract = "\n".join(wrapped(paper.abstract, 78))
        who = "allenai Ai2" if paper.organization else f"  *   * {paper.who}\n\n"
        shown = f"Submitted by\n\nada\n\n{paper.upvotes}\n\n### {paper.title}\n\n{abstract}\n\n{who}"
        parts.append(f"{shown} · {paper.when} {comments(paper)}\n")
    return "\n".join(parts)


def crlf_and_bom() -> str:
    return "\ufeff" + firecrawl().replace("\n", "\r\n")


VARIANTS: tuple[Callable[[], str], ...] = (
    *(firecrawl, firecrawl_with_thumbnails, jina, html2text, html2text_references, pandoc, lynx, elinks),
    *(lynx_of_a_saved_file, w3m, links_on_own_lines, links_in_angles, links_in_parentheses, trafilatura),
    *(markdown_without_links, reader_mode, html_with_marked_words, weekly, monthly, no_blank_lines, crlf_and_bom),
    *(html_cards, html_cards_with_linked_abstracts, copied, copied_without_blank_lines, html2text_without_links),
)


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
