"""This file is about what a paper more costs where the others are remembered, against beginning anew."""

from __future__ import annotations

import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from extract import resolve
from kg.corpus import Extractions, ResolutionIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Paper

_MORE = 20
"""Papers that are added one by one."""


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
