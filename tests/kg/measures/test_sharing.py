"""Co-citation and bibliographic coupling: what sets of citing papers and of references share."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from kg.measures import Citations, sharing
from kg.measures.co_citation import co_citations, co_cited
from kg.measures.coupling import coupled, couplings
from tests.kg.measures.drawing import KEYS, both, bounded, couples, pairs


@given(pairs)
@bounded
def test_they_count_what_two_papers_share(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    for one, other in couples():
        citing = len(set(graph.predecessors(one)) & set(graph.predecessors(other)))
        cited = len(set(graph.successors(one)) & set(graph.successors(other)))
        assert dict(co_cited(citations, one)).get(other, 0) == citing
        assert dict(co_cited(citations, other)).get(one, 0) == citing
        assert dict(coupled(citations, one)).get(other, 0) == cited


@given(pairs)
@bounded
def test_all_pairs_are_the_same_in_blocks_of_any_size(found: set[tuple[str, str]]) -> None:
    citations, _ = both(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sharing, "ROWS", 3)
        for every, one in ((co_citations, co_cited), (couplings, coupled)):
            counts = {
                (KEYS[start + row], KEYS[column]): count
                for start, block in every(citations)
                for row, column, count in zip(
                    *(x.tolist() for x in block.tocoo().coords), block.data.tolist(), strict=True
                )
            }
            wanted = {(key, other): count for key in KEYS for other, count in one(citations, key)}
            assert counts == wanted
            often = sum(block.nnz for _, block in every(citations, at_least=2))
            assert often == sum(count >= 2 for count in wanted.values())


def test_three_papers_worked_out_on_paper() -> None:
    # c cites a and b, d cites a, b and c, e cites b: a and b are cited together by c and d.
    citations = Citations.of([("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("d", "c"), ("e", "b")])
    assert co_cited(citations, "a") == (("b", 2), ("c", 1))
    assert coupled(citations, "c") == (("d", 2), ("e", 1))
    assert coupled(citations, "c", limit=1) == (("d", 2),)
    assert coupled(citations, "no such paper") == ()
    assert len(list(itertools.chain(couplings(Citations.of([]))))) == 0
