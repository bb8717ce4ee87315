"""Corrections where only a difference is looked at: they end in the graph of a build that had them from the start."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import assimilate, naming
from kg.corpus.extractions import PLACE
from kg.corrections import Entry, Ledger, PaperRef, Thing, active, new_entry
from kg.errors import CallError
from kg.queries.invariants import findings
from kg.store import standing
from tests.kg.build.test_difference import NAMES, graph, paper, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store

ENTITIES = """\
MATCH (e:Entity)
RETURN e.entity_id AS id, e.name AS name, head([label IN labels(e) WHERE label <> 'Entity']) AS label
ORDER BY id
"""
ROUNDS = range(3, 3 + int(os.environ.get("KG_ROUNDS", "1")))


@pytest.fixture(autouse=True)
def _of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "extractions.sqlite"))
    monkeypatch.setenv("KG_LEDGER", str(tmp_path / "corrections.jsonl"))
    monkeypatch.setattr(naming, "_FEW", 1)


def correction(dice: random.Random, store: Store, keys: list[str], made: list[Entry]) -> Entry | None:
    """Return a correction by chance of what the graph has, or of what it has not."""
    things = [Thing(row["id"], row["name"], row["label"]) for row in store.read(ENTITIES)]
    things.append(Thing("method:nobody", "Nobody", "Method"))
    one, other = dice.choice(things), dice.choice(things)
    papers = tuple(PaperRef(key, key) for key in dice.sample(keys, 2)) if dice.random() < 0.5 else ()
    surface = dice.choice(NAMES)
    kind: Any = dice.choice(
        ["merge"] * 3
        + ["split"] * 2
        + ["rename", "retype", "reject", "alias", "accept", "not-introduced"]
        + ["revert"] * 3
    )
    parts: Any = {
        "merge": {"entity": one, "into": other, "name": dice.choice(["", "Merged"])},
        "split": {"entity": one, "name": dice.choice([*NAMES, "Other"]), "surfaces": (surface,), "papers": papers},
        "rename": {"entity": one, "name": dice.choice(["New Name", *NAMES])},
        "retype": {"entity": one, "label": dice.choice(["Method", "Model", "Benchmark", "Task"])},
        "reject": {"entity": one, "papers": papers, "surfaces": dice.choice([(), (surface,)])},
        "alias": {"entity": one, "name": dice.choice([*NAMES, "A.k.a."])},
        "accept": {"entity": one, "papers": papers},
        "not-introduced": {"entity": one, "papers": papers},
        "revert": {"of": dice.choice(made).entry_id if made else "nothing"},
    }[kind]
    try:
        return new_entry(kind, "dice", **parts)
    except CallError:
        return None


@pytest.mark.parametrize("seed", ROUNDS)
def test_any_corrections_end_in_the_graph_of_the_whole(
    seed: int, store: Store, tmp_path: Path, snapshot: Callable[[Store], Any]
) -> None:
    dice = random.Random(seed)
    ledger = Ledger(tmp_path / "corrections.jsonl")
    ledger.path.touch()
    made: list[Entry] = []
    papers = {one.key: one for one in (paper(dice, number, 20) for number in range(14))}
    assimilate(store, told(papers))
    for _ in range(4):
        if dice.random() < 0.4:
            one = paper(dice, dice.randrange(20), 20)
            papers[one.key] = one
        if dice.random() < 0.3:
            del papers[dice.choice(sorted(papers))]
        for _ in range(dice.randint(0, 3)):
            entry = correction(dice, store, sorted(papers), made)
            if entry is not None:
                made.append(entry)
                ledger.append([entry])
        assimilate(store, told(papers))
        found = graph(store, snapshot)
        assert not [finding for finding in findings(store) if finding.count]
        standing.forget(store)
        assimilate(store, told(papers))
        assert graph(store, snapshot) == found, [str(one) for one in active(made)]
    store.clear()
    assimilate(store, told(papers))
    assert graph(store, snapshot) == found
