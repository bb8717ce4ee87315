"""The extractor: papers in, extractions out, in the order in which they came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self, TypeVar

from extract.decision import explain
from extract.document import annotated, compose, lay_out
from extract.pipeline import DECIDING, create_pipeline
from extract.version import version
from extract.workers import in_processes
from kg.errors import CallError
from kg.model import Extraction, Mention, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from extract.decision import Explanation
    from extract.document import PaperText
    from extract.tagger import Size
    from kg.model import Paper

Found = TypeVar("Found", "Mention", "Result")

_BATCH = 64
_TERMS = ("Task", "Metric")
"""Labels of what is written in small letters."""
_MAX_LENGTH = 1_100_000


class Extractor:
    """Reads papers and says what they name.

    Use it as a context manager; reading the term lists takes about a second, once.

        with Extractor() as extractor:
            for extraction in extractor.extract(papers):
                ...

    Args:
        nlp: a pipeline of yours, such as one read from disk; ours when None.
        size: of the trained tagger in our pipeline; None for the rules alone.
    """

    def __init__(self, nlp: Language | None = None, *, size: Size | None = "default") -> None:
        self.nlp = create_pipeline(size) if nlp is None else nlp
        tagger: Any = self.nlp.get_pipe("tagger") if self.nlp.has_pipe("tagger") else None
        self.version = version(None if tagger is None else tagger.tagger.size)
        self.nlp.max_length = max(self.nlp.max_length, _MAX_LENGTH)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def extract(self, papers: Iterable[Paper], *, processes: int = 1) -> Iterator[Extraction]:
        """Read papers one after the other, or batches of them in several processes.

        Args:
            papers: any number of them; few are held at a time.
            processes: how many read at once; the order of the papers is kept all the same.
        """
        if processes < 1:
            raise CallError(f"Ask for 1 process or more, not {processes}.")
        if processes > 1:
            yield from in_processes(self._read, papers, processes=processes, size=_BATCH)
            return
        docs = (self._doc(paper) for paper in papers)
        for doc, (paper, text) in self.nlp.pipe(docs, as_tuples=True, batch_size=_BATCH):
            read = annotated(doc)
            found = tuple(_as_written(mention, paper, text) for mention in read.mentions)
            claimed = tuple(_as_written(result, paper, text) for result in read.results)
            yield Extraction(paper=paper, mentions=found, results=claimed)

    def _doc(self, paper: Paper) -> tuple[Doc, tuple[Paper, PaperText]]:
        read = lay_out(paper.title, paper.abstract)
        text = read.text
        doc = self.nlp.make_doc(text)
        annotated(doc, text)
        return doc, (paper, read)

    def _read(self, papers: list[Paper]) -> list[Extraction]:
        return list(self.extract(papers))

    def explain(self, paper: Paper) -> tuple[Explanation, ...]:
        """Say of every name in a paper who pointed at it, and why it is an entity or is none."""
        with self.nlp.select_pipes(disable=DECIDING):
            return explain(self.nlp(compose(paper.title, paper.abstract)))


def _as_written(found: Found, paper: Paper, read: PaperText) -> Found:
    """Take place and surface from the paper itself: the pipeline saw no markup, and blanks for control characters.

    A mention whose surface has markup in it is named by what people read.
    """
    text = paper.title if found.field == "title" else paper.abstract
    start, end = read.field(found.field).place(found.start, found.end)
    surface = text[start:end]
    if surface == found.surface and start == found.start:
        return found
    placed = replace(found, start=start, end=end, surface=surface)
    if isinstance(found, Result):
        place, _ = read.field(placed.field).place(found.benchmark_start, found.benchmark_start + len(found.benchmark))
        return replace(placed, benchmark_start=place)
    same = surface.split() == found.surface.split() or (found.label not in _TERMS and surface == found.surface.upper())
    if placed.name is None and not same:
        return replace(placed, name=found.surface.replace("{", "").replace("}", ""))
    return placed
