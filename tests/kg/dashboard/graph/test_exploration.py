from __future__ import annotations

from typing import TYPE_CHECKING

from kg.dashboard.graph.events import GraphEvent
from kg.dashboard.graph.exploration import MOST_EXPANSIONS, Exploration

if TYPE_CHECKING:
    from kg.dashboard.graph.events import Deed


class Url(dict[str, list[str]]):
    """A query string, as Streamlit gives it."""

    def get_all(self, key: str) -> list[str]:
        return self.get(key, [])


def event(what: Deed, node_id: str | None = None, hidden: tuple[str, ...] = ()) -> GraphEvent:
    return GraphEvent(what=what, node_id=node_id, view="", hidden=hidden, positions={}, camera={})


def test_what_is_written_into_a_url_is_read_from_it() -> None:
    exploration = Exploration("a", ("b", "c"), "b", ("Method", "Task"), 100)

    assert Exploration.read(Url(exploration.query()), limit=100) == exploration
    assert Exploration.read(Url(Exploration().query())) == Exploration()


def test_nonsense_in_a_url_is_left_out() -> None:
    url = Url(node=["", "a"], expand=["b", "b"], hide=["Nonsense", "Task"], selected=[""])

    assert Exploration.read(url) == Exploration("a", ("b",), None, ("Task",))
    assert len(Exploration.read(Url(expand=[str(n) for n in range(999)])).expanded) == MOST_EXPANSIONS


def test_deeds_change_what_is_shown() -> None:
    exploration = Exploration("a").after(event("select", "b"))
    assert exploration.selected == "b"
    exploration = exploration.after(event("expand", "c"))
    assert (exploration.selected, exploration.expanded) == ("c", ("c",))
    assert exploration.after(event("expand", "c")) == exploration
    assert exploration.after(event("clear")).selected is None
    assert exploration.after(event("legend", hidden=("Task",))).hidden == ("Task",)
    assert exploration.after(event("settle")) == exploration


def test_an_expansion_joins_the_view_that_is_there() -> None:
    assert Exploration("a").view == Exploration("a", ("b",), "b", ("Task",)).view
    assert len({Exploration().view, Exploration("a").view, Exploration(limit=100).view}) == 3
