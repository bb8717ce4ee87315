"""Suggestions while a person types: a few of each kind, and where an identifier leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.build import Contents, assimilate
from kg.model import Author, Organization, Paper, Statement
from kg.queries.finding.suggestions import EACH
from kg.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.local import Connection

ADA = Author("Ada Widgeton", {"orcid": "0000-0002-1825-0097"})
NOTHER = Author("A. Nother")
LAB = Organization("widget-lab", "Widget Lab")
PAPERS = (
    Paper("2405.13729", "WidgetBench: Widgets at Work", "We present WidgetBench; see https://github.com/lab/widgets."),
    Paper(
        "2405.13730",
        "Widgets <b>in</b> Bold",
        "We test on WidgetBench.",
        authors=(ADA, Author("A. Nother")),
        organization=LAB,
    ),
    *(Paper(f"2405.1380{number}", f"Widgets, Part {number}", "A survey.") for number in range(6)),
)


@pytest.fixture(scope="module")
def graph(server: Connection) -> Iterator[Store]:
    """Eight papers."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        assimilate(opened, [Contents("file", tuple(Statement("file", one.paper_id, one) for one in PAPERS))])
        yield opened


def test_what_was_typed_so_far_finds_a_few_of_each_kind(graph: Store) -> None:
    groups = dict(queries.suggest(graph, "widg").groups)

    assert {name: len(hits) for name, hits in groups.items()} == {
        "papers": EACH, "entities": 3, "authors": 1, "organizations": 1,
    }  # fmt: skip
    assert "WidgetBench" in [hit.name for hit in groups["entities"]]
    assert groups["authors"][0].name == "Ada Widgeton"
    assert groups["organizations"][0].name == "Widget Lab"


def test_every_key_on_the_way_to_a_name_suggests_it(graph: Store) -> None:
    name = "WidgetBench"
    for end in range(2, len(name) + 1):
        groups = dict(queries.suggest(graph, name[:end]).groups)
        assert name in [hit.name for hit in groups["entities"]], name[:end]


def test_an_initial_alone_suggests_nobody(graph: Store) -> None:
    assert "authors" in dict(queries.suggest(graph, "ad").groups)
    assert "authors" not in dict(queries.suggest(graph, "adapters").groups)


def test_what_was_found_is_marked(graph: Store) -> None:
    groups = dict(queries.suggest(graph, "widg").groups)

    assert groups["organizations"][0].spans == ((0, 4),)


@pytest.mark.parametrize(
    "text",
    [
        "2405.13730",
        "https://arxiv.org/abs/2405.13730v2",
        "huggingface.co/papers/2405.13730",
        "10.48550/arXiv.2405.13730",
    ],
)
def test_an_identifier_in_any_spelling_leads_to_its_paper(text: str, graph: Store) -> None:
    found = queries.suggest(graph, text)

    assert found.identified is not None
    assert (found.identified.kind, found.identified.node_id) == ("Paper", "2405.13730")
    assert not found.unknown


def test_the_address_of_a_repository_leads_to_it(graph: Store) -> None:
    found = queries.suggest(graph, "https://github.com/lab/widgets")

    assert found.identified is not None
    assert (found.identified.kind, found.identified.name) == ("Repo", "lab/widgets")


def test_an_identifier_of_nothing_here_is_unknown_and_a_word_is_no_identifier(graph: Store) -> None:
    assert queries.suggest(graph, "2401.99999").unknown
    assert queries.suggest(graph, "2401.99999").groups == ()
    assert not queries.suggest(graph, "widgets").unknown
    assert queries.suggest(graph, "widgets").identified is None


@pytest.mark.parametrize("text", ["", " ", "?!", "\0", "<script>", '"', "a AND (", "x" * 3000])
def test_whatever_is_typed_is_answered(text: str, graph: Store) -> None:
    assert queries.suggest(graph, text).identified is None
