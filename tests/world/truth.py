"""Judging a graph by the made-up world: which works became one node, and which pairs cite.

    verdict = judge(world, ids={"2304.01234": ["openalex:W1"], ...}, cites=[("2304.01234", "W2"), ...])
    assert verdict.right, verdict

A node is judged by its identifiers: `kind:value`, or a bare one whose spelling says its kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.world.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.world.papers import Pair, World

_KINDS = {
    "arxiv": "arxiv",
    "doi": "doi",
    "openalex": "openalex",
    "s2": "s2",
    "corpusid": "corpus_id",
    "corpus_id": "corpus_id",
    "acl": "acl",
    "pmid": "pmid",
    "mag": "mag",
}
_BARE = (
    ("doi", r"10\.\d{4,9}/\S+"),
    ("arxiv", r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}"),
    ("openalex", r"[Ww]\d+"),
    ("s2", r"[0-9a-f]{40}"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a graph.

    Attributes:
        split: works that are several nodes, with the nodes.
        mixed: nodes that hold several works, with the works.
        unknown: nodes of which no identifier is known here, such as a reference that no service resolves.
        missing: pairs that the graph should hold and does not.
        extra: pairs that it holds and that no service says.
        found: how many pairs of works it holds.
        expected: how many it should hold at least.
    """

    split: dict[str, list[str]] = field(default_factory=dict)
    mixed: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    missing: set[Pair] = field(default_factory=set)
    extra: set[Pair] = field(default_factory=set)
    found: int = 0
    expected: int = 0

    @property
    def right(self) -> bool:
        """Whether works and pairs are all as they should be."""
        return not (self.split or self.mixed or self.missing or self.extra)

    @property
    def precision(self) -> float:
        """Of the pairs of the graph, how many a service says."""
        return 1 - len(self.extra) / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that it should hold, how many it does."""
        return 1 - len(self.missing) / self.expected if self.expected else 1.0


def key_of(world: World, identifier: str) -> str | None:
    """Give the work that an identifier names, however it is spelled; None where it names none."""
    prefix, colon, value = identifier.partition(":")
    if colon and (kind := _KINDS.get(prefix.lower())):
        if kind == "s2" and value.lower().startswith("corpusid:"):
            return world.work_of("corpus_id", value.rpartition(":")[2])
        return world.work_of(kind, value)
    bare = next((kind for kind, pattern in _BARE if re.fullmatch(pattern, identifier, re.IGNORECASE)), None)
    return world.work_of(bare, identifier) if bare else None


def judge(
    world: World,
    *,
    ids: Mapping[str, Iterable[str]],
    cites: Iterable[tuple[str, str]] = (),
    expected: Iterable[Pair] | None = None,
    titles: Mapping[str, str] | None = None,
) -> Verdict:
    """Judge a graph.

    Args:
        world: what is true.
        ids: by node, its identifiers.
        cites: pairs of nodes, citing first.
        expected: the pairs of works that the graph should hold; those that are `reachable` from the page where None.
        titles: by node, its title: names the work of a node that has no identifier, where one title means one work.
    """
    works = {node: _works(world, node, found) for node, found in ids.items()}
    by_title: dict[tuple[str, ...], set[str]] = {}
    for work in world.works.values():
        by_title.setdefault(tuple(tokens(work.title)), set()).add(work.key)
    for node, title in (titles or {}).items():
        named = by_title.get(tuple(tokens(title)), set())
        if not works.get(node) and len(named) == 1:
            works[node] = sorted(named)
    nodes: dict[str, list[str]] = {}
    for node, found in works.items():
        for key in found:
            nodes.setdefault(key, []).append(node)
    pairs = {(a, b) for citing, cited in cites for a in works.get(citing, ()) for b in works.get(cited, ())}
    wanted = world.reachable() if expected is None else set(expected)
    return Verdict(
        split={key: found for key, found in nodes.items() if len(found) > 1},
        mixed={node: found for node, found in works.items() if len(found) > 1},
        unknown=[node for node, found in works.items() if not found],
        missing=wanted - pairs,
        extra=pairs - wanted - world.cites,
        found=len(pairs),
        expected=len(wanted),
    )


def _works(world: World, node: str, ids: Iterable[str]) -> list[str]:
    named = (key_of(world, one) for one in (node, *ids))
    return sorted({key for key in named if key})
