"""Tests of kg.sources.apis.opencitations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources.apis import Note, OpenCitations
from tests.world import faults as wrong
from tests.world.messages import answer

if TYPE_CHECKING:
    from kg.model import Paper
    from kg.sources.http import Fetcher
    from tests.world.faults import Faults
    from tests.world.messages import Request, Response
    from tests.world.papers import Work, World
    from tests.world.server import Server

SERVICE = "opencitations"


def most(world: World, end: int) -> Work:
    """The work that cites most (end 0), or is cited most (end 1), of those with a publisher's DOI."""
    works = [work for work in world.having(SERVICE) if "doi" in work.ids]
    return max(works, key=lambda work: sum(pair[end] == work.key for pair in world.claimed[SERVICE]))


def key_of(world: World, paper: Paper) -> str | None:
    return next((key for kind, value in paper.ids.items() if (key := world.work_of(kind, value))), None)


def test_references_are_one_statement_and_each_cited_one_in_brief(fetcher: Fetcher, world: World) -> None:
    work = most(world, 0)
    whole, *cited = OpenCitations(fetcher).references(work.ids["doi"])
    assert whole.key == f"{work.ids['doi'].lower()} references"
    assert key_of(world, whole.paper) == work.key
    assert {key_of(world, one.paper) for one in cited} == {
        pair[1] for pair in world.claimed[SERVICE] if pair[0] == work.key
    }
    assert {one.paper.paper_id for one in cited} == {one.paper_id for one in whole.paper.references}
    assert all(one.key == f"{one.paper.paper_id} in brief" for one in cited)


def test_citations_name_both_works(fetcher: Fetcher, services: Server, world: World) -> None:
    work = most(world, 1)
    doi = work.ids["doi"].lower()
    found = list(OpenCitations(fetcher).citations(doi))
    assert {key_of(world, one.paper) for one in found} == {
        pair[0] for pair in world.claimed[SERVICE] if pair[1] == work.key
    }
    for one in found:
        assert [reference.paper_id for reference in one.paper.references] == [doi]
        assert one.key == f"{one.paper.paper_id} cites {doi}"
        assert one.paper.year or one.paper.published
    assert services.count(SERVICE) == 1


def test_an_empty_list_is_doubted_once_and_then_told(
    fetcher: Fetcher, faults: Faults, services: Server, world: World, notes: list[Note]
) -> None:
    work = most(world, 0)
    faults.add(wrong.empty_page(), times=1)
    client = OpenCitations(fetcher, on_note=notes.append)
    assert len(list(client.references(work.ids["doi"]))) > 1
    assert services.count(SERVICE) == 2
    assert list(client.references("10.55555/none")) == []
    assert services.count(SERVICE) == 4
    assert [note.subject for note in notes if note.kind == "unknown"] == ["10.55555/none"]


def test_other_identifiers_are_not_asked_for(fetcher: Fetcher, services: Server, notes: list[Note]) -> None:
    client = OpenCitations(fetcher, on_note=notes.append)
    assert list(client.references("2405.13729")) == list(client.citations("W2741809807")) == []
    assert services.count(SERVICE) == 0
    assert [note.kind for note in notes] == ["unknown", "unknown"]


def test_a_row_that_cannot_be_read_costs_itself(
    fetcher: Fetcher, faults: Faults, world: World, notes: list[Note]
) -> None:
    work = most(world, 0)
    before = len(list(OpenCitations(fetcher).references(work.ids["doi"])))

    def spoilt(_: Request, response: Response) -> Response:
        rows = response.json()
        rows[0]["cited"] = ""
        return answer([5, *rows])

    faults.add(spoilt)
    other = max(
        (one for one in world.having(SERVICE) if "doi" in one.ids and one.key != work.key),
        key=lambda one: sum(pair[0] == one.key for pair in world.claimed[SERVICE]),
    )
    count = sum(pair[0] == other.key for pair in world.claimed[SERVICE])
    found = list(OpenCitations(fetcher, on_note=notes.append).references(other.ids["doi"]))
    assert len(found) == count
    assert before > 1
    assert [note.kind for note in notes if note.kind == "unread"] == ["unread", "unread"]
