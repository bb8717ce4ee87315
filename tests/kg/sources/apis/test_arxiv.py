"""Tests of kg.sources.apis.arxiv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources.apis import ArXiv, Note
from tests.kg.sources.apis.conftest import ids_of
from tests.world import faults as wrong

if TYPE_CHECKING:
    from kg.sources.http import Fetcher
    from tests.world.faults import Faults
    from tests.world.papers import World
    from tests.world.server import Server


def test_papers_are_found_by_identifier_in_one_question(fetcher: Fetcher, services: Server, world: World) -> None:
    wanted = ids_of(world, "arxiv", "arxiv")
    found = list(ArXiv(fetcher).papers([f"arXiv:{one}v1" for one in wanted]))
    assert {statement.key for statement in found} == set(wanted)
    assert services.count("arxiv") == 1
    first = found[0]
    assert (first.source, first.paper.ids["arxiv"]) == ("arxiv", first.key)
    assert first.retrieved
    assert first.retrieved.endswith("Z")


def test_the_same_identifiers_in_another_order_are_the_same_question(
    fetcher: Fetcher, services: Server, world: World
) -> None:
    wanted = ids_of(world, "arxiv", "arxiv")
    client = ArXiv(fetcher)
    one, other = list(client.papers(wanted)), list(client.papers(reversed(wanted)))
    assert one == other
    assert services.count("arxiv") == 1


def test_what_arxiv_does_not_know_is_told(fetcher: Fetcher, world: World, notes: list[Note]) -> None:
    known = ids_of(world, "arxiv", "arxiv")[0]
    found = list(ArXiv(fetcher, on_note=notes.append).papers([known, "2001.99999", "10.1145/1", "W2741809807"]))
    assert [statement.key for statement in found] == [known]
    assert sorted((note.kind, note.subject) for note in notes) == [
        ("unknown", "10.1145/1"),
        ("unknown", "2001.99999"),
        ("unknown", "W2741809807"),
    ]
    assert "2001.99999 is not known to arXiv." in map(str, notes)


def test_the_order_of_an_answer_does_not_matter(fetcher: Fetcher, faults: Faults, world: World) -> None:
    faults.add(wrong.shuffled())
    wanted = ids_of(world, "arxiv", "arxiv")
    found = {statement.key: statement.paper.title for statement in ArXiv(fetcher).papers(wanted)}
    for key in wanted:
        work = world.works[str(world.work_of("arxiv", key))]
        assert found[key] == work.records["arxiv"].title


def test_an_empty_page_for_no_reason_is_asked_again(
    fetcher: Fetcher, faults: Faults, world: World, notes: list[Note]
) -> None:
    faults.add(wrong.empty_page(), nth={2})
    found = list(ArXiv(fetcher, on_note=notes.append).search("cat:cs.LG", limit=10_000))
    assert len(found) == len(ids_of(world, "arxiv", "arxiv"))
    everything = ids_of(world, "arxiv", "arxiv")
    faults.clear()
    faults.add(wrong.empty_page(), times=1)
    assert len(list(ArXiv(fetcher, on_note=notes.append).papers(everything))) == len(everything)
    assert faults.fired
    assert not notes


def test_entries_that_an_answer_lacks_are_asked_for_again(
    fetcher: Fetcher, faults: Faults, services: Server, world: World, notes: list[Note]
) -> None:
    faults.add(wrong.shortened(3), times=1)
    wanted = ids_of(world, "arxiv", "arxiv")
    found = list(ArXiv(fetcher, on_note=notes.append).papers(wanted))
    assert {statement.key for statement in found} == set(wanted)
    assert services.count("arxiv") == 2
    assert not notes


def test_a_slice_that_is_refused_is_asked_in_halves(fetcher: Fetcher, faults: Faults, world: World) -> None:
    faults.add(wrong.status(400), times=1)
    wanted = ids_of(world, "arxiv", "arxiv")
    found = list(ArXiv(fetcher).papers(wanted))
    assert {statement.key for statement in found} == set(wanted)


def test_a_service_that_fails_is_a_note_and_no_end(
    fetcher: Fetcher, faults: Faults, world: World, notes: list[Note]
) -> None:
    faults.add(wrong.unavailable())
    assert list(ArXiv(fetcher, on_note=notes.append).papers(ids_of(world, "arxiv")[:3])) == []
    [note] = notes
    assert note.kind == "failed"
    assert note.error is not None
    assert "arXiv" in str(note)


def test_a_title_is_found(fetcher: Fetcher, world: World) -> None:
    work = world.having("arxiv")[0]
    found = list(ArXiv(fetcher).title(f'{work.records["arxiv"].title} "quoted" (or not)'.partition(' "')[0]))
    assert work.ids["arxiv"] in {statement.key for statement in found}


def test_a_search_gives_as_many_as_are_asked_for(fetcher: Fetcher, services: Server) -> None:
    assert len(list(ArXiv(fetcher).search("cat:cs.LG", limit=7))) == 7
    assert services.count("arxiv") == 1


def test_the_newest_come_first(fetcher: Fetcher) -> None:
    days = [statement.paper.published for statement in ArXiv(fetcher).newest("cat:cs.LG", limit=20)]
    assert days == sorted(days, key=str, reverse=True)


def test_a_withdrawn_paper_is_marked(fetcher: Fetcher, world: World) -> None:
    withdrawn = {work.ids["arxiv"] for work in world.having("arxiv") if work.status == "withdrawn"}
    found = ArXiv(fetcher).papers(ids_of(world, "arxiv", "arxiv"))
    assert {statement.key for statement in found if statement.paper.status == "withdrawn"} == withdrawn
    assert withdrawn
