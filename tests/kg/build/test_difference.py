"""Tests of kg.build.difference: what is written of a few papers ends in the graph that all of them give."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import Contents, assimilate, build, difference, naming
from kg.corpus import index_of
from kg.corpus.extractions import PLACE
from kg.model import Author, Named, Paper, Reference, Repository, Statement, TableEntry
from kg.sources import jsonl
from kg.store import entities, standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store, local

NAMES = ("ZorbNet", "Zorb-Net", "Zorb Net 2", "ZorbNet-7B", "QuuxBench", "MMLU", "FlarpFormer")
TEXTS = (
    "We propose {0}, a method. It outperforms {1} on the {2} benchmark.",
    "We introduce {0}. Code: https://github.com/someone/{1}.",
    "We use {0} and evaluate on {1} with {2}. It reaches 91.5% accuracy on {1}.",
    "We fine-tune {0} on {2}.",
)


@pytest.fixture(autouse=True)
def _of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is remembered apart from other tests, and remember it of the smallest corpus."""
    monkeypatch.setenv(PLACE, str(tmp_path / "extractions.sqlite"))
    monkeypatch.setattr(naming, "_FEW", 1)


def paper(dice: random.Random, number: int, count: int) -> Statement:
    """A paper made up of a few names, so that papers meet in them; it cites others, and sources list things of it."""
    names = [dice.choice(NAMES) for _ in range(3)]
    key = f"2401.{number:05}"
    listed: dict[str, Any] = {}
    if dice.random() < 0.4:
        listed = {
            "repositories": (Repository(f"https://github.com/someone/{dice.choice(NAMES)}", official=True),),
            "named": (
                Named("Method", dice.choice(NAMES), "USES"),
                Named("Method", dice.choice(NAMES), "INTRODUCES"),
                Named("Benchmark", dice.choice(("Only Listed", "QuuxBench", "only-listed")), "EVALUATES_ON"),
            ),
            "results": (TableEntry("Only Listed", "accuracy", 71.5),),
        }
    return Statement(
        "made up",
        key,
        Paper(
            key,
            f"{names[0]}: Paper {number}" if dice.random() < 0.5 else f"Paper {number}",
            dice.choice(TEXTS).format(*names),
            authors=(Author(dice.choice(("Ann Lee", "Ann LEE", "Bo Chen"))), Author(f"Author {number}")),
            year=dice.choice((2023, 2024)),
            references=tuple(Reference(f"2401.{dice.randrange(count):05}") for _ in range(2)),
            **listed,
        ),
    )


def told(papers: dict[str, Statement]) -> list[Contents]:
    return [Contents("made up", tuple(papers[key] for key in sorted(papers)), whole=True)]


def graph(store: Store, snapshot: Callable[[Store], Any]) -> tuple[list[str], list[str]]:
    """The whole graph but its builds."""
    nodes, edges = snapshot(store)
    return [node for node in nodes if '"Build"' not in node], edges


def counts(report: Any) -> tuple[Any, ...]:
    return report.mentions, report.entities, report.relationships


@pytest.mark.parametrize("seed", range(3))
def test_any_steps_end_in_the_graph_of_the_whole(
    seed: int, store: Store, snapshot: Callable[[Store], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    papers = {one.key: one for one in (paper(dice, number, 20) for number in range(14))}
    assimilate(store, told(papers))
    by_halves = 0

    def counted(*args: Any, **named: Any) -> Any:
        nonlocal by_halves
        by_halves += 1
        return bring(*args, **named)

    bring = difference.bring
    monkeypatch.setattr(difference, "bring", counted)
    for step in range(5):
        for _ in range(dice.randint(1, 3)):
            one = paper(dice, dice.randrange(20), 20)
            if one.key in papers and dice.random() < 0.5:
                del papers[one.key]
            else:
                papers[one.key] = one
        few = assimilate(store, told(papers))
        assert by_halves == step + 1, "only the difference was looked at"
        found = graph(store, snapshot)
        standing.forget(store)
        again = assimilate(store, told(papers))
        assert by_halves == step + 1
        assert graph(store, snapshot) == found, "looking at everything finds nothing to mend"
        assert counts(few) == counts(again)
    store.clear()
    assimilate(store, told(papers))
    assert graph(store, snapshot) == found


class Killed(BaseException):
    """Ends a build as a signal does."""


@pytest.mark.parametrize("where", ["relations", "infer_builds_on"])
def test_a_build_that_dies_between_index_and_graph_is_mended_by_the_whole(
    where: str, store: Store, snapshot: Callable[[Store], Any]
) -> None:
    dice = random.Random(7)
    papers = {one.key: one for one in (paper(dice, number, 12) for number in range(12))}
    more = paper(dice, 12, 12)
    assimilate(store, told(papers))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entities, where, _dies)
        with pytest.raises(Killed):
            assimilate(store, told(papers | {more.key: more}))
    assert standing.state(store) is None
    del papers["2401.00003"]  # and the next build is about other papers
    assimilate(store, told(papers))
    found = graph(store, snapshot)
    store.clear()
    assimilate(store, told(papers))
    assert graph(store, snapshot) == found


def _dies(*_: object, **__: object) -> None:
    raise Killed


BUILD = """
import sys
from pathlib import Path
from kg.build import build, naming
from kg.store import connect

def say(stage, done, total):
    print(stage, done, flush=True)

naming._FEW = 1
with connect() as store:
    build(store, [Path(sys.argv[1])], on_progress=say, size=1)
"""


@pytest.mark.parametrize("stage", ["resolve", "write"])
def test_a_build_killed_by_halves_is_finished_by_the_next(
    stage: str, server: local.Connection, store: Store, tmp_path: Path, snapshot: Callable[[Store], Any]
) -> None:
    path = tmp_path / "papers.jsonl"
    dice = random.Random(11)
    before, after = ([paper(dice, number, 16).paper for number in range(count)] for count in (12, 16))
    for papers in (before, [*before[:8], *after[8:]]):
        with path.open("w", encoding="utf-8") as out:
            jsonl.write(papers, out)
        if papers is before:
            build(store, [path])
    environment = {"KG_STORE": server.url, "NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
    child = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(path)], stdout=subprocess.PIPE, text=True, env=os.environ | environment
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.split()[0] == stage:
            child.kill()  # SIGKILL, wherever the next statement is by now
            break
    child.stdout.close()
    assert child.wait(timeout=60) == -signal.SIGKILL
    build(store, [path])
    found = graph(store, snapshot)
    store.clear()
    build(store, [path])
    assert graph(store, snapshot) == found


def test_the_index_of_another_graph_is_not_used(
    store: Store, snapshot: Callable[[Store], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(3)
    papers = {one.key: one for one in (paper(dice, number, 10) for number in range(10))}
    other = {one.key: one for one in (paper(dice, number, 10) for number in range(5, 10))}
    assimilate(store, told(papers))
    found = graph(store, snapshot)
    store.clear()
    assimilate(store, told(other))
    state = standing.state(store)
    with index_of(standing.graph(store)) as index, index.change((), index.paper_ids()):
        pass  # as where a copy of the graph was built on elsewhere
    monkeypatch.setattr(difference, "bring", _dies)
    assert standing.state(store) == state
    assimilate(store, told(papers))
    assert graph(store, snapshot) == found


def test_a_build_of_which_nothing_is_new_changes_nothing(store: Store, snapshot: Callable[[Store], Any]) -> None:
    dice = random.Random(3)
    papers = {one.key: one for one in (paper(dice, number, 10) for number in range(10))}
    first = assimilate(store, told(papers))
    before = snapshot(store)
    again = assimilate(store, told(papers))
    assert snapshot(store) == before
    assert counts(again) == counts(first)
