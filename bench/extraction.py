"""This file is about how fast text becomes mentions and entities, against spaCy's bare tokenizer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import spacy

from extract import Extractor, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Paper


def rows(papers: list[Paper]) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for extraction and resolution of `papers`."""
    texts = [text for paper in papers for text in (paper.title, paper.abstract)]
    nlp = spacy.blank("en")
    start = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    bare = len(papers) / (time.perf_counter() - start)
    yield "spaCy's bare tokenizer", f"{bare:,.0f} papers/s", "1.00"

    with Extractor() as extractor:
        start = time.perf_counter()
        extractions = list(extractor.extract(papers))
        speed = len(papers) / (time.perf_counter() - start)
    yield "extraction, one process", f"{speed:,.0f} papers/s", f"{speed / bare:.2f} of the tokenizer"

    start = time.perf_counter()
    resolution = resolve(extractions)
    speed = len(papers) / (time.perf_counter() - start)
    yield "resolution", f"{speed:,.0f} papers/s", f"{speed / bare:.2f} of the tokenizer"
    mentions = sum(len(extraction.mentions) for extraction in extractions)
    yield "found", f"{mentions:,} mentions, {len(resolution.entities):,} entities", ""
