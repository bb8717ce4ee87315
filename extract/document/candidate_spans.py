"""Candidate spans: what a component says of a span of text before anything is decided.

Components leave their candidates in the `Doc`; `consolidation` weighs them and leaves the mentions.
Both are kept as plain tuples in `Doc.user_data`, which spaCy carries between processes and to disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.document.annotations import mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from kg.model import Field, Label, Mention, RelationType

_CANDIDATES = "candidates"
_SHORT_FORMS = "short_forms"


class Candidate(NamedTuple):
    """What one component says of the characters from `start` to `end` of the text.

    Attributes:
        score: how strongly, 0 to 1; what says that a span is no name has 0.
        label: the type, where the component has evidence for one.
        relation: what the paper does with it, where the component has evidence.
        name: what the span names where that is not its surface.
    """

    start: int
    end: int
    component: str
    score: float
    label: Label | None = None
    relation: RelationType | None = None
    name: str | None = None


class ShortForm(NamedTuple):
    """A short form and the long form that the text gives for it, both as characters of the text."""

    start: int
    end: int
    long_start: int
    long_end: int


def add(doc: Doc, candidates: Iterable[Candidate]) -> None:
    """Leave candidates in the doc."""
    doc.user_data.setdefault(_CANDIDATES, []).extend(tuple(candidate) for candidate in candidates)


def candidates(doc: Doc) -> Iterator[Candidate]:
    """Give back what components said of the doc so far, in the order of their saying."""
    return (Candidate(*row) for row in doc.user_data.get(_CANDIDATES, ()))


def replace(doc: Doc, kept: Iterable[Candidate]) -> None:
    """Leave these candidates in the doc, and no others."""
    doc.user_data[_CANDIDATES] = [tuple(candidate) for candidate in kept]


def spans(doc: Doc) -> list[tuple[int, int]]:
    """List the spans that candidates cover, each once, from left to right."""
    return sorted({(row[0], row[1]) for row in doc.user_data.get(_CANDIDATES, ())})


def outermost(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest of the spans that begin together or lie in one another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def add_short_forms(doc: Doc, short_forms: Iterable[ShortForm]) -> None:
    """Leave short forms in the doc."""
    doc.user_data.setdefault(_SHORT_FORMS, []).extend(tuple(short_form) for short_form in short_forms)


def short_forms(doc: Doc) -> list[ShortForm]:
    """List the short forms that the doc explains."""
    return [ShortForm(*row) for row in doc.user_data.get(_SHORT_FORMS, ())]


def field_mentions(doc: Doc, field: Field) -> tuple[Mention, ...]:
    """Give back the decided mentions of one field."""
    return tuple(mention for mention in mentions(doc) if mention.field == field)
