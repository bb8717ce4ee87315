"""What a paper more costs where the others are remembered, against beginning anew."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import psutil

from extract import resolve
from kg.build import build
from kg.corpus import Extractions, ResolutionIndex
from kg.corpus.extractions import PLACE
from kg.sources import jsonl
from kg.store import connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Paper
    from kg.store import Store

_MORE = 20
"""Papers that are added one by one."""
_NEW = 10
"""Papers that are new when a file is built again."""


@contextmanager
def _timed(seconds: list[float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds.append(time.perf_counter() - start)


def rows(papers: list[Paper]) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for extractions that are kept, and for resolving what a paper more can affect."""
    first: list[float] = []
    again: list[float] = []
    anew: list[float] = []
    more: list[float] = []
    all_again: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        place, index_place = Path(name) / "extractions.sqlite", Path(name) / "index.sqlite"
        for seconds in (first, again):
            with _timed(seconds), Extractions(place) as kept:
                extractions = list(kept.extract(papers))
        yield "extractions, kept", f"{again[0]:.2f} s", f"{again[0] / first[0]:.4f} of extracting"
        yield "extractions, size of the file", f"{place.stat().st_size / 2**20:,.1f} MiB", ""
        with _timed(anew):
            whole = resolve(extractions)
        last, others = extractions[-_MORE:], extractions[:-_MORE]
        with ResolutionIndex(index_place) as index, index.change(others):
            pass
        for extraction in last[:-1]:
            with _timed(more), ResolutionIndex(index_place) as index, index.change([extraction]):
                pass
        with _timed(all_again), ResolutionIndex(index_place) as index:
            same = "the same" if index.resolve(extractions) == whole else "NOT the same"
        ratio = f"{mean(more) / anew[0]:.3f} of resolving all"
        yield "resolution, one paper more, mean", f"{mean(more):.2f} s", ratio
        yield "resolution, one paper more, longest", f"{max(more):.2f} s", f"of {len(last) - 1}"
        ratio = f"{all_again[0] / anew[0]:.3f} of resolving all; {same}"
        yield "resolution, one paper more, read whole", f"{all_again[0]:.2f} s", ratio


def build_rows(papers: list[Paper], folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for builds into the running server of `folder`, of texts extracted before."""
    *others, one = papers
    with tempfile.TemporaryDirectory() as name, _extractions(Path(name)), connect(f"local:{folder}") as store:
        with Extractions() as kept:
            for _ in kept.extract(papers):
                pass
        store.clear()
        steps = (
            ("build, extracted before, the first", "papers", others[:-_NEW]),
            (f"build, extracted before, {_NEW} new", "papers", others),
            ("build, extracted before, one paper added", "more", [one]),
        )
        first = 0.0
        for what, stem, some in steps:
            file = Path(name) / f"{stem}.jsonl"
            with file.open("w", encoding="utf-8") as out:
                jsonl.write(some, out)
            seconds, processor = _built(store, folder, file)
            first = first or seconds
            yield what, f"{seconds:.2f} s", f"{seconds / first:.4f} of the first; {processor:.2f} s of processors"


def _built(store: Store, folder: Path, file: Path) -> tuple[float, float]:
    """Build a file, and return the seconds, and those that processors worked for it here and in the server."""
    start, worked = time.perf_counter(), _worked(folder)
    build(store, [file])
    return time.perf_counter() - start, _worked(folder) - worked


def _worked(folder: Path) -> float:
    times = psutil.Process(local.status(folder).pid).cpu_times()
    return time.process_time() + float(times.user) + float(times.system)


@contextmanager
def _extractions(folder: Path) -> Iterator[None]:
    """Keep what is extracted in a folder, and not in the user's cache."""
    before = os.environ.get(PLACE)
    os.environ[PLACE] = str(folder / "extractions.sqlite")
    try:
        yield
    finally:
        del os.environ[PLACE]
        if before is not None:
            os.environ[PLACE] = before
