"""Tests of tests.world.papers and truth: a world is one, true to itself, and judges a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.sources import read
from tests.world.asking import decoy
from tests.world.papers import make
from tests.world.truth import judge
from tests.world.words import tokens

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world.papers import World


def test_one_seed_makes_one_world() -> None:
    assert make(3, 80).page() == make(3, 80).page()
    assert make(3, 80).claimed == make(3, 80).claimed
    assert make(3, 80).page() != make(4, 80).page()


@pytest.mark.parametrize("size", [60, 2000])
def test_a_world_is_true_to_itself(size: int) -> None:
    world = make(5, size)
    assert len(world.works) == size
    for work in world.works.values():
        for kind, value in work.ids.items():
            assert world.work_of(kind, value) == work.key, "no identifier names two works"
        assert not set(work.records) & work.lacking
        for name, record in work.records.items():
            assert len(set(record.cites)) == len(record.cites)
            assert work.key not in record.cites
            for cited in record.cites:
                assert name == "crossref" or name in world.works[cited].records, "a service cites what it knows"
    assert world.cites - world.false <= world.true
    assert len(world.false) == len([one for one in world.works.values() if one.decoy == "wrong-references"])
    assert len(world.cites) > 0.95 * len(world.true)


def test_every_kind_of_identifier_and_its_absence_is_there(world: World) -> None:
    for kind in ("arxiv", "doi", "acl", "pmid", "mag"):
        having = [kind in work.ids for work in world.works.values()]
        assert any(having), kind
        assert not all(having), kind
    assert any("/" in work.ids.get("arxiv", "") for work in world.works.values()), "an arXiv id of before 2007"
    assert any(set(work.ids) <= {"openalex", "s2", "corpus_id", "mag", "pmid"} for work in decoy(world, "no-ids"))


def test_decoys_are_what_they_are_called(world: World) -> None:
    for name in ("one-word", "number", "parts"):
        one, other = decoy(world, name)
        assert len(set(tokens(one.title)) ^ set(tokens(other.title))) == 2, name
        assert one.authors == other.authors
    for name in ("same-title-far", "same-title-arxiv", "two-anonymous"):
        one, other = decoy(world, name)
        assert one.title == other.title, name
        assert all(one.ids[kind] != other.ids[kind] for kind in one.ids.keys() & other.ids.keys())
    old, new = decoy(world, "same-title-far")
    assert new.published.year - old.published.year == 7
    assert old.authors[0].family != new.authors[0].family
    one, other = decoy(world, "namesakes")
    assert (one.authors[0].name, one.authors[0].s2) != (other.authors[0].name, other.authors[0].s2)
    assert one.authors[0].name == other.authors[0].name
    for name, years in (("next-year", 1), ("two-years-later", 2)):
        (work,) = decoy(world, name)
        assert work.records["crossref"].year == work.published.year + years
        assert {"arxiv", "doi"} <= set(work.ids)
    assert len({name for work in decoy(world, "lacking") for name in work.lacking}) == 4
    assert decoy(world, "year-zero")[0].records["semantic_scholar"].year == 0
    assert (decoy(world, "future")[0].records["crossref"].year or 0) > world.today.year


def test_title_and_year_tell_each_listed_paper_from_all_others(world: World) -> None:
    for key in world.listed:
        work = world.works[key]
        for other in world.works.values():
            if other.key != key and tokens(other.title) == tokens(work.title):
                assert abs(other.published.year - work.published.year) > 2


def test_the_page_reads_as_a_saved_page_and_holds_no_identifier(world: World, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(world.page(), encoding="utf-8")
    papers = list(read(page))
    works = [world.works[key] for key in world.listed]
    assert [paper.title for paper in papers] == [work.title for work in works]
    assert [paper.abstract for paper in papers] == [work.abstract for work in works]
    assert [paper.published for paper in papers] == [work.published for work in works]
    assert [paper.author_count for paper in papers] == [len(work.authors) for work in works]
    text = world.page()
    assert not [value for work in works for value in work.ids.values() if value in text]


def test_a_graph_is_judged_by_its_identifiers(world: World) -> None:
    def identified(key: str) -> list[str]:
        names = {"corpus_id": "CorpusId"}
        return [f"{names.get(kind, kind)}:{value}" for kind, value in world.works[key].ids.items()]

    ids = {key: identified(key) for key in world.works}
    right = judge(world, ids=ids, cites=world.reachable())
    assert right.right, right
    assert (right.precision, right.recall) == (1, 1)
    one, other = min(world.reachable())
    split = judge(world, ids=ids | {world.works[one].ids["s2"]: []}, cites=world.reachable())
    assert list(split.split) == [one]
    mixed = judge(world, ids=ids | {one: identified(one) + identified(other)}, cites=world.reachable())
    assert mixed.mixed == {one: sorted([one, other])}
    assert not mixed.right
    less = judge(world, ids=ids, cites=world.reachable() - {(one, other)} | {(other, one)})
    assert (less.missing, less.extra) == ({(one, other)}, {(other, one)})
    assert less.precision < 1
    assert less.recall < 1
    title = world.works[one].title
    assert judge(world, ids={"a-slug": []}, titles={"a-slug": title}, expected=()).unknown == []
    assert judge(world, ids={"a-slug": []}, expected=()).unknown == ["a-slug"]
