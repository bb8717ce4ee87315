"""Citations as pages show them: on a paper's page, in the graph, on the overview."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

import pytest

from kg.dashboard.session import rights
from kg.store import Store, connect
from tests.kg.dashboard import cited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

    from kg.store.local import Connection

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]


@pytest.fixture(scope="module", autouse=True)
def citations(server: Connection, dashboard_environment: None) -> Iterator[Store]:
    """The graph of `cited`."""
    del dashboard_environment
    with connect(server.url, user=server.user, password=server.password) as store:
        store.clear()
        cited.fill(store)
        yield store


@pytest.mark.parametrize(
    "asked", ["1706.03762", "https://doi.org/10.5555/3295222", "https://openalex.org/W77", "PMID: 12345"]
)
def test_any_identifier_in_the_address_shows_the_paper(asked: str, read: Read, words: Words) -> None:
    app = read("paper", id=asked)
    assert "Attention Is All You Need</h1>" in words(app)
    assert app.query_params["id"] in ("1706.03762", ["1706.03762"])


def test_references_and_citing_papers_come_with_sentences_and_completeness_in_words(read: Read, words: Words) -> None:
    app = read("paper", id="1706.03762")
    told = words(app)
    assert [tab.label for tab in app.tabs] == ["References (2)", "Cited by (2)"]
    assert "2 of 4 references are in the graph; 1 is disputed by a source." in told
    assert "Cited by 2 papers of the graph; openalex reports 120." in told
    assert f'<p class="kg-quote kg-small">{html.escape(cited.CLAIM)}</p>' in told
    assert "for methodology · says openalex" in told
    assert told.index("Later Words") < told.index("A Claim That Did Not Hold")  # as often cited, and newer
    assert '<span class="kg-flag">retracted</span>' in told


def test_links_lead_out_by_each_identifier_and_repositories_have_their_facts(read: Read, words: Words) -> None:
    told = words(read("paper", id="1706.03762"))
    for address in ("https://arxiv.org/abs/1706.03762", "https://doi.org/10.5555/3295222", "https://openalex.org/W77"):
        assert f'href="{address}"' in told
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/12345"' in told
    assert "the authors&#x27; own · 1,234 stars · MIT" in told
    assert "archived</span>" in told


def test_bibtex_is_one_press_away(read: Read) -> None:
    (code,) = read("paper", id="1706.03762").code
    assert code.value.startswith("@")
    assert "Attention Is All You Need" in code.value
    assert "Vaswani" in code.value
    assert not read("paper", id="W99").code


def test_what_was_merged_is_said(read: Read, words: Words) -> None:
    told = words(read("paper", id="1706.03762"))
    assert "Several records are this one paper, because they share: doi 10.5555/3295222." in told
    assert "<b>crossref</b>" in told


def test_a_retraction_comes_before_everything_else(read: Read, words: Words) -> None:
    told = words(read("paper", id="10.1000/bad"))
    assert "<b>This paper was retracted</b>, openalex says." in told
    assert told.index("kg-banner") < told.index("kg-section")
    assert "kg-banner" not in words(read("paper", id="2401.00002"))


def test_a_stub_offers_to_be_added_unless_the_dashboard_is_read_only(
    read: Read, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = read("paper", id="W99")
    assert "Only the identifier of this paper is known" in app.info[0].value
    assert 'href="import?ids=W99"' in words(app)
    assert 'href="import?ids=2405.13729"' in words(read("paper", id="2405.13729"))
    monkeypatch.setenv(rights.VARIABLE, "1")
    told = words(read("paper", id="2405.13729"))
    assert "import?ids" not in told
    assert "this dashboard is read-only" in told


def test_the_overview_counts_citations_and_says_how_complete_they_are_and_what_changed(
    read: Read, words: Words
) -> None:
    told = words(read("overview"))
    assert "<b>4 citations.</b>" in told
    assert "The lists of references of 3 of 3 papers are known: 4 of 6 references are in the graph" in told
    assert "2 papers more known by citations alone." in told
    assert "3 papers new, 4 citations new, 1 retracted" in told
    assert "cited by 2, cites 2 of 4 (1 disputed)" in told


def test_the_graph_draws_citations_from_citing_to_cited_and_stubs_and_sizes_as_chosen(read: Read) -> None:
    data = drawn(read("graph", show="nodes"))
    edges = {(edge["source"], edge["target"]) for edge in data["edges"] if edge["type"] == "CITES"}
    assert ("10.1000/bad", "1706.03762") in edges
    assert len(edges) == 4
    assert {node["id"] for node in data["nodes"] if node["stub"]} == {"W98", "W99"}
    by_degree = {node["id"]: node["size"] for node in data["nodes"]}
    app = read("graph", show="nodes")
    app.selectbox(key="size").set_value("citations").run()
    assert {node["id"]: node["size"] for node in drawn(app)["nodes"]}["1706.03762"] == 2
    assert int(str(by_degree["1706.03762"])) > 2
    app.selectbox(key="size").set_value("mentions").run()
    assert {node["id"]: node["size"] for node in drawn(app)["nodes"]}["W99"] == 0


def drawn(app: AppTest) -> dict[str, list[dict[str, object]]]:
    """What the component was given to draw."""
    (component,) = app.get("bidi_component")
    data: dict[str, list[dict[str, object]]] = json.loads(component.proto.json)
    return data
