"""Papers of Hugging Face: an item of Daily Papers, a paper's own page, and a search.

An item holds the paper inside (``{"paper": {...}, "numComments": 3}``); a page and a bare record are the paper itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.model import Author, Organization, Paper, Repository
from kg.sources.parsers.answer import AnswerError, loaded, titled
from kg.sources.parsers.fields import Fields, OnOmission, ignore, kind, line
from kg.sources.parsers.github import address
from kg.sources.parsers.identifiers import Identifiers, spell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UNSURE = {"extracted_pending", "admin_rejected", "claimed_rejected"}
"""What the site says of an account that may not be the author's."""

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def page(body: bytes) -> tuple[Any, ...]:
    """Read an answer: a list of items, or one paper.

    Raises:
        AnswerError: it is neither.
    """
    value = loaded(body)
    if isinstance(value, dict):
        for name in ("papers", "dailyPapers", "results"):
            if isinstance(value.get(name), list):
                return tuple(value[name])
        if "error" in value or not ({"id", "paper"} & value.keys()):
            raise AnswerError(f"it says {line(str(value.get('error') or value.get('message') or 'nothing of papers'))}")
        return (value,)
    if not isinstance(value, list):
        raise AnswerError(f"it is {kind(value)}, not a list of papers")
    return tuple(value)


def paper(value: Mapping[str, Any], on_omission: OnOmission = ignore) -> Paper:
    """Read one paper: an item of Daily Papers, a page's detail, or a bare record.

    Raises:
        ValueError: it has neither an identifier nor a title.
    """
    item = Fields(value, on_omission)
    inner = item.object("paper") if isinstance(value.get("paper"), dict) else item
    identifiers = Identifiers(on_omission)
    identifiers.add("id", "arxiv", inner.identifier("id"))
    title = inner.text("title") or item.text("title")
    paper_id = titled(title, identifiers)
    published, year = inner.date("publishedAt")
    if published is None and inner is not item:
        published, year = item.date("publishedAt")
    comments = item.count("numComments")
    arxiv = identifiers.by_kind.get("arxiv")
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=inner.text("summary") or item.text("summary"),
        published=published,
        year=year,
        authors=tuple(_authors(inner)),
        organization=_organization(item.object("organization")) or _organization(inner.object("organization")),
        comments=inner.count("numComments") if comments is None and inner is not item else comments,
        upvotes=inner.count("upvotes"),
        url=f"https://huggingface.co/papers/{arxiv}" if arxiv else None,
        ids=identifiers.by_kind,
        repositories=tuple(_repositories(inner if inner.raw("githubRepo") else item)),
    )


def key(value: Mapping[str, Any]) -> str | None:
    """Give a paper's own id at the site, which is its arXiv id."""
    inner = value["paper"] if isinstance(value.get("paper"), dict) else value
    given = inner.get("id")
    return spell("arxiv", given) if isinstance(given, str) else None


def _authors(inner: Fields) -> Iterator[Author]:
    """Read the authors; one whose account is hidden on the site is an author all the same."""
    for item in inner.list("authors"):
        if isinstance(item, str) and line(item):
            yield Author(line(item))
        elif isinstance(item, dict):
            fields = Fields(item, inner.on_omission, path=f"{inner.path}authors.")
            name = fields.text("name")
            account = fields.object("user") if fields.raw("user") is not None else Fields({})
            name = name or account.text("fullname")
            if not name:
                fields.omit("name", "an author has no name")
                continue
            handle = account.text("user") or account.text("name")
            sure = handle and fields.raw("status") not in _UNSURE
            yield Author(name, {"huggingface": handle} if sure else {})
        elif item is not None and item != "":
            inner.omit("authors", f"one entry is {kind(item)}, not an object")


def _organization(fields: Fields) -> Organization | None:
    handle, name = fields.text("name"), fields.text("fullname")
    return Organization(handle or name, name or handle) if handle or name else None


def _repositories(fields: Fields) -> Iterator[Repository]:
    """Read the repository, official where a person said so; the site's own guess may be somebody else's."""
    given = fields.text("githubRepo")
    if not given:
        return
    url = address(given) or (given if _ADDRESS.fullmatch(given) else None)
    if url is None:
        fields.omit("githubRepo", f"{given[:60]} is no address of a repository")
        return
    official = True if fields.raw("githubRepoAddedBy") == "user" else None
    yield Repository(url, official=official, stars=fields.count("githubStars"))
