"""Tests of kg.dashboard.cypher.plan_picture."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from kg.dashboard.cypher.plan_picture import picture
from kg.errors import QueryRefusedError
from kg.queries.asking import guard
from kg.store.plan import Operator

if TYPE_CHECKING:
    from kg.store import Store

EVIL = "<img src=x onerror=alert(1)>"
PLAN = (
    Operator("ProduceResults", "neo4j", "n", 0, 10.0),
    Operator("CartesianProduct", "neo4j", "", 1, 10.0),
    Operator("AllNodesScan", "neo4j", "a", 2, 5.0),
    Operator("Filter", "neo4j", EVIL, 2, 2.0),
    Operator("NodeByLabelScan", "neo4j", "b:Paper", 3, None),
)


class Balance(HTMLParser):
    """Counts what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("length", range(len(PLAN) + 1))
def test_a_plan_is_lists_in_lists_that_are_closed(length: int) -> None:
    balance = Balance()
    balance.feed(picture(PLAN[:length]))
    assert balance.open == []


def test_steps_stand_in_their_order_and_part_where_the_plan_does() -> None:
    drawn = picture(PLAN)
    assert re.findall(r"<b>(\w+)", drawn) == [step.name for step in PLAN]
    assert drawn.count("<ul>") == 2
    assert "reads every node of the graph" in drawn
    assert "about 10 rows" in drawn


def test_hostile_details_are_text() -> None:
    assert "<img" not in picture(PLAN)


@pytest.mark.usefixtures("graph")
def test_the_plan_of_a_query_tells_what_neo4j_expects(graph: Store) -> None:
    plan = guard.explain(graph, "MATCH (p:Paper) RETURN p.title AS title ORDER BY title")
    assert plan.operators[0].name == "ProduceResults"
    assert {"NodeByLabelScan", "Sort"} <= {step.name for step in plan.operators}
    assert all(step.rows and step.rows > 1 for step in plan.operators)
    with pytest.raises(QueryRefusedError):
        guard.explain(graph, "MATCH (p:Paper) DELETE p")
    with pytest.raises(QueryRefusedError, match="PROFILE"):
        guard.explain(graph, "PROFILE MATCH (p:Paper) RETURN p")
