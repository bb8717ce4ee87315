from __future__ import annotations

from kg.dashboard.pages import address, node_page


def test_an_address_carries_any_id() -> None:
    assert address("paper", id="10.1/a b&c=d#e") == "paper?id=10.1%2Fa%20b%26c%3Dd%23e"
    assert address("graph") == "graph"


def test_authors_and_organizations_have_no_page() -> None:
    assert [node_page("Paper"), node_page("Metric"), node_page("Author"), node_page("Organization")] == [
        "paper",
        "entity",
        None,
        None,
    ]
