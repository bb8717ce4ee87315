"""Tests of kg.identity.ids."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity import ids


@pytest.mark.parametrize(
    "text",
    [
        "2405.13729",
        "2405.13729v3",
        "arXiv:2405.13729",
        "arxiv: 2405.13729v1",
        "https://arxiv.org/abs/2405.13729v2",
        "http://export.arxiv.org/abs/2405.13729",
        "https://arxiv.org/pdf/2405.13729v1.pdf",
        "https://arxiv.org/html/2405.13729v1",
        "https://huggingface.co/papers/2405.13729",
        "https://huggingface.co/papers/2405.13729#community",
        "https://doi.org/10.48550/arXiv.2405.13729",
        "10.48550/ARXIV.2405.13729",
        "doi:10.48550/arXiv.2405.13729v2",
        "https://www.semanticscholar.org/arxiv/2405.13729",
        "  2405.13729\n",
    ],
)
def test_every_spelling_of_an_arxiv_id_is_one_id(text: str) -> None:
    assert ids.identify(text) == ("arxiv", "2405.13729")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0704.0001", ("arxiv", "0704.0001")),
        ("1412.6980v9", ("arxiv", "1412.6980")),
        ("math.GT/0309136v1", ("arxiv", "math/0309136")),
        ("cs/9901001", ("arxiv", "cs/9901001")),
        ("hep-th/9901001", ("arxiv", "hep-th/9901001")),
        ("https://doi.org/10.1145/3292500.3330701", ("doi", "10.1145/3292500.3330701")),
        ("http://dx.doi.org/10.1109/TVCG.2015.2468291", ("doi", "10.1109/tvcg.2015.2468291")),
        ("https://doi.org/10.1016/s0021-9924(01)00058-2", ("doi", "10.1016/s0021-9924(01)00058-2")),
        ("https://doi.org/10.1002/%28SICI%291", ("doi", "10.1002/(sici)1")),
        ("https://openalex.org/W2741809807", ("openalex", "W2741809807")),
        ("w2741809807", ("openalex", "W2741809807")),
        ("A" * 40, ("s2", "a" * 40)),
        ("CorpusID:3626819", ("corpusid", "3626819")),
        (f"https://www.semanticscholar.org/paper/Some-Title/{'0' * 40}", ("s2", "0" * 40)),
    ],
)
def test_each_kind_has_one_spelling(text: str, expected: tuple[str, str]) -> None:
    assert ids.identify(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2413.00001",  # no thirteenth month
        "2400.00001",
        "1412.69800",  # five digits before 2015
        "1501.0001",  # four digits after 2014
        "0703.0001",  # before April 2007
        "2405.13729v0",
        "2405.137291",
        "10.1145/",
        "10.1145/with space",
        "10.12/too-short",
        "W",
        "Attention Is All You Need",
        "attention-is-all-you-need",
        "٢٤٠٥.١٣٧٢٩",
        "https://example.org/2405.13729",
        "g" * 40,
    ],
)
def test_what_only_looks_like_an_id_is_none(text: str) -> None:
    assert ids.identify(text) is None


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = ids.normalise(text)
    assert ids.normalise(once) == once


@given(st.text(min_size=1))
def test_a_slug_is_stable_short_and_no_other_kind_of_id(title: str) -> None:
    slug = ids.slug(title)
    assert slug == ids.slug(title)
    assert 0 < len(slug) <= ids.SLUG_LENGTH
    assert ids.identify(slug) is None
    assert not any(c.isspace() or c in "/?#%&" for c in slug)


def test_case_spaces_and_punctuation_do_not_make_a_second_paper() -> None:
    assert ids.slug("LLM in a flash:  Efficient Inference") == ids.slug("LLM in a Flash -- Efficient inference")


def test_titles_in_any_script_keep_their_letters() -> None:
    assert ids.slug("大语言模型: 综述") == "大语言模型-综述"
    assert ids.slug("हिन्दी") == "हिन्दी"


def test_titles_without_letters_still_differ() -> None:
    assert ids.slug("!!!") != ids.slug("???")
    assert ids.slug("!!!").startswith("paper-")


def test_long_titles_that_begin_alike_still_differ() -> None:
    long = "A very long title that goes on " * 5
    assert ids.slug(long + "one way") != ids.slug(long + "another way")


def test_a_title_that_spells_an_identifier_does_not_become_it() -> None:
    assert ids.identify(ids.slug("W2741809807")) is None
    assert ids.slug("W2741809807") == ids.slug("w2741809807")


@pytest.mark.parametrize(
    ("given_id", "other", "url", "expected"),
    [
        ("arXiv:2405.13729v2", {"doi": "10.1145/1234.5"}, None, "2405.13729"),
        ("my own", {"arxiv": "2405.13729"}, None, "my own"),
        (None, {"doi": "10.1145/1234.5", "x": "W123", "arxiv": "2405.13729v1"}, None, "2405.13729"),
        (None, {"openalex": "https://openalex.org/W123", "doi": "10.1145/A"}, None, "10.1145/a"),
        (None, {"mag": "12345"}, "https://arxiv.org/abs/2405.13729", "2405.13729"),
        (None, None, "https://example.org/paper", "a-title"),
        ("  ", None, None, "a-title"),
    ],
)
def test_the_strongest_identifier_names_the_paper(
    given_id: str | None, other: dict[str, str] | None, url: str | None, expected: str
) -> None:
    assert ids.paper_id("A title", given=given_id, ids=other, url=url) == expected


def test_the_examples_in_the_documentation_hold() -> None:
    results = doctest.testmod(ids)
    assert results.attempted
    assert not results.failed
