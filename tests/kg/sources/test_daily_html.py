"""Tests of kg.sources.daily_html."""

from __future__ import annotations

import datetime as dt
import html
import json
from typing import Any

import pytest

from kg.errors import SourceError
from kg.model import Author, Organization, Paper
from kg.sources import daily_html, daily_page

ABSTRACT = "We propose a method that helps in many ways, and we show that it does."


def item(**changes: Any) -> dict[str, Any]:
    paper = {
        "id": "2506.01234",
        "title": "On\nMemory <b>",
        "summary": "One line\nand another.\n\nA second paragraph.",
        "authors": [{"name": "Ada  Lovelace", "hidden": False}, {"name": "Alan Turing"}],
        "publishedAt": "2025-06-02T17:30:04.000Z",
        "upvotes": 32,
    }
    whole = {
        "paper": paper,
        "title": "On Memory",
        "numComments": 4,
        "organization": {"name": "allenai", "fullname": "Ai2"},
    }
    paper |= {key: value for key, value in changes.items() if key in paper}
    return whole | {key: value for key, value in changes.items() if key not in paper}


def page(*items: Any, attribute: str = "data-props") -> bytes:
    props = html.escape(json.dumps({"periodType": "day", "dailyPapers": list(items)}))
    return f"""<!doctype html>
<html><head><meta charset="utf-8"><script>var x = {{}};</script></head><body><main>
<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" {attribute}="{props}"><h1>Daily Papers</h1></div>
</main></body></html>""".encode()


def read(data: bytes, year: int | None = None) -> tuple[list[Paper], list[str]]:
    reasons: list[str] = []
    today = dt.date(2026, 6, 11)
    papers = daily_page.parse(
        data, "p.html", on_reject=lambda reject: reasons.append(reject.reason), year=year, today=today
    )
    return list(papers), reasons


def test_the_papers_that_a_page_carries_as_json_are_read() -> None:
    assert read(page(item())) == (
        [
            Paper(
                paper_id="2506.01234",
                title="On Memory <b>",
                abstract="One line and another.\n\nA second paragraph.",
                published=dt.date(2025, 6, 2),
                authors=(Author("Ada Lovelace"), Author("Alan Turing")),
                organization=Organization("allenai", "Ai2"),
                comments=4,
                upvotes=32,
                url="https://huggingface.co/papers/2506.01234",
                ids={"arxiv": "2506.01234"},
            )
        ],
        [],
    )


def test_the_json_is_found_wherever_it_stands() -> None:
    assert read(page(item(), attribute="data-state")) == read(page(item()))
    script = json.dumps({"props": {"page": [{"deep": {"papers": [item()]}}]}})
    carried = f'<!doctype html><html><body><script type="application/json">{script}</script></body></html>'
    assert read(carried.encode()) == read(page(item()))


def test_a_broken_item_costs_itself() -> None:
    papers, reasons = read(page(item(title="", id="2506.01235") | {"title": None}, "nonsense", {"paper": 7}, item()))
    assert [paper.paper_id for paper in papers] == ["2506.01234"]
    assert reasons == ["the title is missing", "an item without a paper", "an item without a paper"]


def test_any_field_but_the_title_may_be_missing_or_odd() -> None:
    ((paper,), _) = read(
        page({"paper": {"title": "On Memory", "authors": None, "upvotes": "many", "publishedAt": "soon"}})
    )
    assert paper == Paper("on-memory", "On Memory")


CARD = """
<article class="flex"><div>
  <a href="/papers/{id}"><img src="x.png" alt="thumbnail"></a>
  <h3><a href="/papers/{id}" class="line-clamp-3">{title}</a></h3>
  <p class="line-clamp-2">{abstract}</p>
  <div><a href="{href}"><img src="y.png">{who}</a> <span>·</span> <time>{when}</time>
  <a href="/papers/{id}#community"><svg></svg> {comments}</a></div>
  <button>Upvote <div>12</div></button>
</div></article>"""


def cards(*, wrap: str = "{}") -> bytes:
    first = CARD.format(
        id="2506.01234", title="On Memory", abstract=ABSTRACT, href="#", who="<ul><li>4 authors</li></ul>",
        when="Apr 7", comments="3",
    )  # fmt: skip
    second = CARD.format(
        id="2506.01235", title="On <i>Time</i> &amp; Space", abstract=ABSTRACT, href="/allenai", who="Ai2",
        when="Dec 17, 2025", comments="",
    )  # fmt: skip
    body = wrap.format(first + second)
    return f"<html><body><nav><a href='/'>Home</a></nav><h1>Daily Papers</h1>{body}</body></html>".encode()


@pytest.mark.parametrize("wrap", ["{}", "<main><section>{}</section></main>"])
def test_without_json_the_visible_cards_are_read(wrap: str) -> None:
    url = "https://huggingface.co/papers/"
    assert read(cards(wrap=wrap)) == (
        [
            Paper(
                paper_id="2506.01234",
                title="On Memory",
                abstract=ABSTRACT,
                published=dt.date(2026, 4, 7),
                author_count=4,
                comments=3,
                url=f"{url}2506.01234",
                ids={"arxiv": "2506.01234"},
            ),
            Paper(
                paper_id="2506.01235",
                title="On Time & Space",
                abstract=ABSTRACT,
                published=dt.date(2025, 12, 17),
                organization=Organization("allenai", "Ai2"),
                url=f"{url}2506.01235",
                ids={"arxiv": "2506.01235"},
            ),
        ],
        [],
    )


def test_cards_need_no_article_around_them() -> None:
    flat = cards().replace(b"<article", b"<div").replace(b"</article>", b"</div>")
    assert read(flat) == read(cards())


def test_a_card_may_be_a_title_alone() -> None:
    data = b'<html><body><h2><a href="https://huggingface.co/papers/2506.01234">On Memory</a></h2></body></html>'
    assert [(paper.paper_id, paper.title, paper.abstract) for paper in read(data)[0]] == [
        ("2506.01234", "On Memory", "")
    ]


def test_dates_of_cards_take_the_year_that_is_said() -> None:
    assert read(cards(), year=2020)[0][0].published == dt.date(2020, 4, 7)


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n <html lang='en'>", True),
        (b"<!-- saved from url --><html>", True),
        (b"<3 papers\n\nDaily Papers", False),
        (b"Daily Papers <div>", False),
        (b"", False),
    ],
)
def test_html_is_told_from_text_by_its_first_tags(data: bytes, answer: bool) -> None:  # noqa: FBT001 - a table's column
    assert daily_html.is_html(data) is answer


def test_old_declarations_do_not_garble_names() -> None:
    data = (
        cards()
        .replace(b"<body>", b'<head><meta charset="latin-1"></head><body>')
        .replace(b"On Memory", "Mémoire".encode())
    )
    assert read(data)[0][0].title == "Mémoire"


@pytest.mark.parametrize(
    "data",
    [
        b"<html>" + b"<div>" * 50_000 + b"deep",
        b"<html><body>" + b"<h3><a href='/papers/2405.13729'></a></h3>" * 1000,
        b'<html><div data-props="' + b"[" * 50_000 + b'{&quot;paper&quot;">',
        b"<html>\xff\xfe\x00<p>\x00",
    ],
)
def test_hostile_html_is_no_page_and_no_crash(data: bytes) -> None:
    with pytest.raises(SourceError):
        read(data)


def test_a_page_of_thousands_of_cards_is_read() -> None:
    heading = "<h3><a href='/papers/2405.{:05d}'>T</a></h3>"
    data = "<html><body>" + "".join(heading.format(number) for number in range(3000))
    assert len(read(data.encode())[0]) == 3000
