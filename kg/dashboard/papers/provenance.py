"""Where a paper's record comes from, what made several records one, and facts of its code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from kg.dashboard.layout.links import outward
from kg.dashboard.layout.pieces import section
from kg.dashboard.words.wording import count, plain, source_name
from kg.identity.places import outside

if TYPE_CHECKING:
    from kg.model import Repository
    from kg.queries.records import PaperView


def banner(paper: PaperView) -> None:
    """Say before everything else that a paper was retracted or withdrawn."""
    if paper.status is None:
        return
    by = f", {_named(paper.status_sources)} {'says' if len(paper.status_sources) == 1 else 'say'}"
    st.html(
        f'<div class="kg-banner" role="alert"><b>This paper was {plain(paper.status)}</b>'
        f"{plain(by) if paper.status_sources else ''}. Do not rely on it without reading why.</div>"
    )


def repositories(paper: PaperView) -> None:
    """Draw the facts of the paper's repositories of code."""
    if not paper.repositories:
        return
    section("Code")
    said = _sayers(paper)
    items = "".join(_repository(one, said.get(_place(one.url), "a source lists it")) for one in paper.repositories)
    st.html(f'<ul class="kg-list">{items}</ul>')


def sources(paper: PaperView) -> None:
    """Draw which sources speak of the paper, what made their records one, and which is believed for what."""
    if not paper.sources and not paper.identifiers:
        return
    section("Sources", _of(len(paper.sources)))
    if paper.merged_by:
        st.html(
            f'<p class="kg-small">Several records are this one paper, because they share: '
            f"{plain(', '.join(map(_reason, paper.merged_by)))}. <code>kg split</code> takes them apart.</p>"
        )
    with st.expander("Where each part comes from"):
        lines = [f"<li><b>{plain(source_name(source))}</b></li>" for source in paper.sources]
        lines += [
            f"<li>{plain(name)}: {plain(source_name(by))}</li>" for name, by in sorted(paper.field_sources.items())
        ]
        lines += [f"<li><code>{plain(identifier)}</code></li>" for identifier in paper.identifiers]
        st.html(f'<ul class="kg-list kg-small kg-tight">{"".join(lines)}</ul>')


def _sayers(paper: PaperView) -> dict[str, str]:
    """Tell who says of each place that it is the repository: the paper's text, a source, or both."""
    said = {}
    for relation in paper.relations:
        if relation.type == "HAS_CODE":
            ways = ["its text names it" if relation.mentions else "", "a source lists it" if relation.listed else ""]
            said[relation.entity.name.casefold()] = ", ".join(filter(None, ways)) or "a source lists it"
    return said


def _place(url: str) -> str:
    return urlsplit(url).path.strip("/").removesuffix(".git").casefold()


def _repository(repository: Repository, said: str) -> str:
    url = outside(repository.url)
    parts = urlsplit(repository.url)
    name = parts.path.strip("/") or parts.netloc or repository.url
    facts = [
        {True: "the authors' own", False: "somebody else's", None: ""}[repository.official],
        count(repository.stars, "star") if repository.stars is not None else "",
        repository.license or "",
        f"last pushed {repository.pushed_at[:10]}" if repository.pushed_at else "",
        said,
    ]
    archived = ' <span class="kg-flag kg-quieter">archived</span>' if repository.archived else ""
    told = f'<div class="kg-faint">{plain(" · ".join(fact for fact in facts if fact))}</div>'
    described = f'<div class="kg-small">{plain(repository.description)}</div>' if repository.description else ""
    return (
        f'<li><div class="kg-small">{outward(name, url) if url else plain(name)}{archived}</div>{described}{told}</li>'
    )


def _of(number: int) -> str:
    return count(number, "source") if number else ""


def _reason(by: str) -> str:
    if by.startswith("title ("):
        return f"the title, with a score of {by.removeprefix('title (').removesuffix(')')}"
    return by.replace(":", " ", 1)


def _named(sources: tuple[str, ...]) -> str:
    return " and ".join(map(source_name, sources))
