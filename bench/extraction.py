"""How fast text becomes mentions and entities, against spaCy's own recogniser on the same texts."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Self

import psutil
import spacy
from spacy.training import Example

from extract import Extractor, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language

    from extract.tagger import Size
    from kg.model import Extraction, Paper

_LARGE = 200
"""Papers that the transformer reads: it is slow."""


def rows(papers: list[Paper]) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for extraction and resolution of `papers`."""
    texts = [f"{paper.title}\n{paper.abstract}" for paper in papers]
    bare = _speed(len(texts), lambda: sum(1 for _ in _recogniser().pipe(texts, batch_size=64)))
    yield "a bare spaCy `ner`, one process", f"{bare:,.0f} papers/s", "1.00"

    start = time.perf_counter()
    with Extractor() as extractor:
        yield "loading the pipeline", f"{time.perf_counter() - start:.2f} s", ""
        extractions: list[Extraction] = []
        speed = _speed(len(papers), lambda: extractions.extend(extractor.extract(papers)))
        yield "extraction, one process", f"{speed:,.0f} papers/s", f"{speed / bare:.2f} of spaCy's `ner`"
        with _Memory() as memory:
            speed = _speed(len(papers), lambda: list(extractor.extract(papers, processes=2)))
        yield "extraction, two processes", f"{speed:,.0f} papers/s", f"{speed / bare:.2f} of spaCy's `ner`"
        yield "extraction, peak memory of all processes", f"{memory.peak / 2**20:,.0f} MiB", ""
    sizes: tuple[tuple[str, Size | None], ...] = (("rules alone", None), ("with --large", "large"))
    for name, size in sizes:
        few = papers if size is None else papers[:_LARGE]
        speed = _of(few, size)
        yield f"extraction, {name}, one process", f"{speed:,.0f} papers/s", f"{speed / bare:.2f} of spaCy's `ner`"

    start = time.perf_counter()
    resolution = resolve(extractions)
    speed = len(papers) / (time.perf_counter() - start)
    yield "resolution", f"{speed:,.0f} papers/s", f"{speed / bare:.2f} of spaCy's `ner`"
    mentions = sum(len(extraction.mentions) for extraction in extractions)
    results = sum(len(extraction.results) for extraction in extractions)
    yield "found", f"{mentions:,} mentions, {len(resolution.entities):,} entities", f"{results:,} results"


def _of(papers: list[Paper], size: Size | None) -> float:
    with Extractor(size=size) as extractor:
        return _speed(len(papers), lambda: list(extractor.extract(papers)))


def _recogniser() -> Language:
    """Build spaCy's default recogniser, on random weights: they cost what trained ones cost."""
    nlp = spacy.blank("en")
    recogniser = nlp.add_pipe("ner")
    for label in ("Method", "Model", "Benchmark", "Task", "Metric"):
        recogniser.add_label(label)  # type: ignore[attr-defined]  # spaCy types a pipe as a callable
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("BERT on SQuAD"), {"entities": [(0, 4, "Model")]})])
    return nlp


def _speed(count: int, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


class _Memory:
    """Watches the resident memory of this process and its children."""

    def __init__(self) -> None:
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        process = psutil.Process()
        while not self._over.wait(0.2):
            total = 0
            for one in (process, *process.children(recursive=True)):
                try:
                    total += one.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.peak = max(self.peak, total)
