"""A promise of the clients together: forty-four papers take few requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.sources.apis import ArXiv, Crossref, OpenAlex, SemanticScholar
from kg.sources.http import Fetcher
from kg.sources.http.settings import Settings
from tests.kg.sources.apis.conftest import QUICK, main
from tests.world.papers import World, make
from tests.world.server import Server

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = 44


@pytest.fixture(scope="module")
def many() -> World:
    """A world in which a page lists forty-four papers."""
    return make(seed=11, size=90)


def test_what_four_services_say_of_44_papers_takes_fewer_than_30_requests_beside_a_title_look_up_each(
    many: World, tmp_path: Path
) -> None:
    listed = [many.works[key] for key in many.listed[:PAPERS]]
    assert len(listed) == PAPERS
    with Server(many) as server:
        settings = Settings({**server.environment(), "KG_HTTP_CACHE": str(tmp_path)})
        with Fetcher(settings=settings, patience=QUICK) as fetcher:
            scholar, openalex = SemanticScholar(fetcher), OpenAlex(fetcher)
            found = [one.statement.paper for work in listed for one in scholar.match(work.title)]
            assert server.count() == PAPERS
            server.forget()
            records = main(list(scholar.papers(paper.ids["s2"] for paper in found)))
            ids = {value for one in records for kind, value in one.paper.ids.items() if kind in {"arxiv", "doi"}}
            works = list(openalex.works(ids))
            own = {one.key for one in works}
            cited = {reference.paper_id for one in works for reference in one.paper.references}
            list(openalex.works(cited - own))
            citing = list(openalex.cited_by(own))
            arxiv = list(ArXiv(fetcher).papers(ids))
            crossref = list(Crossref(fetcher).works(ids))
        assert server.count() < 30
    assert len(records) >= len({paper.ids["s2"] for paper in found}) > 35
    assert min(len(works), len(citing), len(arxiv), len(crossref)) > 15
