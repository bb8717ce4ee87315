from __future__ import annotations

import pytest

from kg.dashboard.graph.colouring import COMMUNITIES, OTHER, YEARS, colouring
from kg.queries.records import GraphNode
from tests.kg.dashboard.layout.test_colours import BACKGROUNDS, luminance


def paper(node_id: str, year: int | None) -> GraphNode:
    return GraphNode(node_id, "Paper", node_id, 1, year=year)


def test_years_run_from_the_oldest_colour_to_the_newest() -> None:
    nodes = [paper("a", 1990), paper("b", 2007), paper("c", 2026), paper("d", None)]
    coloured = colouring(nodes, (), "year")

    assert (coloured.by_node["a"], coloured.by_node["c"], coloured.by_node["d"]) == (YEARS[0], YEARS[-1], OTHER)
    assert coloured.key[0][0].startswith("1990 to")
    assert coloured.key[-2][0].endswith("2026")


def test_two_years_are_two_colours_and_one_is_one() -> None:
    assert [says for says, _ in colouring([paper("a", 2025), paper("b", 2026)], (), "year").key] == [
        "2025",
        "2026",
        "no year",
    ]
    assert [says for says, _ in colouring([paper("a", 2025)], (), "year").key] == ["2025", "no year"]


def test_without_years_or_communities_a_sentence_says_so() -> None:
    nodes = [paper("a", None)]

    assert colouring(nodes, (), "year").says
    assert "kg analyse" in colouring(nodes, (), "community").says
    assert colouring(nodes, (), "kind").by_node == {}


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("colour", [*YEARS, *COMMUNITIES, OTHER])
def test_every_colour_stands_out_from_both_backgrounds(colour: str, background: str) -> None:
    dark, light = sorted((luminance(colour), luminance(background)))

    assert (light + 0.05) / (dark + 0.05) >= 3
