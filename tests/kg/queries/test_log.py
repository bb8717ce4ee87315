"""The log and the news: what builds brought, on revisions written by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.queries import log, news
from kg.store import Store, connect, revisions
from tests.kg.queries.claimed import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.local import Connection

FIRST = ["2401.00001", "2402.00001"]
LATER = [f"24{month:02}.00001" for month in range(3, 7)]


@pytest.fixture(scope="module")
def graph(server: Connection) -> Iterator[Store]:
    """Six papers that came in two builds, of which a third retracted one."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        fill(opened)
        revisions.note(opened, ["a.jsonl"], {"new": FIRST, "cites_new": ["2402.00001\t2401.00001"]})
        revisions.note(opened, ["b.jsonl"], {"new": LATER})
        revisions.note(opened, ["crossref"], {"retracted": ["2401.00001"]})
        opened.write(
            "MATCH (e:Entity {entity_id: 'benchmark:mmlu'}), (p:Paper) WHERE p.paper_id IN $ids "
            "CREATE (p)-[:EVALUATES_ON]->(e) CREATE (p)<-[:WROTE]-(:Author {author_id: p.paper_id, name: 'Ada'})",
            ids=[*FIRST, *LATER],
        )
        yield opened


def test_builds_stand_newest_first_with_what_each_changed(graph: Store) -> None:
    found = log.entries(graph)

    assert [entry.revision for entry in found] == [3, 2, 1]
    assert [{one.kind: one.number for one in entry.changes} for entry in found] == [
        {"retracted": 1}, {"new": 4}, {"cites_new": 1, "new": 2},
    ]  # fmt: skip
    (retracted,) = found[0].changes
    assert retracted.first[0].papers == (("2401.00001", "ZorbNet: A Network"),)
    cites = next(one for one in found[2].changes if one.kind == "cites_new")
    assert [paper_id for paper_id, _ in cites.first[0].papers] == ["2402.00001", "2401.00001"]


def test_a_build_says_which_scores_of_its_papers_beat_all_before(graph: Store) -> None:
    best = {entry.revision: [one.claim.value for one in entry.best] for entry in log.entries(graph)}

    assert best == {3: [], 2: [85.0], 1: [83.2]}


def test_one_kind_is_listed_alone_and_a_page_at_a_time(graph: Store) -> None:
    assert [entry.revision for entry in log.entries(graph, kind="new")] == [2, 1]
    assert [entry.revision for entry in log.entries(graph, skip=1, limit=1)] == [2]
    assert log.kinds(graph) == log.Kinds(3, {"cites_new": (1, 1), "new": (6, 2), "retracted": (1, 1)})


def test_every_row_of_a_build_is_there(graph: Store) -> None:
    first, rest = log.rows(graph, 2, "new", limit=3), log.rows(graph, 2, "new", skip=3)
    assert [row.papers[0][0] for row in (*first, *rest)] == LATER


def test_news_since_a_revision_are_what_came_after_it(graph: Store) -> None:
    assert news.revision(graph) == 3
    found = news.since(graph, 1, limit=2)

    assert found.builds == 2
    assert dict(found.changes) == {"new": 4, "retracted": 1}
    assert [row.paper_id for row in found.papers] == ["2405.00001", "2404.00001"]
    assert news.since(graph, 3) == news.News(0, (), ())


def test_the_newest_are_those_published_last_and_undated_papers_are_none(graph: Store) -> None:
    assert [row.paper_id for row in news.newest(graph, limit=2)] == ["2405.00001", "2404.00001"]


def test_what_is_followed_tells_what_came_of_it(graph: Store) -> None:
    found = news.about(graph, ["benchmark:mmlu", "benchmark:gone"], ["2401.00001"], [], after=1)

    assert set(found) == {"benchmark:mmlu", "2401.00001"}
    mmlu = found["benchmark:mmlu"]
    assert (mmlu.papers, mmlu.fresh, mmlu.newest) == (6, 4, ("2405.00001", "Listed Elsewhere"))
    assert found["2401.00001"].fresh == 0


def test_without_a_visit_before_the_last_month_is_new(graph: Store) -> None:
    found = news.about(graph, ["benchmark:mmlu"], [], [], until=dt.date(2024, 5, 1))
    assert found["benchmark:mmlu"].fresh == 2
