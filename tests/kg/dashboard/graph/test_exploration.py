from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.dashboard.graph.events import GraphEvent
from kg.dashboard.graph.exploration import MOST_EXPANSIONS, Exploration, nonsense, of_step

if TYPE_CHECKING:
    from kg.dashboard.graph.events import Deed


class Url(dict[str, list[str]]):
    """A query string, as Streamlit gives it."""

    def get_all(self, key: str) -> list[str]:
        return self.get(key, [])


def event(what: Deed, node_id: str | None = None, hidden: tuple[str, ...] = (), **more: Any) -> GraphEvent:
    return GraphEvent(what=what, node_id=node_id, view="", hidden=hidden, positions={}, camera={}, **more)


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


def test_what_was_done_to_several_nodes_is_in_the_url() -> None:
    exploration = Exploration("a").remove(["b", "c"]).pin(["d"])
    assert (exploration.removed, exploration.pinned) == (("b", "c"), ("d",))
    assert exploration.pin(["d"]).pinned == ()
    chosen = exploration.after(event("choose", node_ids=("d", "e")))
    assert chosen.after(event("remove", node_ids=("e",))).chosen == ("d",)
    kept = chosen.after(event("keep", node_ids=("d", "e")))
    assert (kept.only, kept.start, kept.removed) == (("d", "e"), None, ())
    for one in (
        exploration,
        chosen,
        kept,
        Exploration(people=True, order="citations", since="2024-01", until="2024-03"),
    ):
        assert Exploration.read(Url(one.query())) == one


def test_an_expansion_may_be_along_one_relationship_and_that_again() -> None:
    exploration = Exploration("a").expand("b", ">CITES").expand("b", ">CITES").expand("b")

    assert exploration.expanded == (">CITES:b", ">CITES:b", "b")
    assert [of_step(one) for one in exploration.expanded] == [("b", ">CITES"), ("b", ">CITES"), ("b", None)]
    assert Exploration.read(Url(exploration.query())).expanded == exploration.expanded
    assert of_step(">NONSENSE:b") == (">NONSENSE:b", None)
    assert len(Exploration("a").expand_all(str(number) for number in range(99)).expanded) == MOST_EXPANSIONS


def test_what_makes_no_sense_in_a_url_is_said() -> None:
    url = Url(
        order=["upvotes"], limit=["2,000 nodes at most"], hide=["Papers"], to=["May"], people=["maybe"], edge=["a"]
    )
    told = " ".join(nonsense(url))

    for wrong in ("order=upvotes", "limit=2,000 nodes at most", "hide=Papers", "to=May", "people=maybe", "An edge is"):
        assert wrong in told
    assert Exploration.read(url) == Exploration()
    assert nonsense(Url(Exploration("a", limit=2000, people=True, since="2024-01").query())) == []
    assert Exploration.read(Url(limit=["2000"])).limit == 2000


def test_an_edge_a_legend_and_dates_are_deeds() -> None:
    exploration = Exploration("a").after(event("edge", edge=("a", "CITES", "b")))
    assert exploration.edge == ("a", "CITES", "b")
    assert exploration.after(event("clear")).edge is None
    assert exploration.after(event("legend", without=("CITES",))).without == ("CITES",)
    narrowed = exploration.after(event("dates", since="2024-01", until="2024-02"))
    assert (narrowed.since, narrowed.until) == ("2024-01", "2024-02")
    assert exploration.drawn == Exploration("a")
