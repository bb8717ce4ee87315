"""Tests of kg.corpus.resolution_index: papers that come one by one are resolved as all at once."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import Extractor, resolve
from kg.corpus import ResolutionIndex, resolve_known
from kg.corpus.extractions import PLACE
from kg.errors import KGError
from kg.model import RELATION_TYPES, Author, Extraction, Paper, Reference, Resolution
from tests.conftest import require
from tests.extract.builders import dated, extraction, mention

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.corpus import Change
    from kg.model import Entity, Relation

OTHER = ("paper-0", "paper-1", "paper-2", "paper-3")


class Told:
    """What a store has that was told of each change and of nothing else."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.relations: dict[tuple[str, str, str], Relation] = {}
        self.variants: set[tuple[str, str]] = set()

    def apply(self, change: Change) -> None:
        for entity_id in change.gone_entities:
            del self.entities[entity_id]
        for gone in change.gone_relations:
            del self.relations[gone]
        self.variants -= set(change.gone_variants)
        self.entities |= {entity.entity_id: entity for entity in change.entities}
        self.relations |= {(one.paper_id, one.entity_id, one.type): one for one in change.relations}
        self.variants |= set(change.variants)

    def resolution(self) -> Resolution:
        return Resolution(
            tuple(self.entities[entity_id] for entity_id in sorted(self.entities)),
            tuple(
                sorted(self.relations.values(), key=lambda r: (r.paper_id, r.entity_id, RELATION_TYPES.index(r.type)))
            ),
            tuple(sorted(self.variants)),
        )


def index(path: Path) -> ResolutionIndex:
    return ResolutionIndex(path / "index.sqlite", version="v")


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Extraction]:
    """Extract 200 real papers by rules alone; each cites some of those before it."""
    with gzip.open(require(shared / "corpora" / "hf_daily.jsonl.gz"), "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file][::47][:200]
    papers = [
        Paper(
            record["id"],
            record["title"],
            record["abstract"] or "",
            date.fromisoformat(record["published"][:10]) if record["published"] else None,
            tuple(map(Author, record["authors"])),
            references=tuple(Reference(other["id"]) for other in records[max(0, n - 20) : n : 3]),
        )
        for n, record in enumerate(records)
    ]
    with Extractor(size=None) as extractor:
        return list(extractor.extract(papers))


@pytest.mark.parametrize("parts", [1, 5, 200])
def test_real_papers_in_any_order_and_number_of_parts_are_resolved_as_at_once(
    real: list[Extraction], tmp_path: Path, parts: int
) -> None:
    shuffled = list(real)
    random.Random(parts).shuffle(shuffled)
    told = Told()
    size = len(real) // parts
    for start in range(0, len(real), size):
        with index(tmp_path) as opened, opened.change(shuffled[start : start + size]) as change:
            told.apply(change)
    at_once = resolve(real)
    assert told.resolution() == at_once
    assert len(at_once.entities) > 500
    with index(tmp_path) as opened:
        assert opened.resolution() == at_once
        assert opened.paper_ids() == {one.paper.paper_id for one in real}


def test_what_is_removed_leaves_no_trace(real: list[Extraction], tmp_path: Path) -> None:
    left, removed = real[:150], [one.paper.paper_id for one in real[150:]]
    told = Told()
    with index(tmp_path) as opened:
        with opened.change(left) as change:
            told.apply(change)
        state = opened.state
        with opened.change(real) as change:
            told.apply(change)
        assert opened.state != state
        with opened.change(removed=removed) as change:
            told.apply(change)
        assert opened.state == state
    assert told.resolution() == resolve(left)


def test_papers_that_did_not_change_change_nothing(real: list[Extraction], tmp_path: Path) -> None:
    with index(tmp_path) as opened:
        with opened.change(real):
            pass
        state = opened.state
        seen_again = [replace(one, paper=replace(one.paper, upvotes=77)) for one in real]
        with opened.change(seen_again, removed=["not there", real[0].paper.paper_id]) as change:
            assert change.before == change.after == Resolution()
        assert opened.state == state


def test_only_what_can_be_affected_is_told(tmp_path: Path) -> None:
    with index(tmp_path) as opened:
        with opened.change([extraction("a", mention("Zorb"), mention("Kanga")), extraction("b", mention("Kanga"))]):
            pass
        with opened.change([extraction("c", mention("Zorb"))]) as change:
            assert {entity.name for entity in change.after.entities} == {"Zorb"}
            assert [change.entities, change.gone_entities, change.gone_relations] == [(), (), ()]
            assert [relation.paper_id for relation in change.relations] == ["c"]
            assert change.paper_ids == {"c"}
        with opened.change([extraction("d", mention("Zorb-7B"))]) as change:
            assert change.variants == (("model:zorb-7b", "model:zorb"),)
        with opened.change(removed=["d"]) as change:
            assert change.gone_variants == (("model:zorb-7b", "model:zorb"),)
            assert change.gone_entities == ("model:zorb-7b",)


def test_a_paper_whose_day_is_known_by_now_is_resolved_again(tmp_path: Path) -> None:
    own = replace(mention("ZorbReason", relation="INTRODUCES"), score=0.95)
    use = dated("2", 2026, mention("ZorbReason"))
    told = Told()
    with index(tmp_path) as opened:
        for papers in (
            [dated("1", 2025, own), use],
            [replace(use, paper=replace(use.paper, published=date(2024, 1, 1)))],
        ):
            with opened.change(papers) as change:
                told.apply(change)
    assert {entity.entity_id for entity in told.resolution().entities} == {"model:zorbreason", "model:zorbreason.nil"}


def test_a_change_that_fails_is_no_change(tmp_path: Path) -> None:
    with index(tmp_path) as opened:
        state = opened.state
        with pytest.raises(ZeroDivisionError), opened.change([extraction("a", mention("Zorb"))]):
            raise ZeroDivisionError
        assert opened.state == state
        assert opened.paper_ids() == frozenset()


def test_another_version_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with ResolutionIndex(path, version="1") as opened, opened.change([extraction("a", mention("Zorb"))]):
        pass
    with ResolutionIndex(path, version="1") as opened:
        first = opened.state
        assert opened.paper_ids() == {"a"}
    with ResolutionIndex(path, version="2") as opened:
        assert opened.paper_ids() == frozenset()
        with opened.change([extraction("a", mention("Zorb"))]):
            pass
        assert opened.state != first


def test_a_file_that_is_none_of_ours_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    path.write_text("this is no database")
    with pytest.raises(KGError, match="delete the file"), ResolutionIndex(path):
        pass
    assert path.read_text() == "this is no database"


def test_a_corpus_of_which_little_changed_is_resolved_as_anew(
    real: list[Extraction], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "extractions.sqlite"))
    told: list[str] = []
    cites = {real[0].paper.paper_id: [real[1].paper.paper_id]}
    for corpus in (real[:150], real, real[50:], []):
        told_again = resolve_known(corpus, graph="bolt://a", cites=cites, on_trouble=told.append)
        assert told_again.resolution == resolve(corpus, cites=cites)
    assert resolve_known(real, graph="bolt://b").resolution == resolve(real), "graphs do not know each other"
    assert told == []
    (first, *_) = sorted((tmp_path / "resolutions").glob("*.sqlite"))
    for file in (tmp_path / "resolutions").iterdir():
        file.unlink()
        file.write_bytes(b"no database" * 100)
    assert resolve_known(real, graph="bolt://a", on_trouble=told.append) == (resolve(real), None), "it costs only time"
    assert len(told) == 1
    assert str(first.parent) in told[0]


SURFACES = ["LLaMA2", "Llama 2", "Llama2-70B", "SEAL", "Search Engine", "Self Adapting", "FZD", "FZD score", "seal"]
MENTIONS = st.builds(
    mention,
    st.sampled_from(SURFACES),
    st.sampled_from(["Model", "Method", "Benchmark", "Task", "Metric"]),
    st.sampled_from(["USES", "INTRODUCES"]),
    long=st.sampled_from([None, None, "Search Engine", "Self Adapting"]),
    start=st.integers(0, 50),
)
PAPERS = st.builds(
    lambda n, year, cited, mentions: Extraction(
        Paper(
            OTHER[n],
            f"Paper {n}",
            repr(mentions),
            date(year, 1, 1) if year else None,
            references=tuple(map(Reference, cited)),
        ),
        tuple(mentions),
    ),
    st.integers(0, 3),
    st.sampled_from([0, 2024, 2025]),
    st.lists(st.sampled_from(OTHER), max_size=2),
    st.lists(MENTIONS, max_size=4),
)
STEPS = st.lists(st.tuples(st.lists(PAPERS, max_size=3), st.sets(st.sampled_from(OTHER), max_size=2)), max_size=5)


def latest(papers: Iterable[Extraction]) -> dict[str, Extraction]:
    return {one.paper.paper_id: one for one in papers}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_changes_end_in_what_resolving_at_once_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[Extraction], set[str]]]
) -> None:
    told = Told()
    corpus: dict[str, Extraction] = {}
    places = tmp_path_factory.mktemp("index"), tmp_path_factory.mktemp("whole")
    with index(places[0]) as opened, index(places[1]) as whole:
        for added, removed in steps:
            with opened.change(added, removed) as change:
                told.apply(change)
            corpus = {key: one for key, one in corpus.items() if key not in removed} | latest(added)
            assert told.resolution() == resolve(corpus.values())
            assert opened.resolution() == told.resolution()
            assert whole.resolve(corpus.values()) == told.resolution()
