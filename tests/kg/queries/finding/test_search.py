"""Searches as people type them: what they expect first comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import queries
from kg.build import Contents, assimilate
from kg.model import Author, Organization, Paper, Statement
from kg.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.queries.records import SearchHit
    from kg.store.local import Connection

COMBO = "2405.13729"
MORE = "2405.13730"
DEEP = "10.18653/v1/n18-1202"
BRIDGES = "2405.13731"
ADA = Author("Ada Example", {"orcid": "0000-0002-1825-0097"})
LUKASZ = Author("Łukasz O'Neill-Østergård")
LAB = Organization("tiny-widget-lab", "Tiny Widget Lab")

PAPERS = (
    Paper(
        COMBO,
        "ComboStoc: Combinatorial Noise for Widgets",
        "We compare GPT-4, LLaMA-2 and LLaMA-2-70B on SWE-bench.",
        authors=(ADA,),
        year=2024,
    ),
    Paper(
        MORE,
        "More Widgets",
        "We compare Llama-2-7B, LLaMA-2-70B and GPT-4 on SWE-bench, GSM8K and HotpotQA.",
        authors=(LUKASZ,),
        organization=LAB,
        year=2023,
        ids={"openreview": "rJXMpikCZ"},
    ),
    Paper(DEEP, "Deep Contextual Widgets", "We test a common cat.", ids={"s2": "ab" * 20, "pmid": "1234567"}),
    Paper(BRIDGES, "Schrödinger Bridges of C++", "We compile C++."),
    Paper("2405.13732", "A Garbage Collector for C", "We compile C."),
    Paper("2405.13733", "Linting C# and .NET in One Net", "We lint C#."),
    Paper("2405.13734", "深度学习综述", "A survey."),
    Paper("2405.13735", "Пример поиска ёлок", "A search."),
    Paper(
        "2405.13736", "UL2 and T5 at Work", "We use T5 and Newton's method; see https://github.com/some-lab/its_code."
    ),
    Paper("2405.13737", "$\\tau^2$-Bench: Tools and People", "We present τ²-Bench, and GPT-3.5 fails on it."),
)


@pytest.fixture(scope="module")
def graph(server: Connection) -> Iterator[Store]:
    """Ten papers."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        assimilate(opened, [Contents("file", tuple(Statement("file", one.paper_id, one) for one in PAPERS))])
        yield opened


def first(graph: Store, text: str) -> SearchHit:
    return queries.search(graph, text)[0]


@pytest.mark.parametrize(
    ("text", "paper_id"),
    [
        ("https://arxiv.org/abs/2405.13729", COMBO),
        ("2405.13729v2", COMBO),
        ("arXiv:2405.13729", COMBO),
        ("arXiv:2405.13729v1 [cs.LG] 22 May 2024", COMBO),
        ("https://huggingface.co/papers/2405.13729", COMBO),
        ("see (https://arxiv.org/pdf/2405.13729v3.pdf).", COMBO),
        ("10.48550/arXiv.2405.13729", COMBO),
        ("10.18653/v1/N18-1202", DEEP),
        ("https://doi.org/10.18653/v1/N18-1202", DEEP),
        ("https://aclanthology.org/N18-1202/", DEEP),
        ("N18-1202", DEEP),
        ("ab" * 20, DEEP),
        (f"https://www.semanticscholar.org/paper/Deep-Widgets/{'ab' * 20}", DEEP),
        ("PMID: 1234567", DEEP),
        ("1234567", DEEP),
        ("https://openreview.net/forum?id=rJXMpikCZ", MORE),
        ("rJXMpikCZ", MORE),
    ],
)
def test_an_identifier_in_any_spelling_leads_to_its_paper(text: str, paper_id: str, graph: Store) -> None:
    assert first(graph, text).node_id == paper_id


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("gpt4", "GPT-4"),
        ("GPT 4", "GPT-4"),
        ("swebench", "SWE-bench"),
        ("Swe_Bench", "SWE-bench"),
        ("gsm-8k", "GSM8K"),
        ("hotpot qa", "HotpotQA"),
        ("llama 2", "LLaMA-2"),
        ("llama270b", "LLaMA-2-70B"),
        ("gpt3.5", "GPT-3.5"),
        ("gpt 3 5", "GPT-3.5"),
        ("gpt35", "GPT-3.5"),
        ("t5", "T5"),
        ("tau2bench", "τ²-Bench"),
        ("https://github.com/some-lab/its_code", "some-lab/its_code"),
        ("GitHub - some-lab/its_code: The code", "some-lab/its_code"),
        ("its code", "some-lab/its_code"),
    ],
)
def test_a_name_in_any_spelling_leads_to_its_entity(text: str, name: str, graph: Store) -> None:
    hit = first(graph, text)
    assert hit.kind != "Paper"
    assert hit.name == name or (name == "τ²-Bench" and "2" in hit.name)


@pytest.mark.parametrize(
    ("text", "paper_id"),
    [
        ("schrodinger", BRIDGES),
        ("Schrödinger bridge", BRIDGES),
        ("bridges schroedinger", BRIDGES),
        ("[2405.13729] ComboStoc: Combinatorial Noise for Widgets - arXiv", COMBO),
        ("[9905.13729] Deep Contextual Widgets - arXiv.org", DEEP),
        ("Paper page - More Widgets", MORE),
        ("(3) More Widgets | OpenReview", MORE),
        ("More Widgets \u2014 Mozilla Firefox", MORE),
        ("[PDF] Deep Contextual Widgets | Semantic Scholar", DEEP),
        ("Deep Contextual Widgets | An Unknown Publisher", DEEP),
        ("深度学习", "2405.13734"),
        ("深度学习综述", "2405.13734"),
        ("елок пример", "2405.13735"),
        ("newton", "2405.13736"),
        ("deep widgets contextual", DEEP),
        ("deepcontextualwidgets", DEEP),
        ("DEEP-CONTEXTUAL-WIDGETS", DEEP),
        ("example combostoc", COMBO),
        ("example 2024", COMBO),
    ],
)
def test_what_is_remembered_of_a_paper_leads_to_it(text: str, paper_id: str | None, graph: Store) -> None:
    found = [hit.node_id for hit in queries.search(graph, text) if hit.kind == "Paper"]
    assert found[:1] == ([paper_id] if paper_id else [])


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("C++", {BRIDGES}),
        ("c++ bridges", {BRIDGES}),
        ("C#", {"2405.13733"}),
        (".NET", {"2405.13733"}),
        ("compile c", {"2405.13732"}),
    ],
)
def test_signs_tell_names_apart(text: str, papers: set[str], graph: Store) -> None:
    assert {hit.node_id for hit in queries.search(graph, text) if hit.kind == "Paper"} == papers


@pytest.mark.parametrize("text", ["Ada Example", "example, ada", "A. Example", "Example A", "ada exam"])
def test_a_person_in_any_order_leads_to_what_they_wrote_and_to_them(text: str, graph: Store) -> None:
    hits = queries.search(graph, text)
    assert [hit.node_id for hit in hits[:2]] == [COMBO, hits[1].node_id]
    assert (hits[1].kind, hits[1].name, hits[1].detail) == ("Author", "Ada Example", "1 paper")
    assert "by Ada Example" in hits[0].detail


@pytest.mark.parametrize("text", ["lukasz ostergard", "Łukasz O'Neill-Østergård", "oneill"])
def test_a_person_is_found_without_accents_and_apostrophes(text: str, graph: Store) -> None:
    assert LUKASZ.name in {hit.name for hit in queries.search(graph, text)[:3]}


def test_an_orcid_leads_to_its_person(graph: Store) -> None:
    assert first(graph, "https://orcid.org/0000-0002-1825-0097").name == "Ada Example"


@pytest.mark.parametrize("text", ["Tiny Widget Lab", "tiny-widget-lab", "tinywidget lab"])
def test_an_organisation_leads_to_it_and_to_what_it_published(text: str, graph: Store) -> None:
    hits = queries.search(graph, text)
    assert (hits[0].kind, hits[0].name) == ("Organization", "Tiny Widget Lab")
    assert MORE in {hit.node_id for hit in hits}


def test_the_plain_name_comes_before_its_variants(graph: Store) -> None:
    names = [hit.name for hit in queries.search(graph, "llama 2")]
    assert names[0] == "LLaMA-2"
    assert {"LLaMA-2-70B", "Llama-2-7B"} <= set(names[1:3])


def test_whoever_still_types_gets_names_and_titles_that_begin_so(graph: Store) -> None:
    for text, name in (
        ("swe", "SWE-bench"),
        ("llam", "LLaMA-2"),
        ("Deep Cont", "Deep Contextual Widgets"),
        ("h", "HotpotQA"),
    ):
        assert name in [hit.name for hit in queries.search(graph, text, typing=True)[:3]]


def test_what_was_found_is_marked_in_the_name_or_in_an_excerpt(graph: Store) -> None:
    entity, *papers = queries.search(graph, "gpt 4")
    assert [entity.name[start:end] for start, end in entity.spans] == ["GPT-4"]
    for hit in papers:
        where = (hit.name, hit.spans) if hit.spans else (hit.excerpt, hit.excerpt_spans)
        assert {where[0][start:end] for start, end in where[1]} == {"GPT-4"}


def test_nothing_is_only_said_of_what_was_searched(graph: Store) -> None:
    found = queries.find(graph, "xyzzy plugh")
    assert found.hits == ()
    (said,) = found.remarks
    assert said.startswith("Nothing holds 'xyzzy plugh'. Searched were identifiers; titles")
    assert said.endswith("names of authors; and names of organisations.")


def test_a_slip_of_the_keyboard_is_said_to_be_one(graph: Store) -> None:
    for text, name in (("Schrodigner Brigdes", "Schrödinger Bridges of C++"), ("HotpottQA", "HotpotQA")):
        found = queries.find(graph, text)
        assert found.hits[0].name == name
        assert found.remarks == (f"Nothing holds {text!r}; these are spelled much like it.",)


@pytest.mark.parametrize("text", ["?!", "++", "- -", "\u0301", "🙂"])
def test_a_text_without_a_letter_is_said_to_be_one(text: str, graph: Store) -> None:
    found = queries.find(graph, text)
    assert found.hits == ()
    assert "no letter or digit" in found.remarks[0]


def test_a_very_long_text_is_cut_and_it_says_so(graph: Store) -> None:
    found = queries.find(graph, "widgets " * 1250)
    assert found.hits
    assert found.remarks == ("Only the first 30 words and 2,000 characters were searched for.",)
    assert queries.find(graph, "x" * 10_000).remarks


LUCENE = st.sampled_from([*'+-&|!(){}[]^"~*?:\\/. ', "AND", "OR", "NOT", "TO", "C++", "llama", "forms:", "10.1/"])


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=40), st.lists(LUCENE, max_size=8).map("".join)), typing=st.booleans())
def test_any_text_gives_hits_or_a_sentence(text: str, *, typing: bool, graph: Store) -> None:
    found = queries.find(graph, text, limit=5, typing=typing)
    assert found.hits or found.remarks
    assert queries.papers(graph, text=text).total >= 0
    for hit in found.hits:
        for where, spans in ((hit.name, hit.spans), (hit.excerpt, hit.excerpt_spans)):
            assert all(0 <= start < end <= len(where) for start, end in spans)
