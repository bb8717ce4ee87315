"""Sentence boundaries: relations are read sentence by sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.pipeline.sentencizer import Sentencizer  # type: ignore[import-not-found]  # compiled, without type information

from extract.document.paper_annotations import annotated
from extract.lexicon import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

_BOUNDARY = re.compile(rf"{SEPARATOR}|[.!?][\"'”\u2019)\]}}]*\s+|(?<=[A-Za-z\d)])\.(?=[A-Z][a-z])|\n\s*\n")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|vs|Fig|Eq|al|No|Dr|Mr|Sec|approx|resp|[A-Z])\.$")
_BEGINNING = re.compile(r"[\w\"“\u2018'(\[\\$*]")


def find(text: str) -> Iterator[int]:
    """Give the characters at which sentences begin, after the first.

    >>> list(find("It works, e.g. here. We show it."))
    [21]
    """
    for match in _BOUNDARY.finditer(text):
        mark = match.group()
        before = text[max(0, match.start() - 8) : match.start() + 1]
        if mark[0] == "." and _ABBREVIATION.search(before):
            continue
        if mark[0] in ".!?" and _BEGINNING.match(text, match.end()) is None:
            continue
        yield match.end()


@Language.factory("sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - what a factory is called with
    """Build the component."""
    return Sentences(name)


class Sentences(Sentencizer):  # type: ignore[misc]  # compiled, without type information
    """Set where sentences start; spaCy's own component does so by punctuation alone, and "e.g." ends none."""

    def predict(self, docs: Iterable[Doc]) -> list[list[bool]]:
        """Say of each token of each doc whether a sentence starts with it."""
        return [self._starts(doc) for doc in docs]

    def _starts(self, doc: Doc) -> list[bool]:
        upcoming = find(annotated(doc).text)
        start = next(upcoming, None)
        tags: list[bool] = []
        for place in doc.to_array("IDX").tolist():
            begins = not tags
            while start is not None and place >= start:
                begins = True
                start = next(upcoming, None)
            tags.append(begins)
        return tags
