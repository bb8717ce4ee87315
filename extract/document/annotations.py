"""Annotations of a `Doc`: decided mentions, claimed results, and what the tagger thinks of its words."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Final

from kg.model import Mention, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from extract.tagger import Tagged

_MENTIONS = "mentions"
_RESULTS = "results"


def set_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Leave the decided mentions in the doc."""
    doc.user_data[_MENTIONS] = [
        (
            m.field,
            m.start,
            m.end,
            m.surface,
            m.label,
            m.score,
            m.component,
            m.relation,
            m.long_form,
            m.name,
            m.comparison,
        )
        for m in mentions
    ]


def mentions(doc: Doc) -> tuple[Mention, ...]:
    """Give back the decided mentions of the doc, by field and place."""
    return tuple(Mention(*row) for row in doc.user_data.get(_MENTIONS, ()))


def set_results(doc: Doc, results: Iterable[Result]) -> None:
    """Leave the claimed results in the doc."""
    doc.user_data[_RESULTS] = [astuple(result) for result in results]


def results(doc: Doc) -> tuple[Result, ...]:
    """Give back the claimed results of the doc, in the order of the text."""
    return tuple(Result(*row) for row in doc.user_data.get(_RESULTS, ()))


_TAGGED: Final = "tagged"


def set_tagged(doc: Doc, tagged: Tagged) -> None:
    """Leave in the doc what the tagger thinks of its words."""
    doc.user_data[_TAGGED] = tagged


def tagged(doc: Doc) -> Tagged | None:
    """Give what the tagger thinks of the words of a doc; None where none ran."""
    found: Tagged | None = doc.user_data.get(_TAGGED)
    return found


def forget_tagged(doc: Doc) -> None:
    """Drop what the tagger thinks, once names are weighed."""
    doc.user_data.pop(_TAGGED, None)
