"""Tests of kg.sources.files.people."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model import Author, Organization
from kg.sources.files import people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Example", ["Ada Example"]),
        ("Ada Example, Bo Example", ["Ada Example", "Bo Example"]),
        ("Ada Example, Bo Example and Cy Example", ["Ada Example", "Bo Example", "Cy Example"]),
        ("Ada Example, Bo Example, and Cy Example", ["Ada Example", "Bo Example", "Cy Example"]),
        ("Ada Example and Bo Example", ["Ada Example", "Bo Example"]),
        ("Ada Example & Bo Example", ["Ada Example", "Bo Example"]),
        ("Example, Ada", ["Ada Example"]),
        ("van den Berg, Jan", ["Jan van den Berg"]),
        ("Example, Ada  and\n      Example, Bo", ["Ada Example", "Bo Example"]),
        ("Example, Ada; Example, Bo", ["Ada Example", "Bo Example"]),
        ("Ada Example; Bo Example", ["Ada Example", "Bo Example"]),
        ("Example, A., Sample, B. C.", ["A. Example", "B. C. Sample"]),
        ("Sammy Davis, Jr., Ada Example", ["Sammy Davis Jr.", "Ada Example"]),
        ("Ada Example, Bo Example et al.", ["Ada Example", "Bo Example"]),
        ("Anders Andersson", ["Anders Andersson"]),
        ("", []),
    ],
)
def test_one_text_with_all_the_authors(text: str, names: list[str]) -> None:
    assert people.names(text) == names


def read(value: Any) -> tuple[tuple[Author, ...], list[str]]:
    told: list[str] = []
    return people.authors(value, lambda _field, why: told.append(why)), told


@pytest.mark.parametrize(
    "value",
    [
        "Ada Example, Bo Example",
        ["Ada Example", "Bo Example"],
        ["Example, Ada", "Example, Bo"],
        [{"name": "Ada Example"}, {"display_name": "Bo Example"}],
        [{"given": "Ada", "family": "Example"}, {"first": "Bo", "last": "Example"}],
        [["Example", "Ada", ""], ["Example", "Bo", ""]],
        [{"author": {"display_name": "Ada Example"}}, {"author": {"name": "Bo Example"}}],
        "['Ada Example', 'Bo Example']",
    ],
)
def test_authors_of_many_shapes_are_the_same(value: Any) -> None:
    assert read(value) == ((Author("Ada Example"), Author("Bo Example")), [])


def test_identifiers_and_places_of_an_author_are_kept() -> None:
    value = [
        {
            "name": "Ada Example",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
            "authorId": 39139825,
            "affiliations": ["Ai2", {"ror": "https://ror.org/05n911h24", "name": "TU Darmstadt"}],
        }
    ]
    places = (Organization("Ai2", "Ai2"), Organization("https://ror.org/05n911h24", "TU Darmstadt"))
    assert read(value)[0] == (Author("Ada Example", {"orcid": "0000-0002-1825-0097", "s2": "39139825"}, places),)


def test_what_is_no_author_is_told() -> None:
    assert read([None, "Ada Example", 7, {"role": "editor"}]) == (
        (Author("Ada Example"),),
        ["one of them has no name", '"7" is no name', "\"{'role': 'editor'}\" is no name"],
    )
    assert read("Ada Example et al.")[1] == ["the list ends before its end (et al.)"]
