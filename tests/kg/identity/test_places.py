from __future__ import annotations

import pytest

from kg.identity.ids import identify
from kg.identity.kinds import KINDS
from kg.identity.places import PLACES, outside, paper_addresses


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
