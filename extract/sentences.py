"""This file is about where sentences begin: relations are read sentence by sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.fields import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_BOUNDARY = re.compile(rf"{SEPARATOR}|[.!?][\"'”’)\]}}]*\s+|(?<=[A-Za-z)]{2})\.(?=[A-Z][a-z])|\n\s*\n")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|vs|Fig|Eq|al|No|Dr|Mr|Sec|approx|resp|[A-Z])\.$")
_BEGINNING = re.compile(r"[\w\"“‘'(\[\\$*]")


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


@Language.component("sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Set where sentences start."""
    upcoming = find(doc.text)
    start = next(upcoming, None)
    for token in doc:
        begins = token.i == 0
        while start is not None and token.idx >= start:
            begins = True
            start = next(upcoming, None)
        token.is_sent_start = begins
    return doc
