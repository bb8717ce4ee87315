"""A promise of every client: what goes wrong once changes nothing of what it gives."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.sources import apis
from kg.sources.apis import ArXiv, Crossref, GitHub, HuggingFace, Note, OpenAlex, OpenCitations, SemanticScholar
from kg.sources.http import Fetcher
from kg.sources.http.settings import Settings
from tests.kg.sources.apis.conftest import QUICK, ids_of
from tests.world import faults as wrong
from tests.world.huggingface import submitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any, TypeAlias

    from tests.world.faults import Faults
    from tests.world.papers import World
    from tests.world.server import Server

    Ask: TypeAlias = Callable[[Fetcher, World, Callable[[Note], None]], Iterable[Any]]


def citing(world: World) -> str:
    """The work that most cite, by its SHA."""
    pairs = world.claimed["semantic_scholar"]
    work = max(world.having("semantic_scholar"), key=lambda one: sum(pair[1] == one.key for pair in pairs))
    return work.ids["s2"]


def repositories(world: World) -> list[str]:
    found = (work.repository for work in world.works.values())
    return [one.full_name for one in found if one and not one.gone]


def month(world: World) -> str:
    return f"{submitted(world.having('huggingface')[-1]):%Y-%m}"


ASKED: dict[str, Ask] = {
    "arxiv papers": lambda f, w, n: ArXiv(f, on_note=n).papers(ids_of(w, "arxiv", "arxiv")[:9]),
    "arxiv search": lambda f, _, n: ArXiv(f, on_note=n).search("cat:cs.LG", limit=9),
    "huggingface month": lambda f, w, n: HuggingFace(f, on_note=n).month(month(w)),
    "s2 papers": lambda f, w, n: SemanticScholar(f, on_note=n).papers(ids_of(w, "s2", "semantic_scholar")[:9]),
    "s2 citations": lambda f, w, n: SemanticScholar(f, on_note=n).citations(citing(w)),
    "openalex works": lambda f, w, n: OpenAlex(f, on_note=n).works(ids_of(w, "openalex", "openalex")[:9]),
    "openalex cited by": lambda f, w, n: OpenAlex(f, on_note=n).cited_by(ids_of(w, "openalex", "openalex")[:9]),
    "crossref works": lambda f, w, n: Crossref(f, on_note=n).works(ids_of(w, "doi", "crossref")[:9]),
    "opencitations": lambda f, w, n: OpenCitations(f, on_note=n).citations(ids_of(w, "doi", "opencitations")[0]),
    "github": lambda f, w, n: GitHub(f, on_note=n).repositories(repositories(w)[:4]),
}
LOST = {"wrong charset"}
"""What takes letters out of a body for good; the records are there all the same."""


@pytest.mark.parametrize("fault", wrong.all_of_them())
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_what_goes_wrong_once_changes_nothing(
    services: Server, faults: Faults, world: World, tmp_path: Path, *, ask: Ask, fault: str
) -> None:
    def told(name: str) -> tuple[set[str], list[Note]]:
        settings = Settings({**services.environment(), "KG_HTTP_CACHE": str(tmp_path / name)})
        notes: list[Note] = []
        with Fetcher(settings=settings, patience=QUICK) as fetcher:
            found = [replace(one, retrieved="") for one in ask(fetcher, world, notes.append)]
        names = {getattr(one, "key", None) or one.asked for one in found}
        return names if fault in LOST else {repr(one) for one in found}, notes

    right, _ = told("right")
    assert right
    faults.add(wrong.all_of_them()[fault], times=1)
    spoilt, notes = told("spoilt")
    assert faults.fired
    assert spoilt == right
    assert not [note for note in notes if note.kind == "failed"]


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_what_was_answered_is_not_asked_again(services: Server, world: World, tmp_path: Path, *, ask: Ask) -> None:
    settings = Settings({**services.environment(), "KG_HTTP_CACHE": str(tmp_path)})
    with Fetcher(settings=settings, patience=QUICK) as fetcher:
        first = list(ask(fetcher, world, lambda _: None))
    services.forget()
    with Fetcher(settings=settings, patience=QUICK) as fetcher:
        assert list(ask(fetcher, world, lambda _: None)) == first
    with Fetcher(settings=settings, patience=QUICK, offline=True) as fetcher:
        assert list(ask(fetcher, world, lambda _: None)) == first
    assert services.count() == 0


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_without_a_network_what_is_lacking_is_told(services: Server, world: World, tmp_path: Path, *, ask: Ask) -> None:
    notes: list[Note] = []
    settings = Settings({**services.environment(), "KG_HTTP_CACHE": str(tmp_path)})
    with Fetcher(settings=settings, offline=True) as fetcher:
        assert list(ask(fetcher, world, notes.append)) == []
    assert {note.kind for note in notes} == {"failed"}
    assert all("run the same without --offline" in str(note) for note in notes)
    assert services.count() == 0


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(apis.__path__)])
def test_the_examples_of_the_docstrings_are_right(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"kg.sources.apis.{name}")).failed == 0
