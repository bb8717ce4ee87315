"""Tests of kg.dashboard.library.set_button and the marks that lists then show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from kg.dashboard.layout import pieces
from kg.dashboard.session import mine
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import SENTENCE, VARIABLE
from kg.errors import CallError, KGError
from kg.library import marks, sets
from kg.queries.records import PaperRow

if TYPE_CHECKING:
    from pathlib import Path

ROW = PaperRow("2406.00001", "A Paper", None, None, None, None, None, 0)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of the test's own."""
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path))
    monkeypatch.setenv("KG_STORE", "bolt://127.0.0.1:1")


def one() -> AppTest:
    def script() -> None:
        from kg.dashboard.library.set_button import set_button  # noqa: PLC0415 # a script's own

        set_button(["2406.00001"], "paper")

    return AppTest.from_function(script).run()


def many() -> AppTest:
    def script() -> None:
        from kg.dashboard.library.set_button import set_button  # noqa: PLC0415 # a script's own

        set_button(lambda: ["a", "b", "c"], "found", total=3)

    return AppTest.from_function(script).run()


def test_a_paper_goes_into_sets_and_out_of_them() -> None:
    sets.create(shelf(), "agents", ["x"])
    app = one()
    app.multiselect(key="paper_sets").set_value(["agents"]).run()
    assert sets.papers(shelf(), "agents") == ("x", "2406.00001")
    app.multiselect(key="paper_sets").set_value([]).run()
    assert sets.papers(shelf(), "agents") == ("x",)
    assert not app.exception


def test_a_paper_is_marked_and_the_mark_taken_away() -> None:
    app = one()
    app.button_group(key="paper_mark").set_value("read").run()
    assert marks.all_marks(shelf()) == {"2406.00001": "read"}
    assert app.button_group(key="paper_mark").value == "read"
    app.button_group(key="paper_mark").set_value(None).run()
    assert marks.all_marks(shelf()) == {}


def test_many_papers_go_into_a_set_and_what_was_there_is_said() -> None:
    sets.create(shelf(), "agents", ["b"])
    app = many()
    app.selectbox(key="found_set").set_value("agents").run()
    app.button(key="found_add").click().run()
    assert sets.papers(shelf(), "agents") == ("b", "a", "c")
    assert app.toast[0].value == "2 papers added to agents, 1 were in it already\\."


def test_lists_mark_what_is_the_readers_own() -> None:
    assert "kg-own" not in pieces.paper_item(ROW)
    sets.create(shelf(), "<b>agents</b>", [ROW.paper_id])
    marks.mark(shelf(), ROW.paper_id, "to read")
    shelf().put("note", ROW.paper_id, "text")
    item = pieces.paper_item(ROW)
    assert ">mine</span>" in item
    assert ">to read</span>" in item
    assert ">note</span>" in item
    assert "&lt;b&gt;agents&lt;/b&gt;" in item
    assert mine.mine() == {ROW.paper_id}
    sets.delete(shelf(), "<b>agents</b>")
    assert ">mine</span>" not in pieces.paper_item(ROW)


def test_a_read_only_dashboard_draws_no_button_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = one()
    monkeypatch.setenv(VARIABLE, "1")
    app.multiselect(key="paper_sets").set_value(["agents"]).run()  # what was drawn before is pressed nevertheless
    assert SENTENCE.partition(":")[0] in app.error[0].value.replace("\\", "")
    assert not app.multiselect
    with pytest.raises(CallError):
        shelf().put("note", "n", "x")
    assert sets.all_sets(shelf()) == {}


def test_a_library_that_cannot_be_read_spoils_no_list_and_is_said_where_it_is_shown() -> None:
    own = shelf()
    own.put("mark", ROW.paper_id, "read")
    own.path.write_bytes(b"no database at all, but a text of some length")
    assert pieces.paper_item(ROW).endswith("</li>")
    assert mine.mine() == frozenset()
    with pytest.raises(KGError, match="cannot be read"):
        mine.kept()
