"""An empty graph: every question has an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import queries
from kg.model import LABELS

if TYPE_CHECKING:
    from kg.store import Store


def test_of_an_empty_graph_everything_is_nought_or_nothing(store: Store) -> None:
    overview = queries.overview(store)
    assert (overview.papers, overview.stubs, overview.relationships_by_type, overview.builds) == (0, 0, {}, ())
    assert overview.entities_by_label == dict.fromkeys(LABELS, 0)
    assert queries.papers(store).rows == ()
    assert queries.top_entities(store) == ()
    assert queries.search(store, "anything") == ()
    assert queries.whole(store).total == 0
