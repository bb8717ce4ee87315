from __future__ import annotations

from typing import TYPE_CHECKING

from kg import queries

if TYPE_CHECKING:
    from kg.store import Store


def test_a_citation_has_the_sources_that_say_so(store: Store) -> None:
    store.write(
        "CREATE (:Paper {paper_id: 'a', title: 'A'})-[:CITES {contexts: ['As [1] shows.'], intents: ['background'], "
        "sources: ['openalex']}]->(:Paper {paper_id: 'b', title: 'B'})"
    )
    found = queries.edge(store, "a", "CITES", "b")

    assert found is not None
    assert (found.contexts, found.intents, found.sources) == (("As [1] shows.",), ("background",), ("openalex",))
    assert queries.edge(store, "b", "CITES", "a") is None
