"""This file is about tasks and metrics: phrases more often than names, known to the tagger by their context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.candidates import Candidate
from extract.decision import RELATION_OF
from extract.named import gather
from extract.normal_form import normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.candidates import ShortForm
    from extract.named import Named
    from extract.tagger import Tagged, TaggedSpan
    from kg.model import Label

MARKED: Final = "the tagger marks it"
_HEAD: Final = "tdmsci"
_LABELS: Final[dict[str, Label]] = {"Task": "Task", "Metric": "Metric"}


def terms(text: str, said: Tagged, kept: Iterable[Named], shorts: Sequence[ShortForm]) -> list[Named]:
    """Give the tasks and metrics that the tagger marks, but for those that are kept as names already.

    Args:
        text: title and abstract.
        said: what the tagger thinks of its words.
        kept: names; a task that is called like one of them is that name.
        shorts: short forms; "information retrieval (IR)", which is marked as one, is named by the long form alone.
    """
    names = {normal_form(surface) for one in kept for surface in one.surfaces}
    ends = {one.end: one for one in shorts}
    found = [
        Candidate(span.start, span.end, "tagger", span.score, _LABELS[span.label], name=_name(text, span, ends))
        for span in said.spans(_HEAD)
        if span.label in _LABELS
    ]
    long_forms = {normal_form(text[one.start : one.end]): text[one.long_start : one.long_end] for one in shorts}
    listed = []
    for one in gather(text, found, []):
        if one.key not in names:
            one.long_form = long_forms.get(one.key)
            one.elect(one.votes())
            one.relation = RELATION_OF[one.label]
            one.reason = MARKED
            one.score = max(c.score for c in one.candidates)
            listed.append(one)
    return listed


def _name(text: str, span: TaggedSpan, ends: Mapping[int, ShortForm]) -> str | None:
    """Give the long form that a span begins with, where it ends with its short form, with or without the bracket."""
    short = ends.get(span.end) or ends.get(span.end - 1)
    if short is None or not span.start <= short.long_start < short.long_end < short.start:
        return None
    return text[span.start : short.long_end]
