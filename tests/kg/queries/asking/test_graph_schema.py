"""Tests of kg.queries.asking.graph_schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.asking.graph_schema import PropertyRow, graph_schema

if TYPE_CHECKING:
    from kg.store import Store


def test_labels_types_and_properties_are_those_of_the_database(store: Store) -> None:
    store.write(
        "CREATE (p:Paper {paper_id: 'x', published: date('2026-06-01')}),"
        " (:Author {author_id: 'a'})-[:WROTE {position: 1}]->(p),"
        " (p)-[:USES]->(:Entity:Model {entity_id: 'm', aliases: []}),"
        " (p)-[:USES]->(:Entity:Method {entity_id: 'n', aliases: ['N']}), (:`Odd ``one` {odd: point({x: 1, y: 2})})"
    )
    schema = graph_schema(store)

    labels = {row.name: row for row in schema.labels}
    assert {name: row.count for name, row in labels.items() if not row.book} == {
        "Paper": 1, "Entity": 2, "Author": 1, "Model": 1, "Method": 1, "Odd `one": 1,
    }  # fmt: skip
    assert (labels["Paper"].key, labels["Method"].key, labels["Odd `one"].key) == ("paper_id", "entity_id", None)
    assert labels["Paper"].properties == (PropertyRow("paper_id", "string"), PropertyRow("published", "date"))
    assert labels["Entity"].properties == (
        PropertyRow("aliases", "list of string"),
        PropertyRow("entity_id", "string"),
    )
    assert labels["Odd `one"].properties == (PropertyRow("odd", "point"),)
    uses, wrote = schema.types
    assert (uses.name, uses.count, uses.leaves, uses.reaches) == ("USES", 2, ("Paper",), ("Method", "Model"))
    assert (wrote.leaves, wrote.reaches) == (("Author",), ("Paper",))
    assert wrote.properties == (PropertyRow("position", "integer"),)
    assert {"paper_id", "odd", "position"} <= set(schema.keys)


def test_an_empty_graph_has_an_empty_schema(store: Store) -> None:
    schema = graph_schema(store)
    assert [row.name for row in schema.labels if not row.book] == []
    assert schema.types == ()
