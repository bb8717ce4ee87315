"""The annotated corpora: what other people marked in texts, as passages with spans.

Each corpus keeps its own labels: what one of them does not annotate is unknown there, not absent.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterable

Part = Literal["train", "dev"]

LABELS: Final[dict[str, tuple[str, ...]]] = {
    "tdmsci": ("Task", "Dataset", "Metric"),
    "heddes": ("Dataset",),
    "scierc": ("Task", "Method", "Metric", "Material", "OtherScientificTerm", "Generic"),
    "scirex": ("Task", "Method", "Metric", "Material"),
    "crossner": ("task", "algorithm", "metrics", "product", "field", "programlang"),
}
"""Corpus to the labels that we learn from it; CrossNER's people and places are left out."""

UNKNOWN: Final = "unknown"
"""The label of a span that one may mark or not: nothing is learned from its words."""

_FILES: Final[dict[tuple[str, Part], tuple[str, ...]]] = {
    ("tdmsci", "train"): ("tdmsci/train",),
    ("tdmsci", "dev"): ("tdmsci/train",),
    ("heddes", "train"): ("heddes/train",),
    ("heddes", "dev"): ("heddes/train",),
    ("scierc", "train"): ("scierc/train",),
    ("scierc", "dev"): ("scierc/dev",),
    ("scirex", "train"): ("scirex/train_title_abstract", "scirex/train_sents"),
    ("scirex", "dev"): ("scirex/dev_title_abstract",),
    ("crossner", "train"): ("crossner_ai/train", "crossner_ai/test"),
    ("crossner", "dev"): ("crossner_ai/dev",),
}
_RENAMED: Final = {"TASK": "Task", "DATASET": "Dataset", "METRIC": "Metric"}
_CARVED: Final = frozenset({"tdmsci", "heddes"})
_DEV_SHARE: Final = 0.15


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a passage, and what they are."""

    start: int
    end: int
    label: str


class Passage(NamedTuple):
    """A sentence or an abstract with everything that its corpus marks in it."""

    id: str
    text: str
    spans: tuple[Span, ...]
    corpus: str


def read(folder: Path, corpus: str, part: Part) -> list[Passage]:
    """Read one part of a corpus.

    TDMSci and Heddes come as one file: 15% of their texts, chosen by a hash of the text, are the dev part.

    Args:
        folder: the folder that holds one folder a corpus.
        corpus: a key of `LABELS`.
        part: `dev` is for decisions, never for training.

    Raises:
        CallError: there is no such corpus, or its file is absent.
    """
    if (corpus, part) not in _FILES:
        raise CallError(f"Ask for one of {', '.join(LABELS)}, not for {corpus}.")
    passages: dict[str, Passage] = {}
    for name in _FILES[corpus, part]:
        path = Path(folder) / f"{name}.jsonl.gz"
        if not path.exists():
            raise CallError(f"{path} is absent: give the folder that holds {name}.jsonl.gz.")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                passage = _passage(json.loads(line), corpus)
                if corpus not in _CARVED or _is_dev(passage.text) == (part == "dev"):
                    passages.setdefault(passage.text, passage)
    return list(passages.values())


def _is_dev(text: str) -> bool:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) / 2**32 < _DEV_SHARE


def _passage(record: dict[str, Any], corpus: str) -> Passage:
    labels = LABELS[corpus]
    named = ((e["start"], e["end"], _RENAMED.get(e["label"], e["label"])) for e in record["entities"])
    spans = (Span(start, end, label) for start, end, label in named if label in labels)
    return Passage(str(record["id"]), record["text"], _outermost(spans), corpus)


def _outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Drop what lies in or across a longer span: a tagger gives each word one label."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start - s.end, s.start, s.label)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept))
