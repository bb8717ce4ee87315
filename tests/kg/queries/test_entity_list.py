from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError
from kg.queries.entity_list import entities
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_all_entities_are_listed_a_page_at_a_time(store: Store) -> None:
    small.fill(store)
    whole = entities(store)
    pages = [entities(store, skip=skip, limit=2).rows for skip in range(0, 6, 2)]
    assert whole.total == 6
    assert [one for page in pages for one in page] == list(whole.rows)
    assert [one.row.papers for one in whole.rows] == sorted((one.row.papers for one in whole.rows), reverse=True)


def test_a_type_words_and_an_order_narrow_it(store: Store) -> None:
    small.fill(store)
    assert [one.row.name for one in entities(store, "Model", order="name").rows] == [
        "ZorbNet",
        "ZorbNet-7B",
        "ZorbNet-7B-Instruct",
    ]
    assert [one.row.entity_id for one in entities(store, text="quux").rows] == ["benchmark:quux"]
    assert entities(store, "Task", text="quux").total == 0
    assert entities(store, order="trend").rows[0].trend == "rising"
    assert entities(store, text="???").total == 0


def test_what_is_no_type_and_no_order_is_refused(store: Store) -> None:
    with pytest.raises(CallError, match="no type of entity"):
        entities(store, "Thing")  # type: ignore[arg-type]
    with pytest.raises(CallError, match="cannot be ordered"):
        entities(store, order="size")  # type: ignore[arg-type]
