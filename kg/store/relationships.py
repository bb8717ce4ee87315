"""Relationships whose sources are kept: of some papers, exactly those that their statements say.

What is there is read, what is wanted is compared with it, and only the difference is written.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import schema
from kg.errors import StoreError
from kg.store import analyses, cited_by
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.store.store import Run, Store

Properties = dict[str, Any]
Wanted = dict[str, dict[str, Properties]]
"""paper_id to the key at the other end to the relationship's properties."""

STORED = """\
UNWIND $near AS near_id
MATCH (p:{near} {{{near_key}: near_id}})
USING INDEX p:{near}({near_key})
MATCH {pattern}
RETURN near_id AS near, n.{far_key} AS far, properties(r) AS properties
"""

FAR = """\
UNWIND $rows AS row
MERGE (n:{far} {{{far_key}: row.far}})
{on_node}
"""

_BETWEEN = """\
UNWIND $rows AS row
MATCH (p:{near} {{{near_key}: row.near}})
USING INDEX p:{near}({near_key})
UNWIND row.groups AS same
UNWIND same.far AS far
MATCH (n:{far} {{{far_key}: far}})
USING INDEX n:{far}({far_key})
"""

UPSERT = f"""\
{_BETWEEN}MERGE {{pattern}}
SET r = same.properties
RETURN count(r) AS written
"""

CREATE = f"""\
{_BETWEEN}CREATE {{pattern}}
SET r = same.properties
RETURN count(r) AS written
"""
"""For what is known not to be there. The rows are as few as they can be: each near end once, and what is equal once."""

COUNT = """\
UNWIND $near AS near_id
MATCH (p:{near} {{{near_key}: near_id}})
USING INDEX p:{near}({near_key})
MATCH {pattern}
RETURN count(r) AS found
"""

DROP = """\
UNWIND $rows AS row
MATCH (p:{near} {{{near_key}: row.near}})
USING INDEX p:{near}({near_key})
MATCH {pattern}
WHERE n.{far_key} = row.far
DELETE r
"""


class Kind(NamedTuple):
    """How a type of relationship is written."""

    far: str
    pattern: str
    on_node: str
    near: str = "Paper"

    def text(self, template: str) -> str:
        """Fill a template with this type's labels, keys and pattern."""
        return template.format(
            near=self.near,
            near_key=schema.KEYS[self.near],
            far=self.far,
            far_key=schema.KEYS[self.far],
            pattern=self.pattern,
            on_node=self.on_node,
        )


_NAME_IT: Final = """\
FOREACH (_ IN CASE
  WHEN row.node.name IS NULL THEN []
  WHEN n.name IS NULL OR n.name = row.far THEN [1]
  WHEN row.node.name <> row.far AND row.node.name < n.name THEN [1]
  ELSE []
END | SET n.name = row.node.name, n.forms = row.node.forms)"""
"""What `is_better` says, so that papers in any order name an organisation the same."""

KINDS: Final[Mapping[str, Kind]] = {
    "CITES": Kind("Paper", "(p)-[r:CITES]->(n)", "ON CREATE SET n.stub = true"),
    "WROTE": Kind("Author", "(n)-[r:WROTE]->(p)", "SET n += row.node"),
    "PUBLISHED": Kind("Organization", "(n)-[r:PUBLISHED]->(p)", _NAME_IT),
    "AFFILIATED_WITH": Kind("Organization", "(p)-[r:AFFILIATED_WITH]->(n)", _NAME_IT, near="Author"),
    "VARIANT_OF": Kind("Entity", "(p)-[r:VARIANT_OF]->(n)", "", near="Entity"),
}


def is_better(name: str, before: str, key: str) -> bool:
    """Say whether a name of an organisation takes the place of another: one that is more than its key, by letters."""
    return before == key or (name != key and name < before)


class Difference(NamedTuple):
    """What a write changed: pairs (near, far) that are new and that are gone."""

    new: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]


def stored(store: Store, kind: str, near: Sequence[str], *, fresh: Collection[str] = ()) -> Wanted:
    """Return the relationships of one type that some nodes have; those that are known to be new have none."""
    found: Wanted = {}
    statement = KINDS[kind].text(STORED)
    for chunk in chunks([one for one in near if one not in fresh]):
        for row in store.read(statement, near=chunk):
            found.setdefault(row["near"], {})[row["far"]] = row["properties"]
    return found


def bring(
    store: Store,
    kind: str,
    near: Sequence[str],
    wanted: Wanted,
    nodes: Mapping[str, Properties],
    *,
    before: Wanted | None = None,
    size: int = 20_000,
) -> Difference:
    """Bring the relationships of some nodes to be exactly those that are wanted.

    Args:
        store: an open store.
        kind: the type of relationship, a key of `KINDS`.
        near: the nodes, each of which loses what is not wanted of it.
        wanted: of any of them.
        nodes: far key to properties of a node that may have to be made.
        before: the relationships that they have, where these were read; nobody else writes meanwhile.
        size: rows of one transaction.

    Raises:
        StoreError: a node that must be there is not.
    """
    if before is None:
        before = stored(store, kind, near)
    changed: list[Properties] = [
        {"near": one, "far": far, "properties": properties, "node": nodes.get(far, {})}
        for one in near
        for far, properties in wanted.get(one, {}).items()
        if before.get(one, {}).get(far) != properties
    ]
    dropped = [
        {"near": one, "far": far} for one in near for far in before.get(one, {}) if far not in wanted.get(one, {})
    ]
    for part in chunks(dropped, size):
        store.write_all(partial(_drop, kind=kind, rows=part))
    new = [row for row in changed if row["far"] not in before.get(row["near"], {})]
    other = changed if not new else [row for row in changed if row["far"] in before.get(row["near"], {})]
    for rows in chunks(new, size):
        store.write_all(partial(_write, kind=kind, rows=rows, new=True))
    for rows in chunks(other, size):
        store.write_all(partial(_write, kind=kind, rows=rows, new=False))
    return Difference(
        tuple((row["near"], row["far"]) for row in new), tuple((row["near"], row["far"]) for row in dropped)
    )


def count(store: Store, kind: str, near: Sequence[str]) -> int:
    """Count the relationships of one type that some nodes have."""
    statement = KINDS[kind].text(COUNT)
    return sum(store.read(statement, near=chunk)[0]["found"] for chunk in chunks(near, 20_000))


def _drop(run: Run, *, kind: str, rows: Sequence[Properties]) -> None:
    run(KINDS[kind].text(DROP), rows=rows)
    if kind == "CITES":
        _recount(run, rows)


def _recount(run: Run, rows: Sequence[Properties]) -> None:
    """Keep what follows from citations true in the transaction that changes them."""
    cited_by.count(run, (row["far"] for row in rows))
    analyses.outdate(run)


def _write(run: Run, *, kind: str, rows: Sequence[Properties], new: bool) -> None:
    if kind != "VARIANT_OF":
        ends = {row["far"]: {"far": row["far"], "node": row["node"]} for row in rows}
        run(KINDS[kind].text(FAR), rows=list(ends.values()))
    # A transaction whose end was not heard of is done again: what is new may be there by then.
    statement = KINDS[kind].text(CREATE if new and not run.again else UPSERT)
    (row,) = run(statement, rows=_grouped(rows))
    if row["written"] != len(rows):
        raise StoreError(
            f"{len(rows) - row['written']} nodes that {kind} needs are no longer in the graph: "
            "another program changed it meanwhile; run the same command again."
        )
    if kind == "CITES":
        _recount(run, rows)


def _grouped(rows: Sequence[Properties]) -> list[Properties]:
    """Say each near end once, and equal properties of its relationships once."""
    groups: dict[str, dict[str, Properties]] = {}
    for row in rows:
        properties = row["properties"]
        same = groups.setdefault(row["near"], {}).setdefault(repr(properties), {"properties": properties, "far": []})
        same["far"].append(row["far"])
    return [{"near": near, "groups": list(found.values())} for near, found in groups.items()]
