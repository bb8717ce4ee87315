"""Tests of kg.sources.apis.semantic_scholar."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.sources.apis import Note, SemanticScholar
from tests.kg.sources.apis.conftest import ids_of, main
from tests.world import faults as wrong
from tests.world.messages import answer

if TYPE_CHECKING:
    from kg.model import Statement
    from kg.sources.http import Fetcher
    from tests.world.faults import Faults
    from tests.world.messages import Request, Response
    from tests.world.papers import Work, World
    from tests.world.server import Server

SERVICE = "semantic_scholar"


def right(world: World, found: list[Statement]) -> bool:
    """Whether every identifier of every statement is of one work."""
    for statement in found:
        keys = {work_of(world, kind, value) for kind, value in statement.paper.ids.items()}
        if len(keys) != 1 or None in keys:
            return False
    return True


def work_of(world: World, kind: str, value: str) -> str | None:
    return world.work_of("corpus_id" if kind == "corpusid" else kind, value)


def cited(world: World, work: Work) -> set[str]:
    return {world.works[key].ids["s2"] for key in work.records[SERVICE].cites}


def test_papers_of_every_kind_of_identifier_are_found_in_one_batch(
    fetcher: Fetcher, services: Server, world: World, notes: list[Note]
) -> None:
    works = world.having(SERVICE)
    rng = random.Random(3)
    wanted = []
    for work in works:
        kind = rng.choice([one for one in work.ids if one not in {"openalex", "dblp"}])
        prefix = {"corpus_id": "CorpusId:", "acl": "acl:", "pmid": "pmid:", "mag": "mag:"}.get(kind, "")
        wanted.append(prefix + work.ids[kind])
    found = list(SemanticScholar(fetcher, on_note=notes.append).papers(wanted))
    assert {statement.key for statement in main(found)} == {work.ids["s2"] for work in works}
    assert right(world, found)
    assert services.count(SERVICE) == 1
    assert not [note for note in notes if note.kind in {"unknown", "failed"}]


def test_a_batch_tells_what_a_paper_cites_and_the_cited_in_brief(fetcher: Fetcher, world: World) -> None:
    found = {statement.key: statement for statement in SemanticScholar(fetcher).papers(ids_of(world, "s2", SERVICE))}
    spelt = {statement.paper.paper_id: statement for statement in found.values()}
    edges = 0
    for work in world.having(SERVICE):
        paper = found[work.ids["s2"]].paper
        names = {reference.paper_id for reference in paper.references}
        assert {spelt[name].paper.ids["s2"] for name in names} == cited(world, work)
        for sha in cited(world, work):
            brief = found[f"{sha} in brief"].paper
            assert brief.title
            assert brief.references == ()
            edges += 1
    assert edges == len(world.claimed[SERVICE])


def test_what_is_not_known_is_told_and_costs_nothing(fetcher: Fetcher, world: World, notes: list[Note]) -> None:
    sha = ids_of(world, "s2", SERVICE)[0]
    wanted = ["2001.99999", sha, "W2741809807", "a title", "0" * 40]
    found = main(list(SemanticScholar(fetcher, on_note=notes.append).papers(wanted)))
    assert [statement.key for statement in found] == [sha]
    told = {note.subject for note in notes if note.kind == "unknown"}
    assert told == {"2001.99999", "W2741809807", "a title", "0" * 40}


@pytest.mark.parametrize("seed", range(5))
def test_answers_in_another_order_are_not_given_to_the_wrong_paper(
    fetcher: Fetcher, faults: Faults, world: World, seed: int
) -> None:
    faults.add(wrong.shuffled(seed), part="/batch")
    wanted = ids_of(world, "arxiv", SERVICE)
    found = main(list(SemanticScholar(fetcher).papers(wanted)))
    assert right(world, found)
    assert {statement.paper.ids["arxiv"] for statement in found} == set(wanted)


def test_a_batch_that_is_too_large_is_asked_in_halves(
    fetcher: Fetcher, faults: Faults, world: World, notes: list[Note]
) -> None:
    def too_large(request: Request, response: Response) -> Response:
        return (
            answer({"error": "Response would exceed maximum size"}, 400)
            if len(json.loads(request.body)["ids"]) > 8
            else response
        )

    faults.add(too_large, part="/batch")
    wanted = ids_of(world, "s2", SERVICE)
    found = main(list(SemanticScholar(fetcher, on_note=notes.append).papers(wanted)))
    assert {statement.key for statement in found} == set(wanted)
    assert not [note for note in notes if note.kind == "failed"]


def test_one_identifier_that_breaks_a_batch_costs_itself(
    fetcher: Fetcher, faults: Faults, world: World, notes: list[Note]
) -> None:
    wanted = ids_of(world, "s2", SERVICE)[:9]

    def break_(request: Request, response: Response) -> Response:
        return answer({"message": "Internal Server Error"}, 500) if wanted[4] in request.body.decode() else response

    faults.add(break_, part="/batch")
    found = main(list(SemanticScholar(fetcher, on_note=notes.append).papers(wanted)))
    assert {statement.key for statement in found} == {*wanted} - {wanted[4]}
    assert [note.subject for note in notes if note.kind == "failed"] == [wanted[4]]


def test_an_asked_identifier_that_the_answer_lacks_is_added(fetcher: Fetcher, faults: Faults, world: World) -> None:
    def without_arxiv(_: Request, response: Response) -> Response:
        values = response.json()
        del values[0]["externalIds"]["ArXiv"]
        values[0]["externalIds"].pop("DOI", None)
        return answer(values)

    faults.add(without_arxiv, part="/batch")
    wanted = sorted(ids_of(world, "arxiv", SERVICE))[:4]
    first, *_ = main(list(SemanticScholar(fetcher).papers(wanted)))
    assert first.paper.ids["arxiv"] == wanted[0]
    assert right(world, [first])


def test_an_old_sha_leads_to_the_paper_that_it_was_merged_into(
    fetcher: Fetcher, faults: Faults, services: Server, world: World
) -> None:
    new, old = ids_of(world, "s2", SERVICE)[0], "0" * 40

    def merged(request: Request, _: Response) -> Response:
        body = request.body.replace(old.encode(), new.encode())
        return services.services[SERVICE].answer(replace(request, body=body))

    faults.add(merged, part="/batch")
    found = {statement.key: statement.paper for statement in SemanticScholar(fetcher).papers([old], references=False)}
    assert found.keys() == {old, new}
    assert (found[old].paper_id, found[old].ids["s2"]) == (old, new)


def test_references_have_contexts_and_intents(fetcher: Fetcher, world: World, notes: list[Note]) -> None:
    for work in world.having(SERVICE)[:20]:
        found = list(SemanticScholar(fetcher, on_note=notes.append).references(f"CorpusId:{work.ids['corpus_id']}"))
        if not work.records[SERVICE].cites:
            continue
        whole = found[-1]
        assert whole.key == f"CorpusId:{work.ids['corpus_id']} references"
        names = {statement.paper.paper_id: statement.paper.ids["s2"] for statement in found[:-1]}
        assert {names[reference.paper_id] for reference in whole.paper.references} == cited(world, work)
        assert whole.paper.reference_count == len(work.records[SERVICE].cites) + len(work.records[SERVICE].unknown)
        truth = {world.works[one.cited].ids["s2"]: one for one in work.references}
        for reference in whole.paper.references:
            citation = truth.get(names[reference.paper_id])
            if citation is not None:
                assert reference.contexts == citation.contexts
                assert reference.intents == citation.intents


def test_references_that_a_publisher_withholds_are_a_note(
    fetcher: Fetcher, services: Server, world: World, notes: list[Note]
) -> None:
    work = next(work for work in world.having(SERVICE) if work.records[SERVICE].elided)
    assert list(SemanticScholar(fetcher, on_note=notes.append).references(work.ids["s2"])) == []
    [note] = notes
    assert (note.kind, note.subject) == ("withheld", work.ids["s2"])
    assert "elided by the publisher" in str(note)
    assert services.count(SERVICE) == 1


def test_a_batch_tells_how_many_references_are_withheld(fetcher: Fetcher, world: World, notes: list[Note]) -> None:
    work = next(work for work in world.having(SERVICE) if work.records[SERVICE].elided and work.references)
    [statement] = SemanticScholar(fetcher, on_note=notes.append).papers([work.ids["s2"]])
    assert statement.paper.references == ()
    assert statement.paper.reference_count == len(work.references)
    assert f"{statement.key} has {len(work.references)} references, of which 0 are given away." in map(str, notes)


def test_null_in_place_of_a_list_is_doubted_once_and_then_a_note(
    fetcher: Fetcher, faults: Faults, services: Server, world: World, notes: list[Note]
) -> None:
    work = max(world.having(SERVICE), key=lambda work: len(work.records[SERVICE].cites))
    client = SemanticScholar(fetcher, on_note=notes.append)
    faults.add(wrong.data_null(), part="/references", times=1)
    assert len(list(client.references(work.ids["s2"]))) == len(cited(world, work)) + 1
    assert services.count(SERVICE) == 2
    faults.add(wrong.data_null(), part="/citations")
    assert list(client.citations(work.ids["s2"])) == []
    assert [note.kind for note in notes if note.kind != "unread"] == ["withheld"]
    assert services.count(SERVICE) == 4


def test_citations_are_paged_and_name_both_papers(fetcher: Fetcher, world: World) -> None:
    work = max(world.having(SERVICE), key=lambda one: sum(pair[1] == one.key for pair in world.claimed[SERVICE]))
    citing = {world.works[pair[0]].ids["s2"] for pair in world.claimed[SERVICE] if pair[1] == work.key}
    found = list(SemanticScholar(fetcher).citations(work.ids["arxiv"] if "arxiv" in work.ids else work.ids["s2"]))
    assert {statement.paper.ids["s2"] for statement in found} == citing
    spelling = found[0].paper.references[0].paper_id
    for statement in found:
        assert statement.key == f"{statement.paper.ids['s2']} cites {spelling}"
        assert [reference.paper_id for reference in statement.paper.references] == [spelling]
        assert statement.paper.title


def test_no_more_citations_are_given_than_are_asked_for_and_the_cut_is_told(
    fetcher: Fetcher, world: World, services: Server, notes: list[Note]
) -> None:
    work = max(world.having(SERVICE), key=lambda one: sum(pair[1] == one.key for pair in world.claimed[SERVICE]))
    assert len(list(SemanticScholar(fetcher, on_note=notes.append).citations(work.ids["s2"], limit=2))) == 2
    assert f"{work.ids['s2']} has more citations than the 2 that are given." in map(str, notes)
    assert services.count(SERVICE) == 1


@pytest.mark.parametrize("fault", [wrong.same_cursor, wrong.first_cursor], ids=["the same", "the first"])
def test_a_list_that_goes_round_in_a_circle_ends(
    fetcher: Fetcher, faults: Faults, services: Server, world: World, notes: list[Note], *, fault: type
) -> None:
    work = max(world.having(SERVICE), key=lambda one: sum(pair[1] == one.key for pair in world.claimed[SERVICE]))
    faults.add(fault(), part="/citations")
    found = list(SemanticScholar(fetcher, on_note=notes.append).citations(work.ids["s2"]))
    citing = {pair[0] for pair in world.claimed[SERVICE] if pair[1] == work.key}
    assert len(found) == len(citing)
    assert services.count(SERVICE) <= 2
    assert [note.kind for note in notes if note.kind == "cut"] == ["cut"]


def test_a_title_has_a_candidate_with_a_score(fetcher: Fetcher, world: World) -> None:
    work = world.having(SERVICE)[3]
    [candidate] = SemanticScholar(fetcher).match(work.records[SERVICE].title)
    assert candidate.statement.paper.title == work.records[SERVICE].title
    # It does not take the place of the record that says what the paper cites.
    assert candidate.statement.key == f"{work.ids['s2']} in brief"
    assert candidate.score == pytest.approx(200)


def test_a_title_that_nothing_is_close_to_has_none(fetcher: Fetcher, notes: list[Note]) -> None:
    assert list(SemanticScholar(fetcher, on_note=notes.append).match("qqqq zzzz xxxx")) == []
    assert not notes
