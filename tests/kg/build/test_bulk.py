"""Bulk loads: an import makes the graph that statements make, and a kill leaves it or the old one.

The kill is between the two renames, where neither graph is in its place. KG_KILLS says how many places to kill at
(3 for all).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import build
from kg.store import connect, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.store import Store

KILLS = int(os.environ.get("KG_KILLS", "1"))

DIES = """
import os, signal, sys
from pathlib import Path
from kg.build import build
from kg.store import connect

replace, replaced = Path.replace, []

def dying(path, target):
    if Path(target).name in ("data", "data.before"):
        replaced.append(target)
        if len(replaced) == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
    return replace(path, target)

Path.replace = dying
with connect() as store:
    build(store, [Path(sys.argv[1])], imports_from=0)
"""

PAPERS: list[dict[str, Any]] = [
    {
        "paper_id": "2401.00001",
        "title": 'AlphaNet: "Quoted", 50%; and \\back\\slash',
        "abstract": "We propose AlphaNet (AN). AlphaNet scores 71.5% accuracy on the GammaBench benchmark; code is at "
        "https://github.com/alpha/net.",
        "authors": [{"name": "Ada Lovelace", "orcid": "0000-0002-1825-0097", "affiliation": "École; Paris"}, "Li Wei"],
        "published": "2024-01-02",
        "references": ["2401.00002", "W123", "10.1000/unknown"],
        "upvotes": 3,
        "organization": "Alpha\x1fLabs",
        "doi": "10.1000/alpha",
    },
    {
        "paper_id": "2401.00002",
        "title": "BetaNet, which builds on AlphaNet",
        "abstract": "We use AlphaNet\x1f and AlphaNet-7B and evaluate on the GammaBench benchmark. 漢字 \U0001f600.",
        "authors": ["Ada Lovelace", "Li Wei", "Grace Hopper"],
        "year": 2024,
        "references": ["2401.00001"],
    },
    {"paper_id": "doi:10.1000/alpha", "title": 'AlphaNet: "Quoted", 50%; and \\back\\slash', "venue": "VENUE | 1"},
    {"paper_id": "w124", "title": "No abstract, cited by nobody"},
]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A local store's folder, with a server only while somebody needs one."""
    yield tmp_path / "graph"
    local.stop(tmp_path / "graph")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Papers that hold what tables are bad at; the folder's name, which the graph keeps, has a line break."""
    path = tmp_path / "line\nbreak" / "papers.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS), encoding="utf-8")
    return path


def graph(store: Store, snapshot: Callable[[Store], Any]) -> list[Any]:
    """Read the whole graph, its books, constraints and indexes; only times differ from build to build."""
    store.write("MATCH (n) WHERE n.built_at IS NOT NULL SET n.built_at = 0")
    store.write("MATCH (n) WHERE n.at IS NOT NULL SET n.at = 0")
    changes = store.read("MATCH (n:Revision|Change) RETURN properties(n) AS p ORDER BY p.revision, p.kind")
    made = store.read("SHOW INDEXES YIELD name, state, type, properties RETURN name, state, type, properties")
    return [snapshot(store), changes, sorted(map(str, made)), store.read("SHOW CONSTRAINTS YIELD name RETURN name")]


def killed(number: int, place: Path, file: Path) -> bool:
    """Load a file in a process that is killed when the graph's folder takes a new name for the `number`th time."""
    command = [sys.executable, "-c", DIES, str(file), str(number)]
    done = subprocess.run(command, env=os.environ | {"KG_STORE": f"local:{place}"}, check=False)
    assert done.returncode in (-signal.SIGKILL, 0)
    return done.returncode != 0


@pytest.mark.parametrize("number", [2, 1, 3][:KILLS])
def test_a_load_killed_anywhere_leaves_one_graph_or_the_other_and_the_next_makes_what_statements_make(
    number: int, store: Store, place: Path, file: Path, snapshot: Callable[[Store], Any]
) -> None:
    died = killed(number, place, file)
    told: list[tuple[str, int, int]] = []
    with connect(f"local:{place}") as opened:
        assert opened.read("MATCH (p:Paper) RETURN count(p) AS n") == [{"n": 0 if died else 5}]
        one = build(opened, [file], imports_from=0, on_progress=lambda *now: told.append(now))
        imported = graph(opened, snapshot)  # the same open store, though its server is another now
        again = build(opened, [file], imports_from=0)
        assert graph(opened, snapshot) == imported
    other = build(store, [file])
    assert imported == graph(store, snapshot)
    assert not again.changes.lists()
    assert not (place / "import").exists()
    assert not (place / "data.before").exists()
    if died:
        assert (one.entities, one.relationships, one.changes) == (other.entities, other.relationships, other.changes)
        assert ("load", 1, 1) in told
