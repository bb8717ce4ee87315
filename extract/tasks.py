"""This file is about tasks that are written as names are: "Human Activity Recognition (HAR)".

Papers report results on them, so that they are taken for benchmarks, and explain short forms of them, so that they are
taken for methods. Their last word tells them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.decision import RELATION_OF
from extract.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.named import Named

SAYS: Final = "its last word says that it is a task"
_SURELY: Final = 0.8
"""How sure it must be that the paper introduces something: a task is often explained where methods are introduced."""
_TASKS: Final = words(
    "recognition detection discovery segmentation answering identification re-identification classification extraction "
    "translation summarization localization geo-localization restoration captioning super-resolution grounding "
    "forecasting linking"
)
"""No method ends so, unless a paper introduces it."""
_REPORTED: Final = _TASKS | words(
    "retrieval generation estimation adaptation synthesis editing completion understanding reasoning analysis "
    "prediction tracking reconstruction navigation assessment planning generalization alignment matching comprehension "
    "learning diagnosis parsing observation"
)
"""No benchmark does."""
_PLAIN: Final = re.compile(r"(?!\w*bench)(?:AI|\d[dD]|[A-Z]?[a-z]+)(?:-(?:\d[dD]|[A-Z]?[a-z]+))*", re.ASCII)
"""A word that is no name."""


def set_tasks(kept: Iterable[Named]) -> None:
    """Make tasks of what is kept as a name, is not listed and not introduced, and is called as only tasks are."""
    for one in kept:
        phrases = [*one.surfaces, one.long_form or ""]
        introduced = one.relation == "INTRODUCES" and one.related("INTRODUCES") >= _SURELY
        if one.listed is None and not introduced and any(_is_task(one, phrase) for phrase in phrases):
            one.label, one.relation, one.reason = "Task", RELATION_OF["Task"], SAYS


def _is_task(one: Named, phrase: str) -> bool:
    found = phrase.split()
    nouns = _REPORTED if one.label == "Benchmark" else _TASKS
    return len(found) > 1 and found[-1].lower() in nouns and all(map(_PLAIN.fullmatch, found))
