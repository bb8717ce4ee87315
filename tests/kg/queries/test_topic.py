from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.topic import paper_rows, topic, within
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_papers_of_a_task_report_on_benchmarks_with_the_latest_numbers_first(store: Store) -> None:
    small.fill(store)
    found = topic(store, entity_id="task:code")
    (quux,) = found.benchmarks
    assert found.paper_ids == ("new", "mid")
    assert (quux.benchmark.name, quux.papers, quux.numbers, quux.last) == ("QuuxBench", 2, 2, "2026-02-01")
    assert [(row.value, row.paper.paper_id) for row in quux.latest] == [(71.5, "new"), (60.0, "mid")]


def test_words_find_a_topic_that_is_no_task(store: Store) -> None:
    small.fill(store)
    found = topic(store, text="agents code")
    assert found.paper_ids == ("new",)
    assert [one.benchmark.name for one in found.benchmarks] == ["QuuxBench"]
    assert topic(store, text="unheard of").paper_ids == ()
    assert topic(store, text="???").benchmarks == ()


def test_methods_and_models_are_ranked_by_the_last_six_months(store: Store) -> None:
    small.fill(store)
    store.write("MATCH (n:Paper {paper_id: 'new'}), (z:Model {entity_id: 'model:zorb'}) CREATE (n)-[:USES]->(z)")
    found = topic(store, entity_id="task:code")
    assert (found.since, found.recent, found.dated) == ("2025-08-01", 1, 2)
    assert [(one.entity.name, one.papers, one.recent, one.trend) for one in found.in_use] == [
        ("ZorbNet", 2, 1, "rising")
    ]


def test_a_task_whose_name_holds_the_name_is_part_of_it(store: Store) -> None:
    small.fill(store)
    assert [row.name for row in within(store, "task:code", "code generation")] == ["agentic code generation"]
    assert within(store, "task:agentic-code", "agentic code generation") == ()
    assert within(store, "task:code", '???"') == ()


def test_rows_come_in_the_order_asked_for(store: Store) -> None:
    small.fill(store)
    assert [row.paper_id for row in paper_rows(store, ["old", "new", "nothing", "mid"])] == ["old", "new", "mid"]
