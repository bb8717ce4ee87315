"""Tests of kg.semantics over a graph that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import semantics
from kg.build import Contents, assimilate
from kg.model import Paper, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

PAPERS = (
    Paper("1001.00001", "Cars on slippery roads", "Automobiles lose their grip on ice."),
    Paper("1001.00002", "Bread without yeast", "Flour, water and patience make a loaf."),
    Paper("1001.00003", "Stars and their spectra", "The light of suns tells what they are made of."),
)


def write(store: Store, *papers: Paper) -> None:
    assimilate(store, [Contents("a", tuple(Statement("a", one.paper_id, one) for one in papers), whole=True)])


def test_only_the_text_that_changed_is_made_again(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    write(store, *PAPERS)
    assert semantics.Semantics(store, path=path).made == 3
    write(store, PAPERS[0], PAPERS[1], Paper("1001.00003", "Knives for bread", "How to cut a loaf."))
    changed = semantics.Semantics(store, path=path)
    assert changed.made == 1
    assert {one.paper_id for one in changed.nearest("a loaf of bread", 2)} == {"1001.00002", "1001.00003"}
