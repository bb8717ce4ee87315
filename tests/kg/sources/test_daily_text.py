"""Tests of kg.sources.daily_text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.sources import daily_text

if TYPE_CHECKING:
    from kg.sources.daily_text import Entry

PROSE = (
    "Large language models forget what they read. We propose a method that makes them remember, and show on five "
    "benchmarks that it does so at a tenth of the cost of the best known approach, without any further training."
)
LEADING = ["new", "", "Get trending papers in your email inbox!", "", "Daily Papers", "", "Jun 11", ""]
FOOTER = ["• 2 authors", "·", "Jun 2, 2025"]


def paper(title: str, *paragraphs: str, footer: bool = True) -> list[str]:
    lines = [*title.split("\n"), ""]
    for paragraph in paragraphs:
        lines += [*paragraph.split("\n"), ""]
    return [*lines, *FOOTER, ""] if footer else lines


def read(lines: list[str]) -> list[tuple[str, str]]:
    return [(entry.title, entry.abstract) for entry in daily_text.parse(lines).entries if not entry.problem]


def problems(lines: list[str]) -> list[Entry]:
    return [entry for entry in daily_text.parse(lines).entries if entry.problem]


def test_leading_lines_are_no_papers() -> None:
    page = daily_text.parse([*LEADING, *paper("On Memory", PROSE)])
    assert [(entry.line, entry.title, entry.abstract) for entry in page.entries] == [(9, "On Memory", PROSE)]
    assert page.header


def test_leading_lines_nobody_has_seen_are_no_papers() -> None:
    lines = ["Sign in", "", "Browse all of our many pages", "", "Sort by date", "", *paper("On Memory", PROSE)]
    assert read(lines) == [("On Memory", PROSE)]


def test_a_page_may_begin_with_its_first_title() -> None:
    assert read(paper("On Memory", PROSE)) == [("On Memory", PROSE)]


@pytest.mark.parametrize(
    "title",
    [
        "Why Do Models Forget?",
        "LLMs as Sparse Retrievers:A Framework",
        r"$\pi^3$: Scalable $O(n \log n)$ Geometry",
        "xbench: Tracking Agents",
        "rStar-Coder: Scaling Reasoning",
        "Attention",
        "What is 2 + 2? A Survey; and More",
        "3D Gaussians Everywhere",
        "Ministral 3",
        "大语言模型综述",
        "To be continued...",
        "Attention is not Explanation.",
    ],
)
def test_titles_are_kept_as_they_are(title: str) -> None:
    lines = [*LEADING, *paper("First One", PROSE), *paper(title, PROSE), *paper("Last One", PROSE)]
    assert read(lines) == [("First One", PROSE), (title, PROSE), ("Last One", PROSE)]


@pytest.mark.parametrize(
    "odd",
    [
        "Code: https://github.com/owner/name/tree/main/examples.",
        r"Our code is at \url{https://github.com/owner/name}.",
        "- first, a list item",
        "• a bullet",
        "(1) we count",
        "1. We propose a benchmark\n2. We propose a method\n3. We release both",
        "·",
        'an "unbalanced quote',
        "def f(x): return x",
        "We release everything",
        "Conclusion",
        "$$x = y$$",
        "Results:",
        "which is why it works",
    ],
)
def test_an_abstract_keeps_its_odd_lines(odd: str) -> None:
    lines = [*LEADING, *paper("First One", PROSE, odd, PROSE), *paper("Second One", PROSE, odd)]
    assert read(lines) == [("First One", f"{PROSE}\n\n{odd}\n\n{PROSE}"), ("Second One", f"{PROSE}\n\n{odd}")]


def test_a_short_abstract_is_an_abstract() -> None:
    assert read([*LEADING, *paper("On Memory", "We propose X"), *paper("On Time", "Y")]) == [
        ("On Memory", "We propose X"),
        ("On Time", "Y"),
    ]


def test_a_paper_without_a_footer_is_a_paper() -> None:
    lines = [*LEADING, *paper("First One Here", PROSE, footer=False), *paper("Second One: A Sequel", PROSE, PROSE)]
    assert read(lines) == [("First One Here", PROSE), ("Second One: A Sequel", f"{PROSE}\n\n{PROSE}")]
    entries = daily_text.parse(lines).entries
    assert entries[0].footer is None
    assert entries[1].footer is not None


def test_several_papers_in_a_row_may_lack_their_footers() -> None:
    titles = ["First One Here", "Second One: A Sequel", "The Third Is a Survey", "And a Fourth"]
    lines = [*LEADING, *(line for title in titles[:3] for line in paper(title, PROSE, PROSE, footer=False))]
    assert [title for title, _ in read([*lines, *paper(titles[3], PROSE)])] == titles


def test_the_last_paper_may_lack_its_footer() -> None:
    lines = [*LEADING, *paper("First One", PROSE), *paper("Second One", PROSE, footer=False)]
    assert read(lines) == [("First One", PROSE), ("Second One", PROSE)]


def test_a_page_cut_in_an_abstract_keeps_what_is_there() -> None:
    lines = [*LEADING, *paper("First One", PROSE), "Second One", "", "We propose to cut the page in the middle of a"]
    assert read(lines)[1] == ("Second One", "We propose to cut the page in the middle of a")


def test_a_page_cut_after_a_title_reports_the_title() -> None:
    (entry,) = problems([*LEADING, *paper("First One", PROSE), "Second One"])
    assert (entry.line, entry.problem, entry.text) == (17, "a title without an abstract", "Second One")


def test_a_title_that_lost_its_abstract_costs_itself_alone() -> None:
    lines = [*LEADING, *paper("First One", PROSE), "A Lost Title", "", *paper("Second One", PROSE)]
    assert read(lines) == [("First One", PROSE), ("Second One", PROSE)]
    assert [(entry.line, entry.text) for entry in problems(lines)] == [(17, "A Lost Title")]


def test_an_abstract_that_lost_its_title_costs_itself_alone() -> None:
    lines = [*LEADING, *paper("First One", PROSE), PROSE + PROSE, "", *FOOTER, "", *paper("Second One", PROSE)]
    assert read(lines) == [("First One", PROSE), ("Second One", PROSE)]
    (entry,) = problems(lines)
    assert (entry.line, entry.problem) == (17, "an abstract without a title before it")


def test_a_footer_alone_costs_itself_alone() -> None:
    lines = [*LEADING, *paper("First One", PROSE), *FOOTER, "", *paper("Second One", PROSE)]
    assert read(lines) == [("First One", PROSE), ("Second One", PROSE)]
    assert [entry.line for entry in problems(lines)] == [17]


def test_a_paper_with_an_unreadable_date_costs_itself_alone() -> None:
    broken = [*paper("First One", PROSE, footer=False), "• 2 authors", "·", "Foo 99, 2025", ""]
    lines = [*LEADING, *broken, *paper("Second One", PROSE)]
    assert read(lines) == [("Second One", PROSE)]
    (entry,) = problems(lines)
    assert entry.line == 9
    assert entry.text.startswith("First One\n\nLarge")
    assert entry.text.endswith("Foo 99, 2025")


def test_a_title_and_a_footer_alone_make_a_paper_without_abstract() -> None:
    assert read([*LEADING, *paper("First One"), *paper("Second One", PROSE)]) == [
        ("First One", ""),
        ("Second One", PROSE),
    ]


def test_wrapped_lines_are_joined_and_list_items_are_not() -> None:
    wrapped = "We propose a method that\nmakes models remember. It has\n- one part\n- another part"
    joined = "We propose a method that makes models remember. It has\n- one part\n- another part"
    assert read([*LEADING, *paper("A Title\nin Two Lines", wrapped)]) == [("A Title in Two Lines", joined)]


def test_a_page_without_blank_lines_is_read() -> None:
    lines = [
        line for line in [*LEADING, *paper("First One", PROSE + PROSE), *paper("Second One", PROSE + PROSE)] if line
    ]
    assert read(lines) == [("First One", PROSE + PROSE), ("Second One", PROSE + PROSE)]


def test_a_page_with_every_line_end_doubled_is_read() -> None:
    once = [*LEADING, *paper("First One", PROSE), *paper("Second One", PROSE)]
    assert read([line for one in once for line in (one, "")]) == read(once)


def test_buttons_between_papers_are_nobodys_text() -> None:
    lines = [
        *LEADING,
        *paper("First One", PROSE),
        "Upvote",
        "",
        "128",
        "",
        "GitHub 1.2k",
        "",
        *paper("Second One", PROSE),
    ]
    assert read(lines) == [("First One", PROSE), ("Second One", PROSE)]
    assert not problems(lines)


def test_the_bottom_of_the_page_is_nobodys_text() -> None:
    lines = [*LEADING, *paper("First One", PROSE), "Previous", "", "Next", "", "Company", "© Hugging Face", "TOS"]
    assert read(lines) == [("First One", PROSE)]
    assert not problems(lines)


def test_nothing_is_no_page() -> None:
    assert daily_text.parse([]) == daily_text.Page((), (), 0, header=False)
