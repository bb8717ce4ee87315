from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest
from neo4j.time import Date, DateTime

from kg.store import Store, bulk, local
from kg.store.draft import Draft
from kg.store.sheets import Sheets

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = (
    "plain", "", " ", '"', '""', 'a "quoted" word', "back\\slash \\n", "a;b,c|d\te", "line\nbreak", "cr\rlf\r\n",
    "one\x1fsep", "other\x1esep", "\x00\x01\x7f", "é ü 漢字 \U0001f600 \u2028 \x85 \ufeff", "'single'", "[]", "null",
    "x" * 9000,
)  # fmt: skip


def value(dice: random.Random) -> Any:
    lists: list[Any] = [[], [""], ["", ""], [1, 2], [0.5, 1e-300], [True, False]]
    texts = [dice.choice(TEXTS) for _ in range(dice.randint(1, 3))]
    return dice.choice(
        [
            *lists,
            texts,
            dice.choice(TEXTS),
            dice.choice(TEXTS),
            True,
            0,
            -(2**63),
            2**63 - 1,
            1.0,
            1e300,
            -0.0,
            dt.date(1, 1, 1),
            dt.datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=dt.UTC),
            None,
        ]
    )


def test_what_is_imported_is_what_was_written(tmp_path: Path) -> None:
    """Byte for byte: the evidence of a relation counts characters of a text."""
    dice = random.Random(7)
    nodes = [{f"p{dice.randrange(6)}": value(dice) for _ in range(3)} | {"number": number} for number in range(400)]
    labels = [dice.choice([("Paper",), ("Entity", "Method")]) for _ in nodes]
    edges = [
        (dice.choice(["CITES", "RESULT"]), start, dice.randrange(400), {"key": f"{start}", "value": value(dice)})
        for start in range(400)
    ]
    with local.Importing(tmp_path / "graph") as importing:
        sheets = Sheets(importing.sheets)
        numbers = [sheets.node(label, node) for label, node in zip(labels, nodes, strict=True)]
        for kind, start, end, properties in edges:
            sheets.edge(kind, numbers[start], numbers[end], properties)
        connection = importing.load(sheets.finish())
        with Store(connection.url, connection.user, connection.password) as graph:
            for after in sheets.afterthoughts():
                bulk.set_after(graph, after)
            found = graph.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS p ORDER BY n.number")
            assert [(sorted(row["labels"]), plain(row["p"])) for row in found] == [
                (sorted(label), plain(node)) for label, node in zip(labels, nodes, strict=True)
            ]
            there = graph.read(
                "MATCH (a)-[r]->(b) RETURN type(r) AS kind, a.number AS a, b.number AS b, properties(r) AS p ORDER BY a"
            )
            assert [(row["kind"], row["a"], row["b"], plain(row["p"])) for row in there] == [
                (kind, start, end, plain(properties)) for kind, start, end, properties in edges
            ]


def plain(properties: dict[str, Any]) -> dict[str, str]:
    """Tell 1 from 1.0 and true; a property that is None is none."""
    return {name: repr(_native(found)) for name, found in properties.items() if found is not None}


def _native(found: Any) -> Any:
    """Compare days and times by how they are written, whoever's kinds they are."""
    found = found.to_native() if isinstance(found, Date | DateTime) else found
    return found.isoformat() if isinstance(found, dt.date) else found


def test_a_draft_refuses_what_it_was_not_made_for(tmp_path: Path) -> None:
    draft = Draft(Sheets(tmp_path), "a draft")
    with pytest.raises(NotImplementedError, match="MATCH"):
        draft.read("MATCH (n) RETURN n")
