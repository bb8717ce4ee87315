"""Annotated papers of our own: what a title and an abstract name, and what the paper does with it.

`annotations/` holds facts only: arXiv ids, names, types, relations. The texts are read from the corpus of Hugging Face
daily papers. A label of the head `papers` is a type and a relation, "Model INTRODUCES".
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.document import abstract_start, compose
from extract.extractor import Extractor
from extract.lexicon import SEPARATOR
from kg.errors import CallError
from kg.model import Author, Paper
from training.corpora.passages import UNKNOWN, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HEAD: Final = "papers"
HELD_OUT: Final = "held_out"
"""The annotated part that is only scored: nothing is decided on it."""
LABELS: Final = (
    "Method INTRODUCES",
    "Method USES",
    "Model INTRODUCES",
    "Model USES",
    "Benchmark INTRODUCES",
    "Benchmark EVALUATES_ON",
    "Benchmark USES",
)
_DEFAULT_RELATION: Final = {"Method": "USES", "Model": "USES", "Benchmark": "USES"}


def read_papers(corpora: Path) -> dict[str, Paper]:
    """Read the Hugging Face daily papers of the corpora, by arXiv id."""
    return {record["id"]: _paper(record) for record in _records(corpora, "hf_daily.jsonl.gz")}


def read_arxiv(corpora: Path) -> list[Paper]:
    """Read the arXiv papers of the corpora."""
    return [_paper(record) for record in _records(corpora, "arxiv_daily.jsonl.gz")]


def _records(corpora: Path, name: str) -> Iterator[dict[str, Any]]:
    path = Path(corpora) / name
    if not path.exists():
        raise CallError(f"{path} is absent: give the folder that holds {name}.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _paper(record: Mapping[str, Any]) -> Paper:
    return Paper(
        record["id"],
        record["title"],
        record["abstract"] or "",
        published=dt.date.fromisoformat(record["published"][:10]) if record.get("published") else None,
        authors=tuple(map(Author, record.get("authors") or ())),
    )


def read_annotations(part: str) -> list[dict[str, Any]]:
    """Read one of our annotated parts, as `score.py` reads gold files."""
    text = resources.files("training").joinpath("annotations", f"{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def annotated(papers: dict[str, Paper], annotations: Iterable[dict[str, Any]]) -> list[Passage]:
    """Mark every place of each annotated name; what may or may not be listed is unknown."""
    passages = []
    for row in annotations:
        paper = papers[row["id"]]
        text = compose(paper.title, paper.abstract)
        spans: list[Span] = []
        for item in row["required"]:
            kinds = [kind for kind in item["types"] if kind != "Repo"]
            if kinds:
                label = f"{kinds[0]} {item['relation']}"
                label = label if label in LABELS else f"{kinds[0]} {_DEFAULT_RELATION[kinds[0]]}"
                spans.extend(Span(start, end, label) for start, end in _places(text, item["surface"]))
        for surface in row["optional"]:
            spans.extend(Span(start, end, UNKNOWN) for start, end in _places(text, surface))
        passages.append(Passage(row["id"], text, _apart(spans), HEAD))
    return passages


def by_rules(papers: Sequence[Paper]) -> list[Passage]:
    """Mark papers by the rules alone: a weak signal where nobody has read them."""
    passages = []
    with Extractor(size=None) as extractor:
        for extraction in extractor.extract(papers):
            text = SEPARATOR.join((extraction.paper.title, extraction.paper.abstract))  # where mentions are counted
            spans = []
            for mention in extraction.mentions:
                label = f"{mention.label} {mention.relation}"
                begin = abstract_start(text) if mention.field == "abstract" else 0
                if label in LABELS:
                    spans.append(Span(begin + mention.start, begin + mention.end, label))
            passages.append(Passage(extraction.paper.paper_id, text, _apart(spans), HEAD))
    return passages


def _places(text: str, surface: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(map(re.escape, surface.split()))
    return [match.span() for match in re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", text)]


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Drop what lies in or across a longer span, and what is unknown where something is known."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start - s.end, s.label == UNKNOWN, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept))
