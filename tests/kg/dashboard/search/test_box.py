"""Search as you type: what is said to the browser, and that it understands nonsense from there."""

from __future__ import annotations

import pytest

from kg.dashboard.search.box import _said, hit_address, marked
from kg.dashboard.search.component import LONGEST, parse
from kg.queries import Suggestions
from kg.queries.records import SearchHit

PAPER = SearchHit("2406.00001", "Paper", "<b> GPT-4 & more", "2024-06-01", 10.0, ((4, 9),))
ALIAS = SearchHit("model:gpt-4", "Model", "GPT-4", "in 2 papers", 9.0, (), "gpt four", ((0, 3),))


def test_places_are_marked_and_text_stays_text() -> None:
    assert marked("<b> GPT-4 & more", ((4, 9),)) == "&lt;b&gt; <mark>GPT-4</mark> &amp; more"
    assert marked("a & b", ()) == "a &amp; b"


def test_an_answer_comes_in_groups_of_pieces_and_never_as_html() -> None:
    said = _said(7, "gpt", Suggestions((("papers", (PAPER,)), ("entities", (ALIAS,)))))

    assert (said["number"], said["text"], said["all"]) == (7, "gpt", "search?q=gpt")
    assert [group["title"] for group in said["groups"]] == ["Papers", "Entities"]
    paper, model = (group["hits"][0] for group in said["groups"])
    assert paper["name"] == [["<b> ", False], ["GPT-4", True], [" & more", False]]
    assert (paper["href"], paper["square"]) == ("paper?id=2406.00001", True)
    assert model["beside"] == [["Model, in 2 papers: ", False], ["gpt", True], [" four", False]]
    assert said["direct"] is None
    assert said["offer"] is None


def test_an_identifier_leads_to_its_paper_and_an_unknown_one_is_offered_unless_nothing_may_be_added(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KG_READ_ONLY", raising=False)
    assert _said(1, "2406.00001", Suggestions(identified=PAPER))["direct"] == "paper?id=2406.00001"

    unknown = Suggestions(unknown=True)
    offer = _said(1, "arXiv:2401.00001v2", unknown)["offer"]
    assert offer == {"href": "import?ids=arXiv%3A2401.00001v2", "says": "Add 2401.00001 to the graph"}
    monkeypatch.setenv("KG_READ_ONLY", "1")
    assert _said(1, "arXiv:2401.00001v2", unknown)["offer"] is None


def test_what_has_no_page_of_its_own_leads_to_the_graph_around_it_or_to_its_page() -> None:
    hit = SearchHit("ada", "Author", "Ada", "1 paper", 1.0)
    assert hit_address(hit) in {"graph?node=ada", "author?id=ada"}


@pytest.mark.parametrize("value", [None, 1, [], {"text": "a"}, {"number": "1", "text": "a"}, {"number": 1, "text": 2}])
def test_nonsense_from_the_browser_is_no_question(value: object) -> None:
    assert parse(value) is None


def test_a_question_is_cut_at_what_the_box_takes() -> None:
    assert parse({"number": 3, "text": " a "}) == (3, "a")
    assert parse({"number": 3, "text": "a" * 9999}) == (3, "a" * LONGEST)
