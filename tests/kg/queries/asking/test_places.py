"""Tests of kg.queries.asking.places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError, KGError, QueryError, QueryRefusedError
from kg.queries.asking import guard, places
from kg.queries.asking.places import Place

if TYPE_CHECKING:
    from kg.store import Store


@pytest.mark.parametrize(
    ("cypher", "marked"),
    [
        ("MATCH (p:Paper RETURN p", "RETURN"),
        ("MATCH (p:Paper)\n  RETRN p", "RETRN"),
        ("RETURN 1 AS one\nORDER BY other", "other"),
        ("CREATE (n) RETURN n", "CREATE"),
        ("MATCH (n)\n  SET n.x = 'CREATE'", "SET"),
        ("// CREATE\nMATCH (n) DETACH DELETE n", "DETACH DELETE"),
        ("LOAD  CSV FROM 'file:///x' AS line RETURN line", "LOAD  CSV"),
        ("SHOW USERS", "SHOW USERS"),
        ("PROFILE RETURN 1", "PROFILE"),
        ("TERMINATE TRANSACTION 'neo4j-transaction-1'", "TERMINATE TRANSACTION"),
        ("MATCH (n)\nRETURN nope(n)", "nope"),
    ],
)
def test_what_was_not_taken_is_marked_where_it_stands(store: Store, cypher: str, marked: str) -> None:
    with pytest.raises(KGError) as raised:
        guard.ask(store, cypher)
    place = places.of_error(cypher, raised.value)
    assert place is not None
    line = cypher.split("\n")[place.line - 1]
    assert line[place.column - 1 : place.column - 1 + place.length] == marked


def test_a_mistake_is_told_by_its_place_in_the_readers_own_text(store: Store) -> None:
    with pytest.raises(QueryError, match=r"\(line 1, column 11\)$") as raised:
        guard.ask(store, "RETURN 1 +")
    assert (raised.value.line, raised.value.column) == (1, 11)


def test_an_error_about_no_place_has_none() -> None:
    assert places.of_error("RETURN 'CREATE' // SET", QueryRefusedError("It writes.", rule="writes")) is None
    assert places.of_error("RETURN 1", QueryRefusedError("It is too long.", rule="length")) is None
    assert places.of_error("RETURN 1", QueryError("It took too long.")) is None
    assert places.of_error("RETURN 1", QueryError("Far away.", 9, 1)) is None
    assert places.of_error("RETURN 1", CallError("No limit.")) is None


@pytest.mark.parametrize(
    ("cypher", "kind", "name", "place"),
    [
        ("MATCH (p:Papr)", "label", "Papr", Place(1, 10, 4)),
        ("MATCH (p)\nWHERE p.titel = 'titel'", "property", "titel", Place(2, 9, 5)),
        ("MATCH (p {titel: 1})", "property", "titel", Place(1, 11, 5)),
        ("MATCH ()-[:A|`B c`]->()", "relationship type", "B c", Place(1, 14, 5)),
        ("RETURN 'p.titel'", "property", "titel", None),
        ("MATCH (p:Papers)", "label", "Paper", None),
    ],
)
def test_a_name_is_found_where_it_names_something(cypher: str, kind: str, name: str, place: Place | None) -> None:
    assert places.of_name(cypher, kind, name) == place
