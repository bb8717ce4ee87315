"""Tests of kg.cli.expand: what is around a paper, in order, within a limit, and further the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kg.cli.test_enrich import counts

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from kg.store import Store
    from tests.world.papers import World
    from tests.world.server import Server

    Call = Callable[..., subprocess.CompletedProcess[str]]

CITING = "w00004"

CITED = """\
MATCH (p:Paper)-[r:CITES]->(q:Paper)
WHERE p.title = $title
RETURN q.title AS title, q.stub IS NULL AS filled, r.contexts AS contexts, r.sources AS sources
"""

CITED_BY = """\
MATCH (p:Paper)<-[r:CITES]-(q:Paper)
WHERE p.title = $title
RETURN q.title AS title, q.stub IS NULL AS filled, r.contexts AS contexts, r.sources AS sources
"""


def test_what_the_limit_cuts_is_said_and_comes_the_next_time(
    graph: Store, kg: Call, world: World, services: Server
) -> None:
    work = world.works[CITING]
    arxiv = work.ids["arxiv"]
    assert kg("add", arxiv).returncode == 0
    said = {c.cited for c in work.references if any((CITING, c.cited) in pairs for pairs in world.claimed.values())}
    first = kg("expand", arxiv, "--limit", 2)
    assert first.returncode == 0, first.stderr
    assert counts(first.stdout)["stubs filled"] == 2
    assert "Left out: " in first.stderr
    assert "papers beyond the limit" in first.stderr

    second = kg("expand", f"https://arxiv.org/abs/{arxiv}")
    assert second.returncode == 0, second.stderr
    assert "beyond the limit" not in second.stderr
    rows = graph.read(CITED, title=work.title)
    assert {row["title"].rstrip(".") for row in rows if row["filled"]} == {world.works[key].title for key in said}
    # The sentences around citations are those of Semantic Scholar.
    by_title = {row["title"].rstrip("."): row for row in rows if row["filled"]}
    for citation in work.references:
        if (CITING, citation.cited) in world.claimed["semantic_scholar"]:
            row = by_title[world.works[citation.cited].title]
            assert sorted(row["contexts"] or []) == sorted(set(citation.contexts))
            assert "semantic_scholar" in row["sources"]

    services.forget()
    assert kg("expand", arxiv).returncode == 0
    assert services.count() == 0
    assert kg("expand", arxiv, "--refresh").returncode == 0
    assert services.asked("semantic_scholar", "/references")


def test_citing_papers_come_too(graph: Store, kg: Call, world: World, services: Server) -> None:
    key = "w00001"
    arxiv = world.works[key].ids["arxiv"]
    kg("add", arxiv)
    done = kg("expand", arxiv, "--citations")
    assert done.returncode == 0, done.stderr
    both = world.claimed["semantic_scholar"] | world.claimed["openalex"]
    found = {row["title"].rstrip(".") for row in graph.read(CITED_BY, title=world.works[key].title)}
    wanted = {world.works[citing].title for citing, cited in both if cited == key}
    assert found == wanted
    assert services.count() < 40


@pytest.mark.usefixtures("graph")
def test_a_paper_that_is_not_there_is_named(kg: Call, services: Server) -> None:
    done = kg("expand", "2101.99999")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kg: The graph has no paper '2101.99999': look for it with `kg search`.\n"
    assert services.count() == 0
