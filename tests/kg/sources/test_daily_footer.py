"""Tests of kg.sources.daily_footer."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.model import Organization
from kg.sources import daily_footer
from kg.sources.daily_footer import Day, Footer


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["• 2 authors", "·", "Apr 21, 2025"], Footer(0, 3, 2, None, Day(4, 21, 2025))),
        (["• 1 author", "·", "Apr 7"], Footer(0, 3, 1, None, Day(4, 7))),
        (["• 8 authors", "·", "Dec 12, 2023 8"], Footer(0, 3, 8, None, Day(12, 12, 2023), 8)),
        (["• 6 authors", "·", "Mar 2 3"], Footer(0, 3, 6, None, Day(3, 2), 3)),
        (["• 6 authors", "·", "Mar 2 1.2k"], Footer(0, 3, 6, None, Day(3, 2), 1200)),
        (["• 6 authors", "·", "Mar 2 1,204"], Footer(0, 3, 6, None, Day(3, 2), 1204)),
        (["• 6 authors", "·", "Mar 2, 2024", "17"], Footer(0, 4, 6, None, Day(3, 2, 2024), 17)),
        (["• 1,024 authors", "·", "Mar 2"], Footer(0, 3, 1024, None, Day(3, 2))),
        (["2 authors · Apr 21, 2025 8"], Footer(0, 1, 2, None, Day(4, 21, 2025), 8)),
        (["• 2 authors ·", "Apr 21, 2025"], Footer(0, 2, 2, None, Day(4, 21, 2025))),
        (["• 2 authors", "· Apr 21, 2025"], Footer(0, 2, 2, None, Day(4, 21, 2025))),
        (["• 2 authors", "·", "3"], Footer(0, 3, 2, None, None, 3)),
        (["• 2 authors"], Footer(0, 1, 2)),
        (["• 2 authors", "", "·", "", "Apr 21, 2025", ""], Footer(0, 5, 2, None, Day(4, 21, 2025))),
        (["·", "Jun 2, 2025"], Footer(0, 2, None, None, Day(6, 2, 2025))),
        (["• 2 authors", "·", "2 June 2025"], Footer(0, 3, 2, None, Day(6, 2, 2025))),
        (["• 2 authors", "·", "2025-06-02 4"], Footer(0, 3, 2, None, Day(6, 2, 2025), 4)),
        (["• 2 authors", "·", "Sept 2"], Footer(0, 3, 2, None, Day(9, 2))),
    ],
)  # fmt: skip
def test_a_footer_is_read_however_its_parts_are_spread(lines: list[str], expected: Footer) -> None:
    assert daily_footer.find(lines) == [expected]


@pytest.mark.parametrize(
    ("lines", "handle", "name"),
    [
        (["allenai Ai2", "·", "Jun 2 3"], "allenai", "Ai2"),
        (["  • allenai Ai2", "·", "Jun 2 3"], "allenai", "Ai2"),
        (["bigscience", "·", "Jun 2 3"], "bigscience", "bigscience"),
        (["hku The University of Hong Kong · Jun 2 3"], "hku", "The University of Hong Kong"),
        (["scitix Scitix (SGP) Tech PTE. LTD.", "·", "Jun 2 3"], "scitix", "Scitix (SGP) Tech PTE. LTD."),
        (["allenai", "Ai2", "·", "Jun 2 3"], "allenai", "Ai2"),
        (["Which is a sentence that ends here, as you see.", "allenai Ai2", "·", "Jun 2 3"], "allenai", "Ai2"),
    ],
)
def test_an_organisation_is_a_handle_and_a_name(lines: list[str], handle: str, name: str) -> None:
    (footer,) = daily_footer.find([line.strip() for line in lines])
    assert footer.organization == Organization(handle, name)
    assert (footer.day, footer.comments, footer.author_count) == (Day(6, 2), 3, None)


@pytest.mark.parametrize(
    "lines",
    [
        ["We asked 12 authors of benchmarks what they think."],
        ["In all, 5 authors", "wrote the questions."],
        ["a list of", "·", "several", "·", "things"],
        ["·"],
        ["Jun 11"],
        ["The product A · B is minimal."],
        ["Released on · Smarch 3, which is no date at all"],
        ["Results improve on Jun 2, 2025."],
    ],
)
def test_prose_is_no_footer(lines: list[str]) -> None:
    assert daily_footer.find(lines) == []


@pytest.mark.parametrize("when", ["Foo 99, 2025", "Feb 30, 2025", "yesterday"])
def test_a_footer_with_an_unreadable_date_says_so(when: str) -> None:
    (footer,) = daily_footer.find(["• 2 authors", "·", when])
    assert footer.problem
    assert when in footer.problem


def test_a_long_sentence_before_a_dot_and_a_date_is_no_organisation() -> None:
    lines = [
        "This is the last sentence of an abstract and not an organisation that anybody ever heard of.",
        "·",
        "Jun 2",
    ]
    (footer,) = daily_footer.find(lines)
    assert (footer.start, footer.organization) == (1, None)


def test_a_day_takes_the_year_of_the_page_only_where_it_has_none() -> None:
    assert Day(6, 2).in_year(2024) == dt.date(2024, 6, 2)
    assert Day(6, 2, 2025).in_year(2024) == dt.date(2025, 6, 2)
    assert Day(2, 29).in_year(2025) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("1,204", 1204), ("1.2k", 1200), ("3K", 3000), ("1.2", None), ("1,2", None), ("", None)],
)
def test_counts_are_read_as_people_write_them(text: str, number: int | None) -> None:
    assert daily_footer.parse_count(text) == number
