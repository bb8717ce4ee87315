"""Tests of kg.sources.apis.crossref."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.sources.apis import Crossref, Note
from kg.sources.apis import crossref as module
from tests.kg.sources.apis.conftest import ids_of
from tests.world import faults as wrong
from tests.world.messages import answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Statement
    from kg.sources.http import Fetcher
    from tests.world.faults import Faults
    from tests.world.messages import Request, Response
    from tests.world.papers import World
    from tests.world.server import Server

SERVICE = "crossref"


def dois(world: World) -> set[str]:
    return {doi.lower() for doi in ids_of(world, "doi", SERVICE)}


def own(statements: Iterable[Statement]) -> set[str]:
    """The keys of works' own records, without what notices and versions add."""
    return {one.key for one in statements if " " not in one.key}


def test_works_are_found_by_doi_several_in_a_question(fetcher: Fetcher, services: Server, world: World) -> None:
    found = list(Crossref(fetcher).works(ids_of(world, "doi", SERVICE)))
    assert own(found) == dois(world)
    assert services.count(SERVICE) == -(-len(dois(world)) // 40)


def test_what_a_work_cites_is_in_it(fetcher: Fetcher, world: World) -> None:
    found = {one.key: one.paper for one in Crossref(fetcher).works(ids_of(world, "doi", SERVICE))}
    pairs = set()
    for key, paper in found.items():
        for reference in paper.references:
            kind = "doi" if reference.paper_id.startswith("10.") else "arxiv"
            pairs.add((world.work_of("doi", key), world.work_of(kind, reference.paper_id)))
    assert pairs == world.claimed[SERVICE]


def test_what_crossref_cannot_know_is_not_asked_for(fetcher: Fetcher, services: Server, notes: list[Note]) -> None:
    client = Crossref(fetcher, on_note=notes.append)
    assert list(client.works(["10.48550/arXiv.2405.13729", "W2741809807", "a title"])) == []
    assert services.count(SERVICE) == 0
    assert {note.subject for note in notes} == {"2405.13729", "W2741809807", "a title"}


def test_what_is_not_known_is_told(fetcher: Fetcher, world: World, notes: list[Note]) -> None:
    doi = min(dois(world))
    found = list(Crossref(fetcher, on_note=notes.append).works([doi, "10.55555/none"]))
    assert own(found) == {doi}
    assert [note.subject for note in notes if note.kind == "unknown"] == ["10.55555/none"]


def test_a_doi_with_a_comma_is_asked_for_by_itself(fetcher: Fetcher, services: Server, notes: list[Note]) -> None:
    list(Crossref(fetcher, on_note=notes.append).works(["10.1002/a,b"]))
    [request] = services.asked(SERVICE)
    assert request.path == "/works/10.1002/a,b"
    assert [note.subject for note in notes] == ["10.1002/a,b"]


def test_works_that_a_list_lacks_are_asked_for_by_themselves(
    fetcher: Fetcher, faults: Faults, world: World, notes: list[Note]
) -> None:
    faults.add(wrong.shortened(2), times=1)
    wanted = sorted(dois(world))[:6]
    found = list(Crossref(fetcher, on_note=notes.append).works(wanted))
    assert own(found) == set(wanted)


def test_a_question_that_is_refused_is_asked_in_halves(fetcher: Fetcher, faults: Faults, world: World) -> None:
    faults.add(wrong.status(400), times=1)
    assert own(Crossref(fetcher).works(ids_of(world, "doi", SERVICE))) == dois(world)


def test_a_notice_gives_a_statement_of_the_work_that_it_takes_back(
    fetcher: Fetcher, faults: Faults, world: World
) -> None:
    doi, taken = sorted(dois(world))[:2]

    def notice(_: Request, response: Response) -> Response:
        content = json.loads(response.body)
        content["message"]["items"][0]["update-to"] = [{"DOI": taken, "type": "retraction"}]
        return answer(content)

    faults.add(notice)
    found = {one.key: one.paper for one in Crossref(fetcher).works([doi])}
    assert found[f"{doi} retracts {taken}"].status == "retracted"
    assert found[f"{doi} retracts {taken}"].paper_id == taken


def test_a_retracted_work_is_marked(fetcher: Fetcher, world: World) -> None:
    retracted = {work.ids["doi"].lower() for work in world.having(SERVICE) if work.status == "retracted"}
    found = Crossref(fetcher).works(ids_of(world, "doi", SERVICE))
    assert own(one for one in found if one.paper.status == "retracted") == retracted
    assert retracted


def test_a_bibliography_finds_its_work(fetcher: Fetcher, services: Server, world: World) -> None:
    work = world.having(SERVICE)[1]
    found = list(Crossref(fetcher).search(f"{work.authors[0].name}. {work.title} ({work.published.year})"))
    assert work.ids["doi"].lower() in {one.key for one in found}
    assert len(found) <= 5
    assert services.count(SERVICE) == 1


def test_a_long_search_goes_on_by_cursors(fetcher: Fetcher, services: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAGE", 5)
    found = list(Crossref(fetcher).search("sparse routing in for of", limit=1000))
    assert len({one.key for one in found}) == len(found) > 10
    assert services.count(SERVICE) == len(found) // 5 + 1


@pytest.mark.parametrize("fault", [wrong.same_cursor, wrong.first_cursor], ids=["the same", "the first"])
def test_cursors_that_go_round_in_a_circle_end(
    fetcher: Fetcher,
    faults: Faults,
    services: Server,
    notes: list[Note],
    *,
    monkeypatch: pytest.MonkeyPatch,
    fault: type,
) -> None:
    monkeypatch.setattr(module, "_PAGE", 5)
    faults.add(fault())
    found = list(Crossref(fetcher, on_note=notes.append).search("sparse routing in for of", limit=1000))
    assert len(found) == 5
    assert services.count(SERVICE) == 1
    assert "cut" in {note.kind for note in notes}
