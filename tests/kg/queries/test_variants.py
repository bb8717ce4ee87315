from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.records import EntityRow
from kg.queries.variants import family, grown
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_a_tree_goes_up_to_its_root_and_down_to_its_leaves_from_anywhere_in_it(store: Store) -> None:
    small.fill(store)
    for entity_id in ("model:zorb", "model:zorb-7b", "model:zorb-7b-i"):
        (tree,) = family(store, entity_id).trees
        assert tree.entity.name == "ZorbNet"
        assert tree.variants[0].entity.name == "ZorbNet-7B"
        assert tree.variants[0].variants[0].entity.name == "ZorbNet-7B-Instruct"
        assert len(tree) == 3
        assert family(store, entity_id).has_variants(entity_id) is (entity_id != "model:zorb-7b-i")


def test_what_has_no_variants_has_no_tree(store: Store) -> None:
    small.fill(store)
    assert family(store, "benchmark:quux").trees == ()
    assert family(store, "nothing").trees == ()


def test_names_that_say_each_other_end() -> None:
    rows = {key: EntityRow(key, key, "Model", (), 1) for key in "abcd"}
    (tree,) = grown(rows, {"a": [], "b": ["a", "c"], "c": ["b"], "d": ["a", "b"]})
    assert {one.entity.name for one in tree.variants} == {"b", "d"}
    assert len(tree) == 5  # d stands below both of its bases, and the circle of b and c ends
