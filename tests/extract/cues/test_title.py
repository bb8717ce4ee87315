from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Said


def introduced(said: Said, title: str, abstract: str = "An abstract.") -> list[str]:
    return [surface for surface, c in said("title", abstract, title) if c.relation == "INTRODUCES"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("ZorbNet: A Framework for Graphs", "ZorbNet"),
        ("Zorblat 2: Open Models", "Zorblat 2"),
        ("ZORB -- Finding Things Fast", "ZORB"),
    ],
)
def test_what_stands_before_the_colon_is_introduced(said: Said, title: str, name: str) -> None:
    assert introduced(said, title) == [name]


def test_a_phrase_is_introduced_when_the_abstract_has_it_again(said: Said) -> None:
    title = "Sparse Subnetworks: Mapping to Tokens"
    assert introduced(said, title) == []
    assert introduced(said, title, "We find sparse subnetworks in models.") == ["Sparse Subnetworks"]


@pytest.mark.parametrize(
    "title",
    [
        "Does It Work? LLMs: A Study",
        "Beyond ZorbNet: More Graphs",
        "Language Models for Search: A Survey",
        "LLMs: Too Large",
    ],
)
def test_a_slogan_introduces_nothing(said: Said, title: str) -> None:
    assert introduced(said, title, "Language models for search are surveyed.") == []


def test_the_phrase_after_the_colon_tells_the_type(said: Said) -> None:
    labels = {c.label for _, c in said("title", "An abstract.", "ZorbNet: A Large Dataset for Graphs")}
    assert "Benchmark" in labels
