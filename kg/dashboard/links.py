"""This file is about links: to our own pages, which keep the reader's session, and out to the web, only where safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from kg.dashboard.wording import plain
from kg.identity import ids as identifiers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.identity.kinds import Kind as IdentifierKind
    from kg.queries.records import Kind

PLACES: Final[dict[IdentifierKind, tuple[str, str]]] = {
    "arxiv": ("arXiv", "https://arxiv.org/abs/{}"),
    "doi": ("DOI", "https://doi.org/{}"),
    "acl": ("ACL Anthology", "https://aclanthology.org/{}"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id={}"),
    "openalex": ("OpenAlex", "https://openalex.org/{}"),
    "s2": ("Semantic Scholar", "https://www.semanticscholar.org/paper/{}"),
    "corpusid": ("Semantic Scholar", "https://www.semanticscholar.org/p/{}"),
    "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}"),
    "pmcid": ("PubMed Central", "https://www.ncbi.nlm.nih.gov/pmc/articles/{}"),
    "dblp": ("DBLP", "https://dblp.org/rec/{}"),
}
"""Kind of identifier to where it leads; a MAG number leads nowhere any longer."""

HUGGING_FACE: Final = "https://huggingface.co/papers/{}"

# A plain click on one of our links turns the page as the browser's own Back and Forward do, so that the session lives
# on and Back leads where it should; with Ctrl, Cmd, Shift or the middle button the browser opens a tab of its own.
_FOLLOW = """
const turn = (href) => {
  history.pushState({}, "", href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
};
const follow = (event) => {
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || elsewhere) return;
  const link = event.target.closest?.("a[data-page]");
  if (!link) return;
  event.preventDefault();
  turn(link.href);
};
let gone = null;
export default function ({ data }) {
  document.addEventListener("click", follow);
  if (data?.go && data.number !== gone) {
    gone = data.number;
    turn(new URL(data.go, document.baseURI).href);
  }
  return () => document.removeEventListener("click", follow);
}
"""
_GOING: Final = "going"
_follower = st.components.v2.component("kg_links", js=_FOLLOW)


def address(page: str, **query: str | Sequence[str]) -> str:
    """Return the address of one of our pages; a key with many values is repeated.

    Example:
        >>> address("paper", id="2406.00001")
        'paper?id=2406.00001'
    """
    return f"{page}?{urlencode(query, doseq=True, quote_via=quote)}" if query else page


def link(text: str, page: str, css: str = "", /, **query: str | Sequence[str]) -> str:
    """Return HTML: `text`, shown as written, as a link to one of our pages."""
    style = f' class="{plain(css)}"' if css else ""
    return (
        f'<a{style} data-page="{plain(page)}" href="{plain(address(page, **query))}" target="_self">{plain(text)}</a>'
    )


def node_page(kind: Kind) -> str | None:
    """Return the page that tells of nodes of a kind, or None where there is none."""
    if kind == "Paper":
        return "paper"
    return None if kind in {"Author", "Organization"} else "entity"


def follow() -> None:
    """Let links to our own pages be followed within the reader's session; a page calls it once, after `go`."""
    number, there = st.session_state.get(_GOING, (0, None))
    st.session_state[_GOING] = (number, None)
    _follower(key="links", data={"number": number, "go": there})


def go(page: str, **query: str) -> None:
    """Turn the reader's page, as a click on a link does."""
    number, _ = st.session_state.get(_GOING, (0, None))
    st.session_state[_GOING] = (number + 1, address(page, **query))


def outside(url: str | None) -> str | None:
    """Return `url` where it is a web address that is safe to offer, else None.

    Example:
        >>> outside("https://github.com/a/b"), outside("javascript:alert(1)"), outside("//evil"), outside(None)
        ('https://github.com/a/b', None, None, None)
    """
    if not url or any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else None


def outward(text: str, url: str) -> str:
    """Return HTML: a link to another site, which learns nothing of ours."""
    return f'<a class="kg-out" href="{plain(url)}" target="_blank" rel="noopener noreferrer">{plain(text)}</a>'


def paper_addresses(paper_id: str, url: str | None, ids: Mapping[str, str]) -> dict[str, str]:
    """Return where else on the web a paper stands, by the name of the place.

    Example:
        >>> paper_addresses("2405.13729", None, {})
        {'arXiv': 'https://arxiv.org/abs/2405.13729', 'Hugging Face': 'https://huggingface.co/papers/2405.13729'}
    """
    own = identifiers.identify(paper_id)
    known = ({own[0]: own[1]} if own else {}) | dict(ids)
    found: dict[str, str] = {}
    for kind, (name, pattern) in PLACES.items():
        if kind in known:
            found.setdefault(name, pattern.format(quote(known[kind], safe="/:;().-_")))
        if kind == "arxiv" and kind in known:
            found["Hugging Face"] = HUGGING_FACE.format(quote(known[kind], safe="/.-"))
    if (safe := outside(url)) and safe.rstrip("/") not in found.values() and identifiers.identify(safe) is None:
        found[str(urlsplit(safe).hostname).removeprefix("www.")] = safe
    return found
