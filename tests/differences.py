"""What two graphs differ in, said so that a person can read it: a line for each node and edge."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Snapshot = tuple[list[str], list[str]]

TIMES = frozenset({"built_at", "retrieved", "facts_at", "asked_at"})
"""Properties that tell when something was done."""

_KEYS = (
    "paper_id", "entity_id", "author_id", "organization_id", "build_id", "statement_id", "identifier", "follow", "name",
)  # fmt: skip
_LINES = 12
_LONG = 160


def without(graph: Snapshot, names: Iterable[str] = TIMES) -> Snapshot:
    """Leave properties out of every node and relationship of a snapshot."""
    left_out = set(names)

    def plain(text: str) -> str:
        row = json.loads(text)
        for part in ("properties", "a", "b"):
            if part in row:
                row[part] = {name: value for name, value in row[part].items() if name not in left_out}
        return json.dumps(row, sort_keys=True)

    return sorted(map(plain, graph[0])), sorted(map(plain, graph[1]))


def differences(found: Snapshot, expected: Snapshot) -> str:
    """Say what a graph has that it should not, lacks, or has otherwise; an empty text where nothing differs."""
    if found == expected:
        return ""
    mine, theirs = _named(found), _named(expected)
    lines = [f"missing: {name}" for name in theirs if name not in mine]
    lines += [f"extra: {name}" for name in mine if name not in theirs]
    for name in mine.keys() & theirs.keys():
        lines += _properties(name, mine[name], theirs[name])
    more = [] if len(lines) <= _LINES else [f"and {len(lines) - _LINES} more"]
    return "\n".join([*sorted(lines)[:_LINES], *more])


def _named(graph: Snapshot) -> dict[str, list[dict[str, Any]]]:
    """Give what each node and relationship is called to its properties; several may be called the same."""
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for text in graph[0]:
        row = json.loads(text)
        named[f"({_labels(row['labels'])} {_key(row['properties'])})"].append(row["properties"])
    for text in graph[1]:
        row = json.loads(text)
        key = row["properties"].get("key")
        name = f"({_key(row['a'])})-[{row['type']}{f' {key}' if key else ''}]->({_key(row['b'])})"
        named[name].append(row["properties"])
    return dict(named)


def _labels(labels: Sequence[str]) -> str:
    return ":".join(sorted(labels))


def _key(properties: Mapping[str, Any]) -> str:
    return next((str(properties[name]) for name in _KEYS if name in properties), "without a key")


def _properties(name: str, mine: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]]) -> Iterator[str]:
    if len(mine) != len(theirs):
        yield f"{len(mine)} times and not {len(theirs)}: {name}"
        return
    for one, other in zip(mine, theirs, strict=True):
        for key in sorted(one.keys() | other.keys()):
            if one.get(key) != other.get(key):
                yield f"differs: {name} {key}: {_short(one.get(key))} and not {_short(other.get(key))}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
