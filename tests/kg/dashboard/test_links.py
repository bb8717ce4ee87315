from __future__ import annotations

import pytest

from kg.dashboard.links import PLACES, address, link, node_page, outside, outward, paper_addresses
from kg.identity.ids import identify
from kg.identity.kinds import KINDS


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
        "Hugging Face": "https://huggingface.co/papers/2406.01234",
        "DOI": "https://doi.org/10.1/x%3Cy",
        "example.org": "https://www.example.org/p",
    }
    assert paper_addresses("a-slug-of-a-title", "javascript:alert(1)", {}) == {}


def test_every_kind_of_identifier_but_mag_leads_somewhere() -> None:
    assert set(PLACES) == set(KINDS) - {"mag"}
    for kind, value in (("pmid", "12345"), ("acl", "P19-1001"), ("openalex", "W77"), ("s2", "a" * 40)):
        (address_,) = paper_addresses("a-slug", None, {kind: value}).values()
        assert identify(address_) == (kind, value)


def test_an_address_that_is_one_of_its_identifiers_is_offered_once() -> None:
    places = paper_addresses("2406.01234", "https://huggingface.co/papers/2406.01234", {"arxiv": "2406.01234"})
    assert list(places) == ["arXiv", "Hugging Face"]


def test_authors_and_organizations_have_no_page() -> None:
    assert [node_page("Paper"), node_page("Metric"), node_page("Author"), node_page("Organization")] == [
        "paper",
        "entity",
        None,
        None,
    ]
