"""Order: papers that come all at once, in parts or one by one end in the same graph."""

from __future__ import annotations

import gzip
import json
import os
import random
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import Contents, assimilate, naming, of_service
from kg.corpus.extractions import PLACE
from kg.model import Author, Paper, Reference, Statement
from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.store import Store

ONE_BY_ONE = int(os.environ.get("KG_ONE_BY_ONE", "12"))
"""How many of the papers come one by one; a campaign takes all two hundred."""

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def papers(shared: Path) -> list[Statement]:
    """Two hundred real papers, whose words meet often; each cites three of the others by made-up references."""
    found = []
    with gzip.open(require(shared / "corpora" / "hf_daily.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = f"{record['title']} {record['abstract']}"
            if any(word in text for word in ("LoRA", "GRPO", "SWE-bench", "Mamba")):
                found.append(record)
            if len(found) == 200:
                break
    rng = random.Random(5)
    return [
        Statement(
            "hf",
            record["id"],
            Paper(
                record["id"],
                " ".join(record["title"].split()),
                " ".join(record["abstract"].split()),
                authors=tuple(Author(name) for name in record.get("authors") or () if isinstance(name, str)),
                year=2000 + int(record["id"][:2]),
                references=tuple(Reference(other["id"]) for other in rng.sample(found, 3)),
            ),
        )
        for record in found
    ]


@pytest.fixture(autouse=True, scope="module")
def _little_by_little(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let even so few papers be looked at one by one, and keep what is remembered apart from other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PLACE, str(tmp_path_factory.mktemp("remembered") / "extractions.sqlite"))
        patch.setattr(naming, "_FEW", 1)
        yield


def graph(store: Store, snapshot: Callable[[Store], Any]) -> tuple[list[str], list[str]]:
    """The whole graph but its builds."""
    nodes, edges = snapshot(store)
    return [node for node in nodes if '"Build"' not in node], edges


def test_two_hundred_papers_in_five_builds_are_the_graph_of_one(
    store: Store, papers: list[Statement], snapshot: Callable[[Store], Any]
) -> None:
    assimilate(store, [of_service("hf", papers)])
    whole = graph(store, snapshot)
    assert len(whole[1]) > 1000
    store.clear()
    mixed = random.Random(7).sample(papers, len(papers))
    head, tail = mixed[ONE_BY_ONE:], mixed[:ONE_BY_ONE]
    for start in range(0, len(head), -(-len(head) // 4)):
        assimilate(store, [of_service("hf", head[start : start + -(-len(head) // 4)])])
    for paper in tail:
        assimilate(store, [of_service("hf", [paper])])
    assert graph(store, snapshot) == whole


def test_a_source_that_is_removed_leaves_the_graph_without_it(
    store: Store, papers: list[Statement], snapshot: Callable[[Store], Any]
) -> None:
    first = Contents("a", tuple(Statement("a", one.key, one.paper) for one in papers[:60]), whole=True)
    other = Contents("b", tuple(Statement("b", one.key, one.paper) for one in papers[40:100]), whole=True)
    assimilate(store, [first])
    before = graph(store, snapshot)
    assimilate(store, [other])
    assimilate(store, [Contents("b", (), whole=True)])
    assert graph(store, snapshot) == before
