"""Tests of kg.measures.analysis: what has changed is worked out, kept, and finished by whoever comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import Contents, assimilate
from kg.errors import StoreError
from kg.measures.analysis import analyse
from kg.measures.registry import MEASURES, Measure, Outcome
from kg.model import Named, Paper, Reference, Statement
from kg.store import analyses

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.measures.analysis import Analysis
    from kg.store import Store

    Snapshot = Callable[[Store], tuple[list[str], list[str]]]


def fields(count: int = 6, *, more: int = 0) -> list[Paper]:
    """Two fields of papers, each of which cites all before it in its field; one names Adaptoid, one Frobnet."""
    return [
        Paper(
            f"2{field}{number:02}.00001" if number > 9 else f"2{field}0{number}.00001",
            f"Paper {number} of field {field}",
            "",
            year=2020,
            references=tuple(Reference(f"2{field}0{other}.00001") for other in range(1, number)),
            named=(Named("Method", ("Adaptoid", "Frobnet")[field], "USES"),),
        )
        for field in (0, 1)
        for number in range(1, count + 1 + more * field)
    ]


def build(store: Store, papers: list[Paper]) -> None:
    said = tuple(Statement("a", one.paper_id, one) for one in papers)
    assimilate(store, [Contents("a", said, whole=True)])


def states(report: Analysis) -> set[str]:
    return {one.state for one in report.measures}


def measured(store: Store) -> dict[str, dict[str, Any]]:
    names = [name for one in MEASURES for name in one.properties if one.label == "Paper"]
    rows = store.read("MATCH (p:Paper) RETURN p.paper_id AS key, properties(p) AS p")
    return {row["key"]: {name: row["p"].get(name) for name in names} for row in rows}


def test_measures_become_properties_and_books_say_of_which_build(store: Store) -> None:
    build(store, fields())
    report = analyse(store)
    assert states(report) == {"done"}
    assert (report.build, report.papers, report.citations, report.mended) == (1, 12, 30, 0)
    papers = measured(store)
    assert sum(one["pagerank"] for one in papers.values()) == pytest.approx(1)
    ranks = [one["pagerank"] for one in papers.values()]
    assert all(one["pagerank_place"] == 1 + sum(rank > one["pagerank"] for rank in ranks) for one in papers.values())
    assert sum(one["hub"] for one in papers.values()) == pytest.approx(1)
    assert {one["core"] for one in papers.values()} == {5}
    assert [
        key for key, one in sorted(papers.items(), key=lambda row: row[1]["main_path"] or 9) if one["main_path"]
    ] == [f"200{number}.00001" for number in range(1, 7)]
    assert {(key[:2], one["community"]) for key, one in papers.items()} == {("20", 1), ("21", 2)}
    assert {row["b"] for row in store.read("MATCH (p:Paper) RETURN p.measured_build AS b")} == {1}
    books = analyses.books(store)
    assert {one.build for one in books.values()} == {1}
    assert books["betweenness"].notes["error"] == 0


def test_communities_are_named_by_what_is_typical_of_them(store: Store) -> None:
    build(store, fields())
    analyse(store)
    rows = store.read("MATCH (c:Community) RETURN c{.*} AS c ORDER BY c.community")
    assert [row["c"] for row in rows] == [
        {"community": 1, "name": "Adaptoid", "size": 6, "entities": ["method:adaptoid"], "build": 1},
        {"community": 2, "name": "Frobnet", "size": 6, "entities": ["method:frobnet"], "build": 1},
    ]
    assert store.read("MATCH (:Community)--(n) RETURN n") == []


def test_what_has_not_changed_is_not_worked_out_again(store: Store, snapshot: Snapshot) -> None:
    build(store, fields())
    analyse(store)
    before = without_lease(snapshot(store)[0])
    assert states(analyse(store)) == {"unchanged"}
    assert without_lease(snapshot(store)[0]) == before
    assert states(analyse(store, again=True)) == {"done"}


def without_lease(nodes: list[str]) -> list[str]:
    return [node for node in nodes if '"Lease"' not in node]


def test_a_build_makes_measures_old_and_an_analysis_makes_them_new(store: Store) -> None:
    build(store, fields())
    assert analyses.outdated(store) == ""
    analyse(store)
    assert analyses.outdated(store) == ""
    build(store, fields())  # changes nothing
    assert analyses.outdated(store) == ""
    build(store, fields(more=1))
    assert analyses.outdated(store) == "The measures are of build 1, and the graph is of build 2: run `kg analyse`."
    report = analyse(store)
    assert (states(report), report.build) == ({"done"}, 2)
    assert analyses.outdated(store) == ""
    assert len({one["community"] for one in measured(store).values()}) == 2


def test_what_only_texts_changed_leaves_the_citations_measures_alone(store: Store) -> None:
    papers = fields()
    build(store, papers)
    analyse(store)
    papers[0] = replace(papers[0], named=(Named("Method", "Quuxor", "USES"),))
    build(store, papers)
    report = analyse(store)
    unchanged = {one.name for one in MEASURES if one.reads == ("citations",)}
    assert {one.measure for one in report.measures if one.state == "unchanged"} == unchanged
    assert analyses.outdated(store) == ""


def test_a_build_takes_no_measure_off(store: Store) -> None:
    build(store, fields())
    analyse(store)
    before = measured(store)
    papers = fields()
    papers[0] = replace(papers[0], venue="A venue")
    build(store, papers)
    assert measured(store) == before


def test_what_was_cut_short_is_finished_by_the_next_run(store: Store) -> None:
    build(store, fields())
    analyse(store)
    build(store, fields(more=1))

    def dies(_store: Store, _build: int) -> None:
        raise StoreError("The power went.")

    one = MEASURES[0]
    dying = Measure(
        one.name, lambda reading: Outcome(one.compute(reading).columns, books=dies), one.properties, one.reads
    )
    with pytest.raises(StoreError):
        analyse(store, measures=[dying])
    assert analyses.outdated(store) == "The measures were not written to the end: run `kg analyse`."
    report = analyse(store)
    assert states(report) == {"done"}
    assert analyses.outdated(store) == ""
    cut = measured(store)
    analyse(store, again=True)
    assert measured(store) == cut


def test_a_measure_of_entities_is_one_line(store: Store) -> None:
    build(store, fields())
    counted = Measure(
        "papers",
        lambda reading: Outcome({"named_by": reading.namings.matrix.sum(axis=0).tolist()}),
        ("named_by",),
        reads=("namings",),
        label="Entity",
    )
    assert states(analyse(store, measures=[counted])) == {"done"}
    rows = store.read("MATCH (e:Entity) RETURN e.entity_id AS e, e.named_by AS n, e.measured_build AS b ORDER BY e")
    assert rows == [{"e": "method:adaptoid", "n": 6, "b": 1}, {"e": "method:frobnet", "n": 6, "b": 1}]
    assert states(analyse(store, measures=[counted])) == {"unchanged"}


def test_a_graph_of_nothing_is_measured_too(store: Store) -> None:
    report = analyse(store)
    assert (states(report), report.papers, report.citations) == ({"done"}, 0, 0)
