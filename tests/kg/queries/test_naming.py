from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError
from kg.queries import meant

if TYPE_CHECKING:
    from kg.store import Store

GRAPH = """\
CREATE (:Paper {paper_id: '2401.00001', title: 'Alpha is all', ids: ['arxiv:2401.00001', 'doi:10.1145/12.34']})
CREATE (:Identifier {identifier: 'doi:10.1145/12.34', paper_id: '2401.00001'})
CREATE (:Paper {paper_id: 'beta-and-gamma', title: 'Beta and Gamma'})
CREATE (:Entity:Method {entity_id: 'method:alpha', name: 'Alpha'})
CREATE (:Entity:Method {entity_id: 'method:seal', name: 'SEAL'})
CREATE (:Entity:Benchmark {entity_id: 'benchmark:seal', name: 'SEAL'})
CREATE (:Author {author_id: 'author:ada', name: 'Ada'})
"""


@pytest.fixture
def small(store: Store) -> Store:
    store.write(GRAPH)
    return store


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2401.00001", "2401.00001"),
        (" https://arxiv.org/abs/2401.00001v3 ", "2401.00001"),
        ("doi:10.1145/12.34", "2401.00001"),
        ("Alpha is all", "2401.00001"),
        ("alpha IS all", "2401.00001"),
        ("beta-and-gamma", "beta-and-gamma"),
        ("method:seal", "method:seal"),
        ("Alpha", "method:alpha"),
        ("alpha", "method:alpha"),
        ("author:ada", "author:ada"),
    ],
)
def test_a_node_is_meant_by_an_identifier_a_key_or_its_whole_name(small: Store, text: str, key: str) -> None:
    assert meant(small, text).node_id == key


def test_a_name_of_several_is_refused_with_the_keys_of_all(small: Store) -> None:
    with pytest.raises(CallError, match="name of 2 nodes") as refused:
        meant(small, "SEAL")
    assert "method:seal" in str(refused.value)
    assert "benchmark:seal" in str(refused.value)


def test_what_is_not_there_is_refused_with_the_nearest(small: Store) -> None:
    with pytest.raises(CallError, match=r'no paper "beta"; nearest to it: beta-and-gamma \(Beta and Gamma\)'):
        meant(small, "beta", "paper")
    with pytest.raises(CallError, match='no entity "zork", and nothing like it'):
        meant(small, "zork", "entity")
    with pytest.raises(CallError, match="without a name"):
        meant(small, "  ")


def test_a_paper_is_no_entity_and_an_entity_no_paper(small: Store) -> None:
    for text, what in (("2401.00001", "entity"), ("method:alpha", "paper"), ("author:ada", "entity")):
        with pytest.raises(CallError, match=f'no {what} "'):
            meant(small, text, what)  # type: ignore[arg-type]
