"""This file is about tasks and metrics: phrases more often than names, known to the tagger by their context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.candidates import Candidate
from extract.decision import RELATION_OF
from extract.named import gather
from extract.normal_form import normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.named import Named
    from extract.tagger import Tagged
    from kg.model import Label

MARKED: Final = "the tagger marks it"
_HEAD: Final = "tdmsci"
_LABELS: Final[dict[str, Label]] = {"Task": "Task", "Metric": "Metric"}


def terms(text: str, said: Tagged, kept: Iterable[Named]) -> list[Named]:
    """Give the tasks and metrics that the tagger marks, but for those that are kept as names already.

    Args:
        text: title and abstract.
        said: what the tagger thinks of its words.
        kept: names; a task that is called like one of them is that name.
    """
    names = {normal_form(surface) for one in kept for surface in one.surfaces}
    found = [
        Candidate(span.start, span.end, "tagger", span.score, _LABELS[span.label])
        for span in said.spans(_HEAD)
        if span.label in _LABELS
    ]
    listed = []
    for one in gather(text, found, []):
        if one.key not in names:
            one.elect(one.votes())
            one.relation = RELATION_OF[one.label]
            one.reason = MARKED
            one.score = max(c.score for c in one.candidates)
            listed.append(one)
    return listed
