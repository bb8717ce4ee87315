"""One page of daily papers as browsers and scraping tools write it down."""

# ruff: noqa: E501 - a page's lines are as long as they are

from __future__ import annotations

import datetime as dt
import html
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Organization

if TYPE_CHECKING:
    from collections.abc import Callable


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
