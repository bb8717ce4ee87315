"""The library page: sets made, changed and shared, marks, notes, and what a file holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import VARIABLE
from kg.library import marks, notes, portable, sets, sharing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, graph: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of the test's own beside the sample's graph."""
    del graph
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("KG_JOBS", str(tmp_path / "jobs"))


@pytest.fixture
def papers(graph: Store) -> list[str]:
    """Some papers of the graph, newest first."""
    return [row.paper_id for row in queries.papers(graph, limit=31).rows[1:]]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_an_empty_library_says_how_to_fill_it(read: Read, words: Words) -> None:
    said = words(read("library"))
    assert "press Keep beside any paper" in said


def test_a_set_is_listed_in_order_paged_and_loses_a_paper_until_that_is_undone(
    read: Read, words: Words, papers: list[str]
) -> None:
    sets.create(shelf(), "agents", papers)
    assert 'href="library?set=agents"' in words(read("library"))
    app = read("library", set="agents")
    said = words(app)
    assert "1 to 20 of 30 papers, as kept" in said
    assert said.index(f"paper?id={papers[0]}") < said.index(f"paper?id={papers[1]}")
    app.selectbox(key="sort").set_value("title").run()
    assert "30 papers, by title" in words(app)
    assert app.query_params["sort"] in ("title", ["title"])

    assert ">mine</span>" not in said  # all of them are
    app = read("library", set="agents", sort="published")
    assert "30 papers, newest first" in words(app)
    app.toggle(key="edit").set_value(True).run()
    app.button(key=f"act {papers[1]}").click().run()
    assert sets.papers(shelf(), "agents") == tuple(papers[:1] + papers[2:])
    press(app, "Undo")
    assert sets.papers(shelf(), "agents") == tuple(papers)


def test_a_set_is_renamed_and_deleted_and_comes_back(read: Read, papers: list[str]) -> None:
    sets.create(shelf(), "agents", papers)
    app = read("library", set="agents")
    app.text_input(key="name of agents").set_value("code agents")
    press(app, "Rename")
    assert list(sets.all_sets(shelf())) == ["code agents"]
    app = press(read("library", set="code agents"), "Delete")
    assert sets.all_sets(shelf()) == {}
    press(app, "Undo")
    assert sets.papers(shelf(), "code agents") == tuple(papers)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"set": "none <b>"}, "You have no set none &lt;b&gt;."),
        ({"list": "x"}, "There is no list x."),
        ({"packed": "no"}, "This link holds no set that can be read"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_said(
    read: Read, words: Words, query: dict[str, str], sentence: str
) -> None:
    app = read("library", **query)
    assert sentence in words(app) + "".join(error.value.replace("\\", "") for error in app.error)


def test_an_order_that_is_none_is_said(read: Read, words: Words, papers: list[str]) -> None:
    sets.create(shelf(), "agents", papers)
    assert "There is no order best: this is as kept." in words(read("library", set="agents", sort="best"))


def test_a_bibliography_becomes_a_set_and_what_the_graph_lacks_is_listed(
    read: Read, words: Words, papers: list[str], graph: Store
) -> None:
    titles = queries.titles(graph, papers)
    file = f"""@article{{a, title={{{titles[papers[0]]}}}, eprint={{2606.00001}}, archivePrefix={{arXiv}} }}
@article{{b, title={{A Paper That Nobody Has Written Yet}}, doi={{10.1000/None}}, year=2020}}
@misc{{c, title={{{titles[papers[2]]}}} }}
@misc{{d, title={{A Note Without Any Identifier At All}} }}
""".encode()
    app = read("library")
    app.file_uploader(key="library_upload").set_value(("mine.bib", file, "text/plain"))
    said = words(press(app, "Read it"))
    assert "mine.bib: 2 of 4 papers are in the graph, 2 of them known by title and year alone." in said
    assert 'href="import?ids=10.1000%2Fnone"' in said
    assert "no identifier to add it by" in said
    press(app, "Make a set of 2 papers")
    assert sets.all_sets(shelf()) == {"mine": (papers[0], papers[2])}


def test_a_search_becomes_a_set(read: Read, words: Words, graph: Store) -> None:
    found = [row.paper_id for row in queries.papers(graph, text="flash", limit=100).rows]
    sets.create(shelf(), "flash")
    app = read("library", q="flash")
    app.selectbox(key="library_search_set").set_value("flash").run()
    app.button(key="library_search_add").click().run()
    assert sets.papers(shelf(), "flash") == tuple(found)
    assert 'href="library?set=flash"' in words(app)


def test_identifiers_are_looked_up_and_what_the_graph_lacks_can_be_added(read: Read, words: Words) -> None:
    app = read("library")
    app.text_area(key="library_ids").set_value("https://arxiv.org/abs/2405.13729 10.1000/none nonsense")
    said = words(press(app, "Find them"))
    assert "your identifiers: 0 of 2 papers are in the graph." in said
    assert 'href="import?ids=2405.13729"' in said
    assert "No identifier: nonsense" in said


def test_two_sets_make_a_third(read: Read, papers: list[str]) -> None:
    sets.create(shelf(), "one", papers[:3])
    sets.create(shelf(), "two", papers[1:5])
    app = read("library")
    app.selectbox(key="combine_one").set_value("one")
    app.selectbox(key="combine_other").set_value("two")
    app.selectbox(key="combine_how").set_value("intersection")
    app.text_input(key="combine_name").set_value("both")
    press(app, "Make the set")
    assert sets.papers(shelf(), "both") == tuple(papers[1:3])


def test_a_link_shows_a_set_and_keeps_it_beside_one_of_its_name(read: Read, words: Words, papers: list[str]) -> None:
    sets.create(shelf(), "agents", papers[:2])
    query = sharing.parameters("agents", papers)
    assert query is not None
    app = read("library", **query)
    assert "shared with you by a link" in words(app)
    assert f"paper?id={papers[0]}" in words(app)
    assert list(sets.all_sets(shelf())) == ["agents"]  # looking keeps nothing
    press(app, "Keep this set")
    assert sets.all_sets(shelf()) == {"agents (2)": tuple(papers), "agents": tuple(papers[:2])}
    assert "You have these papers as" in words(read("library", **query))


def test_a_file_of_the_library_is_taken_in_again(read: Read, papers: list[str]) -> None:
    sets.create(shelf(), "agents", papers)
    marks.mark(shelf(), papers[0], "read")
    file = portable.dumped(shelf()).encode()
    sets.delete(shelf(), "agents")
    app = read("library")
    app.file_uploader(key="library_upload").set_value(("library.json", file, "application/json"))
    press(app, "Read it")
    assert app.success[0].value == "Taken in: 1 set."
    assert sets.papers(shelf(), "agents") == tuple(papers)


def test_marks_and_notes_are_lists(read: Read, words: Words, papers: list[str]) -> None:
    marks.mark(shelf(), papers[0], "to read")
    notes.write(shelf(), papers[1], "**good** <img src=x onerror=alert(1)>")
    assert f"paper?id={papers[0]}" in words(read("library", list="to-read"))
    said = words(read("library", list="noted"))
    assert "<strong>good</strong> &lt;img src=x" in said
    app = read("library", list="to-read")
    app.toggle(key="edit").set_value(True).run()
    app.button(key=f"act {papers[0]}").click().run()
    assert marks.all_marks(shelf()) == {}
    press(app, "Undo")
    assert marks.all_marks(shelf()) == {papers[0]: "to read"}


def test_papers_that_the_graph_does_not_have_are_said(read: Read, words: Words, papers: list[str]) -> None:
    sets.create(shelf(), "agents", [papers[0], "10.1000/gone"])
    app = read("library", set="agents")
    said = words(app)
    assert "1 paper" in app.caption[0].value  # and that one is exported
    assert "The graph does not have 1 paper of these" in said
    assert 'href="import?ids=10.1000%2Fgone"' in said


def test_a_read_only_dashboard_shows_no_library_and_takes_nothing(
    read: Read, words: Words, papers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sets.create(shelf(), "private", papers)
    notes.write(shelf(), papers[0], "private words")
    before = read("library", set="private")
    shared = sharing.parameters("shared", papers[:3])
    assert shared is not None
    link = read("library", **shared)
    everything = json.dumps(portable.dumped(shelf()))
    monkeypatch.setenv(VARIABLE, "1")

    said = words(read("library"))
    assert "read-only" in said
    assert "private" not in said
    assert not read("library").button
    for app, label in ((before, "Delete"), (link, "Keep this set")):  # a browser may send what is not drawn any more
        next(button for button in app.button if button.label == label).click().run()
        assert not app.exception
    monkeypatch.delenv(VARIABLE)
    assert json.dumps(portable.dumped(shelf())) == everything
