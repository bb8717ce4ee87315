"""Tests of kg.sources.admission."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.model import Author, Named, Organization, Paper, Reference, Repository, TableEntry
from kg.sources import admission

LONG = "é" * 4001
HALF = "\ud800"
PLAIN = Paper("2405.13729", "On Memory")


def admit(paper: Paper) -> tuple[Paper, list[str]]:
    told: list[str] = []
    return admission.admit(paper, lambda field, _why: told.append(field)), told


def test_a_paper_in_order_comes_in_as_it_is() -> None:
    paper = replace(PLAIN, authors=(Author("Ada", {"orcid": "1"}, (Organization("a", "A"),)),), abstract="We test.")
    admitted, told = admit(paper)
    assert admitted is paper
    assert told == []


@pytest.mark.parametrize("bad", [LONG, HALF])
@pytest.mark.parametrize("field", ["title", "paper_id"])
def test_a_title_or_identifier_that_cannot_be_costs_the_paper(field: Any, bad: Any) -> None:
    changed: dict[str, Any] = {field: bad}
    with pytest.raises(admission.RefusedError, match=rf"^the {field} (is longer than 8000|holds half a)"):
        admit(replace(PLAIN, **changed))


@pytest.mark.parametrize("bad", [LONG, HALF])
@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("venue", lambda bad: bad),
        ("url", lambda bad: bad),
        ("authors", lambda bad: (Author(bad),)),
        ("organization", lambda bad: Organization("a", bad)),
        ("organization", lambda bad: Organization(bad, "a")),
        ("references", lambda bad: (Reference(bad),)),
        ("repositories", lambda bad: (Repository(bad),)),
        ("named", lambda bad: (Named("Task", bad, "ADDRESSES"),)),
        ("results", lambda bad: (TableEntry(bad, "m", 1.0),)),
        ("results", lambda bad: (TableEntry("b", "m", 1.0, subject=bad),)),
        ("ids", lambda bad: {"doi": bad}),
    ],
)
def test_a_name_that_cannot_be_costs_its_field(field: str, make: Any, bad: str) -> None:
    admitted, told = admit(replace(PLAIN, **{field: make(bad)}))
    assert not getattr(admitted, field)
    assert told == [field]


def test_names_of_one_author_cost_themselves_alone() -> None:
    author = Author("Ada\n Example", {"orcid": LONG, "s2": "1"}, (Organization(LONG, LONG), Organization("b", "B")))
    admitted, told = admit(replace(PLAIN, authors=(author,)))
    assert admitted.authors == (Author("Ada Example", {"s2": "1"}, (Organization("b", "B"),)),)
    assert told == ["authors", "affiliations"]


def test_an_abstract_may_be_long_but_not_half_a_character() -> None:
    assert admit(replace(PLAIN, abstract=LONG)) == (replace(PLAIN, abstract=LONG), [])
    assert admit(replace(PLAIN, abstract=HALF)) == (PLAIN, ["abstract"])


@pytest.mark.parametrize("number", [-1, 2**63])
def test_a_count_that_no_database_holds_is_left_out(number: int) -> None:
    assert admit(replace(PLAIN, upvotes=number)) == (PLAIN, ["upvotes"])


def test_a_result_that_is_no_finite_number_is_left_out() -> None:
    assert admit(replace(PLAIN, results=(TableEntry("b", "m", float("nan")),))) == (PLAIN, ["results"])


def test_contexts_of_a_reference_are_in_one_line() -> None:
    admitted, _ = admit(replace(PLAIN, references=(Reference("W12", ("as\n shown",), ("background",)),)))
    assert admitted.references == (Reference("W12", ("as shown",), ("background",)),)
