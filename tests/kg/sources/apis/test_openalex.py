"""Tests of kg.sources.apis.openalex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.sources.apis import Note, OpenAlex
from kg.sources.apis import openalex as module
from tests.kg.sources.apis.conftest import ids_of
from tests.world import faults as wrong

if TYPE_CHECKING:
    from kg.sources.http import Fetcher
    from tests.world.faults import Faults
    from tests.world.papers import World
    from tests.world.server import Server

SERVICE = "openalex"


def test_works_of_every_kind_of_identifier_are_found_a_question_a_kind(
    fetcher: Fetcher, services: Server, world: World, notes: list[Note]
) -> None:
    works = world.having(SERVICE)
    wanted = [
        f"pmid:{work.ids['pmid']}"
        if "pmid" in work.ids
        else work.ids["doi"]
        if "doi" in work.ids
        else work.ids[SERVICE]
        for work in works
    ]
    found = list(OpenAlex(fetcher, on_note=notes.append).works(wanted))
    assert {statement.key for statement in found} == {work.ids[SERVICE] for work in works}
    assert services.count(SERVICE) == 3
    assert not [note for note in notes if note.kind in {"unknown", "failed"}]


def test_what_a_work_cites_is_in_it(fetcher: Fetcher, world: World) -> None:
    found = {statement.key: statement.paper for statement in OpenAlex(fetcher).works(ids_of(world, SERVICE, SERVICE))}
    pairs = {
        (str(world.work_of(SERVICE, key)), str(known))
        for key, paper in found.items()
        for reference in paper.references
        if (known := world.work_of(SERVICE, reference.paper_id))
    }
    assert pairs == world.claimed[SERVICE]


def test_a_preprint_that_was_merged_into_its_article_is_asked_for_by_itself(
    fetcher: Fetcher, services: Server, world: World
) -> None:
    works = [work for work in world.having(SERVICE) if {"arxiv", "doi"} <= work.ids.keys()][:3]
    found = list(OpenAlex(fetcher).works([work.ids["arxiv"] for work in works]))
    assert {statement.key for statement in found} == {work.ids[SERVICE] for work in works}
    assert all(statement.paper.ids["arxiv"] for statement in found)
    assert services.count(SERVICE) == 4


def test_no_more_single_works_are_asked_for_than_are_allowed(
    fetcher: Fetcher, services: Server, world: World, notes: list[Note]
) -> None:
    works = [work for work in world.having(SERVICE) if {"arxiv", "doi"} <= work.ids.keys()][:5]
    found = list(OpenAlex(fetcher, on_note=notes.append).works([work.ids["arxiv"] for work in works], singles=2))
    assert len(found) == 2
    assert len([note for note in notes if note.kind == "unknown"]) == 3
    assert services.count(SERVICE) == 3


def test_an_old_id_leads_to_the_work_that_it_was_merged_into(fetcher: Fetcher, world: World) -> None:
    work = next(work for work in world.having(SERVICE) if work.old)
    found = {statement.key: statement.paper for statement in OpenAlex(fetcher).works([work.old[0]])}
    assert found.keys() == {work.old[0], work.ids[SERVICE]}
    assert found[work.old[0]].paper_id == work.old[0]
    assert found[work.old[0]].ids[SERVICE] == work.ids[SERVICE]


def test_what_is_not_known_is_told(fetcher: Fetcher, world: World, notes: list[Note]) -> None:
    known = ids_of(world, SERVICE, SERVICE)[0]
    found = list(
        OpenAlex(fetcher, on_note=notes.append).works([known, "W99", "10.1145/none", "acl:P19-1001", "0" * 40])
    )
    assert [statement.key for statement in found] == [known]
    told = {note.subject for note in notes if note.kind == "unknown"}
    assert told == {"W99", "10.1145/none", "acl:P19-1001", "0" * 40}


def test_a_doi_that_a_list_would_take_apart_is_asked_for_by_itself(
    fetcher: Fetcher, services: Server, notes: list[Note]
) -> None:
    list(OpenAlex(fetcher, on_note=notes.append).works(["10.1002/(sici)1097(199,8)|5"]))
    [request] = services.asked(SERVICE)
    assert request.path == "/works/doi:10.1002/(sici)1097(199,8)%7C5"


def test_citing_works_of_several_are_asked_for_together(fetcher: Fetcher, services: Server, world: World) -> None:
    wanted = ids_of(world, SERVICE, SERVICE)[:10]
    keys = {world.work_of(SERVICE, one) for one in wanted}
    found = list(OpenAlex(fetcher).cited_by(wanted))
    citing = {world.works[pair[0]].ids[SERVICE] for pair in world.claimed[SERVICE] if pair[1] in keys}
    assert {statement.key for statement in found} == citing
    assert services.count(SERVICE) == 1


def test_what_a_limit_cuts_off_is_told(fetcher: Fetcher, world: World, notes: list[Note]) -> None:
    wanted = ids_of(world, SERVICE, SERVICE)
    citing = len({pair[0] for pair in world.claimed[SERVICE]})
    assert len(list(OpenAlex(fetcher, on_note=notes.append).cited_by(wanted, limit=3))) == 3
    [note] = [note for note in notes if note.kind == "cut"]
    assert str(note).endswith(f"has {citing} citing works, of which 3 are given.")


@pytest.mark.parametrize("with_cursor", [False, True], ids=["by number", "by cursor"])
def test_a_long_list_is_paged(
    fetcher: Fetcher,
    services: Server,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    *,
    with_cursor: bool,
) -> None:
    monkeypatch.setattr(module, "_PAGE", 7)
    if with_cursor:
        monkeypatch.setattr(module, "_WITHOUT_CURSOR", 5)
    wanted = ids_of(world, SERVICE, SERVICE)
    found = list(OpenAlex(fetcher).cited_by(wanted, limit=1000))
    citing = {pair[0] for pair in world.claimed[SERVICE]}
    assert len(found) == len(citing)
    assert services.count(SERVICE) == -(-len(citing) // 7) + with_cursor


@pytest.mark.parametrize("with_cursor", [False, True], ids=["by number", "by cursor"])
def test_an_empty_page_in_the_middle_is_asked_again(
    fetcher: Fetcher,
    faults: Faults,
    world: World,
    notes: list[Note],
    monkeypatch: pytest.MonkeyPatch,
    *,
    with_cursor: bool,
) -> None:
    monkeypatch.setattr(module, "_PAGE", 7)
    if with_cursor:
        monkeypatch.setattr(module, "_WITHOUT_CURSOR", 5)
    faults.add(wrong.empty_page(), nth={2})
    found = list(OpenAlex(fetcher, on_note=notes.append).cited_by(ids_of(world, SERVICE, SERVICE), limit=1000))
    assert len(found) == len({pair[0] for pair in world.claimed[SERVICE]})
    assert faults.fired


@pytest.mark.parametrize("fault", [wrong.same_cursor, wrong.first_cursor], ids=["the same", "the first"])
def test_cursors_that_go_round_in_a_circle_end(
    fetcher: Fetcher,
    faults: Faults,
    services: Server,
    world: World,
    notes: list[Note],
    *,
    monkeypatch: pytest.MonkeyPatch,
    fault: type,
) -> None:
    monkeypatch.setattr(module, "_PAGE", 7)
    monkeypatch.setattr(module, "_WITHOUT_CURSOR", 5)
    faults.add(fault())
    found = list(OpenAlex(fetcher, on_note=notes.append).cited_by(ids_of(world, SERVICE, SERVICE), limit=1000))
    assert len(found) == 7
    assert services.count(SERVICE) == 1
    assert "cut" in [note.kind for note in notes]


def test_a_title_is_found_whatever_stands_in_it(fetcher: Fetcher, services: Server, world: World) -> None:
    work = world.having(SERVICE)[2]
    title = work.records[SERVICE].title
    found = list(OpenAlex(fetcher).title(f"{title}!"))
    assert work.ids[SERVICE] in {statement.key for statement in found}
    list(OpenAlex(fetcher).title("Widgets, NOT gears | cogs: (a) study?"))
    assert services.asked(SERVICE)[-1].parameters["filter"] == "title.search:Widgets not gears cogs a study"


def test_a_search_gives_as_many_as_are_asked_for(fetcher: Fetcher, services: Server) -> None:
    assert len(list(OpenAlex(fetcher).search("method", limit=4))) == 4
    assert services.count(SERVICE) == 1


def test_no_more_is_asked_for_than_is_read(fetcher: Fetcher, services: Server, world: World) -> None:
    list(OpenAlex(fetcher).works(ids_of(world, SERVICE, SERVICE)[:1]))
    [request] = services.asked(SERVICE)
    assert "abstract_inverted_index" in request.parameters["select"]
    assert "concepts" not in request.parameters["select"]
