from __future__ import annotations

from kg.dashboard.layout.colours import COLOURS
from kg.dashboard.pages import address, node_page


def test_an_address_carries_any_id() -> None:
    assert address("paper", id="10.1/a b&c=d#e") == "paper?id=10.1%2Fa%20b%26c%3Dd%23e"
    assert address("graph") == "graph"


def test_every_kind_of_node_has_a_page() -> None:
    pages = {kind: node_page(kind) for kind in COLOURS}
    assert pages == {
        "Paper": "paper",
        "Task": "task",
        "Author": "author",
        "Organization": "organization",
    } | dict.fromkeys(("Method", "Benchmark", "Model", "Repo", "Metric"), "entity")
