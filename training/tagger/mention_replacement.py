"""Mention replacement: where a name stands, another one of its kind is put.

A network that sees one sentence with many names learns the sentence (Dai & Adel 2020, mention replacement). The other
names are those of the same corpus and, where there is a list of the kind, those of the list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import CallError
from training.corpora.passages import Passage, Span

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_LISTS: Final = {
    "Dataset": "dataset",
    "Material": "dataset",
    "Task": "task",
    "task": "task",
    "Metric": "metric",
    "metrics": "metric",
    "Method": "method",
    "algorithm": "method",
}
"""Label to the list that has names of its kind."""
_FROM_LIST: Final = {"dataset": 0.6, "task": 0.35, "metric": 0.2, "method": 0.25}
"""How often the other name is of the list; the rest is of the corpus, whose names are phrases more often."""
_LONGEST: Final = 40
_CHANGED: Final = 0.6
"""How many of the names of a passage are changed."""
_NOUN = re.compile(
    r"\s+(?:data\s?sets?|corpus|corpora|databases?|collections?|benchmarks?|data|test set|treebank|set)$",
    re.IGNORECASE,
)


class Names(NamedTuple):
    """Names to put in: of a corpus by label, and of lists by kind."""

    own: Mapping[str, Sequence[str]]
    listed: Mapping[str, Sequence[str]]


def read_lists(folder: Path) -> dict[str, list[str]]:
    """Read the lists of names, one file a kind, a name at the start of each line.

    Raises:
        CallError: a list is absent.
    """
    found = {}
    for kind in _FROM_LIST:
        path = folder / f"{kind}.tsv"
        if not path.exists():
            raise CallError(f"{path} is absent: give the folder that holds {kind}.tsv.")
        rows = (line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines())
        found[kind] = sorted({name for name in rows if 0 < len(name) < _LONGEST})
    return found


def names(passages: Sequence[Passage], listed: Mapping[str, Sequence[str]]) -> Names:
    """Collect the names that passages mark, by label."""
    own: dict[str, set[str]] = {}
    for passage in passages:
        for span in passage.spans:
            own.setdefault(span.label, set()).add(passage.text[span.start : span.end])
    return Names({label: sorted(found) for label, found in own.items()}, listed)


def renamed(passages: Sequence[Passage], known: Names, rng: random.Random) -> list[Passage]:
    """Give each passage that has names once more, most of its names changed, with the spans of the new ones."""
    return [_renamed(passage, known, rng) for passage in passages if passage.spans]


def _renamed(passage: Passage, known: Names, rng: random.Random) -> Passage:
    text, at = "", 0
    spans: list[Span] = []
    for span in sorted(passage.spans):
        surface = passage.text[span.start : span.end]
        if rng.random() < _CHANGED:
            surface = _other(surface, span.label, known, rng)
        text += passage.text[at : span.start]
        spans.append(Span(len(text), len(text) + len(surface), span.label))
        text += surface
        at = span.end
    return Passage(passage.id, text + passage.text[at:], tuple(spans), passage.corpus)


def _other(surface: str, label: str, known: Names, rng: random.Random) -> str:
    kind = _LISTS.get(label)
    is_phrase = label == "Material" and surface.islower()
    if kind is None or is_phrase or rng.random() >= _FROM_LIST[kind]:
        return rng.choice(known.own[label])
    other = rng.choice(known.listed[kind])
    if kind == "dataset":
        noun = _NOUN.search(surface)
        return other + noun[0] if noun and not _NOUN.search(other) else other
    return _lowered(other) if surface.islower() else other


def _lowered(name: str) -> str:
    """Take capitals off, but for words that are abbreviations.

    >>> _lowered("Visual QA")
    'visual QA'
    """
    return " ".join(word if sum(c.isupper() for c in word) > 1 else word.lower() for word in name.split())
