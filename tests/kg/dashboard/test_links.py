from __future__ import annotations

import pytest

from kg.dashboard.links import address, link, node_page, outside, outward, paper_addresses


def test_an_address_carries_any_id() -> None:
    assert address("paper", id="10.1/a b&c=d#e") == "paper?id=10.1%2Fa%20b%26c%3Dd%23e"
    assert address("graph") == "graph"


def test_a_link_shows_hostile_text_as_text() -> None:
    drawn = link("<script>alert(1)</script>", "paper", id='"><img src=x>')

    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        " https://a.b",
        "https://a.b/\nx",
        "//a.b",
        "https://",
        "https://user@a.b",
        "http://[",
        "file:///etc/passwd",
        "",
        None,
    ],
)
def test_an_unsafe_address_is_not_offered(url: str | None) -> None:
    assert outside(url) is None


def test_a_link_out_tells_the_other_site_nothing() -> None:
    assert 'rel="noopener noreferrer"' in outward("arXiv", "https://arxiv.org/abs/1")


def test_a_paper_is_found_where_its_ids_say() -> None:
    assert paper_addresses("2406.01234", "https://www.example.org/p", {"doi": "10.1/x<y"}) == {
        "arXiv": "https://arxiv.org/abs/2406.01234",
        "DOI": "https://doi.org/10.1/x%3Cy",
        "example.org": "https://www.example.org/p",
    }
    assert paper_addresses("a-slug-of-a-title", "javascript:alert(1)", {}) == {}


def test_authors_and_organizations_have_no_page() -> None:
    assert [node_page("Paper"), node_page("Metric"), node_page("Author"), node_page("Organization")] == [
        "paper",
        "entity",
        None,
        None,
    ]
