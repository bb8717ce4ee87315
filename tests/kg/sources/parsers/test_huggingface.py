"""Tests of kg.sources.parsers.huggingface."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Organization, Repository
from kg.sources.parsers import huggingface
from tests.conftest import require
from tests.kg.sources.recordings import Omissions, daily

if TYPE_CHECKING:
    from pathlib import Path

INNER: dict[str, Any] = {
    "id": "2607.21557",
    "authors": [
        {"_id": "6a63", "name": "Ada Example", "hidden": False, "status": "claimed_verified", "user": {"user": "ada"}},
        {"_id": "6a64", "name": "Bo Example", "hidden": True},
        {"_id": "6a65", "name": "Cy Example", "status": "extracted_pending", "user": {"user": "somebody"}},
    ],
    "publishedAt": "2026-07-23T17:30:04.000Z",
    "title": "OpenSmith: Train Agents\n in Any Workshop",
    "summary": "We present OpenSmith,\na trainer for agents.",
    "upvotes": 5,
    "githubRepo": "smith/open",
    "githubRepoAddedBy": "user",
    "githubStars": 12,
    "organization": {"_id": "5e64", "name": "microsoft", "fullname": "Microsoft"},
}
ITEM: dict[str, Any] = {
    "paper": INNER,
    "publishedAt": "2026-07-24T02:54:20.560Z",
    "title": "OpenSmith",
    "numComments": 2,
}


def test_every_field_of_an_item_is_read() -> None:
    told = Omissions()
    paper = huggingface.paper(ITEM, told)
    assert (paper.paper_id, paper.ids) == ("2607.21557", {"arxiv": "2607.21557"})
    assert (paper.title, paper.abstract) == (
        "OpenSmith: Train Agents in Any Workshop",
        "We present OpenSmith, a trainer for agents.",
    )
    assert paper.published == dt.date(2026, 7, 23)
    assert (paper.comments, paper.upvotes) == (2, 5)
    assert paper.organization == Organization("microsoft", "Microsoft")
    assert paper.url == "https://huggingface.co/papers/2607.21557"
    assert paper.repositories == (Repository("https://github.com/smith/open", official=True, stars=12),)
    assert huggingface.key(ITEM) == "2607.21557"
    assert not told


def test_an_author_has_an_account_where_it_is_sure_and_is_an_author_where_it_is_hidden() -> None:
    authors = huggingface.paper(ITEM).authors
    assert [(author.name, author.ids) for author in authors] == [
        ("Ada Example", {"huggingface": "ada"}),
        ("Bo Example", {}),
        ("Cy Example", {}),
    ]


def test_a_bare_record_and_a_page_are_read_as_an_item_is() -> None:
    bare, detail = huggingface.paper(INNER), huggingface.paper({**INNER, "linkedModels": [], "numTotalModels": 0})
    assert bare == detail
    assert (bare.title, bare.upvotes, bare.comments) == ("OpenSmith: Train Agents in Any Workshop", 5, None)
    assert bare.organization == Organization("microsoft", "Microsoft")


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://github.com/smith/open", "https://github.com/smith/open"),
        ("http://www.github.com/smith/open.git", "https://github.com/smith/open"),
        ("smith/open", "https://github.com/smith/open"),
        ("https://gitlab.com/smith/open", "https://gitlab.com/smith/open"),
    ],
)
def test_a_repository_is_an_address_or_a_name(given: str, url: str) -> None:
    [repository] = huggingface.paper({**INNER, "githubRepo": given}).repositories
    assert repository.url == url


@pytest.mark.parametrize("by", ["auto", "admin", None])
def test_a_repository_that_no_user_named_may_be_somebody_elses(by: str | None) -> None:
    [repository] = huggingface.paper({**INNER, "githubRepoAddedBy": by}).repositories
    assert repository.official is None


@pytest.mark.parametrize(
    ("field", "value", "omitted"),
    [
        ("id", "not-an-id", "id"),
        ("authors", "Ada Example", "paper.authors"),
        ("publishedAt", "yesterday", "paper.publishedAt"),
        ("upvotes", 5.5, "paper.upvotes"),
        ("organization", "Microsoft", "paper.organization"),
        ("githubRepo", "see the paper", "paper.githubRepo"),
        ("summary", ["We"], "paper.summary"),
    ],
)
def test_a_field_that_cannot_be_read_costs_itself_and_is_told_of(field: str, value: object, omitted: str) -> None:
    told = Omissions()
    paper = huggingface.paper({**ITEM, "paper": {**INNER, field: value}}, told)
    assert omitted in told.fields
    assert paper.title == "OpenSmith: Train Agents in Any Workshop"


def test_a_day_as_a_number_of_milliseconds_is_a_day() -> None:
    paper = huggingface.paper({**INNER, "publishedAt": 1753142400000, "upvotes": 12.0})
    assert (paper.published, paper.upvotes) == (dt.date(2025, 7, 22), 12)


def test_an_item_that_names_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="neither an identifier nor a title"):
        huggingface.paper({"paper": {}, "numComments": 2})


@pytest.mark.parametrize("body", [b"", b"null", b'{"error": "Paper not found"}', b'"x"', b"{}"])
def test_what_is_no_answer_says_why(body: bytes) -> None:
    with pytest.raises(ValueError, match="it"):
        huggingface.page(body)


def test_what_people_save_is_read(shared: Path) -> None:
    [item] = huggingface.page(require(shared / "cases" / "05-hf-api.json").read_bytes())
    [bare] = huggingface.page(require(shared / "cases" / "05c-hf-paper.json").read_bytes())
    paper = huggingface.paper(item)
    assert (paper.paper_id, len(paper.authors), paper.comments, paper.upvotes) == ("2607.21557", 2, 2, 5)
    assert huggingface.paper(bare).organization == Organization("microsoft", "Microsoft")


def test_every_recorded_day_is_read(shared: Path) -> None:
    days = read = damaged = official = accounts = organizations = 0
    told = Omissions()
    for name, body in daily(shared):
        days += 1
        try:
            items = huggingface.page(body)
        except ValueError:
            assert name.endswith("2025-01-10.json")  # whoever recorded it put the list into a text
            continue
        for item in items:
            if not isinstance(item, dict):  # 21 days were recorded as texts of Python
                damaged += 1
                continue
            paper = huggingface.paper(item, told)
            assert paper.ids["arxiv"] == item["paper"]["id"]
            assert paper.title
            assert paper.abstract
            assert paper.published
            assert paper.upvotes is not None
            assert paper.comments is not None
            assert "\n" not in paper.abstract
            read += 1
            official += any(repository.official for repository in paper.repositories)
            accounts += any(author.ids for author in paper.authors)
            organizations += paper.organization is not None
    assert (days, read, damaged) == (580, 9579, 291)
    assert (official, organizations) == (2184, 2910)
    assert accounts > 3000
    assert told.fields == ["paper.githubRepo", "paper.githubRepo"]
