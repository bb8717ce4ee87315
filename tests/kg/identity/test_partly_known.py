"""Merging papers of which little is known: none is merged that is two, none is dropped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kg.identity import ids, merging
from kg.model import Author, Paper, Statement

TITLE = "KettleNet: Boiling Tokens in One Pass"
ABSTRACT = "Language models boil slowly, and much heat is lost on the way to tokens. " * 3
SHA = "0123456789abcdef0123456789abcdef01234567"


def said(name: str, **fields: Any) -> Statement:
    title = fields.pop("title", TITLE)
    authors = tuple(Author(author) for author in fields.pop("by", ()))
    paper_id = fields.pop("paper_id", None) or ids.slug(title)
    return Statement("file", name, Paper(paper_id, title, authors=authors, **fields))


def papers(*statements: Statement) -> list[set[str]]:
    cards = [merging.card(one, one.key) for one in statements]
    found = [set(cluster.members) for cluster in merging.merge(cards).clusters]
    assert sorted(member for members in found for member in members) == sorted(one.key for one in statements)
    return found


ONE = [{"a", "b"}]
TWO = [{"a"}, {"b"}]

NOBODY: dict[str, Any] = {"by": ["Anonymous"], "year": 2025}
ADA: dict[str, Any] = {"by": ["Ada Example"], "year": 2025, "paper_id": "2504.00001"}
DOIS: tuple[dict[str, Any], ...] = ({"paper_id": "10.1145/1.2"}, {"paper_id": "10.1145/3.4"})
REPORT: dict[str, Any] = {"title": "Annual Report"}
BARE: dict[str, Any] = {"paper_id": "3626819", "title": "One"}
SOON, NEVER = dt.date(2099, 1, 1), dt.date(9999, 12, 31)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # "Anonymous" is nobody: neither a reason to join nor one to keep apart.
        (NOBODY | DOIS[0], NOBODY | DOIS[1], TWO),
        (NOBODY, ADA, ONE),
        (NOBODY | {"year": 2022}, NOBODY | DOIS[1], TWO),
        (NOBODY | {"year": 0}, ADA, TWO),
        (NOBODY | REPORT, NOBODY | REPORT | DOIS[1], TWO),
        # The year 0 is no year.
        ({"year": 0, "by": ["Ada Example"]}, ADA, ONE),
        ({"year": 0, "by": ["Cy Other"]}, ADA, TWO),
        ({"year": 0} | DOIS[0], {"year": 0} | DOIS[1], TWO),
        ({"year": 0, "abstract": ABSTRACT}, {"year": 0, "abstract": ABSTRACT} | DOIS[1], ONE),
        # A date in the future is a date like others; one beyond all bounds is none.
        ({"published": SOON, "by": ["Ada Example"]}, ADA, TWO),
        ({"published": NEVER, "by": ["Ada Example"]}, ADA, ONE),
        ({"published": SOON, "paper_id": "2504.00001"}, {"year": 2025, "ids": {"arxiv": "2504.00001v2"}}, ONE),
        # A full stop makes no other title. A subtitle does.
        ({"title": f"{TITLE}.", "year": 2025}, ADA, ONE),
        ({"title": f"{TITLE}.", "year": 2025, "paper_id": "2504.00002"}, ADA, TWO),
        ({"title": "KettleNet", "year": 2025, "by": ["Ada Example"]}, ADA, TWO),
        # A bare number does not say of what it is the number; a bare sha does.
        (BARE, BARE | {"title": "Another"}, TWO),
        (BARE, {"ids": {"pmid": "3626819"}, "title": "Another"}, TWO),
        (BARE, {"ids": {"corpusid": "3626819"}, "title": "Another"}, TWO),
        ({"ids": {"mag": "3626819"}, "title": "One"}, {"ids": {"pmid": "3626819"}, "title": "Another"}, TWO),
        ({"paper_id": SHA, "title": "One"}, {"ids": {"s2": SHA.upper()}, "title": "Another"}, ONE),
        ({"paper_id": SHA[:-1], "title": "One"}, {"paper_id": SHA, "title": "Another"}, TWO),
    ],
)
def test_what_is_partly_known_is_neither_merged_nor_dropped_wrongly(
    one: dict[str, Any], other: dict[str, Any], expected: list[set[str]]
) -> None:
    assert papers(said("a", **one), said("b", **other)) == expected
    assert papers(said("b", **other), said("a", **one)) == expected
