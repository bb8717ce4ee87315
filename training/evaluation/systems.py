"""The systems that are compared: the tagger of each size, the whole way, the rules, the baseline."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.extractor import Extractor
from extract.tagger import FILES, Tagger
from kg.model import Paper
from training.corpora.passages import LABELS, Span
from training.evaluation import baseline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.tagger import Size, TaggedSpan
    from training.corpora.passages import Passage

SIZES: Final[tuple[Size, ...]] = ("default", "large")
SYSTEMS: Final = ("default", "large", "whole", "rules", "baseline")
"""In the order of the columns."""

OURS: Final[dict[str, dict[str, str]]] = {
    "tdmsci": {"Task": "Task", "Benchmark": "Dataset", "Metric": "Metric"},
    "heddes": {"Benchmark": "Dataset"},
    "scirex": {"Task": "Task", "Method": "Method", "Model": "Method", "Benchmark": "Material", "Metric": "Metric"},
}
"""Corpus to what its annotators call our types; SciERC and CrossNER draw other borders, and have no such column."""
_EXTRACTORS: Final[dict[str, Size | None]] = {"whole": "default", "rules": None}
"""Systems that are extractors, and the size of the tagger in them."""


class Run(NamedTuple):
    """What one trained system marked in each passage, and how sure it was where it says so."""

    spans: list[tuple[Span, ...]]
    scored: list[tuple[TaggedSpan, ...]] = []  # noqa: RUF012 - a NamedTuple's default; nothing appends to it


def has_weights(size: Size) -> bool:
    """Say whether the package holds the weights of a size."""
    folder = resources.files("extract").joinpath("weights")
    return all(folder.joinpath(name).is_file() for name in FILES[size])


def runs(system: str, corpus: str, passages: Sequence[Passage]) -> list[Run] | str:
    """Mark the passages with a system, once for each seed that it was trained with.

    Returns:
        The runs, or a sentence that says why there is none.
    """
    if system == "baseline":
        kept = baseline.kept(corpus, passages)
        return [
            Run(spans) for spans in kept
        ] or f"no run of the baseline on {corpus} is kept: ask for it with --baseline"
    if system in _EXTRACTORS:
        if corpus not in OURS:
            return f"{corpus} has other types than `kg extract`"
        return [by_extractor(passages, OURS[corpus], size=_EXTRACTORS[system])]
    size: Size = "large" if system == "large" else "default"
    if not has_weights(size):
        return f"the package holds no weights of the tagger called {size}: `make train` makes them"
    tagger = Tagger.load(size)
    if corpus not in tagger.heads:
        return f"the tagger called {size} has no head for {corpus}"
    return [by_tagger(tagger, corpus, passages)]


def by_tagger(tagger: Tagger, corpus: str, passages: Sequence[Passage]) -> Run:
    """Mark passages with one head, and keep the labels that are learned from its corpus."""
    marked = tagger.spans([passage.text for passage in passages], corpus)
    scored = [tuple(span for span in spans if span.label in LABELS[corpus]) for spans in marked]
    return Run([tuple(Span(*span[:3]) for span in spans) for spans in scored], scored)


def by_extractor(passages: Sequence[Passage], labels: Mapping[str, str], *, size: Size | None) -> Run:
    """Mark passages as `kg extract` does, each read as the abstract of a paper without a title.

    Args:
        passages: what to mark.
        labels: our types to the corpus' labels; other types are dropped.
        size: of the tagger; None for the rules alone.
    """
    papers = [Paper(str(number), "", passage.text) for number, passage in enumerate(passages)]
    with Extractor(size=size) as extractor:
        found = [extraction.mentions for extraction in extractor.extract(papers)]
    return Run(
        [
            tuple(sorted({Span(one.start, one.end, labels[one.label]) for one in mentions if one.label in labels}))
            for mentions in found
        ]
    )
