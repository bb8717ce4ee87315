"""Sentences that readers marked as the annotators of TDMSci would: tasks, datasets and metrics.

The readers are language models that read 700 annotated sentences of its train part first. What they marked
(`annotations/sentences_tdm.jsonl`) holds facts only: where a sentence is found, and which of its characters are what.
"""

from __future__ import annotations

import gzip
import json
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.errors import CallError
from training.corpora import papers
from training.corpora.passages import Passage, Span
from training.tagger.examples import IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from training.tagger.examples import Example

CORPUS: Final = "tdmsci"
_BELIEF: Final = 0.75
"""The share of a reader's word in what is taught; the rest is the teachers'."""
_LEAST: Final = 1e-4


def read(shared: Path) -> list[Passage]:
    """Read the marked sentences, with their texts from the corpora.

    Args:
        shared: the folder that holds `ner` and `corpora`.

    Raises:
        CallError: a corpus is absent.
    """
    text = resources.files("training").joinpath("annotations", "sentences_tdm.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    texts = {
        "hf": {name: paper.abstract for name, paper in papers.read_papers(shared / "corpora").items()},
        "arxiv": {paper.paper_id: paper.abstract for paper in papers.read_arxiv(shared / "corpora")},
        "scirex": dict(_sentences(shared / "ner" / "scirex" / "train_sents.jsonl.gz")),
    }

    def sentence(row: dict[str, Any]) -> str:
        return texts[row["source"]][row["id"]][row.get("start") : row.get("end")]

    return [Passage(row["id"], sentence(row), tuple(Span(*span) for span in row["spans"]), CORPUS) for row in rows]


def believed(made: Sequence[Example], columns: slice) -> list[Example]:
    """Let what the readers marked outweigh what teachers say of it.

    Args:
        made: marked sentences with what teachers say of them.
        columns: those of TDMSci's head.
    """
    return [one._replace(taught=_mixed(one, columns)) for one in made]


def _mixed(one: Example, columns: slice) -> np.ndarray[Any, np.dtype[np.float16]] | None:
    if one.taught is None:
        return None
    taught = one.taught.astype(np.float32)
    read_here = one.tags != IGNORED
    own = np.exp(taught[read_here, columns])
    own /= own.sum(axis=1, keepdims=True)
    own *= 1 - _BELIEF
    own[np.arange(len(own)), one.tags[read_here]] += _BELIEF
    taught[read_here, columns] = np.log(np.maximum(own, _LEAST))
    return taught.astype(np.float16)


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    if not path.exists():
        raise CallError(f"{path} is absent: give the folder that holds ner/scirex/train_sents.jsonl.gz.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield record["id"], record["text"]
